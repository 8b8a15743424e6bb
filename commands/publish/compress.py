"""Puts a small copy beside each text file, for servers that send it as it is: page.html.gz and page.html.br.

The copies are kept in the cache by what they are made from, so that an unchanged page is not compressed twice.
"""

import hashlib
import os
import struct
import tempfile
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from newsroom.problems import pluralize

# Pictures, fonts in WOFF2 and the search’s index are compressed by their own makers.
SUFFIXES = frozenset(
    ".html .htm .css .js .mjs .cjs .json .map .xml .xsl .xslt .rss .atom .rdf .txt .md .csv .svg .ics .vtt "
    ".webmanifest .geojson .yaml .yml .ico .bmp .ttf .otf .eot .wasm".split()
)
FORGOTTEN_AFTER = 30 * 24 * 3600


@dataclass(frozen=True)
class Way:
    """One way to compress: the suffix of the copies, the name of its folder in the cache, and both directions.

    The folder’s name says all that the bytes depend on; another version of the library begins a new one.
    """

    suffix: str
    folder: str
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


@dataclass(frozen=True)
class Saved:
    """How many files there were, how many bytes they have plain and in each form, and how many the cache knew."""

    files: int
    plain: int
    gzip: int
    brotli: int
    known: int

    def __str__(self) -> str:
        known = f"; {self.known} known from before" if self.known else ""
        forms = " and ".join(f"{size(small)} with {word}" for word, small in (("brotli", self.brotli), ("gzip", self.gzip)))
        return f"{pluralize(self.files, 'text file')}, {size(self.plain)} → {forms} ({self._share} saved){known}"

    @property
    def _share(self) -> str:
        return f"{100 - 100 * self.brotli / self.plain:.0f} %" if self.plain else "nothing"


def gzipped(data: bytes) -> bytes:
    """A gzip file without name and time. The header is ours, since Python’s own names the operating system in it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + body + struct.pack("<LL", zlib.crc32(data), len(data) & 0xFFFFFFFF)


GZIP = Way(".gz", f"gzip-9-zlib-{zlib.ZLIB_RUNTIME_VERSION}", gzipped, lambda data: zlib.decompress(data, wbits=31))
BROTLI = Way(".br", f"brotli-11-{brotli.__version__}", lambda data: brotli.compress(data, quality=11), brotli.decompress)


def compress(site: Path, files: dict[str, str], cache: Path) -> Saved:
    """Write the copies for the text files among `files` (path → sha256) of `site`; none where it would not be smaller."""
    texts = [path for path in files if Path(path).suffix.lower() in SUFFIXES]
    # Both libraries let go of Python’s lock while they work, so threads use all cores, and unlike processes none outlives a kill.
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        done = list(workers.map(lambda path: _copies(site / path, files[path], cache), texts))
    _forget(cache)
    plain = sum((site / path).stat().st_size for path in texts)
    return Saved(len(texts), plain, sum(one[0] for one in done), sum(one[1] for one in done), sum(one[2] for one in done))


def size(count: int) -> str:
    """“812 bytes”, “96 kB”, “2.1 MB”"""
    if count < 1000:
        return pluralize(count, "byte")
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1_000_000:.1f} MB"


def _copies(file: Path, digest: str, cache: Path) -> tuple[int, int, bool]:
    """Write both copies of one file; what each form has in bytes, and whether the cache knew both."""
    data = file.read_bytes()
    sizes = []
    known = True
    for way in (GZIP, BROTLI):
        kept = cache / way.folder / digest[:2] / digest
        small = _recall(kept, way, digest)
        if small is None:
            known = False
            packed = way.pack(data)
            small = packed if len(packed) < len(data) else b""
            _keep(kept, small)
        if small:
            file.with_name(file.name + way.suffix).write_bytes(small)
        sizes.append(len(small) or len(data))
    return sizes[0], sizes[1], known


def _recall(kept: Path, way: Way, digest: str) -> bytes | None:
    """The copy that the cache has, b"" if it knows that none is worth it, None if it knows nothing or something spoilt."""
    try:
        small = kept.read_bytes()
        if small and hashlib.sha256(way.unpack(small)).hexdigest() != digest:
            return None
        os.utime(kept)  # in use: see _forget
    except (OSError, zlib.error, brotli.error):
        return None
    return small


def _keep(kept: Path, small: bytes) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, prefix=".", delete=False) as file:
        file.write(small)
    os.replace(file.name, kept)


def _forget(cache: Path) -> None:
    """Remove what no publish has asked for in a month, and what a killed one left half written."""
    long_ago = time.time() - FORGOTTEN_AFTER
    for file in cache.rglob("*"):
        if file.is_file() and file.stat().st_mtime < long_ago:
            file.unlink(missing_ok=True)
