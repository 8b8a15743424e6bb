"""Pictures of company: the evening in the wine section, and a Circle round a table."""

from dataclasses import replace
from random import Random

from .cast import DOT, HARJIT, IVY, JUN, KOFI, LEN, MAY, OMAR, TOM, WALTER
from .cutpaper import disc, group, line, path, rounded, sheet, slab
from .folk import Look, figure
from .palette import INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint
from .still_life import bottle, cheese_board, cup, sprout, teapot, watering_can, wine_glass


def shelves() -> str:
    """Return the supermarket's wall of wine: three shelves of bottles."""
    rng = Random("wine")
    glass = (shade(TEAL, 0.3), shade(PLUM, 0.25), TEAL, shade(TERRACOTTA, 0.35), OCHRE, PLUM, shade(TEAL, 0.5))
    labels = (PAPER, tint(OCHRE, 0.5), tint(SKY, 0.3), tint(TERRACOTTA, 0.6), PAPER)
    parts = slab(-10, -10, 1620, 1020, shade(PLUM, 0.45), waver=0)
    for floor in (236, 492, 748):
        parts += slab(-10, floor - 226, 1620, 226, shade(PLUM, 0.62 if floor == 492 else 0.56), waver=0)
        x = 34.0
        while x < 1590:
            high = rng.choice((176, 190, 198))
            parts += bottle(
                x, floor, high, rng.choice(glass), rng.choice(labels), cap=rng.choice((TERRACOTTA, OCHRE, PAPER, INK))
            )
            x += rng.choice((58, 58, 60, 64, 92))
        parts += slab(-10, floor, 1620, 26, "#8a5a34") + "".join(
            slab(tag, floor + 4, 58, 18, PAPER, waver=1) for tag in range(70, 1600, 230)
        )
    return parts


def wine_section() -> str:
    """People of all ages raise their glasses round a table between shelves of wine."""
    glow = disc(800, 520, 640, OCHRE, tall=460, opacity=0.3)
    row = (
        (WALTER, 250, 1010, 1.32, (-70, -190), (62, -352), 0.5, "smile"),
        (replace(DOT, top=SKY), 470, 960, 1.22, (-70, -180), (66, -366), 0.4, "laugh"),
        (TOM, 690, 925, 1.2, (-60, -200), (70, -404), 0.2, "smile"),
        (IVY, 905, 930, 1.2, (-80, -404), (74, -180), -0.3, "laugh"),
        (OMAR, 1120, 950, 1.22, (-74, -378), (74, -180), -0.4, "smile"),
        (MAY, 1345, 1000, 1.3, (-72, -352), (80, -190), -0.5, "laugh"),
    )
    people, glasses = "", ""
    for place, (look, x, y, scale, left, right, gaze, mood) in enumerate(row):
        people += figure(look, x, y, scale, left=left, right=right, gaze=gaze, mood=mood, bend=(22, 22), tilt=gaze * 7)
        raised = right if right[1] < -300 else left
        glasses += wine_glass(
            (x + raised[0] * scale, y + raised[1] * scale),
            OCHRE if place in (1, 4) else "#8e2f3f",
            scale=0.95,
            turn=8 if gaze > 0 else -8,
        )
    cloth = path("M150 800Q800 716 1450 800L1520 1010H80Z", PAPER) + path(
        "M150 800Q800 716 1450 800Q1452 826 1440 834Q800 752 160 834Q148 822 150 800Z", shade(PAPER, 0.08)
    )
    check = path(
        "M330 812L280 1010M560 790L535 1010M800 782V1010M1040 790L1065 1010M1270 812L1320 1010M120 904Q800 826 1480 904",
        stroke=TERRACOTTA,
        width=16,
        opacity=0.8,
    )
    spread = (
        cheese_board((770, 846), scale=1.1)
        + bottle(1120, 880, 250, shade(TEAL, 0.3), PAPER)
        + bottle(470, 880, 250, shade(PLUM, 0.2), tint(OCHRE, 0.4), cap=OCHRE)
    )
    bowl = (
        path("M1210 850H1350Q1344 906 1280 908Q1216 906 1210 850Z", SKY)
        + disc(1240, 846, 22, TERRACOTTA)
        + disc(1278, 838, 24, OCHRE)
        + disc(1318, 846, 22, TERRACOTTA)
        + path("M1206 852H1354Q1344 906 1280 908Q1216 906 1206 852Z", SKY)
    )
    child = figure(KOFI, 1500, 1080, 0.98, left=(-72, -330), right=(74, -176), gaze=-0.6, mood="laugh") + group(
        path("M-24 -60L24 -60L18 20L-18 20Z", PAPER, opacity=0.8),
        path("M-22 -34L22 -34L17 18L-17 18Z", OCHRE),
        move=(1430, 752),
    )
    newcomer = figure(JUN, 92, 1110, 1.3, left=(-60, -180), right=(64, -330), gaze=0.5, mood="laugh") + wine_glass(
        (174, 680), "#8e2f3f", scale=0.95, turn=8
    )
    return sheet(
        "wine-section", shelves(), glow, people, glasses, cloth, check, spread, bowl, newcomer, child, ground=PLUM
    )


def spade(x: float, y: float, colour: str, *, fork: bool = False) -> str:
    """Return a spade or a garden fork standing upright, its grip at (x, y), 430 tall."""
    shaft = line([(x, y), (x, y + 300)], "#8a5a34", 16) + line([(x - 30, y), (x + 30, y)], "#8a5a34", 18)
    if fork:
        tines = f"M{x - 40} {y + 410}V{y + 300}H{x + 40}V{y + 410}M{x} {y + 300}V{y + 416}"
        return shaft + path(tines, stroke=colour, width=14)
    return shaft + path(
        f"M{x - 46} {y + 288}H{x + 46}V{y + 370}Q{x + 30} {y + 420} {x} {y + 436}Q{x - 30} {y + 420} {x - 46} {y + 370}Z",
        colour,
    )


def tile(x: float, y: float, pips: tuple[int, int], turn: float) -> str:
    """Return a domino lying on the table."""
    marks = {
        1: ((0, 0),),
        2: ((-9, -9), (9, 9)),
        3: ((-10, -10), (0, 0), (10, 10)),
        4: ((-9, -9), (9, -9), (-9, 9), (9, 9)),
        6: ((-9, -12), (9, -12), (-9, 0), (9, 0), (-9, 12), (9, 12)),
    }
    parts = (
        path(rounded(-46, -25, 94, 56, 9), shade(PAPER, 0.35))
        + path(rounded(-46, -28, 92, 52, 9), PAPER)
        + line([(0, -22), (0, 18)], INK, 4)
    )
    for side, count in zip((-23, 23), pips, strict=True):
        parts += "".join(disc(side + a, b - 2, 4.6, INK) for a, b in marks[count])
    return group(parts, move=(x, y), turn=turn)


def seat(look: Look, x: float, y: float, **pose) -> str:
    """Return someone on a stool, seen from behind."""
    stool = line([(x - 60, y - 150), (x - 84, y + 40)], "#6b4326", 18) + line(
        [(x + 60, y - 150), (x + 84, y + 40)], "#6b4326", 18
    )
    return stool + figure(look, x, y, 1.32, back=True, **pose) + disc(x, y - 160, 112, "#8a5a34", tall=26)


def circle() -> str:
    """Seven people over fifty in a ring round a table, with tea, dominoes and garden tools."""
    ring = disc(800, 560, 720, tint(OCHRE, 0.35), tall=430) + disc(
        800, 590, 590, tint(TERRACOTTA, 0.35), tall=340, multiply=True
    )
    garden = (
        sprout((70, 470), high=260, flower=TERRACOTTA)
        + sprout((180, 430), high=190, flower=PAPER, turn=6)
        + sprout((1530, 470), high=270, flower=PLUM, turn=-3)
        + sprout((1420, 420), high=190, flower=PAPER)
    )
    older_tom = replace(TOM, hair="#d8d0c4", glasses=True)
    older_omar = replace(OMAR, beard="#c9c4bc", top=OCHRE)
    behind = (
        figure(HARJIT, 545, 690, 1.24, left=(-72, -170), right=(16, -232), gaze=0.4)
        + figure(IVY, 800, 650, 1.24, left=(-70, -180), right=(70, -180), mood="laugh")
        + figure(LEN, 1055, 690, 1.24, left=(-16, -232), right=(72, -170), gaze=-0.4)
    )
    held = cup((576, 420), PAPER, scale=0.5) + cup((1024, 420), OCHRE, scale=0.5, flip=True)
    sides = figure(MAY, 265, 850, 1.32, left=(-92, -196), right=(112, -214), gaze=0.7, mood="laugh") + figure(
        older_omar, 1335, 850, 1.32, left=(-112, -214), right=(92, -196), gaze=-0.7
    )
    table = (
        slab(748, 700, 104, 240, shade("#7a4a2c", 0.3))
        + disc(800, 694, 470, shade("#7a4a2c", 0.15), tall=150)
        + disc(800, 676, 470, "#a56a3c", tall=148)
        + disc(800, 672, 300, tint(TEAL, 0.25), tall=92)
        + disc(800, 672, 274, TEAL, tall=82)
    )
    tea = (
        teapot((800, 676), scale=0.9)
        + cup((560, 650), SKY, scale=0.62, steam=PAPER)
        + cup((1040, 650), OCHRE, scale=0.62, steam=PAPER, flip=True)
        + cup((440, 728), PAPER, scale=0.66)
        + cup((1140, 736), SKY, scale=0.66, flip=True)
    )
    game = (
        tile(640, 738, (4, 2), 12)
        + tile(742, 762, (2, 6), -4)
        + tile(846, 764, (6, 1), 5)
        + tile(948, 738, (1, 3), -14)
    )
    tools = spade(138, 540, PLUM) + spade(1462, 540, PLUM, fork=True)
    front = seat(DOT, 530, 1050, left=(-96, -216), right=(96, -236)) + seat(
        older_tom, 1070, 1050, left=(-96, -236), right=(96, -216)
    )
    can = watering_can((790, 852), SKY, scale=0.86)
    ground = slab(-10, 900, 1620, 120, tint(TEAL, 0.4))
    return sheet(
        "circle", ring, ground, garden, behind, held, tools, sides, table, tea, game, front, can, ground=tint(SKY, 0.25)
    )
