"""The colours every picture is printed with, and how to mix them."""

PAPER = "#f6f1e7"
INK = "#1f2a37"
TERRACOTTA = "#b4472b"
TEAL = "#1f6f6b"
OCHRE = "#d9a441"
PLUM = "#5b3a5e"
SKY = "#a9c7d0"

BROWN = "#8d5a3b"
TAN = "#c98f66"
DARK = "#5a3825"
FAIR = "#e3b98f"

GREY_HAIR = "#b9b4ac"
WHITE_HAIR = "#ece6da"
BLACK_HAIR = "#231f26"
BROWN_HAIR = "#4a2f25"
RED_HAIR = "#a2512c"
SAND_HAIR = "#c79a55"


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies `share` (0 to 1) of the way from `one` to `other`, as #rrggbb."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def tint(colour: str, share: float) -> str:
    """Return `colour` let down with paper: 0 leaves it alone, 1 is plain paper."""
    return mix(colour, PAPER, share)


def shade(colour: str, share: float) -> str:
    """Return `colour` deepened with ink: 0 leaves it alone, 1 is plain ink."""
    return mix(colour, INK, share)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
