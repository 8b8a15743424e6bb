"""Bad content is refused by file, line and cure, all of it at once, and takes nothing good with it."""

import os
import re

import pytest

from tests.site.bad import FILES

SECRET = "the words of a file outside content"
PLACE = re.compile(r"content/(?P<path>[^:\n]+?)(?::(?P<line>\d+))?: (?P<message>.*)")


def spoil(copy) -> None:
    """Put every bad file among the good ones, and links that lead out of content/ and round in circles."""
    for bad in FILES:
        copy.write(f"content/{bad.path}", bad.text)
    secret = copy.write("secret.md", f"---\ntitle: Secret\ndate: 2014-08-08 09:00\nauthors: [kate-bagley]\n---\n{SECRET}\n")
    os.symlink(secret, copy.folder / "content/articles/2014-08-08-link.md")
    os.symlink("..", copy.folder / "content/articles/round")
    os.symlink("/etc", copy.folder / "content/images/etc")


@pytest.fixture(scope="module")
def yesterday(project):
    """A project that was built once, and spoiled since; what was built, by file."""
    copy = project("yesterday")
    before = copy.build().site.files
    spoil(copy)
    return copy, before


@pytest.fixture(scope="module")
def today(yesterday):
    """The build after that."""
    return yesterday[0].build()


@pytest.fixture(scope="module")
def complaints(today) -> dict[str, tuple[int, str]]:
    """By path: the line, and all that is said of the file, cure included."""
    found: dict[str, tuple[int, str]] = {}
    path = ""
    for line in today.said.splitlines():
        if named := PLACE.match(line):
            path = named["path"]
            number, words = found.get(path, (int(named["line"] or 0), ""))
            found[path] = (number, f"{words}{named['message']}\n")
        elif path and line.startswith("  "):
            found[path] = (found[path][0], found[path][1] + f"cure: {line.strip()}\n")
    return found


def test_the_build_stops(today):
    assert today.code == 1
    assert "Traceback" not in today.said


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.path.split("/")[-1])
def test_it_names_the_file_the_line_and_the_cure(complaints, bad):
    """Every fault of every file in one go, so that an editor mends them all before trying again."""
    line, words = complaints[bad.path]
    assert (line if bad.line else 0, bad.said in words) == (bad.line, True), (line, words)
    assert "cure: " in words, words


def test_links_are_refused_wherever_they_lead(complaints):
    for path in ("articles/2014-08-08-link.md", "articles/round", "images/etc"):
        assert "symbolic link" in complaints[path][1]


def test_nothing_good_is_complained_of(complaints):
    bad = {bad.path for bad in FILES} | {"articles/2014-08-08-link.md", "articles/round", "images/etc"}
    assert set(complaints) - bad == set()


def test_yesterdays_site_stays_as_it_was(yesterday, today):
    assert {
        path.relative_to(today.folder).as_posix(): path.read_bytes() for path in today.folder.rglob("*") if path.is_file()
    } == yesterday[1]
    assert sorted(path.name for path in today.folder.parent.iterdir()) == ["yesterday", "yesterday-out"]


def test_check_says_the_same_and_builds_nothing(yesterday, today):
    """`check` is for editors who only want to know."""
    copy = yesterday[0]
    checked = copy.run(["invoke", "--search-root", str(copy.folder), "check"])
    assert checked.code == 1
    assert [line for line in checked.said.splitlines() if PLACE.match(line)] == [
        line for line in today.said.splitlines() if PLACE.match(line)
    ]


def test_plain_pelican_stops_too(yesterday):
    copy = yesterday[0]
    built = copy.pelican("publishconf.py", "plain")
    assert built.code != 0
    assert "content/articles/2014-08-08-unknown-key.md:6: sumary:" in built.said
    assert not (built.folder / "index.html").exists()


@pytest.fixture(scope="module")
def previewed(yesterday):
    """What preview shows of the spoiled project."""
    return yesterday[0].preview()


def test_in_preview_a_bad_file_is_left_out_and_the_others_are_as_without_it(project, previewed):
    """One broken post must not take the site down while somebody writes."""
    assert previewed.code == 0, previewed.said
    clean, spoiled = project("clean").preview().site.files, previewed.site.files
    assert sorted(spoiled) == sorted(clean)
    assert [name for name, data in spoiled.items() if data != clean[name]] == []


def test_in_preview_every_bad_file_is_named_too(previewed):
    assert [bad.path for bad in FILES if f"content/{bad.path}" not in previewed.said] == []


def test_preview_shows_nothing_from_outside_and_nothing_unconsented(previewed):
    for words in (SECRET, "root:x:0:0", "The words that Cleo sent us.", "Cleo Vane"):
        assert previewed.site.holding(words) == []
