"""What the parts of an index depend on, what is kept of them, and that keeping it changes nothing."""

import os
import zlib
from pathlib import Path

import pytest

from plugins.search import cache, engine, marked
from plugins.search.index import in_groups, index_of
from plugins.search.marked import marked_pages, texts_of

PAGES = {"a/index.html": "Ada", "b/index.html": "Ben"}  # digests
PART = b"a part of an index" * 9


class Site:
    """Pages that can be edited, and which of them were read last."""

    def __init__(self, folder):
        self.words = {f"2014/{number:03}/index.html": f"word{number}" for number in range(300)}
        self.folder, self.read = folder, []

    def texts(self, names):
        for name in names:
            self.read.append(name)
            yield name, f"<html lang='en-gb'><body><main data-pagefind-body><h1>Title</h1><p>{self.words[name]}</p></main></body></html>"

    def index(self, cache="cache"):
        self.read.clear()
        return index_of(dict(sorted(self.words.items())), self.texts, self.folder / cache)

    def near(self, name):
        """Those that are read again with it."""
        return next(list(group) for group in in_groups(dict(sorted(self.words.items()))) if name in group)


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path)
    site.index()
    assert sorted(site.read) == sorted(site.words)
    return site


def test_what_was_indexed_before_is_not_read_again(site):
    assert site.index() == site.index("another")
    site.index()
    assert site.read == []


@pytest.mark.parametrize("change", ["edited", "new", "deleted", "taken back"])
def test_a_change_has_its_neighbours_read_again_and_gives_what_all_would(site, change):
    name = "2014/150x/index.html" if change == "new" else "2014/150/index.html"
    old = dict(site.words)
    if change == "deleted":
        del site.words[name]
        near = site.near("2014/149/index.html")
    else:
        site.words[name] = "another"
        near = site.near(name)
    made = site.index()
    assert sorted(site.read) == sorted(near) and len(near) < 200
    assert made == site.index("another")
    if change == "taken back":
        site.words = old
        assert site.index() != made
        assert site.read == []


def test_another_version_or_another_question_to_it_has_all_read_again(site, monkeypatch):
    monkeypatch.setitem(engine.CONFIG, "exclude_selectors", [".none"])
    site.index()
    assert len(site.read) == len(site.words)
    monkeypatch.setattr(engine, "version", lambda at: "pagefind 9")
    site.index()
    assert len(site.read) == len(site.words)
    monkeypatch.setattr("plugins.search.index.FORMAT", 99)
    site.index()
    assert len(site.read) == len(site.words)


def test_groups_are_neighbours_and_a_new_page_changes_its_own_alone():
    pages = {f"{number:04}.html": "" for number in range(1000)}
    groups = list(in_groups(pages))
    assert [page for group in groups for page in group] == list(pages)
    assert 8 < len(groups) < 32
    more = list(in_groups(dict(sorted((pages | {"0500x.html": ""}).items()))))
    assert len([group for group in more if group not in groups]) in (1, 2)  # two, if it ends one


@pytest.mark.parametrize(
    "harm", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: data[:-1] + b"x", lambda data: zlib.compress(PART)[:-4]]
)
def test_what_is_damaged_is_as_good_as_none(tmp_path, harm):
    cache.save(tmp_path / "search", "key", PART)
    kept = tmp_path / "search" / "key"
    kept.write_bytes(harm(kept.read_bytes()))
    assert cache.load(tmp_path / "search", "key") is None
    cache.save(tmp_path / "search", "key", PART)
    assert cache.load(tmp_path / "search", "key") == PART
    assert cache.load(tmp_path / "search", "another") is None


def test_what_was_used_last_is_kept_and_the_rest_goes(tmp_path):
    for number in range(40):
        cache.save(tmp_path, f"key{number:02}", PART)
        os.utime(tmp_path / f"key{number:02}", (number, number))
    assert cache.load(tmp_path, "key00") == PART  # used now, so no longer the oldest
    cache.tidy(tmp_path, 5)
    assert sorted(kept.name for kept in tmp_path.iterdir()) == ["key00", *(f"key{number:02}" for number in range(11, 40))]


def test_a_page_is_indexed_only_if_it_asks_for_it_and_always_in_the_same_place(tmp_path_factory):
    tmp_path, kept = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache")
    for name, text in {
        "z/index.html": "<main data-pagefind-body>é</main>",
        "a.html": "<main data-pagefind-body>",
        "m.html": "<main>",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("data-pagefind-body", encoding="utf-8")
    found = marked_pages(tmp_path, kept)
    assert list(texts_of(tmp_path, found)) == [
        ("a.html", "<main data-pagefind-body>"),
        ("z/index.html", "<main data-pagefind-body>é</main>"),
    ]
    (tmp_path / "z/index.html").write_text("<main data-pagefind-body>e</main>", encoding="utf-8")
    assert [name for name, digest in marked_pages(tmp_path, kept).items() if digest != found[name]] == ["z/index.html"]


def test_a_page_that_is_another_name_of_one_that_was_read_is_not_read_again(tmp_path):
    """The next site is built beside the last; its pages are links to those that stay."""
    first, second, kept = tmp_path / "first", tmp_path / "second", tmp_path / "cache"
    for folder in (first, second):
        folder.mkdir()
    for name in ("as it was.html", "edited.html", "not marked.html"):
        (first / name).write_text("<main>" if name.startswith("not") else "<main data-pagefind-body>a", encoding="utf-8")
        os.link(first / name, second / name)
    found = marked_pages(first, kept)
    assert list(found) == ["as it was.html", "edited.html"]
    (second / "edited.html").unlink()
    (second / "edited.html").write_text("<main data-pagefind-body>b", encoding="utf-8")  # of the same size
    read = []
    with pytest.MonkeyPatch.context() as watch:
        old = marked._digest
        watch.setattr(marked, "_digest", lambda file: read.append(Path(file).name) or old(file))
        again = marked_pages(second, kept)
    assert read == ["edited.html"]
    assert again == marked_pages(second, tmp_path / "nothing kept")
    assert again["as it was.html"] == found["as it was.html"] and again["edited.html"] != found["edited.html"]


def test_a_site_without_anything_to_find_needs_no_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    assert index_of({}, dict, tmp_path / "cache") == {}
    with pytest.raises(engine.SearchError, match="nothing.*\n.*PLUGINS"):
        index_of(PAGES, dict, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
