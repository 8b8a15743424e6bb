"""Pictures of hands: the handshake over tea, and the kite that many hold."""

import math

from .cutpaper import Point, cut, disc, dots, group, line, path, sheet
from .palette import BROWN, DARK, FAIR, INK, OCHRE, PAPER, PLUM, SKY, TAN, TEAL, TERRACOTTA, mix, shade, tint
from .still_life import cloud, cup, sun


def sleeve(cloth: str, trim: str, *, stripes: bool = False) -> str:
    """Return a forearm from the left, its cuff ending at x = 520, centred on y = 480."""
    parts = path("M-60 330L470 388L486 590L-60 700Z", cloth) + path(
        "M-60 560L482 540L486 590L-60 700Z", shade(cloth, 0.2)
    )
    if stripes:
        parts += path("M60 344L66 674M180 358L186 650M300 370L306 626M410 382L416 604", stroke=trim, width=16)
    return parts + path("M452 370L520 376Q536 480 526 606L462 612Q478 480 452 370Z", trim)


def handshake() -> str:
    """Two hands shake over a table with two cups of tea."""
    left_disc = disc(540, 450, 420, TEAL, opacity=0.42) + disc(1060, 450, 420, TERRACOTTA, opacity=0.4, multiply=True)
    near, far = BROWN, FAIR
    line_near, line_far = shade(near, 0.35), shade(far, 0.32)
    # The far hand comes from the right; its palm lies behind the near hand.
    far_arm = group(sleeve(TERRACOTTA, OCHRE, stripes=True), move=(1600, 0), flip=True)
    far_palm = path("M1100 392Q1000 372 900 392Q800 402 716 440L700 560Q760 610 880 606Q1000 606 1096 590Z", far)
    far_thumb = path("M980 398Q900 330 820 318Q772 314 770 346Q772 372 812 382Q870 400 900 450Z", far)
    # The near hand: its back, then four fingers that close round the far hand from above.
    near_palm = path("M500 394Q580 372 680 384Q770 394 850 436L880 560Q800 600 690 604Q590 606 500 590Z", near)
    fingers = ""
    for start, end, width in (
        ((820, 572), (926, 618), 50),
        ((836, 534), (982, 586), 54),
        ((842, 492), (1010, 540), 56),
        ((826, 450), (1004, 488), 56),
    ):
        fingers += line([start, end], line_near, width + 7) + line([start, end], near, width)
        fingers += line([(end[0] + 4, end[1] - 5), (end[0] + 14, end[1] + 1)], tint(near, 0.28), 18)
    smooth_over = path("M640 396Q760 398 846 436L866 560Q800 600 690 600Z", near)
    near_thumb = (
        line([(690, 420), (800, 368), (884, 366)], line_near, 69)
        + line([(690, 420), (800, 368), (884, 366)], near, 62)
        + disc(684, 428, 37, near)
        + path("M660 410L640 470L740 470L720 430Z", near)
        + line([(892, 354), (904, 356)], tint(near, 0.28), 20)
    )
    knuckle = path("M820 470q18 -2 26 12M832 512q18 -2 26 12M826 554q18 -2 24 10", stroke=line_near, width=6)
    # Tips of the far fingers, which reach round below the near hand.
    tips = ""
    for x, y in ((796, 594), (742, 604), (686, 606), (634, 598)):
        tips += (
            line([(x + 26, y + 26), (x, y - 22)], line_far, 53)
            + line([(x + 26, y + 26), (x, y - 22)], far, 46)
            + line([(x - 2, y - 30), (x - 6, y - 36)], tint(far, 0.5), 18)
        )
    heel = path("M640 612Q720 652 830 634Q900 620 940 604L960 620Q880 670 780 668Q690 664 640 612Z", far)
    table = (
        disc(800, 980, 980, shade("#a56a3c", 0.2), tall=250)
        + disc(800, 964, 980, "#a56a3c", tall=242)
        + disc(800, 950, 420, PAPER, tall=96)
        + disc(800, 950, 380, tint(OCHRE, 0.3), tall=82)
    )
    cups = cup((340, 872), SKY, scale=1.55, steam=PAPER) + cup((1260, 872), PAPER, scale=1.55, steam=PAPER, flip=True)
    biscuits = disc(800, 930, 168, PAPER, tall=34) + disc(800, 926, 140, shade(PAPER, 0.08), tall=26)
    for x, y in ((744, 912), (850, 914), (796, 892)):
        biscuits += (
            disc(x, y + 10, 60, shade("#b9793f", 0.25), tall=22)
            + disc(x, y, 60, "#b9793f", tall=22)
            + dots(x - 32, y - 8, 60, 14, shade("#b9793f", 0.4), gap=20, r=3)
        )
    return sheet(
        "handshake",
        left_disc,
        table,
        cups,
        biscuits,
        heel,
        far_palm,
        far_thumb,
        far_arm,
        near_palm,
        group(sleeve(TEAL, PAPER)),
        fingers,
        smooth_over,
        knuckle,
        tips,
        near_thumb,
        ground=tint(OCHRE, 0.45),
    )


def reaching(x: float, y: float, grip: Point, skin: str, cloth: str, trim: str, wide: float) -> str:
    """Return an arm from below the sheet at (x, y) to a fist that closes round the string at `grip`."""
    dx, dy = grip[0] - x, grip[1] - y
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    cuff = (grip[0] - ux * wide * 1.55, grip[1] - uy * wide * 1.55)
    half = (uy * wide / 2, -ux * wide / 2)
    arm = line([cuff, grip], skin, wide * 0.62) + cut(
        [
            (x - half[0], y - half[1]),
            (cuff[0] - half[0], cuff[1] - half[1]),
            (cuff[0] + half[0], cuff[1] + half[1]),
            (x + half[0], y + half[1]),
        ],
        cloth,
        waver=1,
    )
    band = line(
        [
            (cuff[0] - uy * wide * 0.46, cuff[1] + ux * wide * 0.46),
            (cuff[0] + uy * wide * 0.46, cuff[1] - ux * wide * 0.46),
        ],
        trim,
        wide * 0.3,
    )
    return arm + band + fist(grip, skin, wide * 0.0105, math.degrees(math.atan2(ux, -uy)))


def fist(at: Point, skin: str, scale: float, turn: float) -> str:
    """Return a closed hand, its fingers towards us, about 100 units wide; `turn` follows the arm."""
    dark = shade(skin, 0.34)
    parts = path("M-50 -30Q-50 -50 -30 -50H34Q52 -48 52 -28Q54 30 30 58H-24Q-50 26 -50 -30Z", skin)
    for place, top in enumerate((-56, -64, -62, -52)):
        x = -50 + place * 26
        parts += path(f"M{x} {top + 13}a13 13 0 0 1 26 0V2a13 13 0 0 1 -26 0Z", skin, stroke=dark, width=4.5)
    thumb = path("M-54 34Q-66 8 -44 4Q-10 4 14 14Q28 24 16 36Q-10 40 -30 38", skin, stroke=dark, width=4.5)
    return group(parts, thumb, move=at, scale=scale, turn=turn)


def kite() -> str:
    """A red kite flies high; hands of several sizes hold its string."""
    air = (
        sun(1080, 360, 400, tint(OCHRE, 0.25))
        + cloud(300, 170, 360, PAPER)
        + cloud(560, 330, 240, tint(SKY, 0.65))
        + cloud(1440, 640, 300, PAPER)
        + cloud(90, 480, 220, tint(SKY, 0.65))
    )
    hills = path("M-10 850Q260 720 560 810T1100 790T1610 800V1010H-10Z", tint(TEAL, 0.4)) + path(
        "M-10 920Q360 820 800 890T1610 880V1010H-10Z", TEAL
    )
    nose, tail, west, east = (1290, 66), (950, 560), (960, 190), (1300, 400)
    mid = (1132, 296)
    body = (
        cut([nose, east, tail, west], TERRACOTTA, waver=0)
        + cut([nose, mid, west], shade(TERRACOTTA, 0.22), waver=0)
        + cut([mid, east, tail], PLUM, waver=0)
        + cut([nose, mid, east], mix(TERRACOTTA, OCHRE, 0.3), waver=0)
    )
    body += line([nose, tail], PAPER, 9) + line([west, east], PAPER, 9) + disc(*mid, 15, OCHRE)
    ribbon = "M950 560C880 620 960 690 1040 700C1130 712 1150 780 1230 770C1300 760 1310 700 1380 700"
    bows = "".join(
        group(
            cut([(0, 0), (-46, -28), (-46, 28)], colour),
            cut([(0, 0), (46, -28), (46, 28)], colour),
            disc(0, 0, 9, INK),
            move=at,
            turn=turn,
        )
        for at, turn, colour in (
            ((934, 634), 60, TEAL),
            ((1040, 700), 14, PLUM),
            ((1166, 758), 36, SKY),
            ((1318, 722), -40, TEAL),
        )
    )
    string = "M1132 296C1000 480 800 560 690 610C560 668 420 720 300 812"
    cord = path(string, stroke=shade(PLUM, 0.3), width=7)
    arms = (
        reaching(40, 1080, (318, 798), DARK, PLUM, OCHRE, 104)
        + reaching(262, 1090, (440, 724), FAIR, OCHRE, PAPER, 74)
        + reaching(410, 1100, (566, 666), TAN, TERRACOTTA, PAPER, 110)
        + reaching(570, 1090, (682, 614), BROWN, SKY, PLUM, 66)
        + reaching(720, 1100, (796, 556), FAIR, shade(TEAL, 0.35), OCHRE, 100)
    )
    return sheet(
        "callout-childrens-services",
        air,
        hills,
        path(ribbon, stroke=PLUM, width=8),
        bows,
        cord,
        body,
        arms,
        ground=tint(SKY, 0.25),
    )
