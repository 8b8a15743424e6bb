"""The index of a set of pages, from the cache if they were indexed before."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from plugins.search import cache, engine
from plugins.search.order import in_order

# Raise it when other files are made of the same pages.
FORMAT = 1
# Of its program for browsers we use this; its ready-made search boxes, 400 KB of them, stay behind.
_PROGRAM = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_DATA = (".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta")


def index_of(digests: dict[str, str], read: Callable[[Iterable[str]], Iterable[tuple[str, str]]], folder: Path) -> dict[str, bytes]:
    """The files of `/pagefind/`, each by its path there, for pages given as digests by path; `folder` is the cache.

    `read` gives the HTML of pages, which is asked for when they were not indexed before. The same pages give the same bytes; no pages give
    no files. Raises engine.SearchError.
    """
    if not digests:
        return {}
    at = engine.program()
    key = key_of(digests, engine.version(at))
    files = cache.load(folder, key)
    if files is None:
        files = needed(in_order(engine.index(at, read(digests), len(digests))))
        cache.save(folder, key, files)
    return files


def key_of(digests: dict[str, str], version: str) -> str:
    """What the index depends on: the pages and their addresses, Pagefind’s version, and what we ask of it."""
    return hashlib.sha256(json.dumps([FORMAT, version, engine.CONFIG, digests], sort_keys=True).encode()).hexdigest()


def needed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that a search loads. Of the WebAssembly, that for the languages of the index."""
    languages = json.loads(files["pagefind-entry.json"])["languages"].values()
    wasm = {f"wasm.{language.get('wasm') or 'unknown'}.pagefind" for language in languages}
    return {path: content for path, content in files.items() if path in _PROGRAM or path in wasm or path.endswith(_DATA)}
