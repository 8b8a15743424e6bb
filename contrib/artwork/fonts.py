"""Cuts the typefaces of the site to what it needs: `python -m contrib.artwork.fonts FOLDER`.

FOLDER/node_modules holds the npm packages of SOURCES in their versions (`npm install --ignore-scripts` them there). Both families
are under the SIL Open Font License with no reserved font name, so a cut version may keep its name. The same input gives
the same bytes.
"""

import io
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parent.parent / "theme" / "static" / "fonts"
SOURCES = {
    "literata": "@fontsource-variable/literata 5.3.0",
    "atkinson-hyperlegible-next": "@fontsource-variable/atkinson-hyperlegible-next 5.3.0",
}
# Latin-1 and what British typography and our templates add to it.
LATIN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x131, 0x152, 0x153, 0x160, 0x161, 0x178, 0x17D, 0x17E, 0x2C6, 0x2DA, 0x2DC),
    *(0x2009, 0x200A, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x202F),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x21A9),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]
# The rest of Europe that writes with Latin letters; fetched only by pages that hold one of them.
LATIN_EXT = [*range(0x100, 0x180), *range(0x218, 0x21C), *range(0x1E80, 0x1E86), 0x1E9E, *range(0x1EA0, 0x1EFA)]
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "pnum", "tnum", "rvrn"]
# Name in theme/static/fonts/ → family, file in the package, letters, weights. Italics come in one weight: bold ones are
# rare, and a browser slants and thickens well enough for them.
CUTS = {
    "literata": ("literata", "latin-wght-normal", LATIN, (400, 700)),
    "literata-italic": ("literata", "latin-wght-italic", LATIN, 400),
    "literata-ext": ("literata", "latin-ext-wght-normal", LATIN_EXT, (400, 700)),
    "atkinson": ("atkinson-hyperlegible-next", "latin-wght-normal", LATIN, (400, 700)),
    "atkinson-ext": ("atkinson-hyperlegible-next", "latin-ext-wght-normal", LATIN_EXT, (400, 700)),
}


def main(folder: Path) -> int:
    """Write every cut and both licences, and print what each weighs."""
    for name, (family, file, letters, weights) in CUTS.items():
        package = folder / "node_modules" / SOURCES[family].partition(" ")[0]
        target = FONTS / f"{name}.woff2"
        cut(package / "files" / f"{family}-{file}.woff2", target, letters, weights)
        shutil.copyfile(package / "LICENSE", FONTS / f"{family}-licence.txt")
        print(f"{target.name:24} {target.stat().st_size:6} bytes")
    return 0


def cut(source: Path, target: Path, letters: list[int], weights: int | tuple[int, int]) -> None:
    """Write `source` with these letters and weights alone."""
    font = TTFont(source, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"wght": weights})
    # Once through a file: the subsetter trips over what the instancer leaves half read.
    whole = io.BytesIO()
    font.flavor = None
    font.save(whole)
    whole.seek(0)
    font = TTFont(whole, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["STAT", "DSIG", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
