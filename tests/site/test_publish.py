"""The whole way, by the real command: from the content to a folder that a web server could serve."""

import gzip
import json
import re

import pytest


@pytest.fixture(scope="module")
def newsroom(project):
    """A project with a target, and its first publish."""
    newsroom = project()
    place = newsroom.folder.parent / "srv"
    newsroom.own_cache(
        "pictures", "cards"
    )  # a store that another test's build holds would be told of, and the lines below are all there may be
    newsroom.set(PUBLISH={"folder": {"kind": "folder", "path": str(place)}}, SITEURL="https://blog.example.org")
    return newsroom, place, publish(newsroom)


def publish(newsroom, *options: str):
    return newsroom.run(["invoke", "--search-root", str(newsroom.folder), "publish", *options])


@pytest.fixture
def live(newsroom):
    """The release that is served."""
    return (newsroom[1] / "current").resolve()


def test_what_is_live_is_what_build_makes_with_copies_and_a_list(newsroom, live):
    project, _, first = newsroom
    assert first.code == 0, first.said
    built = project.build().site
    published = {path.relative_to(live).as_posix(): path for path in live.rglob("*") if path.is_file()}
    assert {name: published[name].read_bytes() for name in built.files} == built.files
    more = published.keys() - built.files.keys() - {".delivery/files.json", ".delivery/before"}
    assert more
    assert {re.sub(r"\.(gz|br)$", "", name) for name in more} <= built.files.keys()
    assert sorted(json.loads(published[".delivery/files.json"].read_text(encoding="utf-8"))) == sorted(built.files)
    assert gzip.decompress(published["index.html.gz"].read_bytes()) == built.files["index.html"]
    assert "index.html.br" in published


def test_it_says_in_a_few_lines_what_it_did(newsroom, live):
    _, place, first = newsroom
    size = r"\d+(\.\d)? [kM]B"
    lines = [
        rf"Publishing to {re.escape(str(place))}",
        r"Checked and built: \d+ pages, \d+ posts and \d+ feeds in \d+\.\d s",
        r"Everything is new: \d+ pages and [\d,]+ other files",
        rf"Compressed: [\d,]+ text files, {size} → {size} with brotli and {size} with gzip \(\d+ % saved\)(; \d+ known from before)?",
        r"Sending …",
        rf"Sent: [\d,]+ files, {size}",
        rf"Live: release {live.name}, \d+\.\d s after the build\. To take it back: python3 tasks\.py publish --rollback",
    ]
    assert re.fullmatch("\n".join(lines) + "\n", first.said), first.said


def test_an_edited_post_is_what_changes_and_can_be_taken_back(newsroom, live):
    project, place, _ = newsroom
    file = next(path for path in sorted((project.folder / "content/articles").glob("*.md")))
    year, month, day, slug = file.stem.split("-", 3)
    file.write_text(file.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    ran = publish(project)
    assert ran.code == 0, ran.said
    assert f"  /{year}/{month}/{day}/{slug}/\n" in ran.said
    assert "New: " not in ran.said and "Gone: " not in ran.said
    assert " known from before" in ran.said
    back = publish(project, "--rollback")
    assert back.code == 0, back.said
    assert (place / "current").resolve() == live


def test_a_mistake_in_the_content_publishes_nothing(newsroom, live):
    project, place, _ = newsroom
    project.write("content/articles/2014-06-03-wrong.md", "---\ntitle: Wrong\nauthors: [nobody]\n---\nWords.\n")
    try:
        ran = publish(project)
        assert ran.code == 1
        assert "content/articles/2014-06-03-wrong.md:" in ran.said
        assert "Nothing was published." in ran.said
        assert (place / "current").resolve() == live
    finally:
        (project.folder / "content/articles/2014-06-03-wrong.md").unlink()


def test_settings_that_cannot_be_read_are_named(project):
    newsroom = project("broken")
    newsroom.write("publishconf.py", "SITEURL = 'https://blog.example.org\n")
    ran = publish(newsroom)
    assert ran.code == 2
    assert "publishconf.py cannot be read: SyntaxError: unterminated string literal" in ran.said


def test_as_delivered_it_says_what_to_write(project):
    newsroom = project("delivered")
    ran = publish(newsroom)
    assert ran.code == 2
    assert "PUBLISH in publishconf.py has no target." in ran.said
    assert not (newsroom.folder / "var" / "publish").exists(), "nothing was built"


def test_a_target_of_that_name_or_a_word_about_it(newsroom):
    ran = publish(newsroom[0], "--target", "foldr")
    assert ran.code == 2
    assert "has no target “foldr”\n  did you mean “folder”?" in ran.said
