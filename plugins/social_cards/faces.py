"""The lettering: the theme's own fonts, what they can write, how wide it is, and putting it on the sheet.

A style is drawn with the first of its files that knows a character; fonts are split into files by script.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageDraw, ImageFont
from unidecode import unidecode

from plugins.social_cards.kerning import bare, kerning

_NOWHERE = "\U0010ffff"  # no font has it, so it shows the box that stands for what is missing
_SPELT = ("LATIN", "GREEK", "CYRILLIC")  # scripts that can be put into plain letters without hurt
_MOST_LOST = 1 / 3
_LARGE = 1000
_LONELY = re.compile(r"(?<=[,;:]) [,;:]|\s+([,.;:!?])")  # signs whose word was left out


@dataclass(frozen=True)
class Style:
    """One voice of the lettering: which family, how bold, and how much further apart than usual its letters stand, in em."""

    family: str
    weight: int
    spacing: float = 0


TITLE = Style("serif", 700, -0.018)  # as close as the titles on the pages
STRONG = Style("sans", 700)
PLAIN = Style("sans", 400)
STYLES = (TITLE, STRONG, PLAIN)


class Faces:
    """The fonts at every size that is asked for; `files` gives the font files of each family, the most used first, and
    `pairs` the file of each style's kerning.

    Letters are placed one by one: Pillow kerns only on machines that have FriBiDi, and a card shall be the same on all.
    """

    def __init__(self, files: dict[str, tuple[Path, ...]], pairs: dict[Style, Path]):
        self._files = files
        self._kerning = {style: kerning(file) for style, file in pairs.items()}
        self._fonts: dict[tuple[Style, int, int], ImageFont.FreeTypeFont] = {}
        self._owners: dict[tuple[Style, str], int | None] = {}
        self._widths: dict[tuple[Style, str], float] = {}
        self._lines: dict[tuple[str, Style], str] = {}

    def writable(self, text: str, style: Style) -> str:
        """`text` on one line in characters that the fonts have: others are spelt in plain letters or left out.

        "" when too little would be left to make sense, as with a title in Arabic and no Arabic font.
        """
        key = str(text), style
        if key not in self._lines:  # the names of the site and of who writes are on most cards
            self._lines[key] = self._written(*key)
        return self._lines[key]

    def _written(self, text: str, style: Style) -> str:
        text = " ".join(unicodedata.normalize("NFC", text).split())
        said = [self._said(char, style) for char in text]
        letters = [given for char, given in zip(text, said, strict=True) if unicodedata.category(char)[0] in "LMN"]
        if not letters or letters.count("") > _MOST_LOST * len(letters):
            return ""
        line = " ".join("".join(said).split())
        return line if "" not in said else _LONELY.sub(r"\1", line)

    def length(self, text: str, style: Style, size: int) -> float:
        """How wide `text` is in pixels, kerning included."""
        *_, end = self._places(text, style)
        return end * size

    def cap_height(self, style: Style, size: int) -> int:
        """How tall a capital letter is, in pixels."""
        return -self._font(style, 0, size).getbbox("H", anchor="ls")[1]

    def draw(self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, style: Style, size: int, colour: str) -> None:
        """Write one line whose baseline begins at `place`."""
        x, y = place
        for letter, start in zip(text, self._places(text, style), strict=False):
            font = self._font(style, self._owner(letter, style) or 0, size)
            draw.text((x + start * size, y), letter, font=font, fill=colour, anchor="ls")

    def _places(self, text: str, style: Style) -> Iterator[float]:
        """Where each letter of a line begins, and where the last one ends, in em."""
        x, before = 0.0, ""
        for letter in text:
            if before:
                x += style.spacing + self._kerning[style].get(bare(before) + bare(letter), 0)
            yield x
            x += self._width(letter, style)
            before = letter
        yield x

    def _width(self, letter: str, style: Style) -> float:
        """How wide a letter is by itself, in em; measured large, where rounding to pixels does no harm."""
        key = (style, letter)
        if key not in self._widths:
            self._widths[key] = self._font(style, self._owner(letter, style) or 0, _LARGE).getlength(letter) / _LARGE
        return self._widths[key]

    def _said(self, char: str, style: Style) -> str:
        kind, called = unicodedata.category(char), unicodedata.name(char, "")
        if kind[0] == "C" or called.startswith("VARIATION SELECTOR"):
            return ""  # steers others, and is nothing to see
        if char == " " or self._owner(char, style) is not None:
            return char
        spelt = called.startswith(_SPELT) or kind[0] in "NPZ" or kind in ("Sc", "Sm")
        said = unidecode(char, errors="ignore") if spelt else ""
        return said if all(given == " " or self._owner(given, style) is not None for given in said) else ""

    def _owner(self, char: str, style: Style) -> int | None:
        """The number of the first font that has a character."""
        key = (style, char)
        if key not in self._owners:
            fonts = (self._font(style, number, 40) for number in range(len(self._files[style.family])))
            self._owners[key] = next((number for number, font in enumerate(fonts) if _has(font, char)), None)
        return self._owners[key]

    def _font(self, style: Style, number: int, size: int) -> ImageFont.FreeTypeFont:
        key = (style, number, size)
        if key not in self._fonts:
            self._fonts[key] = _load(self._files[style.family][number], style.weight, size)
        return self._fonts[key]


def _load(file: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """The font at `size`, and as bold as `weight` says if it can be."""
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = font.get_variation_axes()
    except OSError:  # not a variable font
        return font
    given = [weight if axis["name"] == b"Weight" else axis["default"] for axis in axes]
    font.set_variation_by_axes([min(max(value, axis["minimum"]), axis["maximum"]) for value, axis in zip(given, axes, strict=True)])
    return font


def _has(font: ImageFont.FreeTypeFont, char: str) -> bool:
    """Whether a font has a character; asked of its picture, since Pillow does not show the table of characters."""
    shown, missing = font.getmask(char), font.getmask(_NOWHERE)
    return shown.size != missing.size or bytes(shown) != bytes(missing)
