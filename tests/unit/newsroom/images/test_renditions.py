"""Renditions: which there are, where they are published, and that each is drawn once."""

import os
from pathlib import Path

import pytest
from PIL import Image

from newsroom.images import store
from newsroom.images.picture import FORMATS, Picture, widths
from newsroom.images.rendering import draw
from tests.unit.newsroom.images.conftest import BLUE, GREEN, GREY, RED, quarters


@pytest.mark.parametrize(
    "original, expected",
    [
        (4000, (160, 480, 800, 1200, 1800)),
        (1800, (160, 480, 800, 1200, 1800)),
        (1600, (160, 480, 800, 1200, 1600)),
        (160, (160,)),
        (16, (16,)),
    ],
)
def test_no_rendition_is_wider_than_its_original(original, expected):
    assert widths(original) == expected


def test_addresses_are_plain_and_change_with_the_bytes():
    picture = Picture("images/Tea & “cake” für 2.PNG", 1600, 1000, "0123456789abcdef", Path("x"))
    assert picture.address(800, "avif") == "/images/tea-cake-fur-2-0123456789-800.avif"
    assert Picture("images/茶.png", 10, 10, "0" * 16, Path("x")).plain.startswith("/images/cha-0000000000-10.jpg")
    assert Picture("images/“”.png", 10, 10, "0" * 16, Path("x")).plain == "/images/picture-0000000000-10.jpg"


def test_the_address_of_a_picture_with_a_long_name_fits_every_file_system():
    for name in ("w" * 251, "茶" * 80, f"{'w' * 99} {'w' * 99}"):
        address = Picture(f"images/{name}.png", 10, 10, "0" * 16, Path("x")).plain
        assert len(address.encode()) < 150 and "--" not in address and address.endswith("-0000000000-10.jpg")


def test_a_srcset_lists_every_width_below_the_site_s_folder():
    picture = Picture("images/a.png", 500, 250, "0" * 16, Path("x"))
    assert picture.srcset("webp", "/blog") == (
        "/blog/images/a-0000000000-160.webp 160w, /blog/images/a-0000000000-480.webp 480w, /blog/images/a-0000000000-500.webp 500w"
    )


def prepared(folder: Path, *files: Path, told=None):
    return store.prepare({f"images/{file.name}": file for file in files}, folder, told or (lambda done, of: None))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_rendition_is_upright_and_says_nothing_of_its_origin(photo, upright_colours, tmp_path, ending):
    (picture,) = prepared(tmp_path / "store", photo(6))[0].values()
    file = picture.renditions[picture.address(60, ending)]
    with Image.open(file) as drawn:
        assert (drawn.size, drawn.get_format_mimetype()) == ((60, 40), FORMATS[ending])
        assert upright_colours(drawn.convert("RGB")) == [RED, GREEN, BLUE, GREY]
        assert dict(drawn.getexif()) == {}
    for telltale in (b"telltale", b"TellTale", b"Exif\0\0MM", b"xmp", b"GPS"):
        assert telltale not in file.read_bytes()


def test_a_picture_that_shows_through_stands_on_white_where_jpeg_cannot(tmp_path):
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "glass.png")
    (picture,) = prepared(tmp_path / "store", tmp_path / "glass.png")[0].values()
    with Image.open(picture.folder / "20.jpg") as jpeg, Image.open(picture.folder / "20.webp") as webp:
        assert jpeg.getpixel((5, 5)) == (255, 255, 255)
        assert webp.getpixel((5, 5))[3] == 0


def test_what_is_kept_is_not_drawn_again_whatever_the_file_is_called(tmp_path):
    quarters().save(tmp_path / "one.png")
    told = []
    first, _ = prepared(tmp_path / "store", tmp_path / "one.png", told=lambda *count: told.append(count))
    os.utime(tmp_path / "one.png", (0, 0))
    (tmp_path / "one.png").rename(tmp_path / "two.png")
    second, _ = prepared(tmp_path / "store", tmp_path / "two.png", told=lambda *count: told.append(count))
    assert told == [(1, 1)]
    assert first["images/one.png"].folder == second["images/two.png"].folder


def test_other_bytes_and_another_recipe_are_drawn_anew(tmp_path, monkeypatch):
    quarters().save(tmp_path / "one.png")
    first = prepared(tmp_path / "store", tmp_path / "one.png")[0]["images/one.png"]
    quarters(62).save(tmp_path / "one.png")
    second = prepared(tmp_path / "store", tmp_path / "one.png")[0]["images/one.png"]
    monkeypatch.setattr(store, "RECIPE", "another")
    third = prepared(tmp_path / "store", tmp_path / "one.png")[0]["images/one.png"]
    assert len({first.folder, second.folder, third.folder}) == len({first.plain, second.plain, third.plain}) == 3


def test_each_bad_file_is_named_and_the_good_ones_go_on(photo, truncated, bomb, tmp_path):
    found, faults = prepared(tmp_path / "store", photo(), truncated, bomb)
    assert list(found) == ["images/photo.jpg"]
    assert {path: str(fault).partition(";")[0] for path, fault in faults.items()} == {
        "images/cut.jpg": "is damaged or cut short",
        "images/bomb.png": "claims to have hundreds of millions of pixels",
    }
    assert [path for path in (tmp_path / "store").rglob(".*")] == []


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    quarters().save(tmp_path / "one.png")

    def refuse(file):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(store, "inspect", refuse)
    assert str(prepared(tmp_path / "store", tmp_path / "one.png")[1]["images/one.png"]).startswith("cannot be read: Permission denied;")


def test_two_builds_that_draw_the_same_picture_at_once_both_have_it(photo, tmp_path, monkeypatch):
    file, folder = photo(), tmp_path / "store" / "x"
    original = os.rename

    def other_first(source, target):
        monkeypatch.setattr(os, "rename", original)
        draw(file, folder)
        original(source, target)

    monkeypatch.setattr(os, "rename", other_first)
    draw(file, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["60.avif", "60.jpg", "60.webp", "size"]
    assert [path.name for path in folder.parent.iterdir()] == ["x"]


def test_drawing_twice_gives_the_same_bytes(photo, tmp_path):
    for name in ("one", "two"):
        draw(photo(), tmp_path / name)
    assert [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "two").iterdir())
    ]
