"""What comes from cameras, phones and strangers leaves upright and clean, or is refused with a reason."""

import pytest
from PIL import Image, ImageCms

from newsroom.images.original import inspect, upright
from tests.unit.newsroom.images.conftest import BLUE, GREEN, GREY, RED, quarters


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_whatever_way_the_camera_was_held(photo, upright_colours, orientation):
    file = photo(orientation)
    picture, size = upright(file)
    assert picture.size == size == (60, 40)
    assert upright_colours(picture) == [RED, GREEN, BLUE, GREY]


def test_nothing_of_what_else_was_in_the_file_is_left(photo):
    picture, _ = upright(photo())
    assert picture.info == {}
    assert dict(picture.getexif()) == {}


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colour_spaces_become_rgb(photo, mode):
    picture, _ = upright(photo(mode=mode))
    assert picture.mode == "RGB"
    if mode == "CMYK":
        assert sum(abs(a - b) for a, b in zip(picture.getpixel((10, 10)), RED, strict=True)) < 40


def test_the_colours_of_a_profile_are_kept_when_the_profile_goes(tmp_path):
    """A profile in which red and blue have changed places would show every face blue if it were merely thrown away."""
    swapped = ImageCms.createProfile("sRGB")
    data = bytearray(ImageCms.ImageCmsProfile(swapped).tobytes())
    red, blue = data.index(b"rXYZ"), data.index(b"bXYZ")
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    quarters().save(tmp_path / "p.png", icc_profile=bytes(data))
    pixel = upright(tmp_path / "p.png")[0].getpixel((10, 10))
    assert pixel[2] > 180 > 80 > pixel[0]


def test_a_broken_profile_is_left_aside(tmp_path):
    quarters().save(tmp_path / "p.jpg", icc_profile=b"no profile at all")
    assert upright(tmp_path / "p.jpg")[0].mode == "RGB"


def test_sixteen_bits_become_eight_and_not_all_white(tmp_path):
    deep = Image.new("I;16", (40, 40), 32768)
    deep.putpixel((35, 5), 65535)
    deep.save(tmp_path / "deep.png")
    picture, _ = upright(tmp_path / "deep.png")
    assert (picture.getpixel((5, 5)), picture.getpixel((35, 5))) == ((127, 127, 127), (255, 255, 255))


def test_what_shows_through_still_does(tmp_path):
    Image.new("RGBA", (20, 20), (10, 20, 30, 100)).save(tmp_path / "glass.png")
    Image.new("RGBA", (20, 20), (10, 20, 30, 255)).save(tmp_path / "solid.png")
    palette = Image.new("P", (20, 20))
    palette.save(tmp_path / "hole.gif", transparency=0)
    assert upright(tmp_path / "glass.png")[0].mode == "RGBA"
    assert upright(tmp_path / "hole.gif")[0].mode == "RGBA"
    assert upright(tmp_path / "solid.png")[0].mode == "RGB"


def test_a_camera_s_picture_in_two_parts_is_the_first_of_them(tmp_path):
    quarters().save(tmp_path / "camera.jpg", "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    with Image.open(tmp_path / "camera.jpg") as picture:
        assert picture.format == "MPO"
    assert upright(tmp_path / "camera.jpg")[0].getpixel((45, 10))[1] > 120


@pytest.mark.parametrize("ending", ["gif", "webp", "png", "avif"])
def test_what_moves_is_refused(tmp_path, ending):
    quarters().save(tmp_path / f"dance.{ending}", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    with pytest.raises(ValueError, match=r"^moves; readers cannot stop it"):
        inspect(tmp_path / f"dance.{ending}")


def test_a_gif_that_stands_still_is_a_picture(tmp_path):
    quarters().save(tmp_path / "still.gif")
    assert upright(tmp_path / "still.gif")[1] == (60, 40)


def test_a_file_cut_short_is_refused_when_it_is_drawn(truncated):
    inspect(truncated)
    with pytest.raises(ValueError, match=r"^is damaged or cut short; save it again"):
        upright(truncated)


@pytest.mark.parametrize("length", [0, 1, 20, 200])
def test_the_beginning_of_a_file_is_no_picture(photo, length):
    file = photo()
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(ValueError, match=r"is no picture that can be shown|is damaged or cut short"):
        upright(file)


def test_a_photo_read_smaller_still_knows_how_large_it_is(tmp_path):
    """A phone's 12 million pixels need not all be decoded for renditions of 1800."""
    Image.new("RGB", (4000, 3000)).save(tmp_path / "large.jpg")
    picture, size = upright(tmp_path / "large.jpg", at_least=900)
    assert (picture.size, size) == ((2000, 1500), (4000, 3000))


def test_a_bomb_is_refused_from_its_head(bomb):
    with pytest.raises(ValueError, match=r"^claims to have hundreds of millions of pixels; make it smaller, 50 million are allowed"):
        inspect(bomb)


def test_the_bytes_say_what_it_is_and_the_name_must_agree(photo):
    with pytest.raises(ValueError, match=r"^is a JPEG file with another ending"):
        inspect(photo(name="photo.png"))


def boxed(*brands: bytes) -> bytes:
    """The head of a file as ISO/IEC 14496-12 writes it: major brand, version, compatible brands; and something behind it."""
    words = brands[0] + b"\0\0\0\0" + b"".join(brands[1:])
    return (len(words) + 8).to_bytes(4, "big") + b"ftyp" + words + b"\0" * 200


@pytest.mark.parametrize("name", ["photo.heic", "photo.HEIC", "photo.jpg", "photo.png", "photo.avif"])
@pytest.mark.parametrize("brands", [(b"heic", b"mif1", b"heic"), (b"mif1", b"heix"), (b"hevc", b"msf1"), (b"mif1",)])
def test_a_photo_as_a_phone_keeps_it_is_told_by_what_it_is(tmp_path, name, brands):
    (tmp_path / name).write_bytes(boxed(*brands))
    for look in (inspect, upright):
        with pytest.raises(ValueError, match="is a HEIC photo.*; .*Your phone can send JPEG"):
            look(tmp_path / name)


@pytest.mark.parametrize("brands", [(b"avif", b"mif1"), (b"mif1", b"avif", b"heic"), (b"isom", b"mp42"), (b"qt  ",)])
def test_what_is_broken_or_a_film_is_not_called_heic(tmp_path, brands):
    (tmp_path / "a.avif").write_bytes(boxed(*brands))
    with pytest.raises(ValueError, match="is no picture that can be shown|is damaged"):
        upright(tmp_path / "a.avif")


def test_avif_and_a_jpeg_that_is_called_heic(tmp_path):
    quarters().save(tmp_path / "a.avif")
    assert upright(tmp_path / "a.avif")[0].mode == "RGB"
    quarters().save(tmp_path / "b.heic", format="JPEG")
    with pytest.raises(ValueError, match="is a JPEG file with another ending"):
        inspect(tmp_path / "b.heic")
