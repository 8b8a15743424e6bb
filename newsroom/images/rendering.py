"""Draws the renditions of one original. The slow part: `store` sees to it that it happens once."""

import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from PIL import __version__ as pillow

from newsroom.images.original import Size, upright
from newsroom.images.picture import FORMATS, WIDTHS, file_name, height, widths

# One thread an encoder: `store` keeps the cores busy with whole pictures, and the bytes depend on nothing else.
ENCODERS = {
    "avif": ("AVIF", {"quality": 55, "speed": 6, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 76, "method": 4}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True, "optimize": True}),
}
# Names everything that the bytes of a rendition depend on but the original.
RECIPE = f"1 {pillow} {WIDTHS} {ENCODERS}"
SIZE = "size"
_WHITE = (255, 255, 255)


def draw(file: Path, folder: Path) -> None:
    """Make `folder` with every rendition of the picture `file`, all of them or none. Raises ValueError, “message; cure”."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not is_drawn(folder):
        shutil.rmtree(folder, ignore_errors=True)  # what somebody left of a damaged cache
    unfinished = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        _draw_into(unfinished, *upright(file, at_least=2 * WIDTHS[-1]))
        unfinished.chmod(0o755)
        try:
            os.rename(unfinished, folder)
        except OSError:
            if not folder.is_dir():  # else another build was quicker; its renditions are the same
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def is_drawn(folder: Path) -> bool:
    """Whether `draw` has made this folder."""
    return (folder / SIZE).is_file()


def size_of(folder: Path) -> Size:
    """The size of the original, as `draw` found it."""
    width, height = (folder / SIZE).read_text(encoding="ascii").split()
    return Size(int(width), int(height))


def _draw_into(folder: Path, picture: Image.Image, size: Size) -> None:
    (folder / SIZE).write_text("{} {}".format(*size), encoding="ascii")
    for width in reversed(widths(size.width)):
        # Each from the one before: the largest is made from the whole, the small ones cost next to nothing.
        picture = picture.resize((width, height(size, width)), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for ending in FORMATS:
            kind, options = ENCODERS[ending]
            shown = _on_white(picture) if kind == "JPEG" else picture
            shown.save(folder / file_name(width, ending), kind, **options)


def _on_white(picture: Image.Image) -> Image.Image:
    """Without the transparency that JPEG does not know."""
    if picture.mode == "RGB":
        return picture
    ground = Image.new("RGB", picture.size, _WHITE)
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
