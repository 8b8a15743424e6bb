"""People: warm, simple figures cut from a few pieces, of every age and many skin tones. No one in particular.

A figure stands with its feet at (0, 0) and is about 412 units tall, so that `scale=1` gives 412 pixels.
Hands are given in the same units, x to the right and y downwards, so (90, -230) is a hand held out at the waist.
"""

from dataclasses import dataclass
from itertools import pairwise

from .cutpaper import Point, disc, group, line, n, path
from .hair import behind, in_front
from .palette import BROWN, BROWN_HAIR, DARK, INK, PAPER, TEAL, TERRACOTTA, shade, tint

HEAD = (0, -366)


@dataclass(frozen=True)
class Look:
    """How one person looks: skin, hair, clothes. Colours are #rrggbb."""

    skin: str = BROWN
    hair: str = BROWN_HAIR
    style: str = "short"
    top: str = TEAL
    legs: str = INK
    dress: bool = False
    pattern: str = ""  # "", "stripes", "dots", "cardigan" or "apron"
    glasses: bool = False
    beard: str = ""  # its colour, or none
    child: bool = False
    trim: str = PAPER


def figure(
    look: Look,
    x: float,
    y: float,
    scale: float = 1,
    *,
    left: Point | None = (-74, -176),
    right: Point | None = (74, -176),
    bend: tuple[float, float] = (18, 18),
    gaze: float = 0,
    tilt: float = 0,
    lean: float = 0,
    stride: float = 0,
    back: bool = False,
    mood: str = "smile",
) -> str:
    """Return one person. `left` and `right` are the hands as we see them, None hides an arm;
    `bend` pushes each elbow outwards; `gaze` (-1 to 1) turns the face; `tilt` and `lean` are degrees;
    `stride` parts the feet by so many units; `back` shows them from behind; `mood` is the mouth's."""
    arms = ""
    for hand, shoulder, out in ((left, -1, bend[0]), (right, 1, bend[1])):
        if hand is not None:
            arms += arm(look, (shoulder * 46, -292), hand, shoulder * out)
    body = legs(look, stride) + neck(look) + torso(look, back) + arms
    return group(body, head(look, gaze, tilt, back, mood), move=(x, y), scale=scale, turn=lean)


def arm(look: Look, start: Point, hand: Point, out: float, *, width: float = 34) -> str:
    """Return a sleeve from `start` with a hand at its end; `out` bows the elbow sideways."""
    elbow = ((start[0] + hand[0]) / 2 + out, (start[1] + hand[1]) / 2 + abs(out) * 0.6)
    cuff_one = _between(start, elbow, 0.84)
    cuff = _between(cuff_one, _between(elbow, hand, 0.84), 0.84)
    sleeve = f"M{n(start[0])} {n(start[1])}Q{n(cuff_one[0])} {n(cuff_one[1])} {n(cuff[0])} {n(cuff[1])}"
    wrist = line([cuff, hand], look.skin, width * 0.66)
    palm = disc(hand[0], hand[1], width * 0.5, look.skin)
    # A shade deeper than the body, so that a sleeve still reads where it crosses one.
    return wrist + path(sleeve, stroke=shade(look.top, 0.16), width=width) + palm


def legs(look: Look, stride: float = 0) -> str:
    """Return legs and shoes; a dress covers the knees."""
    shoe = shade(look.legs, 0.55) if look.legs != INK else "#3a2a2a"
    feet = "".join(path(f"M{n(at - 24)} 0q2 -24 24 -24q26 2 28 24Z", shoe) for at in (-28 - stride, 26 + stride))
    if look.dress:
        shins = line([(-22, -110), (-26 - stride, -16)], look.skin, 24) + line(
            [(22, -110), (26 + stride, -16)], look.skin, 24
        )
        return shins + feet
    s = stride
    d = f"M-55 -176L55 -176L{n(46 + s)} -12L{n(8 + s)} -12L0 -124L{n(-8 - s)} -12L{n(-46 - s)} -12Z"
    return feet + path(d, look.legs)


def neck(look: Look) -> str:
    """Return the neck, a shade deeper than the face so that the chin reads."""
    return line([(0, -340), (0, -312)], shade(look.skin, 0.16), 27)


def torso(look: Look, back: bool = False) -> str:
    """Return the clothes of the upper body with their pattern."""
    hem = "L86 -92Q0 -76 -86 -92Z" if look.dress else "L58 -160Q0 -150 -58 -160Z"
    shape = "M-64 -276Q-64 -318 -26 -324Q0 -306 26 -324Q64 -318 64 -276" + hem
    cloth = path(shape, look.top)
    if look.pattern == "stripes":
        d = "".join(f"M-60 {y}Q0 {y + 8} 60 {y}" for y in range(-280, -160, 26))
        cloth += path(d, stroke=look.trim, width=7)
    elif look.pattern == "dots":
        spots = [
            (-34, -272),
            (10, -284),
            (40, -254),
            (-10, -246),
            (-40, -222),
            (24, -214),
            (-8, -196),
            (46, -186),
            (-38, -178),
        ]
        cloth += "".join(disc(a, b, 6, look.trim) for a, b in spots)
    elif look.pattern == "cardigan" and not back:
        cloth += path("M-24 -323Q0 -306 24 -323L10 -160Q0 -156 -10 -160Z", look.trim)
    elif look.pattern == "apron" and not back:
        cloth += path("M-30 -276L30 -276L44 -112Q0 -102 -44 -112Z", look.trim) + line(
            [(-28, -276), (-20, -316)], look.trim, 7
        )
        cloth += line([(28, -276), (20, -316)], look.trim, 7)
    return cloth


def head(look: Look, gaze: float = 0, tilt: float = 0, back: bool = False, mood: str = "smile") -> str:
    """Return head, hair and face, seated on the neck."""
    size = 1.18 if look.child else 1
    inside = behind(look.style, look.hair)
    inside += (
        disc(-34, 4, 8, look.skin) + disc(34, 4, 8, look.skin) if look.style not in ("hijab", "long", "bob") else ""
    )
    inside += disc(0, 0, 35, look.skin, tall=41)
    if back:
        inside += disc(0, -2, 38, look.hair, tall=44) if look.style != "bald" else ""
    else:
        inside += face(look, gaze, mood)
        inside += in_front(look.style, look.hair)
    return group(inside, move=HEAD, turn=tilt, scale=size)


def face(look: Look, gaze: float = 0, mood: str = "smile") -> str:
    """Return eyes, nose, cheeks and a mouth; the features move with the gaze. `mood` is smile, laugh or worn."""
    ink = shade(look.skin, 0.86)
    # On dark skin a dark line is lost at thumbnail size, so mouth and frames are lifted there.
    light = tint(look.skin, 0.62) if look.skin == DARK else ink
    g = gaze * 11
    parts = disc(g - 21, 13, 8, TERRACOTTA, opacity=0.22) + disc(g + 21, 13, 8, TERRACOTTA, opacity=0.22)
    if look.beard:
        parts += path(
            "M-35 4C-34 34 -20 47 0 48C20 47 34 34 35 4C30 14 22 12 12 12Q0 8 -12 12C-22 12 -30 14 -35 4Z", look.beard
        )
        parts += path(f"M{n(g - 8)} 22q8 6 16 0", stroke=look.skin, width=4)
    elif mood == "worn":
        parts += path(f"M{n(g - 8)} 22q8 -5 16 0M{n(g - 18)} -14l10 -4M{n(g + 18)} -14l-10 -4", stroke=ink, width=3.2)
    elif mood == "laugh":
        parts += path(
            f"M{n(g - 12)} 16h24q-2 15 -12 15q-10 0 -12 -15Z", PAPER if look.skin == DARK else shade(TERRACOTTA, 0.45)
        )
    else:
        parts += path(f"M{n(g - 10)} 18q10 10 20 0", stroke=light, width=3.6)
    parts += disc(g - 13, -2, 3.8, ink) + disc(g + 13, -2, 3.8, ink)
    parts += path(
        f"M{n(g + gaze * 2)} 0q{n(5 if gaze >= 0 else -5)} 8 {n(-1 if gaze >= 0 else 1)} 9",
        stroke=shade(look.skin, 0.35),
        width=3.2,
    )
    if look.glasses:
        ring = {"stroke": light, "width": 3}
        parts += (
            disc(g - 13, -2, 10, "none", **ring)
            + disc(g + 13, -2, 10, "none", **ring)
            + line([(g - 3, -3), (g + 3, -3)], light, 3)
        )
    return parts


def chain(row: list[tuple[Look, float, float, float]], *, ends: float = 90, sag: float = 0) -> str:
    """Return people hand in hand. `row` holds (look, x, y, scale) from left to right; each pair of
    hands meets halfway between its owners, `sag` pixels lower than the mean of their waists."""
    joints = []
    for (_, x1, y1, s1), (_, x2, y2, s2) in pairwise(row):
        joints.append(((x1 + x2) / 2, (y1 - 205 * s1 + y2 - 205 * s2) / 2 + sag))
    people = []
    for place, (look, x, y, scale) in enumerate(row):
        before = joints[place - 1] if place else (x - ends * scale, y - 180 * scale)
        after = joints[place] if place < len(joints) else (x + ends * scale, y - 180 * scale)
        # Each hand stops just short of the meeting point, so that both are seen.
        hands = [((hx + nudge - x) / scale, (hy - y) / scale) for (hx, hy), nudge in ((before, 8), (after, -8))]
        people.append(figure(look, x, y, scale, left=hands[0], right=hands[1], bend=(6, 6)))
    return "".join(people)


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
