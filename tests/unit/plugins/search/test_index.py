"""What the index depends on, what is kept of it, and that keeping it changes nothing."""

import json
import os

import pytest

from plugins.search import cache, engine
from plugins.search.index import FORMAT, index_of, key_of, needed
from plugins.search.marked import marked_pages, texts_of

PAGES = {"a/index.html": "Ada", "b/index.html": "Ben"}  # digests
FILES = {"pagefind.js": b"import()", "index/en_1.pf_index": b"\x00\x01"}


def test_the_same_pages_have_the_same_key_in_whatever_order():
    assert key_of(PAGES, "pagefind 1") == key_of(dict(reversed(PAGES.items())), "pagefind 1")


@pytest.mark.parametrize(
    "pages",
    [
        PAGES | {"b/index.html": "ben"},
        PAGES | {"c/index.html": ""},
        {"a/index.html": "Ada"},
        {"a/index.html": "Ben", "b/index.html": "Ada"},
    ],
)
def test_another_word_page_or_address_gives_another_key(pages):
    assert key_of(pages, "pagefind 1") != key_of(PAGES, "pagefind 1")


def test_another_version_or_another_question_to_it_gives_another_key(monkeypatch):
    key = key_of(PAGES, "pagefind 1")
    assert key != key_of(PAGES, "pagefind 2")
    monkeypatch.setitem(engine.CONFIG, "exclude_selectors", [])
    assert key != key_of(PAGES, "pagefind 1")
    monkeypatch.undo()
    monkeypatch.setattr("plugins.search.index.FORMAT", FORMAT + 1)
    assert key != key_of(PAGES, "pagefind 1")


def test_what_is_kept_comes_back_as_it_was(tmp_path):
    cache.save(tmp_path / "search", "key", FILES)
    assert cache.load(tmp_path / "search", "key") == FILES
    assert cache.load(tmp_path / "search", "another") is None


@pytest.mark.parametrize("harm", [lambda data: data[: len(data) // 2], lambda data: data.replace(b"import()", b"impart()"), lambda data: b""])
def test_a_damaged_archive_is_as_good_as_none(tmp_path, harm):
    cache.save(tmp_path, "key", FILES)
    archive = tmp_path / "key.zip"
    archive.write_bytes(harm(archive.read_bytes()))
    assert cache.load(tmp_path, "key") is None
    cache.save(tmp_path, "key", FILES)
    assert cache.load(tmp_path, "key") == FILES


def test_the_archives_used_last_are_kept_and_the_others_go(tmp_path):
    for number in range(cache.KEPT):
        cache.save(tmp_path, f"key{number}", FILES)
        os.utime(tmp_path / f"key{number}.zip", (number, number))
    assert cache.load(tmp_path, "key0") == FILES  # used now, so no longer the oldest
    cache.save(tmp_path, "one more", FILES)
    assert len(list(tmp_path.iterdir())) == cache.KEPT
    assert cache.load(tmp_path, "key0") and cache.load(tmp_path, "one more")
    assert cache.load(tmp_path, "key1") is None


def test_of_what_pagefind_brings_only_what_a_search_loads_is_published():
    entry = json.dumps({"languages": {"en-gb": {"hash": "en-gb_1", "wasm": "en-gb"}, "xx": {"hash": "xx_1", "wasm": None}}}).encode()
    wanted = ["pagefind.js", "pagefind-worker.js", "wasm.en-gb.pagefind", "wasm.unknown.pagefind"]
    wanted += ["pagefind.en-gb_1.pf_meta", "index/en-gb_1.pf_index", "filter/en-gb_1.pf_filter", "fragment/en-gb_1.pf_fragment"]
    spare = ["pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js", "pagefind-highlight.js", "pagefind-component-ui.js", "wasm.fr.pagefind"]
    kept = needed({"pagefind-entry.json": entry} | {name: b"" for name in wanted + spare})
    assert sorted(kept) == sorted([*wanted, "pagefind-entry.json"])


def test_a_page_is_indexed_only_if_it_asks_for_it_and_always_in_the_same_place(tmp_path):
    for name, text in {"z/index.html": "<main data-pagefind-body>é</main>", "a.html": "<main data-pagefind-body>", "m.html": "<main>"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("data-pagefind-body", encoding="utf-8")
    found = marked_pages(tmp_path)
    assert list(texts_of(tmp_path, found)) == [("a.html", "<main data-pagefind-body>"), ("z/index.html", "<main data-pagefind-body>é</main>")]
    (tmp_path / "z/index.html").write_text("<main data-pagefind-body>e</main>", encoding="utf-8")
    assert [name for name, digest in marked_pages(tmp_path).items() if digest != found[name]] == ["z/index.html"]


def test_a_site_without_anything_to_find_needs_no_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    assert index_of({}, dict, tmp_path / "cache") == {}
    with pytest.raises(engine.SearchError, match="nothing.*\n.*PLUGINS"):
        index_of(PAGES, dict, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
