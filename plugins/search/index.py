"""The index of a set of pages. Only those are read again that lie near one that has changed: an index is joined of parts, which the cache keeps."""

import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from plugins.search import cache, engine
from plugins.search.joined import joined
from plugins.search.parts import Parts, packed, parts_of, unpacked

# Raise it when something else is kept of the same pages.
FORMAT = 2
# So many pages a part has, more or less. With few, much is joined; with many, one edit has many read again.
_PAGES = 64


def index_of(digests: dict[str, str], read: Callable[[Iterable[str]], Iterable[tuple[str, str]]], folder: Path) -> dict[str, bytes]:
    """The files of `/pagefind/`, each by its path there, for pages given as digests by path; `folder` is the cache.

    `read` gives the HTML of pages, which is asked for when they were not indexed before, by several threads. The same pages give the same bytes;
    no pages give no files. Raises engine.SearchError.
    """
    if not digests:
        return {}
    at = engine.program()
    version = engine.version(at)

    def part_of(pages: dict[str, str]) -> Parts:
        key = _key(pages, version)
        if kept := cache.load(folder, key):
            return unpacked(kept)
        parts = parts_of(engine.index(at, read(pages), len(pages)))
        cache.save(folder, key, packed(parts))
        return parts

    gc.freeze()  # millions of lists come and go; each collection would look at all that a build has made before
    try:
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            parts = list(threads.map(part_of, in_groups(digests)))
        cache.tidy(folder, len(parts))
        return joined(parts)
    finally:
        gc.unfreeze()


def in_groups(digests: dict[str, str]) -> Iterator[dict[str, str]]:
    """The pages in groups of neighbours. A group ends behind a page whose path says so, not after so many: a new page changes its own group alone."""
    group: dict[str, str] = {}
    for path, digest in digests.items():
        group[path] = digest
        if int.from_bytes(hashlib.sha256(path.encode()).digest(), "big") % _PAGES == 0:
            yield group
            group = {}
    if group:
        yield group


def _key(pages: dict[str, str], version: str) -> str:
    """What a part depends on: the pages and their addresses, Pagefind’s version, and what we ask of it."""
    return hashlib.sha256(json.dumps([FORMAT, version, engine.CONFIG, pages], sort_keys=True).encode()).hexdigest()
