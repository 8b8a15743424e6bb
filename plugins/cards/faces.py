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

_NOWHERE = "\U0010ffff"  # no font has it, so it shows the box that stands for what is missing
_SPELT = ("LATIN", "GREEK", "CYRILLIC")  # scripts that can be put into plain letters without hurt
_MOST_LOST = 1 / 3
_LONELY = re.compile(r"(?<=[,;:]) [,;:]|\s+([,.;:!?])")  # signs whose word was left out
ON_A_PHONE = 0.2  # points there for a pixel here


@dataclass(frozen=True)
class Style:
    """One voice of the lettering: which family, how bold."""

    family: str
    weight: int


TITLE = Style("serif", 700)
STRONG = Style("sans", 700)
PLAIN = Style("sans", 400)


class Faces:
    """The fonts at every size that is asked for; `files` gives the font files of each family, the most used first."""

    def __init__(self, files: dict[str, tuple[Path, ...]]):
        self._files = files
        self._loaded: dict[tuple[Style, int], list[ImageFont.FreeTypeFont]] = {}
        self._owners: dict[tuple[Style, str], int | None] = {}
        self._lengths: dict[tuple[Style, int, str], float] = {}

    def writable(self, text: str, style: Style) -> str:
        """`text` on one line in characters that the fonts have: others are spelt in plain letters or left out.

        "" when too little would be left to make sense, as with a title in Arabic and no Arabic font.
        """
        text = " ".join(unicodedata.normalize("NFC", str(text)).split())
        said = [self._said(char, style) for char in text]
        letters = [given for char, given in zip(text, said, strict=True) if unicodedata.category(char)[0] in "LMN"]
        if not letters or letters.count("") > _MOST_LOST * len(letters):
            return ""
        line = " ".join("".join(said).split())
        return line if "" not in said else _LONELY.sub(r"\1", line)

    def length(self, text: str, style: Style, size: int) -> float:
        """How wide `text` is in pixels, kerning included."""
        key = (style, size, text)
        if key not in self._lengths:
            self._lengths[key] = sum(font.getlength(run) for font, run in self._runs(text, style, size))
        return self._lengths[key]

    def cap_height(self, style: Style, size: int) -> int:
        """How tall a capital letter is, in pixels."""
        return -self._at(style, size)[0].getbbox("H", anchor="ls")[1]

    def draw(self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, style: Style, size: int, colour: str) -> None:
        """Write one line whose baseline begins at `place`."""
        x, y = place
        for font, run in self._runs(text, style, size):
            draw.text((x, y), run, font=font, fill=colour, anchor="ls")
            x += font.getlength(run)

    def _said(self, char: str, style: Style) -> str:
        kind, called = unicodedata.category(char), unicodedata.name(char, "")
        if kind[0] == "C" or called.startswith("VARIATION SELECTOR"):
            return ""  # steers others, and is nothing to see
        if char == " " or self._owner(char, style) is not None:
            return char
        spelt = called.startswith(_SPELT) or kind[0] in "NPZ" or kind in ("Sc", "Sm")
        said = unidecode(char, errors="ignore") if spelt else ""
        return said if all(given == " " or self._owner(given, style) is not None for given in said) else ""

    def _runs(self, text: str, style: Style, size: int) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """`text` in pieces that one font can write each. A space stays with what stands before it."""
        fonts = self._at(style, size)
        owner, start = 0, 0
        for place, char in enumerate(text):
            needed = owner if char == " " else self._owner(char, style) or 0
            if needed != owner:
                if place > start:
                    yield fonts[owner], text[start:place]
                owner, start = needed, place
        if text[start:]:
            yield fonts[owner], text[start:]

    def _owner(self, char: str, style: Style) -> int | None:
        """The number of the first font that has a character."""
        key = (style, char)
        if key not in self._owners:
            fonts = self._at(style, 40)
            self._owners[key] = next((number for number, font in enumerate(fonts) if _has(font, char)), None)
        return self._owners[key]

    def _at(self, style: Style, size: int) -> list[ImageFont.FreeTypeFont]:
        key = (style, size)
        if key not in self._loaded:
            self._loaded[key] = [_load(file, style.weight, size) for file in self._files[style.family]]
        return self._loaded[key]


def _load(file: Path, weight: int, size: int) -> ImageFont.FreeTypeFont:
    """The font at `size`, as bold as `weight` says, and with the optical size of what a phone shows: a card a third as wide."""
    font = ImageFont.truetype(file, size)
    try:
        axes = font.get_variation_axes()
    except OSError:  # not a variable font
        return font
    wanted = {"weight": weight, "optical size": size * ON_A_PHONE}
    font.set_variation_by_axes([_within(axis, wanted.get(axis["name"].decode().lower(), axis["default"])) for axis in axes])
    return font


def _within(axis: dict, value: float) -> float:
    return min(max(value, axis["minimum"]), axis["maximum"])


def _has(font: ImageFont.FreeTypeFont, char: str) -> bool:
    """Whether a font has a character; asked of its picture, since Pillow does not show the table of characters."""
    shown, missing = font.getmask(char), font.getmask(_NOWHERE)
    return shown.size != missing.size or bytes(shown) != bytes(missing)
