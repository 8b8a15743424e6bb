"""Photos as phones, cameras and people with bad luck make them."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, TiffImagePlugin

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
RED, GREEN, BLUE, GREY = (220, 30, 30), (30, 160, 40), (40, 60, 200), (128, 128, 128)


def quarters(width: int = 60, height: int = 40) -> Image.Image:
    """Red above left, green above right, blue below left, grey below right: so that one sees which way is up."""
    picture = Image.new("RGB", (width, height), GREY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), BLUE)
    return picture


# How a camera stores the pixels of an upright picture for each value of Orientation.
STORED = {
    1: lambda p: p,
    2: lambda p: p.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda p: p.transpose(Image.Transpose.ROTATE_180),
    4: lambda p: p.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda p: p.transpose(Image.Transpose.TRANSPOSE),
    6: lambda p: p.transpose(Image.Transpose.ROTATE_90),
    7: lambda p: p.transpose(Image.Transpose.TRANSVERSE),
    8: lambda p: p.transpose(Image.Transpose.ROTATE_270),
}


def telling_exif(orientation: int = 1) -> Image.Exif:
    """EXIF that says where the photo was taken and with what."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "TellTale Camera"
    exif[GPS] = {
        1: "N",
        2: tuple(TiffImagePlugin.IFDRational(n) for n in (51, 28, 40)),
        3: "W",
        4: tuple(TiffImagePlugin.IFDRational(n) for n in (0, 5, 10)),
    }
    return exif


@pytest.fixture
def photo(tmp_path):
    """Writes a JPEG with everything in it that should not go on: `photo(orientation=6, mode="CMYK")`."""

    def written(orientation: int = 1, mode: str = "RGB", name: str = "photo.jpg") -> Path:
        stored = STORED[orientation](quarters()).convert(mode)
        file = tmp_path / name
        xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">telltale xmp</x:xmpmeta>'
        stored.save(file, "JPEG", quality=95, exif=telling_exif(orientation), comment=b"telltale comment", xmp=xmp)
        return file

    return written


@pytest.fixture
def upright_colours():
    """The colours in the middle of the four quarters of a picture, as near as a codec keeps them: `upright_colours(picture)`."""

    def nearest(pixel) -> tuple:
        return min((RED, GREEN, BLUE, GREY), key=lambda colour: sum(abs(a - b) for a, b in zip(colour, pixel[:3], strict=True)))

    def seen(picture: Image.Image) -> list[tuple]:
        width, height = picture.size
        places = [
            (width // 4, height // 4),
            (3 * width // 4, height // 4),
            (width // 4, 3 * height // 4),
            (3 * width // 4, 3 * height // 4),
        ]
        return [nearest(picture.getpixel(place)) for place in places]

    return seen


@pytest.fixture
def truncated(photo) -> Path:
    """A photo whose upload broke off in the middle."""
    file = photo(name="cut.jpg")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) - 400])
    return file


@pytest.fixture
def bomb(tmp_path) -> Path:
    """A PNG of a few hundred bytes that claims 400 million pixels."""
    buffer = BytesIO()
    Image.new("1", (8, 8)).save(buffer, "PNG")
    data = bytearray(buffer.getvalue())
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    file = tmp_path / "bomb.png"
    file.write_bytes(data)
    return file
