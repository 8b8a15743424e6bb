"""What the cards share: the mark, the hills it makes from close by, the speech bubble, the name of the blog, a signature."""

import math

from plugins.social_cards.composing import MEASURE, MIDDLE, one_line
from plugins.social_cards.faces import STRONG, TITLE
from plugins.social_cards.sheet import HEIGHT, Sheet
from plugins.social_cards.words import Words

# The mark of theme/templates/site/logo.html: two circles in a field of 64 × 40.
MARK_RADIUS, MARK_ONE, MARK_TWO, MARK_WIDE = 19, 20, 44, 64
Colours = dict[str, str]


def identity(sheet: Sheet, colours: Colours, middle: float, name: str, part: str = "", size: float = 36) -> None:
    """Mark and name of the blog in one line, and the part of it that this belongs to."""
    wide = size * 2.1
    gap, cap = size * 0.55, sheet.cap_height(TITLE, size)
    name = one_line(sheet, name, TITLE, size, MEASURE * 0.55)
    length = sheet.length(name, TITLE, size)
    whole = wide + gap + length
    if part:
        part = one_line(sheet, part, STRONG, size * 0.9, MEASURE - whole - 2 * gap)
        whole += 2 * gap + sheet.length(part, STRONG, size * 0.9)
    x, baseline = MIDDLE - whole / 2, middle + cap / 2
    mark(sheet, x + wide / 2, middle, wide, colours["logo-left"], colours["logo-right"], colours["logo-overlap"])
    sheet.write(x + wide + gap, baseline, name, TITLE, size, colours["text"])
    if part:
        x += wide + gap + length + gap
        sheet.panel(x - 1.5, middle - cap * 0.75, x + 1.5, middle + cap * 0.75, 0, colours["text"])
        sheet.write(x + gap, baseline, part, STRONG, size * 0.9, colours["plum"])


def mark(sheet: Sheet, x: float, y: float, wide: float, one: str, two: str, between: str) -> None:
    """Two people, and what is between them, about a middle; `wide` counts the empty border of the mark too."""
    unit = wide / MARK_WIDE
    apart, radius = (MARK_TWO - MARK_ONE) / 2 * unit, MARK_RADIUS * unit
    sheet.disc(x - apart, y, radius, one)
    sheet.disc(x + apart, y, radius, two)
    sheet.shape(lens(x, y, apart, radius), between, one, two)


def lens(x: float, y: float, apart: float, radius: float) -> list[tuple[float, float]]:
    """The outline of what two circles share, their middles lying `apart` to either side of (x, y)."""
    turn = math.acos(apart / radius)
    angles = [-turn + 2 * turn * step / 60 for step in range(61)]
    right = [(x - apart + math.cos(a) * radius, y + math.sin(a) * radius) for a in angles]
    return right + [(2 * x - px, 2 * y - py) for px, py in right]


def hills(sheet: Sheet, colours: Colours, height: float) -> None:
    """The tops of two great circles along the lower edge."""
    reach, apart = 420, 300
    radius = (reach**2 + height**2) / (2 * height)
    y = HEIGHT + radius - height
    sheet.disc(MIDDLE - apart, y, radius, colours["logo-left"])
    sheet.disc(MIDDLE + apart, y, radius, colours["logo-right"])
    sheet.shape(lens(MIDDLE, y, apart, radius), colours["logo-overlap"], colours["logo-left"], colours["logo-right"])


def bubble(sheet: Sheet, colours: Colours, left: float, top: float, right: float, bottom: float) -> None:
    """A speech bubble; its tail hangs where a square cut out of the middle still has it."""
    sheet.panel(left, top, right, bottom, 30, colours["question"])
    tail = left + 250
    sheet.shape([(tail, bottom - 2), (tail + 44, bottom - 2), (tail, bottom + 32)], colours["question"])


def signature(sheet: Sheet, words: Words, colours: Colours, baseline: float) -> None:
    """Who answered, with a dashed label when the name is a pen-name."""
    label, size = "pen-name", 26
    extra = sheet.length(label, STRONG, size) + 64 if words.pen_name else 0
    name = one_line(sheet, words.strong, STRONG, 36, MEASURE - extra)
    length = sheet.length(name, STRONG, 36)
    x = MIDDLE - (length + extra) / 2
    sheet.write(x, baseline, name, STRONG, 36, colours["text"])
    if words.pen_name:
        x += length + 20
        middle = baseline - sheet.cap_height(STRONG, 36) / 2
        sheet.dashed_pill(x, middle - 22, x + extra - 20, middle + 22, colours["text"])
        sheet.write(x + 22, middle + sheet.cap_height(STRONG, size) / 2, label, STRONG, size, colours["text"])
