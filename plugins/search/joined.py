"""Makes one index of many parts, as Pagefind would have made it of all pages at once: the pages of a part follow those of the one before.

Pagefind itself would read all pages again when one has changed, and needs 200 KB of memory for each. It also writes the filters in the order of
a hash table with a new seed every run; here they are sorted, and all files named after a hash of what they hold, so the same pages give the same bytes.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate

import cbor2

from plugins.search.parts import ENTRY, SIGNATURE, Part, Parts, Places, head

_CHUNK = 50_000  # bytes of words that a browser fetches at once, before they are packed
_PACKED = 6  # 9 takes four times as long, for one byte in a hundred
_NUMBER, _LIST = 0, 4  # kinds of CBOR values
_NAME = 16  # of the digits of a hash


def joined(all_parts: Sequence[Parts]) -> dict[str, bytes]:
    """The files of one index, by path, over the pages of all these parts in their order."""
    files: dict[str, bytes] = {}
    languages = {}
    for name in sorted({name for parts in all_parts for name in parts.languages}):
        there = [parts.languages[name] for parts in all_parts if name in parts.languages]
        languages[name] = there[0].entry | {"hash": _join(name, there, files), "page_count": sum(len(part.pages) for part in there)}
    entry = all_parts[0].entry | {"languages": languages}
    files[ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    program = {path: content for parts in all_parts for path, content in parts.program.items()}
    return dict(sorted((files | program).items()))


def _join(language: str, parts: Sequence[Part], files: dict[str, bytes]) -> str:
    """Add the files of one language; gives the name of its meta."""

    def named(path: str, data: bytes, content: bytes | None = None) -> str:
        name = f"{language}_{hashlib.sha256(data).hexdigest()[:_NAME]}"
        files[path.format(name)] = content or _gzip(data)
        return name

    fields = sorted({field for part in parts for field in part.fields})
    before = list(accumulate((len(part.pages) for part in parts), initial=0))
    pages = []
    for name, words, fragment in (page for part in parts for page in part.pages):
        pages.append([f"{language}_{name[:_NAME]}", words])
        files[f"fragment/{pages[-1][0]}.pf_fragment"] = fragment
    chunks = list(_chunks(_words([part.with_fields(fields) for part in parts], before)))
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        packed = threads.map(_gzip, (data for *_, data in chunks))
        names = [named("index/{}.pf_index", data, content) for (*_, data), content in zip(chunks, packed, strict=True)]
    filters = [[name, named("filter/{}.pf_filter", data)] for name, data in _filters(parts, before)]
    bounds = _bounds([(first, last) for first, last, _ in chunks])
    meta = SIGNATURE + cbor2.dumps(
        [parts[0].version, pages, [[*each, name] for each, name in zip(bounds, names, strict=True)], filters, [], fields]
    )
    return named("pagefind.{}.pf_meta", meta)


def _words(parts: Sequence[Part], before: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """Each word that any part has, in order, and what a chunk says of it. `before`: how many pages are before each part."""
    for word in sorted(set().union(*(part.words for part in parts))):
        forms: dict[str, list[tuple[int, Places]]] = {"": []}
        for start, part in zip(before, parts, strict=False):
            for form, places in part.words.get(word, {}).items():
                forms.setdefault(form, []).append((start, places))
        plain = _postings(forms.pop(""))
        others = b"".join(head(_LIST, 2) + cbor2.dumps(form) + _postings(found) for form, found in sorted(forms.items()))
        yield word, head(_LIST, 3) + cbor2.dumps(word) + plain + head(_LIST, len(forms)) + others


def _postings(found: Iterable[tuple[int, Places]]) -> bytes:
    """The places of a word in all parts."""
    number, last, pieces = 0, 0, []
    for start, places in found:
        pieces += (head(_LIST, 3), head(_NUMBER, start + places.first - last), places.in_first, places.in_others)
        number, last = number + places.pages, start + places.last
    return head(_LIST, number) + b"".join(pieces)


def _chunks(words: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """The first and the last word of each chunk, and its data."""
    names, pieces, size = [], [], 0
    for word, said in words:
        names.append(word)
        pieces.append(said)
        size += len(said)
        if size >= _CHUNK:
            yield names[0], names[-1], _chunk(pieces)
            names, pieces, size = [], [], 0
    if names:
        yield names[0], names[-1], _chunk(pieces)


def _chunk(words: Sequence[bytes]) -> bytes:
    return SIGNATURE + head(_LIST, 1) + head(_LIST, len(words)) + b"".join(words)


def _bounds(chunks: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first and last word of each, cut where they differ from the neighbour's, but so that the last does not come before the first."""
    bounds = [list(each) for each in chunks]
    for (_, last), (first, _), one, other in zip(chunks, chunks[1:], bounds, bounds[1:], strict=False):
        length = len(os.path.commonprefix([last, first])) + 1
        other[0] = first[:length]
        one[1] = next(cut for end in range(length, len(last) + 2) if (cut := last[:end]) >= one[0])
    return [(first, last) for first, last in bounds]


def _filters(parts: Sequence[Part], before: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """Each filter and its file."""
    for name in sorted({name for part in parts for name in part.filters}):
        values: dict[str, list[int]] = {}
        for start, part in zip(before, parts, strict=False):
            for value, pages in part.filters.get(name, {}).items():
                values.setdefault(value, []).extend(start + page for page in pages)
        yield name, SIGNATURE + cbor2.dumps([name, [list(each) for each in sorted(values.items())]])


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, _PACKED, mtime=0)
