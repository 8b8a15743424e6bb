"""Hair, scarves and hats. The head is centred on (0, 0), 70 units wide and 82 tall."""

import math

from .cutpaper import disc, path
from .palette import shade

CAP = "M-38 6C-44 -56 44 -56 38 6C34 -12 22 -22 6 -22C-12 -22 -30 -16 -38 6Z"
FRINGE = "M-38 4C-46 -58 46 -58 38 4C34 -8 30 -14 26 -20C8 -10 -20 -12 -28 -20C-32 -14 -36 -8 -38 4Z"


def behind(style: str, colour: str) -> str:
    """Return the part of a hairstyle that lies behind the face."""
    if style == "bob":
        return path("M-46 30C-56 -66 56 -66 46 30C46 40 30 42 22 40L-22 40C-30 42 -46 40 -46 30Z", colour)
    if style == "long":
        return path("M-50 74C-60 -78 60 -78 50 74C40 84 24 80 16 74L-16 74C-24 80 -40 84 -50 74Z", colour)
    if style == "afro":
        return disc(0, -14, 58, colour, tall=54)
    if style == "curls":
        spots = [(math.cos(a) * 34, math.sin(a) * 38 - 8) for a in (math.radians(d) for d in range(150, 400, 24))]
        return "".join(disc(x, y, 17, colour) for x, y in spots)
    if style == "bun":
        return disc(0, -50, 20, colour)
    if style == "tail":
        return path("M24 -34C70 -40 66 20 54 52C46 40 44 10 26 -10Z", colour)
    if style == "bunches":
        return disc(-46, -6, 19, colour) + disc(46, -6, 19, colour)
    if style == "hijab":
        return path("M0 -56C-56 -56 -50 10 -54 44C-50 66 -20 70 0 70C20 70 50 66 54 44C50 10 56 -56 0 -56Z", colour)
    return ""


def in_front(style: str, colour: str) -> str:
    """Return the part of a hairstyle that lies over the forehead."""
    if style in ("short", "tail"):
        return path(CAP, colour)
    if style in ("bob", "long", "bun", "bunches"):
        return path(FRINGE, colour)
    if style == "afro":
        return path("M-38 0C-46 -64 46 -64 38 0C30 -20 14 -26 0 -26C-14 -26 -30 -20 -38 0Z", colour)
    if style == "curls":
        return "".join(disc(x, y, 12, colour) for x, y in ((-26, -26), (-9, -33), (9, -33), (26, -26)))
    if style == "tufts":
        return disc(-36, -6, 11, colour, tall=16) + disc(36, -6, 11, colour, tall=16)
    if style == "swept":
        return path(
            "M-37 2C-44 -58 50 -64 39 2C36 -12 34 -18 28 -24C12 -8 -16 -16 -30 -10C-34 -8 -36 -4 -37 2Z", colour
        )
    if style == "hijab":
        return path(
            "M-38 0C-38 -60 38 -60 38 0C40 30 24 46 0 50C-24 46 -40 30 -38 0ZM-29 2C-28 30 -14 40 0 41C14 40 28 30 29 2C28 -34 -28 -34 -29 2Z",
            colour,
        )
    if style == "cap":
        brim = path("M-46 -14Q0 -34 46 -14Q20 -18 0 -16Q-20 -18 -46 -14Z", shade(colour, 0.35))
        return path("M-42 -12C-44 -62 44 -62 42 -12Q0 -34 -42 -12Z", colour) + brim
    if style == "turban":
        wrap = path("M-42 -8C-60 -70 60 -70 42 -8Q20 -30 0 -28Q-20 -30 -42 -8Z", colour)
        return wrap + path("M-34 -16Q10 -34 34 -46M-20 -26Q0 -42 16 -54", stroke=shade(colour, 0.3), width=3)
    return ""
