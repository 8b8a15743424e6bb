"""Finds the pages that ask to be indexed."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from wire.files import files_below

MARK = b"data-pagefind-body"


def marked_pages(output: Path) -> dict[str, str]:
    """A digest of every page below `output` that holds the mark, by its path there with `/`, in the order of the paths.

    The order matters: Pagefind numbers pages as they come, and a folder lists its files differently on every disk.
    """
    found = {}
    for name in files_below(output):
        if name.endswith(".html") and MARK in (page := (output / name).read_bytes()):
            found[name] = hashlib.sha256(page).hexdigest()
    return found


def texts_of(output: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pages by their paths with their HTML, one after the other, since all of a large site would fill the memory."""
    return ((name, (output / name).read_text(encoding="utf-8")) for name in names)
