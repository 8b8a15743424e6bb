"""The five shifts: a crossing on stepping stones, and the diagram that names them."""

from dataclasses import replace

from .cast import HARJIT, JUN, KOFI, MAY, SAM
from .cutpaper import Point, clipped, cut, disc, group, line, path, sheet, slab, text
from .folk import figure
from .palette import INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, mix, shade, tint
from .still_life import cloud, sprout, sun

GREY = "#a8a49d"


def cabinet(x: float, base: float, drawers: int, *, wide: float = 150) -> str:
    """Return a grey filing cabinet that stands on `base`; every drawer is 92 high."""
    high = drawers * 92 + 16
    parts = slab(x, base - high, wide, high, shade(GREY, 0.15)) + slab(
        x + wide - 22, base - high, 22, high, shade(GREY, 0.32), waver=1
    )
    for row in range(drawers):
        y = base - high + 12 + row * 92
        parts += (
            slab(x + 12, y, wide - 44, 80, tint(GREY, 0.18), waver=2)
            + slab(x + 36, y + 16, wide - 92, 22, PAPER, waver=1)
            + line([(x + 46, y + 58), (x + wide - 66, y + 58)], shade(GREY, 0.5), 7)
        )
    return parts


def five_shifts_lead() -> str:
    """A person crosses a stream on five stones, from filing cabinets to people with open arms."""
    sky = (
        sun(1180, 320, 250)
        + cloud(250, 120, 330, tint(GREY, 0.45))
        + cloud(560, 210, 220, tint(GREY, 0.6))
        + cloud(1440, 130, 260, PAPER)
    )
    hills = path("M760 560Q1000 400 1240 500T1620 420V700H760Z", mix(tint(TEAL, 0.3), OCHRE, 0.35)) + path(
        "M-10 560Q220 470 460 540T820 560V700H-10Z", tint(GREY, 0.5)
    )
    water = mix(TEAL, SKY, 0.3)
    stream = slab(-10, 596, 1620, 420, water, waver=3)
    glints = "".join(
        path(f"M{x} {y}q20 -13 40 0t40 0t40 0", stroke=tint(water, 0.5), width=7)
        for x, y in (
            (520, 640),
            (760, 660),
            (960, 630),
            (470, 800),
            (680, 930),
            (900, 960),
            (1030, 800),
            (1060, 930),
            (760, 790),
            (560, 984),
        )
    )
    grey_bank = path("M-10 590Q240 560 400 600Q460 700 400 800Q350 920 420 1010H-10Z", shade(GREY, 0.08)) + path(
        "M400 600Q460 700 400 800Q350 920 420 1010H470Q396 920 446 800Q500 700 430 600Z", shade(GREY, 0.4)
    )
    green_bank = path(
        "M1610 570Q1330 560 1210 610Q1150 700 1210 800Q1260 920 1180 1010H1610Z", mix(TEAL, OCHRE, 0.5)
    ) + path(
        "M1210 610Q1150 700 1210 800Q1260 920 1180 1010H1140Q1216 920 1170 800Q1110 700 1180 610Z",
        shade(mix(TEAL, OCHRE, 0.4), 0.3),
    )
    cabinets = (
        cabinet(-30, 800, 5)
        + cabinet(128, 830, 4)
        + cabinet(286, 780, 2, wide=128)
        + slab(306, 548, 90, 26, PAPER)
        + slab(300, 526, 96, 22, tint(OCHRE, 0.2))
        + cabinet(-20, 1010, 2, wide=170)
    )
    stones = ""
    for x, y, r in ((476, 850, 70), (622, 880, 74), (786, 890, 84), (964, 880, 78), (1112, 846, 70)):
        stones += (
            disc(x, y + 26, r + 8, shade(water, 0.3), tall=24)
            + disc(x, y + 12, r, shade(PLUM, 0.2), tall=26)
            + disc(x, y, r, tint(PLUM, 0.42), tall=24)
        )
    walker = figure(
        replace(JUN, top=TERRACOTTA, dress=True, pattern="", style="bob"),
        706,
        880,
        1.34,
        left=(-118, -214),
        right=(128, -252),
        bend=(8, 8),
        gaze=0.8,
        lean=4,
        stride=46,
        tilt=5,
    )
    bag = path("M520 596Q516 664 546 668H592Q618 662 608 596Z", OCHRE) + path(
        "M534 598q30 -34 62 0", stroke=shade(OCHRE, 0.4), width=7
    )
    scarf = path("M664 448Q706 470 748 452L744 476Q706 492 668 472Z", OCHRE) + path(
        "M676 462Q600 470 560 440L556 466Q610 500 680 484Z", OCHRE
    )
    welcome = (
        figure(
            replace(MAY, top=PLUM),
            1290,
            770,
            1.12,
            left=(-122, -268),
            right=(84, -196),
            bend=(8, 8),
            gaze=-0.6,
            mood="laugh",
        )
        + figure(
            replace(HARJIT, style="turban", hair=TERRACOTTA, top=SKY),
            1506,
            812,
            1.14,
            left=(-78, -196),
            right=(100, -318),
            bend=(8, 8),
            gaze=-0.6,
        )
        + figure(
            replace(KOFI, legs=INK),
            1404,
            984,
            0.92,
            left=(-112, -262),
            right=(92, -340),
            bend=(6, 6),
            gaze=-0.7,
            mood="laugh",
        )
    )
    flowers = sprout((1530, 985), high=110, flower=PAPER, leaf=TEAL, scale=0.8) + sprout(
        (1250, 990), high=110, flower=TERRACOTTA, leaf=TEAL, scale=0.8
    )
    return sheet(
        "five-shifts-lead",
        sky,
        hills,
        stream,
        glints,
        grey_bank,
        cabinets,
        green_bank,
        stones,
        walker,
        scarf,
        bag,
        welcome,
        flowers,
        ground=tint(SKY, 0.3),
    )


def before_and_after(row: int) -> tuple[str, str]:
    """Return the two emblems of one shift, each centred on (0, 0): small and grey, then large and coloured."""
    dim = {"stroke": GREY, "width": 9}
    if row == 0:  # an empty bowl, and a plant that grows
        bowl = path("M-38 -12H38Q34 34 0 34Q-34 34 -38 -12Z", "none", **dim)
        return bowl, disc(0, 0, 66, tint(OCHRE, 0.35)) + group(sprout((0, 62), high=112, flower=TERRACOTTA, scale=0.86))
    if row == 1:  # a target, and an open door
        target = disc(0, 0, 38, "none", **dim) + disc(0, 0, 12, GREY)
        door = (
            disc(0, 0, 66, tint(TEAL, 0.55))
            + path("M-34 54V-18a34 34 0 0 1 68 0V54Z", PAPER)
            + cut([(-34, -16), (-34, 54), (-62, 66), (-62, -28)], TERRACOTTA, waver=0)
            + path("M-34 54H34L58 74H-62Z", OCHRE)
        )
        return target, door
    if row == 2:  # one coin, and many kinds of things
        coin = disc(0, 0, 34, "none", **dim) + disc(0, 0, 20, "none", stroke=GREY, width=5)
        many = (
            disc(-28, -18, 42, TERRACOTTA)
            + disc(30, -20, 38, OCHRE, multiply=True)
            + cut([(-46, 18), (26, 4), (34, 62), (-38, 68)], TEAL, multiply=True)
            + cut([(10, 66), (70, 64), (42, 6)], PLUM, multiply=True)
        )
        return coin, many
    if row == 3:  # everything tied to one point, and a net without a middle
        spokes = "".join(
            line([(0, 0), end], GREY, 6) + disc(*end, 8, GREY)
            for end in ((-34, -24), (34, -24), (-34, 26), (34, 26), (0, -38), (0, 38))
        )
        knots: list[Point] = [
            (-58, -30),
            (-8, -58),
            (52, -38),
            (-34, 16),
            (22, -2),
            (66, 22),
            (-60, 56),
            (2, 58),
            (48, 66),
        ]
        ties = (
            (0, 1),
            (1, 2),
            (0, 3),
            (1, 4),
            (2, 4),
            (2, 5),
            (3, 4),
            (4, 5),
            (3, 6),
            (3, 7),
            (4, 7),
            (5, 8),
            (7, 8),
            (6, 7),
        )
        net = "".join(line([knots[a], knots[b]], TEAL, 6) for a, b in ties)
        return spokes + disc(0, 0, 17, GREY), net + "".join(
            disc(x, y, 15, (TERRACOTTA, OCHRE, PLUM)[i % 3]) for i, (x, y) in enumerate(knots)
        )
    one = disc(0, -18, 15, GREY) + path("M-26 36Q-26 4 0 4Q26 4 26 36Z", GREY)
    faces = "".join(
        figure(look, x, y + 366 * 0.62, 0.62)
        for look, x, y in ((replace(MAY, top=PLUM), -34, -16), (replace(SAM, top=TEAL), 36, -12), (JUN, 0, 22))
    )
    mask = disc(0, 0, 74, OCHRE) + clipped("company", "M-74 0V-90H74V0a74 74 0 0 1 -148 0Z", faces)
    return one, mask


def five_shifts() -> str:
    """The diagram: five rows, each from a small grey shape to a larger coloured one."""
    rows = (
        ("needs", "capabilities", TERRACOTTA),
        ("targeted", "open to all", TEAL),
        ("financial", "resources", OCHRE),
        ("centralised", "distributed networks", PLUM),
        ("individual", "social networks", TERRACOTTA),
    )
    ground = slab(740, -20, 900, 940, tint(OCHRE, 0.72), waver=8) + slab(-20, -20, 500, 940, tint(GREY, 0.72), waver=8)
    parts = ""
    for place, (old, new, colour) in enumerate(rows):
        y = 100 + place * 175
        small, large = before_and_after(place)
        parts += group(small, move=(92, y)) + text(160, y + 18, old, 56, shade(GREY, 0.6), anchor="start")
        arrow = cut(
            [(510, y - 11), (640, y - 17), (640, y - 46), (722, y), (640, y + 46), (640, y + 17), (510, y + 11)],
            colour,
            waver=2,
        )
        parts += (
            group(
                path(
                    f"M518 {y - 4}L640 {y - 10}V{y - 38}L728 {y + 7}L640 {y + 53}V{y + 24}L518 {y + 18}Z",
                    OCHRE if colour != OCHRE else TERRACOTTA,
                    opacity=0.45,
                )
            )
            + arrow
        )
        parts += text(768, y + 19, new, 62, INK, anchor="start", weight=700) + group(large, move=(1486, y), scale=0.98)
        if place < 4:
            parts += line([(60, y + 88), (1540, y + 88)], tint(INK, 0.78), 3)
    return sheet("five-shifts", ground, parts, ground=PAPER, high=900)
