"""An index joined of parts knows what Pagefind knows of all pages at once, and the same pages give the same bytes."""

import gzip
import json
import random
from dataclasses import replace

import cbor2
import pytest

from plugins.search import engine, joined
from plugins.search.parts import SIGNATURE, head, packed, parts_of, unpacked

WORDS = "the their they thick café cafe resumé résumé naïve circle Circles backr work working 26 260 2014 advantage adv a I".split()
LANGUAGES = ("en-gb", "en-gb", "en-gb", "fr", "xx")  # Pagefind has no stemmer for the last
NUMBER = 90


def page(chance: random.Random, number: int) -> tuple[str, str]:
    """Some have a kind of field that others lack, and any number of values of a filter."""
    words = [*chance.choices(WORDS, k=chance.randrange(1, 60)), f"only{number}"]
    fields = f'<p data-pagefind-meta="by">{chance.choice(WORDS)}</p>' * chance.randrange(2)
    fields += f'<p data-pagefind-meta="about">{chance.choice(WORDS)} again</p>' * (number % 20 == 0)
    tags = "".join(f'<a data-pagefind-filter="tag">{tag}</a>' for tag in chance.sample(WORDS, chance.randrange(4)))
    year = f'<b data-pagefind-filter="year">{chance.randrange(2004, 2015)}</b>' * (number > 30)
    body = f"<main data-pagefind-body><h1>{chance.choice(WORDS)}</h1>{fields}<p>{' '.join(words)}</p>{tags}{year}</main>"
    return f"page-{number:02}/index.html", f'<!doctype html><html lang="{chance.choice(LANGUAGES)}"><body>{body}</body></html>'


@pytest.fixture(scope="module")
def pages() -> list[tuple[str, str]]:
    chance = random.Random(20140603)
    return [page(chance, number) for number in range(NUMBER)]


def indexed(pages):
    return engine.index(engine.program(), pages, len(pages))


def apart(pages, *ends):
    """The parts of the pages before each of these numbers, as the cache gives them back."""
    return [unpacked(packed(parts_of(indexed(pages[begin:end])))) for begin, end in zip((0, *ends), (*ends, len(pages)), strict=True)]


@pytest.fixture(scope="module")
def whole(pages):
    return indexed(pages)


@pytest.mark.parametrize("ends", [(), (1, 2, 30, 31, 70), (45,), tuple(range(10, NUMBER, 10))])
def test_parts_joined_are_what_pagefind_makes_of_all_pages(pages, whole, ends):
    made, wanted = parts_of(joined.joined(apart(pages, *ends))), parts_of(whole)
    assert wanted.languages.keys() == {"en-gb", "fr", "xx"}
    assert any(form for part in wanted.languages.values() for forms in part.words.values() for form in forms)
    assert made.languages == wanted.languages
    assert (made.program, made.entry) == (wanted.program, wanted.entry)


def test_the_same_pages_give_the_same_bytes_however_they_are_parted(pages):
    """Pagefind shuffles filters at every run."""
    assert joined.joined(apart(pages)) == joined.joined(apart(pages)) == joined.joined(apart(pages, 20, 50))


def test_words_are_in_chunks_whose_bounds_a_search_finds_them_by(pages, monkeypatch):
    monkeypatch.setattr(joined, "_CHUNK", 200)
    files = joined.joined(apart(pages))
    meta = _meta(files, "en-gb")
    chunks = [[word for word, *_ in _read(files[f"index/{name}.pf_index"])[0]] for *_, name in meta[2]]
    assert len(chunks) > 3
    words = [word for chunk in chunks for word in chunk]
    assert words == sorted(set(words))
    for (first, last, _), chunk in zip(meta[2], chunks, strict=True):
        assert chunk[0].startswith(first) and chunk[-1].startswith(last) and first <= last
    lasts, firsts = [last for _, last, _ in meta[2]][:-1], [first for first, *_ in meta[2]][1:]
    assert all(last < first for last, first in zip(lasts, firsts, strict=True))


def test_bounds_are_cut_as_pagefind_cuts_them():
    """These it was seen to give for such words."""
    chunks = [("0", "26"), ("260", "a"), ("aa", "backg"), ("backr", "the"), ("their", "they"), ("thick", "”sent")]
    assert joined._bounds(chunks) == [("0", "26"), ("260", "a"), ("aa", "backg"), ("backr", "the"), ("thei", "they"), ("thi", "”sent")]


def test_every_file_is_named_after_what_is_in_it_and_named_by_another(pages):
    """Browsers keep these files for good: under an old name they would never see what is new."""
    files = joined.joined(apart(pages, 45))
    other = joined.joined(apart([*pages[:-1], (pages[-1][0], pages[-1][1].replace("only89", "lonely"))], 45))
    assert all(files[name] == other[name] for name in files.keys() & other.keys() if name != "pagefind-entry.json")
    assert {name.rpartition(".")[2] for name in files.keys() - other.keys()} == {"pf_meta", "pf_index", "pf_fragment"}
    named = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json"}
    for language, said in json.loads(files["pagefind-entry.json"])["languages"].items():
        _, pages_, chunks, filters, _, _ = _meta(files, language)
        assert said["page_count"] == len(pages_)
        named |= {f"pagefind.{said['hash']}.pf_meta", f"wasm.{said['wasm'] or 'unknown'}.pagefind"}
        named |= {f"fragment/{name}.pf_fragment" for name, _ in pages_} | {f"index/{name}.pf_index" for *_, name in chunks}
        named |= {f"filter/{name}.pf_filter" for _, name in filters}
    assert files.keys() == named  # 400 KB of ready-made search boxes stay behind


def test_heads_are_those_of_cbor():
    for number in (0, 23, 24, 255, 256, 65_535, 65_536, 1_000_000):
        assert cbor2.dumps(number) == head(0, number)
        assert cbor2.dumps([0] * number).startswith(head(4, number))


@pytest.mark.parametrize(
    "harm",
    [
        lambda name, content: b"not compressed",
        lambda name, content: gzip.compress(b"another signature" + cbor2.dumps(["tag", []])),
        lambda name, content: gzip.compress(SIGNATURE + cbor2.dumps(["2.0"])),
        lambda name, content: gzip.compress(SIGNATURE + cbor2.dumps({"tag": []})),
        lambda name, content: content[: len(content) // 2],
        lambda name, content: None,
    ],
)
@pytest.mark.parametrize("kind", ["pf_meta", "pf_index", "pf_filter", "json"])
def test_a_format_that_is_not_known_is_refused_with_the_cure(whole, harm, kind):
    names = [name for name in whole if name.endswith(kind)]
    harmed = {name: harm(name, content) if name in names else content for name, content in whole.items()}
    with pytest.raises(engine.SearchError, match="requirements.txt"):
        parts_of({name: content for name, content in harmed.items() if content is not None})


def test_places_in_fields_follow_their_fields(pages):
    """A part whose pages lack a field numbers the others otherwise."""
    (parts,) = apart([each for each in pages if "about" not in each[1]])
    part = parts.languages["en-gb"]
    more = part.with_fields(["about", *part.fields])
    assert more != part
    assert replace(more.with_fields(["about", *part.fields]), fields=[]) == replace(more, fields=[])
    assert part.with_fields(part.fields) is part


def _read(content: bytes) -> list:
    return cbor2.loads(gzip.decompress(content).removeprefix(SIGNATURE))


def _meta(files: dict[str, bytes], language: str) -> list:
    name = json.loads(files["pagefind-entry.json"])["languages"][language]["hash"]
    return _read(files[f"pagefind.{name}.pf_meta"])
