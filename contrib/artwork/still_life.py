"""Things on tables and shelves: cups, pots, books, letters, boxes, plants, bottles, glasses.

Each is drawn about 100 units wide, standing on (0, 0), and placed with `move` and `scale`.
"""

from .cutpaper import Point, cut, disc, group, line, path, rounded, slab
from .palette import INK, OCHRE, PAPER, PLUM, SKY, TEAL, TERRACOTTA, shade, tint


def cup(move: Point, colour: str = PAPER, *, scale: float = 1, steam: str = "", flip: bool = False) -> str:
    """Return a cup on a saucer, with steam when a colour for it is given."""
    parts = disc(0, 0, 78, shade(colour, 0.18), tall=15) + disc(0, -5, 72, tint(colour, 0.3), tall=12)
    parts += path("M44 -66q40 -6 36 22q-4 26 -46 24", stroke=colour, width=12)
    parts += path("M-52 -84Q-52 -6 -18 -4L18 -4Q52 -6 52 -84Z", colour)
    parts += path("M14 -4L18 -4Q52 -6 52 -84L34 -84Q36 -20 14 -4Z", shade(colour, 0.14))
    parts += disc(0, -84, 52, shade(colour, 0.25), tall=12) + disc(0, -82, 44, "#7a4a2c", tall=9)
    if steam:
        parts += path("M-16 -112q-18 -22 0 -44t0 -44M16 -116q-18 -22 0 -44t0 -44", stroke=steam, width=7, opacity=0.7)
    return group(parts, move=move, scale=scale, flip=flip)


def teapot(move: Point, colour: str = TERRACOTTA, *, scale: float = 1, flip: bool = False) -> str:
    """Return a round teapot with a lid."""
    parts = path("M62 -78q66 -14 56 34q-8 38 -66 34", stroke=colour, width=15)
    parts += path("M-60 -52q-30 -2 -44 -32q-8 -16 -24 -16q8 46 30 66q20 16 44 14Z", colour)
    parts += (
        disc(0, -62, 78, colour, tall=62)
        + path("M-40 -114Q0 -146 40 -114Z", shade(colour, 0.2))
        + disc(0, -136, 11, OCHRE)
    )
    parts += path("M-70 -66Q0 -40 70 -66", stroke=tint(colour, 0.55), width=8)
    return group(parts, move=move, scale=scale, flip=flip)


def wine_glass(move: Point, wine: str = PLUM, *, scale: float = 1, turn: float = 0) -> str:
    """Return a filled wine glass; (0, 0) is where a hand holds the stem."""
    parts = path("M-30 -104Q-38 -34 0 -26Q38 -34 30 -104Z", PAPER, opacity=0.75)
    parts += (
        path("M-33 -72Q-32 -32 0 -28Q32 -32 33 -72Z", wine)
        + line([(0, -28), (0, 34)], PAPER, 6)
        + disc(0, 36, 24, PAPER, tall=5)
    )
    return group(parts, move=move, scale=scale, turn=turn)


def bottle(x: float, y: float, high: float, colour: str, label: str, *, cap: str = TERRACOTTA) -> str:
    """Return a bottle that stands on y."""
    w = high * 0.135
    d = (
        f"M{x - w:.0f} {y:.0f}V{y - high * 0.56:.0f}Q{x - w:.0f} {y - high * 0.68:.0f} {x - w * 0.4:.0f} {y - high * 0.74:.0f}"
        f"V{y - high:.0f}H{x + w * 0.4:.0f}V{y - high * 0.74:.0f}Q{x + w:.0f} {y - high * 0.68:.0f} {x + w:.0f} {y - high * 0.56:.0f}V{y:.0f}Z"
    )
    foil = slab(x - w * 0.45, y - high, w * 0.9, high * 0.13, cap, waver=0.5)
    return path(d, colour) + slab(x - w, y - high * 0.42, w * 2, high * 0.24, label, waver=1) + foil


def open_book(move: Point, cover: str, *, scale: float = 1) -> str:
    """Return an open book standing up a little, 260 units wide, its fold at (0, 0)."""
    parts = path("M-140 -58Q-70 -40 0 8Q70 -40 140 -58L140 14Q70 22 0 42Q-70 22 -140 14Z", cover)
    parts += path("M-128 -78Q-56 -74 0 -16L0 26Q-60 0 -128 0Z", PAPER) + path(
        "M128 -78Q56 -74 0 -16L0 26Q60 0 128 0Z", shade(PAPER, 0.09)
    )
    rules = "".join(
        f"M-112 {y - 52}Q-62 {y - 46} -18 {y - 12}M112 {y - 52}Q62 {y - 46} 18 {y - 12}" for y in (0, 18, 36)
    )
    return group(parts + path(rules, stroke=shade(PAPER, 0.35), width=4), move=move, scale=scale)


def letter(
    move: Point, *, scale: float = 1, turn: float = 0, paper: str = PAPER, stamp: str = TERRACOTTA, back: bool = False
) -> str:
    """Return a sealed letter, 160 by 104, centred on (0, 0): its front with a stamp, or its back with the flap."""
    parts = slab(-80, -52, 160, 104, paper)
    if back:
        parts += path("M-80 52L-8 -4M80 52L8 -4", stroke=shade(paper, 0.25), width=4)
        parts += path("M-80 -52L0 18L80 -52Z", shade(paper, 0.12)) + disc(0, 12, 13, stamp)
    else:
        parts += slab(38, -40, 28, 32, stamp, waver=1)
        parts += path("M-44 6H30M-44 24H8", stroke=shade(paper, 0.5), width=5)
    return group(parts, move=move, scale=scale, turn=turn)


def box(
    move: Point,
    *,
    wide: float = 200,
    high: float = 150,
    colour: str = "#c99a5f",
    scale: float = 1,
    is_open: bool = False,
) -> str:
    """Return a packing box that stands on (0, 0), taped shut or with its flaps up."""
    parts = slab(-wide / 2, -high, wide, high, colour)
    parts += slab(wide / 2 - wide * 0.16, -high, wide * 0.16, high, shade(colour, 0.14), waver=1)
    if is_open:
        flaps = [(-wide / 2, -high), (-wide / 2 - 44, -high - 40), (-30, -high - 34), (0, -high)]
        parts = cut(flaps, shade(colour, 0.22)) + cut([(-x, y) for x, y in flaps], shade(colour, 0.3)) + parts
    else:
        parts += slab(-17, -high, 34, high * 0.36, tint(colour, 0.45), waver=1)
    parts += slab(-wide * 0.38, -high * 0.4, wide * 0.26, high * 0.2, tint(colour, 0.6), waver=1)
    return group(parts, move=move, scale=scale)


def plant(move: Point, *, pot: str = TERRACOTTA, leaf: str = TEAL, scale: float = 1) -> str:
    """Return a leafy plant in a pot, about 260 tall."""
    stems = path(
        "M0 -90Q-6 -160 -40 -200M0 -90Q8 -170 50 -214M0 -90V-240M0 -90Q-40 -120 -78 -126M0 -90Q40 -124 82 -138",
        stroke=shade(leaf, 0.3),
        width=6,
    )
    leaves = ""
    for x, y, turn in ((-44, -206, -30), (54, -220, 30), (0, -250, 0), (-84, -130, -64), (88, -142, 62)):
        leaves += group(path("M0 26C-34 10 -30 -34 0 -58C30 -34 34 10 0 26Z", leaf), move=(x, y), turn=turn)
    clay = cut([(-52, -100), (52, -100), (38, 0), (-38, 0)], pot, waver=2) + slab(
        -60, -110, 120, 26, shade(pot, 0.15), waver=2
    )
    return group(stems + leaves + clay, move=move, scale=scale)


def sprout(
    move: Point, *, high: float = 200, flower: str = "", leaf: str = TEAL, scale: float = 1, turn: float = 0
) -> str:
    """Return a stalk with leaves growing from (0, 0), with a flower when its colour is given."""
    parts = path(f"M0 0Q-14 {-high * 0.5:.0f} 0 {-high}", stroke=shade(leaf, 0.15), width=9)
    for share, side in ((0.3, -1), (0.48, 1), (0.68, -1)):
        parts += group(
            path("M0 0C26 -34 66 -36 92 -18C70 12 30 16 0 0Z", leaf),
            move=(-5, -high * share),
            turn=-14 * side,
            scale=0.9,
            flip=side < 0,
        )
    if flower:
        petals = "".join(group(disc(0, -32, 19, flower, tall=26), turn=angle) for angle in range(0, 360, 60))
        parts += group(petals, disc(0, 0, 17, shade(flower, 0.5)), move=(0, -high))
    else:
        parts += group(path("M0 10C-26 -10 -20 -48 0 -64C20 -48 26 -10 0 10Z", leaf), move=(0, -high))
    return group(parts, move=move, scale=scale, turn=turn)


def watering_can(move: Point, colour: str = TEAL, *, scale: float = 1, turn: float = 0, flip: bool = False) -> str:
    """Return a can held by its top handle at (0, 0), spout to the right."""
    parts = path("M-46 34Q-40 -10 0 0Q40 8 44 34", stroke=shade(colour, 0.2), width=11)
    parts += path("M56 110L130 26L144 38L62 142Z", colour) + cut(
        [(118, 20), (146, 12), (160, 44), (138, 52)], shade(colour, 0.25), waver=1
    )
    parts += path("M-58 34H58L66 150H-66Z", colour) + disc(0, 34, 58, shade(colour, 0.3), tall=12)
    return group(parts, move=move, scale=scale, turn=turn, flip=flip)


def cheese_board(move: Point, *, scale: float = 1) -> str:
    """Return a board with cheeses and grapes, 330 wide."""
    parts = path(rounded(-165, -20, 330, 26, 12), "#8a5a34")
    parts += (
        cut([(-140, -20), (-20, -20), (-20, -62)], OCHRE, waver=2)
        + disc(-52, -34, 6, shade(OCHRE, 0.25))
        + disc(-86, -28, 5, shade(OCHRE, 0.25))
    )
    parts += path("M10 -20V-54Q48 -70 86 -54V-20Z", PAPER) + path("M86 -54V-20L60 -20V-60Z", shade(PAPER, 0.12))
    grapes = [(112, -30), (132, -30), (150, -30), (122, -46), (142, -46), (132, -62)]
    return group(parts + "".join(disc(x, y, 12, PLUM) for x, y in grapes), move=move, scale=scale)


def cloud(x: float, y: float, wide: float, colour: str, **ink) -> str:
    """Return a cloud cut from one sheet: three humps on a flat foot."""
    w = wide / 2
    d = (
        f"M{x - w:.0f} {y + w * 0.3:.0f}a{w * 0.3:.0f} {w * 0.3:.0f} 0 0 1 {w * 0.42:.0f} {-w * 0.28:.0f}"
        f"a{w * 0.42:.0f} {w * 0.42:.0f} 0 0 1 {w * 0.8:.0f} {-w * 0.1:.0f}a{w * 0.32:.0f} {w * 0.32:.0f} 0 0 1 {w * 0.52:.0f} {w * 0.2:.0f}"
        f"q{w * 0.2:.0f} {w * 0.02:.0f} {w * 0.22:.0f} {w * 0.18:.0f}Z"
    )
    return path(d, colour, **ink)


def sun(x: float, y: float, r: float, colour: str = OCHRE) -> str:
    """Return a sun printed a little out of register over a paler one."""
    return disc(x + r * 0.045, y - r * 0.035, r, tint(TERRACOTTA, 0.5)) + disc(x, y, r, colour)


def photograph(
    move: Point, sky: str = SKY, hill: str = TEAL, *, scale: float = 1, turn: float = 0, pin: str = ""
) -> str:
    """Return a small print with a white edge: sun, hills and water, 150 by 120."""
    parts = slab(-75, -60, 150, 120, PAPER) + slab(-64, -50, 128, 92, sky, waver=0) + disc(28, -22, 16, OCHRE)
    parts += path("M-64 42V12Q-30 -26 0 8Q30 -10 64 18V42Z", hill)
    parts += disc(0, -54, 9, pin or INK) if pin else ""
    return group(parts, move=move, scale=scale, turn=turn)
