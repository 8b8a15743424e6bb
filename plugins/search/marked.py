"""Finds the pages that ask to be indexed."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

MARK = b"data-pagefind-body"


def marked_pages(output: Path) -> dict[str, str]:
    """A digest of every page below `output` that holds the mark, by its path there with `/`, in the order of the paths.

    The order matters: Pagefind numbers pages as they come, and a folder lists its files differently on every disk.
    """
    root = str(output)
    files = (os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith(".html"))
    found = {}
    for file in files:
        with open(file, "rb") as opened:
            page = opened.read()
        if MARK in page:
            found[os.path.relpath(file, root).replace(os.sep, "/")] = hashlib.sha256(page).hexdigest()
    return dict(sorted(found.items()))


def texts_of(output: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pages by their paths with their HTML, one after the other, since all of a large site would fill the memory."""
    return ((name, (output / name).read_text(encoding="utf-8")) for name in names)
