"""Opens a picture that somebody else made: with limits, upright, in sRGB, and with nothing else that was in the file."""

from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps

# By what the bytes say, not by what the name says; MPO is a JPEG with a second one behind it, as many cameras write it.
ENDINGS = {
    "JPEG": (".jpg", ".jpeg"),
    "MPO": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
    "GIF": (".gif",),
}
MAX_PIXELS = 50_000_000
_SIDEWAYS = {5, 6, 7, 8}  # EXIF 2.32, 4.6.4: Orientation
_ORIENTATION = 0x0112
_AGAIN = "save it again as JPEG, PNG, WebP or AVIF, with the ending that belongs to it"
_SMALLER = f"make it smaller, {MAX_PIXELS / 1e6:.0f} million are allowed"
_HEIC = (
    "is a HEIC photo, which most browsers cannot show; save it as JPEG. Your phone can send JPEG: on an iPhone it is "
    "Settings, Camera, Formats, Most Compatible"
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"mif2"}
_AVIF_BRANDS = {b"avif", b"avis"}
_BOX = 256  # bytes; a box of brands is seldom longer than 40
# How Pillow gives more than 8 bits a channel, and the factor from their white to 255.
_DEEP = {"I;16": 1 / 257, "I;16B": 1 / 257, "I;16L": 1 / 257, "I": 1 / 257, "F": 1 / 257}


class Size(NamedTuple):
    """In pixels, of an upright picture."""

    width: int
    height: int


def inspect(file: Path) -> None:
    """Look at the head of the file alone. Raises ValueError, “message; cure”, for what no page can show."""
    _opened(file).close()


def upright(file: Path, at_least: int = 0) -> tuple[Image.Image, Size]:
    """The whole picture as 8-bit sRGB, mode RGB or (where something shows through) RGBA, its `info` empty; and its size.

    A JPEG may come smaller than that, but never narrower or lower than `at_least` pixels.
    Raises ValueError, “message; cure”, for a file that is cut short, moves, or is too large.
    """
    with _opened(file) as opened:
        width, height = opened.size
        try:
            if at_least:
                opened.draft("RGB", (at_least, at_least))
            opened.load()
            orientation = opened.getexif().get(_ORIENTATION)
            picture = ImageOps.exif_transpose(opened)
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
            raise ValueError(f"is damaged or cut short; {_AGAIN}, or put the whole file here again") from None
        profile = opened.info.get("icc_profile")
    picture = _in_srgb(_eight_bits(picture), profile)
    # Whatever an encoder would write again – a comment, XMP, GPS – is in here.
    picture.info.clear()
    return picture, Size(height, width) if orientation in _SIDEWAYS else Size(width, height)


def _opened(file: Path) -> Image.Image:
    """The file with its head read. Raises ValueError, “message; cure”, for what no page can show."""
    try:
        picture = Image.open(file, formats=("JPEG", "PNG", "WEBP", "AVIF", "GIF"))
    except Image.DecompressionBombError:
        raise ValueError(f"claims to have hundreds of millions of pixels; {_SMALLER}") from None
    except (OSError, ValueError, SyntaxError):
        raise ValueError(_HEIC if _is_heic(file) else f"is no picture that can be shown; {_AGAIN}") from None
    kind, (width, height) = picture.format, picture.size
    fault = ""
    if PurePosixPath(file.name).suffix.lower() not in ENDINGS[kind]:
        fault = f"is a {kind} file with another ending; {_AGAIN}"
    elif width * height > MAX_PIXELS:
        fault = f"has {width * height / 1e6:.0f} million pixels; {_SMALLER}"
    elif kind != "MPO" and getattr(picture, "n_frames", 1) > 1:
        fault = "moves; readers cannot stop it, so save its best moment as JPEG or PNG"
    if fault:
        picture.close()
        raise ValueError(fault)
    return picture


def _is_heic(file: Path) -> bool:
    """Whether the first box of the file names one of HEIC's brands (ISO/IEC 23008-12, annex B), and not AVIF's too."""
    with file.open("rb") as opened:
        head = opened.read(_BOX)
    length = int.from_bytes(head[:4], "big")
    brands = {head[place : place + 4] for place in range(8, min(length, len(head)), 4) if place != 12}
    return head[4:8] == b"ftyp" and not brands & _AVIF_BRANDS and bool(brands & _HEIC_BRANDS)


def _eight_bits(picture: Image.Image) -> Image.Image:
    if factor := _DEEP.get(picture.mode):
        return picture.point(lambda value: value * factor).convert("L")
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """As RGB or RGBA. The colours a profile speaks of (a phone’s Display P3, a printer’s CMYK) become sRGB’s."""
    shows_through = "A" in picture.getbands() or "transparency" in picture.info
    if profile and picture.mode in {"RGB", "CMYK", "L"} and not shows_through:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile is worth less than the plain colours
    if not shows_through:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    return picture.convert("RGB") if picture.getextrema()[3] == (255, 255) else picture
