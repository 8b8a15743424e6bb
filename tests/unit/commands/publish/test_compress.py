"""Small copies beside text files, the same bytes each time, and made once."""

import gzip
import os
import time

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.publish import compress as compressing
from commands.publish.changes import list_files
from commands.publish.compress import Saved, compress, gzipped, size

TEXT = b"<p>Relationships first.</p>\n" * 100


@pytest.fixture
def site(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_bytes(TEXT)
    (site / "tiny.txt").write_bytes(b"Hi")
    (site / "photo.jpg").write_bytes(TEXT)
    return site


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(st.binary(max_size=2000))
def test_gzip_gives_back_what_went_in(data):
    assert gzip.decompress(gzipped(data)) == data


def test_gzip_holds_neither_name_nor_time_nor_system():
    assert gzipped(TEXT)[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def test_texts_get_both_copies_where_that_saves_something(site, tmp_path):
    saved = compress(site, list_files(site), tmp_path / "cache")
    assert names(site) == ["index.html", "index.html.br", "index.html.gz", "photo.jpg", "tiny.txt"]
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == TEXT
    assert brotli.decompress((site / "index.html.br").read_bytes()) == TEXT
    small = {form: (site / f"index.html.{form}").stat().st_size + 2 for form in ("gz", "br")}
    assert saved == Saved(files=2, plain=len(TEXT) + 2, gzip=small["gz"], brotli=small["br"], known=0)


def test_an_unchanged_page_is_not_compressed_twice(site, tmp_path, monkeypatch):
    compress(site, list_files(site), tmp_path / "cache")
    first = {name: (site / name).read_bytes() for name in names(site)}
    for name in ("index.html.gz", "index.html.br"):
        (site / name).unlink()

    def never(_):
        raise AssertionError("compressed again")

    for way in ("GZIP", "BROTLI"):
        known = getattr(compressing, way)
        monkeypatch.setattr(compressing, way, compressing.Way(known.suffix, known.folder, never, known.unpack))
    (site / "photo.jpg").write_bytes(b"another")
    assert compress(site, {name: digest for name, digest in list_files(site).items()}, tmp_path / "cache").known == 2
    assert {name: (site / name).read_bytes() for name in names(site)} == first | {"photo.jpg": b"another"}


def test_a_spoilt_copy_in_the_cache_is_made_again(site, tmp_path):
    compress(site, list_files(site), tmp_path / "cache")
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file() and file.stat().st_size:
            file.write_bytes(gzipped(b"something else") if "gzip" in str(file) else b"\x00\xff")
    (site / "index.html.gz").unlink()
    (site / "index.html.br").unlink()
    assert compress(site, list_files(site), tmp_path / "cache").known == 1, "only that the tiny one is not worth it"
    assert gzip.decompress((site / "index.html.gz").read_bytes()) == TEXT
    assert brotli.decompress((site / "index.html.br").read_bytes()) == TEXT


def test_what_nobody_asked_for_in_a_month_is_forgotten(site, tmp_path):
    compress(site, list_files(site), tmp_path / "cache")
    kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    assert len(kept) == 4
    for file in kept:
        os.utime(file, (time.time() - 31 * 86400,) * 2)
    (site / "index.html").write_bytes(TEXT + b"more")
    compress(site, list_files(site) | {}, tmp_path / "cache")
    left = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    assert len(left) == 4, "two for the new page, two for tiny.txt, which was asked for again"
    assert len(set(left) & set(kept)) == 2


def test_the_line_that_says_how_much_was_saved():
    assert str(Saved(182, 2_100_000, 461_000, 398_400, 166)) == (
        "182 text files, 2.1 MB → 398 kB with brotli and 461 kB with gzip (81 % saved); 166 known from before"
    )
    assert str(Saved(0, 0, 0, 0, 0)) == "0 text files, 0 bytes → 0 bytes with brotli and 0 bytes with gzip (nothing saved)"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 byte"), (812, "812 bytes"), (96_400, "96 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (2_140_000, "2.1 MB")],
)
def test_sizes(count, words):
    assert size(count) == words
