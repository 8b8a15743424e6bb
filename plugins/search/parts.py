"""Takes apart what Pagefind makes of some pages, so that `joined` can make one index of many such parts.

Its data files are CBOR (RFC 8949) behind a signature, in gzip. For each language there is a `.pf_meta`, which lists the pages, the chunks of words,
the filters and the fields of a page; a `.pf_index` for each chunk; a `.pf_filter` for each filter; a `.pf_fragment` for each page. A chunk has, for
each word, where it stands: [pages since the one before, places in the text, places in fields], and the same for each other way to write it (“café”).
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import cbor2

from plugins.search.engine import SearchError

SIGNATURE = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
# Of its program for browsers we use this, beside the WebAssembly; its ready-made search boxes, 400 KB of them, stay behind.
_PROGRAM = ("pagefind.js", "pagefind-worker.js")
_LIST = 4  # the kind of a CBOR value
_UNKNOWN = (KeyError, IndexError, TypeError, ValueError, OSError, EOFError, zlib.error)


class Places(NamedTuple):
    """Where a word stands in the pages of a part: the numbers of the first and the last that has it, how many have it, and the rest as Pagefind writes it."""

    first: int
    last: int
    pages: int
    in_first: bytes
    in_others: bytes

    def again(self, fields: list[int]) -> "Places":
        """The same with other numbers of fields, each at the place of its old one."""
        in_first = cbor2.loads(head(_LIST, 2) + self.in_first)
        others = cbor2.loads(head(_LIST, self.pages - 1) + self.in_others)
        return _places([[self.first, *in_first], *others], fields)


@dataclass(frozen=True)
class Part:
    """What some pages of one language are found by. `pages`: a name, the number of words and the file of each. `words`: the places of each word,
    under "", and of other ways to write it. `filters`: the numbers of pages by filter and value. `entry`: what Pagefind says of the language."""

    version: str
    entry: dict
    fields: list[str]
    pages: list[list]
    words: dict[str, dict[str, Places]]
    filters: dict[str, dict[str, list[int]]]

    def with_fields(self, fields: list[str]) -> "Part":
        """The same in an index that knows all these fields."""
        if fields == self.fields:
            return self
        numbers = [fields.index(name) for name in self.fields]
        return replace(
            self,
            fields=fields,
            words={word: {form: places.again(numbers) for form, places in forms.items()} for word, forms in self.words.items()},
        )


@dataclass(frozen=True)
class Parts:
    """What Pagefind made of some pages: a part by language, the program for browsers, and what its entry says beside."""

    languages: dict[str, Part]
    program: dict[str, bytes]
    entry: dict


def parts_of(files: Mapping[str, bytes]) -> Parts:
    """Take the files of an index apart. Raises SearchError when they are not as Pagefind 1.5 writes them."""
    try:
        entry = json.loads(files[ENTRY])
        languages = entry.pop("languages")
        wasm = {_wasm_of(said) for said in languages.values()}
        return Parts(
            {name: _part(files, said) for name, said in languages.items()},
            {path: files[path] for path in (*_PROGRAM, *sorted(wasm))},
            entry,
        )
    except _UNKNOWN as error:
        raise SearchError(
            f"Pagefind’s files are not in the format that plugins/search/parts.py knows ({error or type(error).__name__})."
            "\n  Was Pagefind updated? Take the version that requirements.txt pins."
        ) from error


def _wasm_of(entry: dict) -> str:
    """The file that knows the language."""
    return f"wasm.{entry.get('wasm') or 'unknown'}.pagefind"


def head(kind: int, number: int) -> bytes:
    """What CBOR writes before a list of so many, for a whole number, and the like."""
    size = 0 if number < 24 else 1 if number < 1 << 8 else 2 if number < 1 << 16 else 4
    return bytes([kind << 5 | (number if not size else {1: 24, 2: 25, 4: 26}[size])]) + (number.to_bytes(size, "big") if size else b"")


def _part(files: Mapping[str, bytes], entry: dict) -> Part:
    version, pages, chunks, filters, sorts, fields = _read(files[f"pagefind.{entry.pop('hash')}.pf_meta"])
    if sorts or fields != sorted(fields) or entry.pop("page_count") != len(pages):
        raise ValueError("sorts, fields or the number of pages")
    words = {}
    for *_, name in chunks:
        for word, postings, forms in _read(files[f"index/{name}.pf_index"])[0]:
            words[word] = {form: _places(places) for form, places in [["", postings], *forms] if places}
    named = (_read(files[f"filter/{name}.pf_filter"]) for _, name in filters)
    return Part(
        version,
        entry,
        fields,
        [[_name(file := files[f"fragment/{name}.pf_fragment"]), count, file] for name, count in pages],
        words,
        {name: dict(values) for name, values in named},
    )


def _name(fragment: bytes) -> str:
    return hashlib.sha256(gzip.decompress(fragment)).hexdigest()


def _places(postings: list[list], fields: list[int] | None = None) -> Places:
    if fields:
        postings = [[pages, text, [place if place >= 0 else -1 - fields[-1 - place] for place in named]] for pages, text, named in postings]
    (first, *in_first), *others = postings
    in_others = cbor2.dumps(others)
    return Places(
        first,
        first + sum(pages for pages, *_ in others),
        len(postings),
        cbor2.dumps(in_first)[1:],
        in_others[len(head(_LIST, len(others))) :],
    )


def _read(content: bytes) -> list:
    data = gzip.decompress(content)
    if not data.startswith(SIGNATURE):
        raise ValueError("it has another signature")
    return cbor2.loads(data.removeprefix(SIGNATURE))


def packed(parts: Parts) -> bytes:
    """Parts as bytes, for the cache."""
    languages = {
        name: [part.version, part.entry, part.fields, part.pages, part.words, part.filters] for name, part in parts.languages.items()
    }
    return cbor2.dumps([languages, parts.program, parts.entry])


def unpacked(data: bytes) -> Parts:
    """What `packed` was given."""
    languages, program, entry = cbor2.loads(data)
    return Parts({name: _part_again(*kept) for name, kept in languages.items()}, program, entry)


def _part_again(version: str, entry: dict, fields: list[str], pages: list, words: dict[str, dict[str, Iterable]], filters: dict) -> Part:
    return Part(
        version,
        entry,
        fields,
        pages,
        {word: {form: Places(*places) for form, places in forms.items()} for word, forms in words.items()},
        filters,
    )
