"""Pictures of writing and paperwork: the overloaded desk, and the notebook before a story is sent."""

from random import Random

from .cast import NADIA
from .cutpaper import blob, cut, disc, dots, group, line, path, sheet, slab
from .folk import figure
from .palette import INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint
from .still_life import cup


def pile(x: float, y: float, count: int, wide: float, seed: str) -> str:
    """Return a leaning pile of reports and folders that stands on y."""
    rng = Random(seed)
    papers = (
        PAPER,
        tint(OCHRE, 0.3),
        PAPER,
        tint(SKY, 0.2),
        TERRACOTTA,
        PAPER,
        TEAL,
        tint(PLUM, 0.35),
        OCHRE,
        PAPER,
        "#c9793f",
    )
    parts = []
    for step in range(count):
        thick = rng.choice((16, 20, 26, 34))
        across = wide * rng.uniform(0.82, 1.06)
        left = x - across / 2 + rng.uniform(-22, 22)
        colour = papers[(step * 4 + rng.randrange(3)) % len(papers)]
        y -= thick
        edge = "".join(f"M{left + 8:.0f} {y + d:.0f}h{across - 18:.0f}" for d in range(7, thick - 3, 7))
        sheet_of = slab(left, y, across, thick, colour, waver=4) + path(edge, stroke=shade(colour, 0.22), width=2)
        if rng.random() < 0.45:
            sheet_of += slab(
                left + across * rng.uniform(0.1, 0.8),
                y + thick - 4,
                26,
                20,
                rng.choice((OCHRE, TERRACOTTA, TEAL)),
                waver=1,
            )
        parts.append(sheet_of)
    return "".join(parts)


def childs_drawing(x: float, y: float) -> str:
    """Return a pinned child's drawing: a house, a sun, two people and a flower."""
    crayon = {"width": 8}
    house = path("M60 170V104H160V170ZM48 108L110 54L172 108", stroke=TERRACOTTA, **crayon) + path(
        "M100 170V132H124V170", stroke=TERRACOTTA, **crayon
    )
    sun = disc(246, 54, 24, OCHRE) + path(
        "M246 14V2M246 94V106M206 54H194M286 54H298M218 26L208 16M274 82L284 92M274 26L284 16", stroke=OCHRE, width=7
    )
    people = "".join(
        disc(px, py, 15, "none", stroke=colour, width=7)
        + path(
            f"M{px} {py + 16}V{py + 56}M{px - 22} {py + 32}H{px + 22}M{px} {py + 56}l-14 26M{px} {py + 56}l14 26",
            stroke=colour,
            width=7,
        )
        for px, py, colour in ((212, 116, PLUM), (262, 132, TEAL))
    )
    grass = path(
        "M20 220q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0q10 -16 18 0",
        stroke=TEAL,
        width=6,
    )
    page = slab(0, -20, 320, 260, PAPER) + house + sun + people + grass + disc(160, -8, 11, PLUM)
    return group(slab(8, -10, 320, 260, INK, opacity=0.16), page, move=(x, y), turn=-4)


def small_chair(x: float, y: float) -> str:
    """Return a child's chair seen from the front; it stands on y."""
    wood = TERRACOTTA
    back = line([(x - 78, y - 300), (x - 78, y)], shade(wood, 0.18), 20) + line(
        [(x + 78, y - 300), (x + 78, y)], shade(wood, 0.18), 20
    )
    rails = slab(x - 82, y - 296, 164, 44, wood) + slab(x - 82, y - 226, 164, 34, wood)
    seat = cut([(x - 88, y - 158), (x + 88, y - 158), (x + 112, y - 104), (x - 112, y - 104)], wood) + slab(
        x - 112, y - 106, 224, 22, shade(wood, 0.25)
    )
    return (
        back
        + rails
        + seat
        + line([(x - 98, y - 90), (x - 104, y + 26)], wood, 22)
        + line([(x + 98, y - 90), (x + 104, y + 26)], wood, 22)
    )


def not_another_review() -> str:
    """A social worker almost hidden by reports; a child's chair stands empty."""
    wall = disc(1130, 400, 470, tint(TERRACOTTA, 0.55)) + blob(330, 400, 620, 600, tint(OCHRE, 0.5), multiply=True)
    floor = slab(-10, 780, 1620, 240, tint(PLUM, 0.5), waver=6)
    rug = disc(330, 880, 290, tint(TEAL, 0.35), tall=62) + disc(330, 880, 230, tint(TEAL, 0.6), tall=44)
    worker = figure(
        NADIA, 870, 860, 1.42, left=(-38, -338), right=(84, -184), bend=(58, 10), tilt=-7, gaze=-0.4, mood="worn"
    )
    desk = (
        slab(690, 670, 500, 200, shade("#7a4a2c", 0.38))
        + slab(600, 630, 950, 46, "#7a4a2c")
        + slab(640, 676, 60, 250, shade("#7a4a2c", 0.25))
        + slab(1450, 676, 60, 250, shade("#7a4a2c", 0.25))
    )
    drawers = (
        slab(1180, 676, 290, 190, "#8d5a36")
        + line([(1290, 722), (1360, 722)], OCHRE, 10)
        + line([(1290, 812), (1360, 812)], OCHRE, 10)
        + line([(1190, 768), (1462, 768)], shade("#7a4a2c", 0.3), 5)
    )
    towers = pile(1345, 632, 14, 220, "second") + pile(1085, 632, 25, 290, "review")
    mug = cup((705, 630), SKY, scale=0.8, steam=PAPER)
    falling = "".join(
        group(
            slab(-60, -42, 120, 84, PAPER),
            path("M-40 -16H36M-40 4H36M-40 22H10", stroke=shade(PAPER, 0.4), width=5),
            move=m,
            turn=t,
        )
        for m, t in (((560, 900), -14), ((930, 930), 10), ((1490, 330), 24))
    )
    ball = disc(120, 868, 50, OCHRE) + path("M76 850Q120 880 164 850", stroke=PLUM, width=12)
    return sheet(
        "not-another-review",
        wall,
        floor,
        rug,
        worker,
        desk,
        drawers,
        towers,
        mug,
        childs_drawing(170, 170),
        small_chair(330, 860),
        ball,
        falling,
        ground=tint(SKY, 0.3),
    )


def before_you_send() -> str:
    """A desk from above: open notebook, pen, cup and an unsealed envelope."""
    ground = blob(420, 300, 900, 760, tint(TERRACOTTA, 0.5), multiply=True) + blob(
        1320, 800, 760, 640, tint(TEAL, 0.45), multiply=True
    )
    rng = Random("handwriting")
    pages = (
        slab(-500, -330, 1000, 660, PLUM, waver=4)
        + slab(-478, -312, 476, 624, PAPER)
        + slab(4, -312, 474, 624, shade(PAPER, 0.05))
    )
    pages += slab(-14, -314, 26, 628, shade(PAPER, 0.2), waver=1)
    ribbon = cut([(-10, 290), (22, 290), (30, 420), (10, 396), (-6, 424)], TERRACOTTA)
    writing = []
    for side in (-430, 52):
        for row in range(9 if side < 0 else 6):
            y = -236 + row * 58
            length = rng.uniform(250, 360) if row not in (3, 8) else 150
            d, x = f"M{side} {y}", 0.0
            while x < length:
                step = rng.uniform(12, 24)
                gap = "m12 0" if rng.random() < 0.22 else ""
                d += f"q{step / 4:.0f} {-rng.uniform(10, 26):.0f} {step / 2:.0f} 0t{step / 2:.0f} 0{gap}"
                x += step
            writing.append(path(d, stroke=INK, width=5))
    crossed = line([(-444, -72), (-260, -66)], TERRACOTTA, 11) + line([(-440, -54), (-264, -82)], TERRACOTTA, 11)
    tick = path("M70 140l36 40l84 -104", stroke=TEAL, width=18)
    book = group(
        slab(-486, -308, 1000, 660, INK, opacity=0.2), pages, *writing, crossed, tick, ribbon, move=(640, 520), turn=-6
    )
    pen = group(
        slab(-14, -230, 30, 340, TEAL),
        cut([(-14, 110), (16, 110), (2, 176)], OCHRE, waver=1),
        cut([(-3, 156), (6, 156), (2, 180)], INK, waver=0),
        slab(-14, -230, 30, 40, OCHRE),
        slab(16, -216, 9, 130, OCHRE, waver=1),
        move=(1010, 480),
        turn=38,
    )
    saucer = (
        disc(1360, 232, 178, INK, opacity=0.16)
        + disc(1346, 216, 176, SKY)
        + disc(1346, 216, 138, tint(SKY, 0.4))
        + disc(1346, 216, 108, PAPER)
    )
    tea = (
        path("M1440 176q90 -60 110 -10q10 50 -92 70Z", PAPER)
        + disc(1346, 216, 88, "#8a5230")
        + path("M1290 196a62 62 0 0 1 60 -42", stroke=tint(OCHRE, 0.3), width=9)
    )
    envelope = group(
        slab(-196, -126, 400, 270, INK, opacity=0.18),
        cut([(-200, -130), (0, -300), (200, -130)], shade(OCHRE, 0.1)),
        slab(-160, -214, 320, 220, PAPER),
        path("M-120 -172H110M-120 -144H60", stroke=shade(PAPER, 0.4), width=6),
        slab(-200, -132, 400, 270, OCHRE),
        path("M-200 138L-20 -6M200 138L20 -6", stroke=shade(OCHRE, 0.22), width=6),
        path("M-200 -132L0 22L200 -132", stroke=shade(OCHRE, 0.22), width=6),
        move=(1320, 800),
        turn=9,
    )
    biscuits = (
        disc(148, 138, 132, INK, opacity=0.16) + disc(140, 128, 130, PAPER) + disc(140, 128, 96, shade(PAPER, 0.06))
    )
    for x, y in ((112, 150), (176, 106)):
        biscuits += disc(x, y, 56, "#b9793f") + dots(x - 30, y - 26, 56, 52, shade("#b9793f", 0.35), gap=26, r=4)
    return sheet("before-you-send", ground, book, pen, saucer, tea, envelope, biscuits, ground=tint(OCHRE, 0.42))
