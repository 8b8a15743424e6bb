"""Pictures of people who back one another: the ladder and the umbrella."""

from dataclasses import replace
from random import Random

from .cast import ESI, IVY, OMAR, SAM, TOM
from .cutpaper import blob, clipped, disc, group, line, path, sheet, slab
from .folk import figure
from .palette import DARK, INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint
from .still_life import cloud, plant, sun


def backr() -> str:
    """One person holds a ladder, one climbs it, one leans from the window with a hand out."""
    ground = sun(470, 380, 330) + cloud(180, 170, 280, PAPER) + cloud(640, 110, 220, PAPER)
    town = "".join(
        slab(x, 860 - h, w, h, colour)
        for x, h, w, colour in (
            (-10, 250, 130, tint(TEAL, 0.35)),
            (110, 180, 110, tint(PLUM, 0.45)),
            (300, 140, 150, tint(TEAL, 0.45)),
            (470, 220, 100, tint(PLUM, 0.4)),
            (590, 150, 180, tint(TEAL, 0.35)),
        )
    )
    lit = "".join(
        slab(x, y, 22, 30, PAPER, waver=1)
        for x, y in (
            (20, 650),
            (66, 650),
            (20, 712),
            (66, 774),
            (136, 716),
            (176, 716),
            (136, 778),
            (330, 752),
            (384, 752),
            (384, 806),
            (492, 676),
            (530, 676),
            (492, 738),
        )
    )
    tree = (
        line([(232, 900), (232, 690)], "#7a4a2c", 20)
        + blob(232, 640, 190, 230, TEAL)
        + blob(246, 628, 150, 180, OCHRE, multiply=True, opacity=0.5)
    )
    wall = slab(900, -10, 720, 880, TERRACOTTA, waver=4)
    bricks = path(
        "".join(f"M{920 + (row % 2) * 46} {30 + row * 42}" + "h60m32 0" * 7 for row in range(20)),
        stroke=shade(TERRACOTTA, 0.2),
        width=4,
    )
    street = slab(-10, 856, 1620, 160, shade(TEAL, 0.2), waver=4)
    window = (
        slab(1096, 96, 330, 372, PAPER)
        + slab(1120, 120, 282, 330, tint(OCHRE, 0.35))
        + disc(1330, 210, 66, tint(OCHRE, 0.65))
    )
    helper = clipped(
        "window",
        "M900 0H1402V470H900Z",
        figure(
            replace(ESI, top=TEAL, pattern="", trim=PAPER),
            1236,
            700,
            1.28,
            left=(-128, -240),
            right=(60, -190),
            gaze=-0.8,
            tilt=-8,
            lean=-5,
            bend=(4, 16),
            mood="laugh",
        ),
    )
    sill = slab(1070, 448, 382, 40, PAPER) + slab(1086, 486, 350, 16, shade(PAPER, 0.25))
    shutters = (
        slab(1004, 96, 84, 372, PLUM)
        + slab(1434, 96, 84, 372, PLUM)
        + path("".join(f"M1018 {y}H1074M1448 {y}H1504" for y in range(124, 460, 34)), stroke=shade(PLUM, 0.35), width=7)
    )
    lower = (
        slab(1150, 610, 240, 250, shade(TERRACOTTA, 0.4))
        + slab(1170, 630, 90, 230, TEAL, waver=1)
        + slab(1268, 630, 102, 230, TEAL, waver=1)
        + disc(1246, 750, 8, OCHRE)
        + disc(1284, 750, 8, OCHRE)
    )
    rails = line([(720, 900), (1000, 226)], "#d0954a", 22) + line([(838, 900), (1096, 266)], "#d0954a", 22)
    rungs = "".join(
        line([(720 + 280 * t, 900 - 674 * t), (838 + 258 * t, 900 - 634 * t)], "#b97f3c", 17)
        for t in (0.1, 0.24, 0.38, 0.52, 0.66, 0.8, 0.94)
    )
    # The hand from the window closes over the climber's wrist, so it is laid on last.
    grip = disc(1064, 372, 22, DARK)
    climber = figure(
        replace(TOM, legs=INK),
        858,
        742,
        1.22,
        left=(60, -214),
        right=(144, -338),
        gaze=0.8,
        tilt=10,
        lean=10,
        bend=(-30, 6),
        mood="smile",
        stride=6,
    )
    holder = figure(
        replace(SAM, top=PLUM, legs="#8b8378"),
        640,
        950,
        1.4,
        left=(91, -112),
        right=(113, -168),
        gaze=0.7,
        tilt=-10,
        bend=(-40, 6),
    )
    pots = plant((1470, 884), scale=0.9, pot=OCHRE)
    bag = path("M384 944Q380 860 410 856H470Q500 860 496 944Z", TERRACOTTA) + path(
        "M414 858q26 -46 52 0", stroke=shade(TERRACOTTA, 0.3), width=10
    )
    return sheet(
        "backr",
        ground,
        town,
        lit,
        wall,
        bricks,
        street,
        window,
        helper,
        shutters,
        sill,
        lower,
        rails,
        rungs,
        tree,
        bag,
        climber,
        grip,
        holder,
        pots,
        ground=tint(SKY, 0.25),
    )


def good_help() -> str:
    """One person holds a large umbrella over the person beside them in the rain."""
    rng = Random("rain")
    drops = ""
    for _ in range(150):
        x, y = rng.uniform(-20, 1620), rng.uniform(-20, 880)
        # Nothing falls under the umbrella.
        spread = max(0, y - 340) * 0.2
        if y < 120 or not 320 - spread < x < 1300 + spread:
            drops += f"M{x:.0f} {y:.0f}l-14 44"
    rain = path(drops, stroke=tint(SKY, 0.1), width=7)
    clouds = (
        cloud(280, 110, 460, shade(TEAL, 0.5))
        + cloud(1310, 90, 520, shade(TEAL, 0.5))
        + cloud(1340, 130, 360, shade(TEAL, 0.4))
    )
    hush = path("M330 380L230 900H1370L1270 380Z", OCHRE, opacity=0.3)
    street = slab(-10, 860, 1620, 160, shade(PLUM, 0.35), waver=4)
    puddles = (
        disc(300, 930, 150, tint(SKY, 0.1), tall=22)
        + disc(1390, 950, 170, tint(SKY, 0.1), tall=24)
        + disc(300, 928, 90, tint(SKY, 0.5), tall=11)
        + disc(1390, 948, 100, tint(SKY, 0.5), tall=12)
    )
    glow = disc(800, 916, 400, OCHRE, tall=40, opacity=0.35)
    houses = "".join(
        slab(x, 860 - h, w, h, shade(TEAL, 0.42), waver=4)
        + slab(x + 40, 860 - h + 50, 50, 64, OCHRE, opacity=0.85)
        + slab(x + w - 96, 860 - h + 50, 50, 64, shade(TEAL, 0.6))
        for x, h, w in ((-20, 380, 240), (1400, 420, 240), (200, 260, 170), (1226, 280, 190))
    )
    pole = line([(800, 150), (800, 640)], "#6b4326", 17) + path(
        "M800 640q0 44 34 44t34 -40", stroke="#6b4326", width=17
    )
    top = "M330 440Q360 160 800 140Q1240 160 1270 440Q1190 390 1113 440Q1035 390 957 440Q880 390 800 440Q720 390 643 440Q565 390 487 440Q410 390 330 440Z"
    canopy = (
        path(top, TERRACOTTA)
        + path("M643 440Q660 220 800 140Q940 220 957 440Q880 390 800 440Q720 390 643 440Z", OCHRE)
        + path("M330 440Q360 160 800 140Q530 220 487 440Q410 390 330 440Z", shade(TERRACOTTA, 0.18))
        + path("M1270 440Q1240 160 800 140Q1070 220 1113 440Q1190 390 1270 440Z", shade(TERRACOTTA, 0.18))
    )
    tip = line([(800, 140), (800, 100)], "#6b4326", 15)
    giver = figure(
        replace(OMAR, top=TEAL, legs=INK, style="short"),
        668,
        922,
        1.3,
        left=(-70, -180),
        right=(101, -262),
        gaze=0.6,
        tilt=4,
        bend=(18, 30),
    )
    other = figure(
        replace(IVY, top=PLUM, pattern="dots"),
        930,
        922,
        1.22,
        left=(-66, -196),
        right=(72, -190),
        gaze=-0.6,
        tilt=-5,
        mood="laugh",
    )
    shopping = (
        path("M966 716L1072 716L1060 826H978Z", tint(OCHRE, 0.2))
        + path("M994 716q26 -50 50 0", stroke="#7a4a2c", width=8)
        + path("M990 716Q980 660 1006 650Q1016 690 1008 716M1040 716Q1040 670 1062 672Q1066 700 1056 716", TEAL)
    )
    return sheet(
        "callout-good-help",
        clouds,
        houses,
        rain,
        hush,
        street,
        puddles,
        glow,
        other,
        shopping,
        pole,
        group(canopy, tip, move=(0, -52)),
        giver,
        ground=shade(TEAL, 0.25),
    )
