"""Writes down how much nearer some letters stand: `python -m contrib.artwork.kerning` reads theme/static/fonts/ and writes theme/cards/.

The cards for social networks are drawn by Pillow, which reads the kerning of today's fonts only where the machine happens to have
FriBiDi. So they bring it with them: a line for each amount, in thousandths of the letters' size, and after a space all pairs
that take it; letters with accents stand as those without. The first line names the fonts it was taken from. To be run again when contrib/artwork/fonts.py has cut new ones.
"""

import hashlib
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

THEME = Path(__file__).parent.parent / "theme"
# Name in theme/cards/ → fonts, weight. plugins/social_cards draws with these.
STYLES = {
    "serif-700": (("literata", "literata-ext"), 700),
    "sans-700": (("atkinson", "atkinson-ext"), 700),
    "sans-400": (("atkinson", "atkinson-ext"), 400),
}
SLIGHTEST = 8  # thousandths; less is not seen


def main() -> int:
    """Write every file. The same fonts give the same bytes."""
    for name, (fonts, weight) in STYLES.items():
        files = [THEME / "static" / "fonts" / f"{font}.woff2" for font in fonts]
        amounts = defaultdict(list)
        for file in files:
            font = instancer.instantiateVariableFont(TTFont(file), {"wght": weight})
            for pair, amount in kerning(font).items():
                amounts[amount].append(pair)
        print_of_fonts = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        lines = [print_of_fonts, *(f"{amount} {''.join(sorted(set(pairs)))}" for amount, pairs in sorted(amounts.items()))]
        target = THEME / "cards" / f"{name}.kerning"
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{target.name:20} {target.stat().st_size:6} bytes")
    return 0


def kerning(font: TTFont) -> dict[str, int]:
    """Pairs of characters without accents, and how much further apart they stand, in thousandths; below 0 for nearer."""
    if "GPOS" not in font:
        return {}
    table, unit = font["GPOS"].table, font["head"].unitsPerEm / 1000
    used = {number for feature in table.FeatureList.FeatureRecord if feature.FeatureTag == "kern" for number in feature.Feature.LookupListIndex}
    found: dict[tuple[str, str], int] = defaultdict(int)
    for number in sorted(used):
        here: dict[tuple[str, str], int] = {}
        for pair, value in _pairs(table.LookupList.Lookup[number]):
            here.setdefault(pair, value)  # of one lookup, the first table that has a pair decides
        for pair, value in here.items():
            found[pair] += value
    letters = {chr(code): glyph for code, glyph in font.getBestCmap().items() if not chr(code).isspace() and _is_bare(chr(code))}
    pairs = {left + right: round(found.get((letters[left], letters[right]), 0) / unit) for left in letters for right in letters}
    return {pair: amount for pair, amount in pairs.items() if abs(amount) >= SLIGHTEST}


def _pairs(lookup) -> Iterator[tuple[tuple[str, str], int]]:
    """The pairs of glyphs in one lookup, https://learn.microsoft.com/typography/opentype/spec/gpos, and what each adds to the first's width."""
    for table in lookup.SubTable:
        table = getattr(table, "ExtSubTable", table)
        if table.LookupType != 2:
            continue
        first = table.Coverage.glyphs
        if table.Format == 1:
            for left, record in zip(first, table.PairSet, strict=True):
                yield from (((left, each.SecondGlyph), _advance(each.Value1)) for each in record.PairValueRecord)
        else:
            for left in first:
                row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
                yield from (((left, right), _advance(row[number].Value1)) for right, number in table.ClassDef2.classDefs.items())


def _is_bare(letter: str) -> bool:
    """Whether it has no accent: é stands as e does."""
    return unicodedata.normalize("NFD", letter) == letter


def _advance(value) -> int:
    return getattr(value, "XAdvance", 0) if value else 0


if __name__ == "__main__":
    sys.exit(main())
