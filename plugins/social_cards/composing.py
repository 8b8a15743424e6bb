"""Putting words on a sheet: as large as their place allows, line under line about the middle axis."""

from plugins.social_cards.faces import Style
from plugins.social_cards.lines import Setting, cut, fitted
from plugins.social_cards.sheet import WIDTH, Sheet

EDGE = 84
MIDDLE = WIDTH / 2
MEASURE = WIDTH - 2 * EDGE


def fit(sheet: Sheet, text: str, style: Style, steps, width: float, height: float) -> Setting:
    """`text` at the largest of `steps` – (size, most lines) – that fits the width and the height."""
    possible = [(size, min(most, int((height + size * 0.35) // line_height(size)))) for size, most in steps]
    possible = [(size, most) for size, most in possible if most] or [(steps[-1][0], 1)]
    return fitted(text, possible, lambda size: lambda part: sheet.length(part, style, size), width)


def line_height(size: float) -> float:
    """From one baseline to the next: tighter the larger the letters."""
    return size * (1.1 if size >= 78 else 1.16)


def block(sheet: Sheet, setting: Setting, style: Style, top: float, bottom: float, colour: str, ground: str = "") -> None:
    """The lines, with as much room above their capitals as below their last baseline."""
    cap, step = sheet.cap_height(style, setting.size), line_height(setting.size)
    baseline = (top + bottom - cap - step * (len(setting.lines) - 1)) / 2 + cap
    for number, words in enumerate(setting.lines):
        sheet.write_centred(MIDDLE, baseline + step * number, words, style, setting.size, colour, ground)


def write_line(sheet: Sheet, text: str, style: Style, size: float, baseline: float, colour: str, ground: str = "") -> None:
    """One line in the middle."""
    sheet.write_centred(MIDDLE, baseline, one_line(sheet, text, style, size, MEASURE), style, size, colour, ground)


def one_line(sheet: Sheet, text: str, style: Style, size: float, width: float) -> str:
    """As much of a text as one line holds."""
    return "".join(lines_of(sheet, text, style, size, width, 1))


def lines_of(sheet: Sheet, text: str, style: Style, size: float, width: float, most: int) -> list[str]:
    """As much of a text as `most` lines hold."""
    return cut(text, lambda part: sheet.length(part, style, size), width, most)
