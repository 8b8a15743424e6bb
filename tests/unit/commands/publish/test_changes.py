"""What is new, changed and gone, in words a person reads."""

import pytest

from commands.changes import compare
from commands.publish.changes import in_words, list_files, pages, vanishing

OLD = {"index.html": "a", "about/index.html": "b", "404.html": "c", "feed.xml": "d"}


def test_pages_are_told_by_their_addresses():
    assert pages(OLD) == ["/", "/404.html", "/about/"]
    assert pages(["an-index.html", "a/my-index.html"]) == ["/a/my-index.html", "/an-index.html"]


def test_ten_of_a_sort_are_named_and_the_rest_counted():
    said = in_words(compare({}, {f"{number:02}/index.html": "" for number in range(22)} | {"a.css": "", "b.css": ""}))
    assert said.splitlines()[:2] == ["New: 22 pages", "  /00/"]
    assert said.splitlines()[-3:] == ["  /09/", "  and 12 more", "Other files: 2 new"]


def test_ten_pages_are_all_named():
    said = in_words(compare({}, {f"{number}/index.html": "" for number in range(10)}))
    assert "/9/" in said and "more" not in said


def test_a_sort_without_pages_is_not_headed():
    assert in_words(compare(OLD, OLD | {"feed.xml": "x"})) == "Other files: 1 changed"
    assert in_words(compare(OLD, OLD)) == ""


@pytest.mark.parametrize(
    ("there", "gone", "stops"), [(10, 1, False), (10, 2, True), (9, 1, True), (100, 10, False), (100, 11, True), (1, 1, True)]
)
def test_more_than_one_page_in_ten_is_too_many(there, gone, stops):
    old = {f"{number:03}/index.html": "" for number in range(there)} | {f"{number}.css": "" for number in range(50)}
    new = {path: digest for path, digest in list(old.items())[gone:]}
    assert len(vanishing(old, compare(old, new))) == (gone if stops else 0)


def test_other_files_may_vanish():
    old = {"index.html": ""} | {f"{number}.css": "" for number in range(50)}
    assert vanishing(old, compare(old, {"index.html": ""})) == []


def test_every_file_is_listed_hidden_ones_too_but_no_links(tmp_path):
    (tmp_path / ".delivery").mkdir()
    (tmp_path / ".delivery" / "nginx.conf").write_text("")
    (tmp_path / "index.html").write_text("words")
    (tmp_path / "passwords").symlink_to("/etc/passwd")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert list_files(tmp_path)[".delivery/nginx.conf"] == empty
    assert sorted(list_files(tmp_path)) == [".delivery/nginx.conf", "index.html"]
