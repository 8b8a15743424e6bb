"""Pictures at the front door: the post comes in, and the house is closed."""

from .cutpaper import clipped, cut, disc, group, line, path, rounded, sheet, slab
from .palette import INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint
from .still_life import box, letter, open_book, plant


def inbox() -> str:
    """Letters and a ribbon of paper come through a brass letterbox and fall on the mat."""
    paper = path("".join(f"M{x} 0V780" for x in range(30, 1600, 60)), stroke=tint(OCHRE, 0.25), width=8)
    skirting = slab(-10, 740, 1620, 56, PAPER, waver=3)
    floor = slab(-10, 792, 1620, 220, shade("#a56a3c", 0.1)) + path(
        "M0 850H1600M0 920H1600M220 792L160 850M620 850L590 920M980 792L1000 850M1380 850L1420 920M420 920L380 1000M1180 920L1210 1000",
        stroke=shade("#a56a3c", 0.35),
        width=4,
    )
    frame = slab(310, 40, 580, 756, PAPER)
    door = slab(344, 74, 512, 722, TERRACOTTA, waver=2)
    glass = clipped(
        "glass",
        rounded(402, 126, 396, 190, 16),
        slab(402, 126, 396, 190, SKY),
        disc(720, 190, 60, OCHRE),
        disc(520, 330, 120, TEAL, tall=70),
        path("M402 220H798M534 126V316M666 126V316", stroke=PAPER, width=9),
    )
    panels = path(rounded(402, 574, 180, 176, 8), shade(TERRACOTTA, 0.2)) + path(
        rounded(618, 574, 180, 176, 8), shade(TERRACOTTA, 0.2)
    )
    plate = (
        path(rounded(452, 396, 296, 104, 14), OCHRE)
        + path(rounded(474, 422, 252, 52, 8), shade(PLUM, 0.55))
        + disc(816, 452, 19, OCHRE)
        + disc(816, 452, 9, shade(OCHRE, 0.35))
    )
    mat = path("M300 850H920L990 952H230Z", shade(TEAL, 0.1)) + path(
        "M322 866H898L946 936H274Z", stroke=tint(TEAL, 0.45), width=7
    )
    ribbon = "M560 434C560 560 530 620 600 716C690 822 850 720 960 790C1090 872 1010 934 1150 934C1280 934 1270 850 1390 850C1470 850 1500 890 1490 920"
    # Drawn without `path`, whose round ends would stick out above the slot.
    edge = "".join(
        f'<path d="{ribbon}" fill="none" stroke="{colour}" stroke-width="{w}"/>'
        for colour, w in ((shade(PAPER, 0.3), 104), (PAPER, 96))
    )
    print_lines = (
        f'<path d="{ribbon}" fill="none" stroke="{tint(INK, 0.45)}" stroke-width="44" stroke-dasharray="9 26"/>'
    )
    pictures = "".join(
        group(slab(-22, -17, 44, 34, colour, waver=1), move=at, turn=turn)
        for at, turn, colour in (
            ((562, 610), 86, TEAL),
            ((836, 764), 14, TERRACOTTA),
            ((1084, 926), 36, OCHRE),
            ((1318, 872), -40, PLUM),
        )
    )
    roll = (
        disc(1490, 916, 62, shade(PAPER, 0.18))
        + disc(1490, 916, 48, PAPER)
        + path("M1490 916m-30 0a30 30 0 1 1 34 30M1490 916m-14 0a14 14 0 1 1 16 14", stroke=shade(PAPER, 0.4), width=5)
    )
    post = (
        clipped("slot", "M600 440H760V700H600Z", letter((672, 462), scale=0.86, turn=-84))
        + letter((710, 600), turn=24, paper=tint(SKY, 0.2), stamp=PLUM)
        + letter((430, 690), turn=-22, paper=tint(OCHRE, 0.45), back=True)
    )
    post += (
        letter((390, 892), turn=-8, stamp=TEAL, scale=1.05)
        + letter((520, 918), turn=14, paper=tint(TERRACOTTA, 0.55), back=True)
        + letter((720, 900), turn=-12, paper=SKY, stamp=TERRACOTTA)
    )
    slot = path(rounded(474, 414, 252, 16, 6), shade(OCHRE, 0.2))
    coat = line([(1000, 250), (1480, 250)], "#7a4a2c", 26) + "".join(
        disc(x, 268, 15, OCHRE) for x in (1060, 1240, 1420)
    )
    coat += path("M1060 268Q980 300 966 400L944 660Q1060 700 1176 660L1154 400Q1140 300 1060 268Z", TEAL) + path(
        "M1060 290L1056 676M1010 312Q1060 350 1108 312", stroke=shade(TEAL, 0.35), width=7
    )
    coat += path(
        "M1240 268Q1204 290 1206 340L1196 560H1240L1238 340Q1240 310 1248 340L1262 600H1306L1290 340Q1286 290 1240 268Z",
        OCHRE,
    ) + path("M1200 480H1240M1200 510H1240M1258 520H1300M1258 550H1300", stroke=TERRACOTTA, width=9)
    umbrella = (
        path("M1420 280V330", stroke=INK, width=9)
        + cut([(1420, 320), (1388, 400), (1412, 690), (1428, 690), (1452, 400)], PLUM)
        + line([(1420, 690), (1420, 730)], INK, 8)
        + path("M1420 290q0 -46 28 -46", stroke=INK, width=10)
    )
    picture = (
        slab(70, 190, 190, 230, PAPER)
        + slab(92, 212, 146, 186, tint(TEAL, 0.4))
        + disc(165, 290, 42, TERRACOTTA)
        + path("M92 398V360Q150 320 238 372V398Z", PLUM)
    )
    side = plant((160, 850), scale=1.2, pot=PLUM)
    return sheet(
        "inbox",
        paper,
        skirting,
        floor,
        frame,
        door,
        glass,
        panels,
        plate,
        coat,
        umbrella,
        picture,
        side,
        mat,
        edge,
        print_lines,
        pictures,
        roll,
        slot,
        post,
        ground=tint(OCHRE, 0.4),
    )


def closing_house() -> str:
    """An open door at dusk: light falls over the step and the mat, boxes are packed."""
    dusk = disc(1370, 170, 74, tint(OCHRE, 0.5)) + "".join(
        disc(x, y, 4, PAPER)
        for x, y in ((1180, 70), (1270, 190), (1500, 60), (1540, 250), (1100, 150), (60, 70), (40, 200))
    )
    hills = path("M980 700Q1180 520 1390 600T1620 560V820H980Z", shade(TEAL, 0.45)) + path(
        "M980 760Q1240 640 1620 720V820H980Z", shade(TEAL, 0.3)
    )
    rows = "".join(f"M{110 + (row % 2) * 40} {120 + row * 44}" + "h52m28 0" * 12 for row in range(16))
    wall = (
        slab(90, -10, 960, 830, shade(TERRACOTTA, 0.3))
        + clipped("bricks", "M90 0H1050V820H90Z", path(rows, stroke=shade(TERRACOTTA, 0.48), width=5))
        + slab(60, -10, 1020, 58, shade(PLUM, 0.5))
    )
    window = (
        slab(150, 190, 250, 300, PAPER)
        + slab(168, 208, 214, 264, shade(PLUM, 0.3))
        + path("M275 208V472M168 340H382", stroke=PAPER, width=10)
        + slab(136, 488, 278, 28, PAPER)
    )
    frame = slab(500, 120, 420, 704, PAPER)
    hall = (
        slab(536, 156, 348, 668, OCHRE, waver=1)
        + slab(536, 690, 348, 134, shade(OCHRE, 0.25), waver=0)
        + slab(590, 156, 240, 534, tint(OCHRE, 0.35), waver=0)
    )
    lamp = (
        line([(710, 156), (710, 230)], INK, 6)
        + path("M666 270Q670 226 710 226Q750 226 754 270Z", TERRACOTTA)
        + disc(710, 274, 18, PAPER)
    )
    bare = (
        slab(632, 350, 90, 110, tint(OCHRE, 0.62), waver=1)
        + slab(748, 330, 60, 80, tint(OCHRE, 0.62), waver=1)
        + disc(677, 342, 4, INK)
        + disc(778, 322, 4, INK)
    )
    inside = (
        box((640, 800), wide=160, high=126)
        + box((654, 674), wide=124, high=96, colour="#b98a50")
        + box((800, 806), wide=134, high=106, colour="#b98a50")
    )
    leaf = (
        cut([(884, 156), (1010, 200), (1010, 862), (884, 824)], TEAL, waver=0)
        + cut([(906, 206), (986, 232), (986, 470), (906, 458)], shade(TEAL, 0.3), waver=0)
        + cut([(906, 540), (986, 556), (986, 812), (906, 784)], shade(TEAL, 0.3), waver=0)
        + disc(990, 508, 11, OCHRE)
        + line([(996, 520), (996, 556)], OCHRE, 5)
        + disc(996, 564, 9, "none", stroke=OCHRE, width=5)
    )
    path_ground = slab(-10, 818, 1620, 200, shade(PLUM, 0.62), waver=3)
    light = path("M536 824H884L1240 1010H300Z", OCHRE, opacity=0.75) + path(
        "M590 824H830L1050 1010H430Z", tint(OCHRE, 0.4), opacity=0.6
    )
    step = slab(470, 822, 480, 34, tint(INK, 0.55)) + slab(500, 816, 420, 10, tint(OCHRE, 0.4), waver=1)
    mat = (
        path("M560 872H860L900 944H520Z", TERRACOTTA)
        + path("M576 882H844L874 934H546Z", stroke=tint(OCHRE, 0.3), width=6)
        + path("M640 908H780M668 922H756M668 894H756", stroke=tint(OCHRE, 0.3), width=6)
    )
    rug = group(
        path("M-28 0V-350a28 12 0 0 1 56 0V0a28 12 0 0 1 -56 0Z", PLUM),
        path("M-28 -300H28M-28 -270H28M-28 -80H28M-28 -50H28", stroke=OCHRE, width=8),
        disc(0, -350, 28, tint(PLUM, 0.3), tall=12),
        path("M-12 -350a12 5 0 1 1 12 5", stroke=PLUM, width=4),
        move=(440, 890),
        turn=-9,
    )
    packed = (
        box((1180, 900), wide=250, high=180)
        + open_book((1206, 588), TEAL, scale=0.5)
        + box((1206, 720), wide=190, high=130, colour="#b98a50", is_open=True)
        + box((1400, 940), wide=190, high=146, colour="#b98a50")
        + plant((1402, 796), scale=0.94, pot=TERRACOTTA, leaf=tint(TEAL, 0.2))
    )
    left = (
        box((230, 912), wide=230, high=170)
        + box((215, 742), wide=150, high=104, colour="#b98a50")
        + group(
            path("M-60 0L-42 -74H42L60 0Z", tint(OCHRE, 0.25)),
            line([(0, 0), (0, 64)], OCHRE, 9),
            disc(0, 66, 34, OCHRE, tall=9),
            move=(215, 572),
        )
    )
    return sheet(
        "closing-house",
        dusk,
        hills,
        wall,
        window,
        frame,
        hall,
        lamp,
        bare,
        inside,
        path_ground,
        light,
        step,
        leaf,
        mat,
        rug,
        left,
        packed,
        ground=shade(PLUM, 0.35),
    )
