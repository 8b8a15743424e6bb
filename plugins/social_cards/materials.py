"""What every card is drawn with: the theme's colours and fonts, and the code that draws."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import PIL

from plugins.social_cards.colours import colours
from plugins.social_cards.faces import PLAIN, STRONG, STYLES, TITLE, Faces, Style
from plugins.social_cards.words import Words

# The first file that has a character writes it, so the one with the most used characters comes first.
FONTS = {"serif": "literata", "sans": "atkinson"}
_DRAWS = ("composing.py", "faces.py", "kerning.py", "layouts.py", "lines.py", "motifs.py", "sheet.py")
_STYLES = {"site": TITLE, "title": TITLE, "question": TITLE, "part": STRONG, "label": STRONG, "strong": STRONG, "soft": PLAIN}


@dataclass(frozen=True)
class Materials:
    """Files of each family's fonts, and of each style's kerning."""

    colours: dict[str, str]
    fonts: dict[str, tuple[Path, ...]]
    pairs: dict[Style, Path]

    @classmethod
    def of(cls, theme: Path) -> "Materials":
        """Raises ValueError for a theme that lacks a colour, a font or its kerning."""
        return cls(colours(theme / "static/css/tokens.css"), font_files(theme / "static/fonts"), kerning_files(theme / "cards"))

    @cached_property
    def faces(self) -> Faces:
        return Faces(self.fonts, self.pairs)

    @cached_property
    def fingerprint(self) -> str:
        """Different whenever a card could come out differently for the same words."""
        files = [file for files in self.fonts.values() for file in files]
        files += [*self.pairs.values(), *(Path(__file__).with_name(name) for name in _DRAWS)]
        prints = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
        return _digest([prints, self.colours, PIL.__version__])

    def name(self, words: Words) -> str:
        """The name of the drawing of some words: 64 hexadecimal digits."""
        return _digest([self.fingerprint, asdict(words)])

    def spelt(self, words: Words) -> Words | None:
        """The words in characters that the fonts have; None when what matters cannot be written with them."""
        return words.spelt(lambda text, field: self.faces.writable(text, _STYLES[field]))


def font_files(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The upright files of each family. Raises ValueError when there is none."""
    found = {}
    for family, name in FONTS.items():
        files = [file for file in folder.glob(f"{name}*.woff2") if "italic" not in file.name]
        if not files:
            raise ValueError(f"{folder.parent.name}/{folder.name}: no {name}*.woff2; the cards for social networks are lettered with it")
        found[family] = tuple(sorted(files, key=lambda file: (len(file.name), file.name)))
    return found


def kerning_files(folder: Path) -> dict[Style, Path]:
    """The kerning of every style. Raises ValueError when one is missing."""
    files = {style: folder / f"{style.family}-{style.weight}.kerning" for style in STYLES}
    for file in files.values():
        if not file.is_file():
            raise ValueError(f"{folder.parent.name}/{folder.name}: no {file.name}; python -m contrib.artwork.kerning writes it")
    return files


def _digest(value) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
