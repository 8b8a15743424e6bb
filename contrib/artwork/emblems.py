"""Avatars."""

from .cutpaper import cut, disc, dots, group, line, path, sheet, slab, text
from .palette import DARK, INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint

SIDE = 480


def initials(name: str, letters: str, ground: str, *pattern: str) -> str:
    """Return two letters on a patterned ground, small enough to survive a round crop."""
    medal = disc(246, 248, 150, shade(ground, 0.45), opacity=0.5) + disc(240, 240, 150, ground)
    return sheet(
        name,
        *pattern,
        medal,
        text(240, 294, letters, 158, PAPER, weight=700, spacing=2),
        ground=ground,
        wide=SIDE,
        high=SIDE,
    )


def gosbert_chagula() -> str:
    """GC on teal with arcs."""
    arcs = "".join(
        path(f"M{x - r} {y}a{r} {r} 0 0 1 {2 * r} 0", stroke=colour, width=11)
        for row, y in enumerate(range(60, 600, 80))
        for x in range(0 if row % 2 else 60, 560, 120)
        for r, colour in ((54, OCHRE), (34, tint(TEAL, 0.55)), (14, TERRACOTTA))
    )
    return initials("avatar-gosbert-chagula", "GC", TEAL, arcs)


def kate_bagley() -> str:
    """KB on terracotta with dots."""
    pattern = dots(10, 14, 480, 480, OCHRE, gap=54, r=13) + dots(37, 14, 480, 480, tint(TERRACOTTA, 0.55), gap=54, r=7)
    return initials("avatar-kate-bagley", "KB", TERRACOTTA, pattern)


def miia_chambers() -> str:
    """MC on plum with waves."""
    colours = (OCHRE, tint(PLUM, 0.5), SKY)
    waves = "".join(
        path(f"M-60 {y}" + "q30 -34 60 0t60 0" * 6, stroke=colours[row % 3], width=11)
        for row, y in enumerate(range(14, 500, 36))
    )
    return initials("avatar-miia-chambers", "MC", PLUM, waves)


def the_editors() -> str:
    """A pencil on ruled lines."""
    rules = "".join(line([(-10, y), (490, y)], shade(OCHRE, 0.22), 5) for y in range(52, 480, 54)) + line(
        [(92, -10), (92, 490)], TERRACOTTA, 6
    )
    pencil = (
        cut([(-36, -150), (36, -150), (36, 96), (-36, 96)], TERRACOTTA, waver=1)
        + slab(-12, -150, 24, 246, tint(TERRACOTTA, 0.3), waver=0)
        + slab(12, -150, 24, 246, shade(TERRACOTTA, 0.25), waver=0)
    )
    pencil += cut([(-36, 96), (36, 96), (0, 176)], "#ecc9a0", waver=0) + cut(
        [(-15, 143), (15, 143), (0, 178)], INK, waver=0
    )
    pencil += slab(-38, -178, 76, 34, tint(SKY, 0.2), waver=1) + path(
        "M-36 -176V-196Q-36 -222 0 -222Q36 -222 36 -196V-176Z", PLUM
    )
    trace = path("M44 392q20 -46 42 -4t42 6t41 -13", stroke=INK, width=11)
    return sheet(
        "avatar-the-editors",
        rules,
        disc(254, 236, 176, PAPER),
        trace,
        group(pencil, move=(276, 222), turn=34, scale=1.08),
        ground=OCHRE,
        wide=SIDE,
        high=SIDE,
    )


def the_picture_desk() -> str:
    """A brush laid across an empty frame."""
    pattern = "".join(path(f"M{x} -10L{x - 180} 490", stroke=tint(SKY, 0.4), width=12) for x in range(20, 700, 52))
    frame = (
        slab(96, 112, 290, 262, shade(PLUM, 0.2), opacity=0.4)
        + slab(88, 102, 290, 262, PLUM)
        + slab(118, 132, 230, 202, OCHRE, waver=1)
        + slab(130, 144, 206, 178, PAPER, waver=1)
    )
    brush = (
        path("M-15 -190Q0 -214 15 -190L20 60H-20Z", TEAL)
        + slab(-26, 56, 52, 50, "#c9c2b4", waver=1)
        + line([(-24, 72), (24, 72)], GREY_LINE, 5)
        + line([(-24, 90), (24, 90)], GREY_LINE, 5)
    )
    brush += path("M-30 104H30Q44 150 0 206Q-44 150 -30 104Z", DARK) + path(
        "M-27 158Q0 140 30 152Q24 178 0 206Q-20 182 -27 158Z", TERRACOTTA
    )
    return sheet(
        "avatar-the-picture-desk",
        pattern,
        frame,
        group(brush, move=(252, 228), turn=-40, scale=1.02),
        ground=SKY,
        wide=SIDE,
        high=SIDE,
    )


GREY_LINE = "#8b8378"
