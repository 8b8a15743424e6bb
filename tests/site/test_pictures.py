"""Photos as people send them, through the real build: upright and clean on every page, or refused by name; drawn once."""

import io
import re
import shutil
import zlib

import pytest
from PIL import Image

from tests.unit.newsroom.images.conftest import BLUE, GREEN, GREY, RED, STORED, quarters, telling_exif

POST = """---
title: A walk
date: 2014-06-03 12:00
authors: [kate-bagley]
summary: Photos.
image: {file: images/walk/photo-1.jpg, alt: A field}
---
%s
"""
TELLTALES = [b"TellTale", b"telltale", b"Exif\0\0", b"http://ns.adobe.com", b"ns:meta"]


def photo(orientation: int = 1, mode: str = "RGB", size=(600, 400)) -> bytes:
    """A JPEG with a place, a camera, a comment and XMP in it."""
    file = io.BytesIO()
    picture = STORED[orientation](quarters(*size)).convert(mode)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">telltale xmp</x:xmpmeta>'
    picture.save(file, "JPEG", quality=92, exif=telling_exif(orientation), comment=b"telltale comment", xmp=xmp)
    return file.getvalue()


def deep_png() -> bytes:
    file = io.BytesIO()
    Image.new("I;16", (400, 300), 40_000).save(file, "PNG")
    return file.getvalue()


def noise_png() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((200, 200), 80).save(file, "PNG")
    return file.getvalue()


def walk(project):
    """A copy of the project with a folder of photos and a post that shows them all. Its words name two of them as links."""
    copy = project("walk")
    for orientation in range(1, 9):
        copy.write(f"content/images/walk/photo-{orientation}.jpg", photo(orientation))
    copy.write("content/images/walk/cmyk.jpg", photo(mode="CMYK", size=(500, 300)))
    copy.write("content/images/walk/deep.png", deep_png())
    copy.write("content/images/walk/never shown.jpg", photo(size=(300, 200)))
    names = [f"photo-{n}.jpg" for n in range(2, 9)] + ["cmyk.jpg", "deep.png"]
    shown = "\n\n".join(f"![Shown {name}]({{static}}/images/walk/{name})" for name in names)
    figure = "/// figure\n    file: images/walk/photo-6.jpg\n    alt: In a figure\n    credit: {name: Ada}\n///"
    copy.write("content/articles/2014-06-03-a-walk.md", POST % f"{shown}\n\n{figure}\n\n[Closer]({{static}}/images/walk/photo-1.jpg)")
    return copy


@pytest.fixture(scope="module")
def walked(project):
    return walk(project).build().site


def page(site):
    return site.pages["/2014/06/03/a-walk/"]


def test_every_photo_is_upright_in_every_format_and_width(walked):
    seen = set()
    for picture in page(walked).tree.xpath("//picture[contains(@class, '')]"):
        (img,) = picture.iter("img")
        if "photo-" not in img.get("src"):
            continue
        for srcset in picture.xpath(".//@srcset"):
            for address, width in re.findall(r"(\S+) (\d+)w", srcset):
                with Image.open(walked.file_at(address)) as drawn:
                    assert drawn.width == int(width) and abs(drawn.width / drawn.height - 1.5) < 0.02
                    corners = [
                        (drawn.width // 4 + dx, drawn.height // 4 + dy) for dy in (0, drawn.height // 2) for dx in (0, drawn.width // 2)
                    ]
                    rgb = drawn.convert("RGB")
                    for corner, colour in zip(corners, (RED, GREEN, BLUE, GREY), strict=True):
                        assert sum(abs(a - b) for a, b in zip(rgb.getpixel(corner), colour, strict=True)) < 60, address
                seen.add(address)
    # Eight photos, three widths of 600 pixels’ worth, three formats.
    assert len(seen) == 8 * 3 * 3


def test_colour_spaces_that_browsers_show_wrong_are_put_right(walked):
    (cmyk,) = page(walked).tree.xpath("//img[@alt='Shown cmyk.jpg']/@src")
    (deep,) = page(walked).tree.xpath("//img[@alt='Shown deep.png']/@src")
    with Image.open(walked.file_at(cmyk)) as one, Image.open(walked.file_at(deep)) as other:
        assert (one.mode, other.mode) == ("RGB", "RGB")
        assert all(abs(level - 40_000 / 257) < 6 for level in other.getpixel((20, 20)))


def test_no_original_is_published_and_nothing_of_what_was_in_one(walked, project):
    originals = {path.read_bytes() for path in (project("plain").folder / "content/images").rglob("*") if path.is_file()}
    originals |= {photo(n) for n in range(1, 9)}
    assert [name for name, data in walked.files.items() if data in originals] == []
    pictures = {name: data for name, data in walked.files.items() if name.startswith("images/")}
    assert [name for name, data in pictures.items() if any(word in data for word in TELLTALES)] == []
    assert [name for name, data in pictures.items() if dict(Image.open(io.BytesIO(data)).getexif())] == []
    assert [name for name in pictures if "never-shown" in name] == []


def test_a_link_to_a_photo_leads_to_its_largest_rendition(walked):
    (address,) = page(walked).tree.xpath("//a[.='Closer']/@href")
    assert re.fullmatch(r"/images/photo-1-[0-9a-f]{10}-600\.jpg", address)
    assert walked.broken_links() == []


def test_only_the_lead_is_urgent_and_the_rest_waits_until_it_is_near(walked):
    images = page(walked).tree.xpath("//main//img")
    urgent = [img for img in images if img.get("fetchpriority") == "high"]
    assert [img.get("alt") for img in urgent] == ["A field"]
    assert all(img.get("loading") == "lazy" and img.get("decoding") == "async" for img in images if img not in urgent)


def test_each_bad_photo_is_refused_by_name_all_at_once(project):
    copy = walk(project)
    whole = photo()
    dance = io.BytesIO()
    quarters().save(dance, "GIF", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    copy.write("content/images/walk/cut.jpg", whole[: len(whole) // 2])
    copy.write("content/images/walk/cut.png", noise_png()[:-900])
    copy.write("content/images/walk/dance.gif", dance.getvalue())
    copy.write("content/images/walk/bomb.png", bomb(20_000))
    copy.write("content/images/walk/large.png", bomb(7_500))
    built = copy.build()
    assert built.code != 0 and not built.folder.exists()
    for name, words in {
        "cut.jpg": "is damaged or cut short",
        "cut.png": "is damaged or cut short",
        "dance.gif": "moves; readers cannot stop it",
        "bomb.png": "claims to have hundreds of millions of pixels",
        "large.png": "has 56 million pixels",
    }.items():
        first, _, cure = words.partition("; ")
        assert f"content/images/walk/{name}: {first}" in built.said
        assert cure in built.said
    assert "5 errors" in built.said


def bomb(side: int) -> bytes:
    """A tiny PNG whose head claims `side` × `side` pixels."""
    file = io.BytesIO()
    Image.new("1", (8, 8)).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[16:24] = side.to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.fixture
def with_own_cache(project):
    """A copy whose cache is its own and knows every picture but one."""
    assert project("warming").build().code == 0
    copy = project("own")
    cache = copy.folder / "var/cache"
    shared = cache.resolve()
    cache.unlink()
    shutil.copytree(shared, cache)
    copy.write("content/images/walk/photo-1.jpg", photo(size=(610, 407)))
    copy.write("content/articles/2014-06-03-a-walk.md", POST % "Words.")
    return copy


def drawn(copy) -> dict:
    """When each rendition was written."""
    return {path: path.stat().st_mtime_ns for path in (copy.folder / "var/cache/pictures").rglob("*")}


def test_a_second_build_draws_nothing_and_gives_the_same_bytes(with_own_cache):
    first = with_own_cache.build("one")
    before = drawn(with_own_cache)
    second = with_own_cache.build("two")
    assert "Drawing pictures in all sizes: 1 of 1" in first.said and "Drawing pictures" not in second.said
    assert drawn(with_own_cache) == before
    assert first.site.files == second.site.files


def test_what_is_lost_from_the_cache_is_drawn_again_with_the_same_bytes(with_own_cache):
    before = drawn(with_own_cache)
    site = with_own_cache.build("one").site
    new = set(drawn(with_own_cache)) - set(before)
    for folder in {file.parent for file in new if file.is_file()}:
        shutil.rmtree(folder)
    again = with_own_cache.build("two")
    assert "Drawing pictures in all sizes: 1 of 1" in again.said
    assert again.site.files == site.files
