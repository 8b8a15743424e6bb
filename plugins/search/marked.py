"""Finds the pages that ask to be indexed."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsroom.files import files_below, stat_signature
from plugins.search import cache

MARK = b"data-pagefind-body"
_KNOWN = "pages"


def marked_pages(output: Path, folder: Path) -> dict[str, str]:
    """A digest of every page below `output` that holds the mark, by its path there with `/`, in the order of the paths.

    The order matters: Pagefind numbers pages as they come, and a folder lists its files differently on every disk. `folder` is the cache: a file that
    is another name of one that was read for the last index (plugins.incremental links what stays) is not read again.
    """
    known, found = _known(folder), {}
    for name in files_below(output):
        if name.endswith(".html"):
            path = os.path.join(output, name)
            now = list(stat_signature(path))
            before, digest = known.get(name, (None, ""))
            found[name] = [now, digest if before == now else _digest(path)]
    cache.save(folder, _KNOWN, json.dumps(found).encode())
    return {name: digest for name, (_, digest) in found.items() if digest}


def texts_of(output: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pages by their paths with their HTML, one after the other, since all of a large site would fill the memory."""
    return ((name, (output / name).read_text(encoding="utf-8")) for name in names)


def _digest(path: str) -> str:
    """ "" if the page is not marked."""
    page = Path(path).read_bytes()
    return hashlib.sha256(page).hexdigest() if MARK in page else ""


def _known(folder: Path) -> dict[str, list]:
    kept = cache.load(folder, _KNOWN)
    return json.loads(kept) if kept else {}
