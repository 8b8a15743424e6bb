"""The printing press: an SVG sheet goes in, a small palette PNG comes out.

resvg draws the sheet without a browser and without the fonts of the machine, so every machine
prints the same picture. Pillow then keeps the colours that matter and drops everything else.
"""

import io
import os
from pathlib import Path

import font_source_serif_pro
import resvg_py
from PIL import Image

FONTS = Path(font_source_serif_pro.__file__).parent / "files"
COLOURS = 96


def rasterise(svg: str) -> Image.Image:
    """Return the sheet as an RGB image, one pixel per SVG unit."""
    fonts = [str(FONTS / f"SourceSerifPro-{cut}.ttf") for cut in ("Regular", "Semibold", "Bold")]
    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)
    return Image.open(io.BytesIO(png)).convert("RGB")


def encode(picture: Image.Image) -> bytes:
    """Return a palette PNG without metadata. No dithering: it would cost size and cloud the flat colours."""
    reduced = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    reduced.info.clear()
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()


def print_sheet(svg: str, target: Path) -> int:
    """Write the sheet to `target` in one step and return its size in bytes."""
    png = encode(rasterise(svg))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    draft.write_bytes(png)
    os.replace(draft, target)
    return len(png)
