"""Pictures of walls that hold pictures: the noticeboard and the gallery."""

from dataclasses import replace
from random import Random

from .cast import BEA, ESI, HARJIT, MAY, ROSA
from .cutpaper import Point, clipped, disc, dots, group, line, path, sheet, slab
from .folk import Look, figure
from .palette import INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint
from .still_life import letter, photograph

CORK = "#c9975a"


def note(
    move: Point,
    colour: str,
    *,
    wide: float = 150,
    high: float = 130,
    turn: float = 0,
    pin: str = TERRACOTTA,
    rows: int = 4,
) -> str:
    """Return a pinned note with a few lines of writing."""
    rng = Random(repr(move))
    rules = "".join(
        f"M{-wide / 2 + 20:.0f} {-high / 2 + 36 + row * 24:.0f}h{rng.uniform(0.4, 0.78) * (wide - 40):.0f}"
        for row in range(rows)
    )
    dark = PAPER if colour in (TEAL, PLUM, TERRACOTTA) else shade(colour, 0.55)
    parts = slab(-wide / 2 + 5, -high / 2 + 7, wide, high, INK, opacity=0.2) + slab(
        -wide / 2, -high / 2, wide, high, colour
    )
    return group(
        parts,
        path(rules, stroke=dark, width=6),
        disc(0, -high / 2 + 10, 10, pin),
        disc(-3, -high / 2 + 7, 3, PAPER),
        move=move,
        turn=turn,
    )


def portrait(move: Point, look: Look, name: str, colour: str, *, turn: float = 0) -> str:
    """Return a pinned snapshot of a neighbour."""
    face = clipped(
        name, "M-54 -64H54V44H-54Z", slab(-54, -64, 108, 108, colour, waver=0), figure(look, 0, 318, 0.9, gaze=0.2)
    )
    return group(
        slab(-61, -70, 134, 156, INK, opacity=0.2),
        slab(-66, -76, 132, 154, PAPER),
        face,
        disc(0, -72, 10, TEAL),
        move=move,
        turn=turn,
    )


def witness() -> str:
    """A crowded noticeboard; in the middle one large card with a question mark."""
    frame = slab(30, 26, 1540, 948, "#7a4a2c", waver=5) + slab(66, 62, 1468, 876, CORK, waver=4)
    tooth = dots(90, 86, 1410, 840, shade(CORK, 0.16), gap=62, r=4) + dots(
        112, 108, 1360, 800, tint(CORK, 0.25), gap=74, r=3
    )
    around = (
        note((206, 190), PAPER, turn=-6)
        + note((400, 170), OCHRE, turn=5, wide=140, high=140, rows=3)
        + photograph((590, 180), turn=-4, pin=TERRACOTTA, scale=1.15)
        + note((806, 156), tint(SKY, 0.2), turn=3, wide=170, high=110, rows=3, pin=PLUM)
    )
    around += (
        portrait((1012, 180), ESI, "esi", tint(TERRACOTTA, 0.4), turn=5)
        + note((1210, 182), TEAL, turn=-5, pin=OCHRE)
        + note((1404, 196), PAPER, turn=6, wide=160, high=170, rows=5, pin=TEAL)
    )
    around += (
        portrait((196, 424), MAY, "may", OCHRE, turn=4)
        + note((388, 392), tint(TERRACOTTA, 0.5), turn=-7, wide=160, rows=4, pin=PLUM)
        + letter((196, 636), turn=-8, paper=PAPER, back=True)
        + note((392, 622), PLUM, turn=4, high=170, rows=5, pin=OCHRE)
    )
    around += (
        note((210, 820), tint(OCHRE, 0.4), turn=5, wide=170, rows=3)
        + photograph((420, 832), tint(OCHRE, 0.3), PLUM, turn=-5, pin=TEAL, scale=1.15)
        + note((640, 848), PAPER, turn=3, high=120, rows=3, pin=PLUM)
        + note((838, 850), TERRACOTTA, turn=-4, wide=140, high=120, rows=3, pin=PAPER)
    )
    around += (
        portrait((1026, 838), HARJIT, "harjit", tint(PLUM, 0.4), turn=-4)
        + letter((1216, 856), turn=6, paper=tint(SKY, 0.3), stamp=PLUM)
        + note((1416, 824), OCHRE, turn=-5, high=150, rows=4, pin=TEAL)
    )
    around += (
        note((1220, 406), tint(SKY, 0.1), turn=6, wide=150, rows=4)
        + portrait((1416, 442), ROSA, "rosa", tint(TEAL, 0.4), turn=-4)
        + photograph((1226, 632), tint(TERRACOTTA, 0.5), TEAL, turn=-3, pin=PLUM, scale=1.2)
        + note((1420, 640), PAPER, turn=4, wide=150, rows=4, pin=TERRACOTTA)
    )
    mark = path(
        "M-84 -74C-80 -150 -30 -172 6 -170C62 -166 96 -130 92 -82C88 -30 8 -26 6 50", stroke=TERRACOTTA, width=44
    ) + disc(6, 128, 29, TERRACOTTA)
    misprint = path(
        "M-78 -68C-74 -144 -24 -166 12 -164C68 -160 102 -124 98 -76C94 -24 14 -20 12 56",
        stroke=OCHRE,
        width=44,
        multiply=True,
    ) + disc(12, 134, 29, OCHRE, multiply=True)
    card = group(
        slab(-236, -242, 490, 510, INK, opacity=0.24),
        slab(-246, -256, 490, 510, PAPER, waver=5),
        slab(-222, -232, 442, 462, tint(SKY, 0.45), waver=3),
        misprint,
        mark,
        disc(0, -236, 17, TEAL),
        disc(-5, -241, 5, PAPER),
        move=(806, 506),
        turn=-3,
    )
    return sheet("witness", frame, tooth, around, card, ground=shade(TEAL, 0.25))


def framed(x: float, y: float, wide: float, high: float, wood: str, name: str, *scene: str, ground: str) -> str:
    """Return a hung picture whose scene is drawn from its own top left corner, with its label beneath."""
    hang = path(
        f"M{x + wide * 0.2:.0f} {y}L{x + wide / 2:.0f} {y - 34}L{x + wide * 0.8:.0f} {y}",
        stroke=tint(INK, 0.35),
        width=4,
    ) + disc(x + wide / 2, y - 34, 6, INK)
    parts = (
        slab(x + 8, y + 10, wide, high, INK, opacity=0.2)
        + slab(x, y, wide, high, wood, waver=2)
        + slab(x + 18, y + 18, wide - 36, high - 36, PAPER, waver=1)
    )
    inner = f"M0 0H{wide - 72}V{high - 72}H0Z"
    view = group(clipped(name, inner, slab(0, 0, wide - 72, high - 72, ground, waver=0), *scene), move=(x + 36, y + 36))
    return hang + parts + view + label(x + wide / 2, y + high + 24)


def label(x: float, y: float) -> str:
    """Return a picture's label: a small card with three printed lines."""
    card = slab(x - 58, y + 3, 120, 64, INK, opacity=0.16) + slab(x - 60, y, 120, 64, PAPER, waver=1)
    return (
        card
        + path(f"M{x - 44} {y + 18}h60", stroke=TERRACOTTA, width=7)
        + path(f"M{x - 44} {y + 34}h84M{x - 44} {y + 48}h46", stroke=INK, width=4)
    )


def credit_where_due() -> str:
    """A gallery wall: six framed pictures, each with its label; a child points at one."""
    floor = (
        slab(-10, 860, 1620, 160, "#a56a3c", waver=4)
        + path(
            "M0 900H1600M0 950H1600M220 900L190 950M620 860L600 900M1010 900L1020 950M1380 860L1400 900",
            stroke=shade("#a56a3c", 0.3),
            width=4,
        )
        + slab(-10, 836, 1620, 28, PAPER)
    )
    lights = path("M150 0L30 540H560L430 0Z", tint(OCHRE, 0.5), opacity=0.25) + path(
        "M1080 0L940 560H1560L1390 0Z", tint(OCHRE, 0.5), opacity=0.25
    )
    hills = (
        path("M0 200Q80 120 170 180Q260 110 340 170V300H0Z", TEAL)
        + path("M0 240Q120 190 340 240V300H0Z", shade(TEAL, 0.35))
        + disc(240, 84, 42, OCHRE)
    )
    bowl = (
        disc(80, 148, 34, TERRACOTTA)
        + disc(140, 140, 36, OCHRE)
        + disc(112, 116, 30, TEAL)
        + path("M28 164H196Q184 236 112 238Q40 236 28 164Z", PAPER)
    )
    abstract = (
        disc(76, 90, 62, TERRACOTTA) + disc(128, 126, 62, OCHRE, multiply=True) + disc(68, 156, 50, TEAL, multiply=True)
    )
    sail = (
        path("M0 130H300V260H0Z", TEAL)
        + path("M70 128H190L168 160H92Z", TERRACOTTA)
        + line([(130, 126), (130, 34)], INK, 6)
        + path("M136 38L190 116H136Z", PAPER)
        + path("M124 50L84 116H124Z", OCHRE)
        + path("M16 190q16 -10 32 0t32 0M120 206q16 -10 32 0t32 0", stroke=tint(TEAL, 0.5), width=5)
    )
    flower = (
        path("M84 220Q70 150 84 96", stroke=TEAL, width=10)
        + "".join(group(disc(0, -32, 18, PLUM, tall=26), move=(84, 92), turn=a) for a in range(0, 360, 60))
        + disc(84, 92, 16, OCHRE)
        + path("M84 180q40 -40 66 -18q-20 36 -66 18Z", TEAL)
    )
    sitter = figure(HARJIT, 100, 408, 0.9)
    pictures = (
        framed(70, 96, 400, 330, OCHRE, "hills", hills, ground=SKY)
        + framed(520, 84, 236, 290, TERRACOTTA, "flower", flower, ground=tint(OCHRE, 0.5))
        + framed(820, 84, 270, 340, "#7a4a2c", "sitter", sitter, ground=tint(TERRACOTTA, 0.35))
    )
    pictures += (
        framed(1160, 100, 350, 310, PLUM, "sail", sail, ground=tint(OCHRE, 0.4))
        + framed(90, 560, 280, 172, "#7a4a2c", "shapes", group(abstract, scale=0.52, move=(50, -12)), ground=PAPER)
        + framed(1250, 540, 290, 196, OCHRE, "bowl", group(bowl, scale=0.62, move=(40, -26)), ground=tint(PLUM, 0.4))
    )
    woman = figure(
        replace(ROSA, style="bun", top=TERRACOTTA, pattern=""),
        706,
        968,
        1.12,
        back=True,
        left=(-70, -176),
        right=(80, -170),
    )
    child = figure(replace(BEA, top=OCHRE), 872, 972, 0.9, back=True, left=(-84, -196), right=(124, -346), bend=(6, -4))
    bench = (
        slab(1150, 886, 330, 30, "#7a4a2c")
        + slab(1180, 914, 28, 60, shade("#7a4a2c", 0.3))
        + slab(1420, 914, 28, 60, shade("#7a4a2c", 0.3))
    )
    return sheet("credit-where-due", lights, floor, pictures, bench, woman, child, ground=tint(TEAL, 0.45))
