"""The tutorial and every how-to page, followed word for word on a copy of the project, do what they say."""

import re
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from testing.newsroom import copy_project
from testing.ports import free_port
from tests.site.guides import ROOT, Follower, blocks

PATIENCE = 120  # seconds, on a machine that is busy with other tests
POST = "2015/11/02/our-first-post"


@pytest.fixture
def follower(tmp_path):
    return Follower(copy_project(tmp_path / "blog"), tmp_path / "home")


def page_at(address: str, words: str) -> str:
    """The page at an address, once it has these words."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            text = urllib.request.urlopen(address, timeout=10).read().decode()
        except (urllib.error.URLError, ConnectionError) as error:
            text = str(error)
        if words in text:
            return text
        assert time.monotonic() < end, f"{address} has no “{words}”:\n{text[:2000]}"
        time.sleep(0.2)


def start(follower: Follower, command: str) -> subprocess.Popen:
    return subprocess.Popen(
        ["sh", "-c", f"exec {command}"], cwd=follower.folder, env=follower.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_the_tutorial_leads_to_a_post_that_is_published_and_back(follower):
    """The preview and the web server run beside, on ports that are free here."""
    preview_port, server_port = free_port(), free_port()
    preview, seen = f"http://127.0.0.1:{preview_port}", []
    running = []
    try:
        for block in blocks("tutorial.md"):
            if block.text.strip() == "python3 tasks.py preview":
                running.append(start(follower, f"python3 tasks.py preview --port {preview_port}"))
                page_at(f"{preview}/", "Participle")
            elif "http.server" in block.text:
                running.append(start(follower, block.text.strip().replace("8001", str(server_port))))
                assert "A beginning needs" in page_at(f"http://127.0.0.1:{server_port}/{POST}/", "in one paragraph")
                seen.append("published")
            else:
                follower.follow(block)
            if "pull-quote" in block.text:
                assert "2014/05/20/community-in-the-wine-section/" in page_at(f"{preview}/drafts/{POST}/", "A beginning needs")
                seen.append("draft")
            if "+authors: [ada-biron]" in block.text:
                page_at(f"{preview}/", "ada-biron")
                seen.append("mistake")
            if "+status: published" in block.text:
                page_at(f"{preview}/{POST}/", "Ada Byron")
                seen.append("status")
        assert seen == ["draft", "mistake", "status", "published"]
        assert "in one paragraph" in page_at(f"http://127.0.0.1:{server_port}/{POST}/", "A beginning needs"), (
            "the rollback took the edit back"
        )
    finally:
        for process in running:
            process.terminate()
            process.wait(30)


def built(follower: Follower, path: str) -> str:
    """A file of the site, built now if the page of the documentation has not built it."""
    folders = [folder for folder in follower.folder.parent.iterdir() if (folder / "site.json").exists()]
    if not folders:
        follower.run("python3 tasks.py build --output ../site")
    return ((folders or [follower.folder.parent / "site"])[0] / path).read_text(encoding="utf-8")


OUTCOMES = {
    "how-to/post.md": {
        "2015/11/03/who-keeps-the-kettle-warm/index.html": ["Two chairs are enough", "/2014/07/22/five-shifts/", "Four minutes"]
    },
    "how-to/photo.md": {
        "2015/11/04/a-kettle/index.html": [
            "A kettle on a stove, and two cups beside it",
            "Betty Tsang",
            "The kettle again, seen from the door",
        ]
    },
    "how-to/callout.md": {
        "callouts/your-street/index.html": ["What keeps your street together?", "31 December 2015", "The man with the ladder"],
        "2015/11/09/the-man-with-the-ladder/index.html": ["He has the only ladder", "Published as sent", "Rosalind wrote to us from Leeds"],
    },
    "how-to/look.md": {"index.html": ["The Kettle", "Written in a kitchen in Leeds."]},
    "how-to/template.md": {"titles/index.html": ["All posts by title", "A fair advantage?</a>, 3 June 2014"]},
    "how-to/plugin.md": {"2014/06/03/a-fair-advantage/index.html": [r"\d{3,4} words</span>"]},
    "how-to/content-type.md": {"2014/08/01/kettles/index.html": ["Kettles of Peckham", "Taken with a box Brownie"]},
    "how-to/server.md": {},
}


@pytest.mark.parametrize("page", OUTCOMES)
@pytest.mark.sample(4)
def test_a_how_to_page_does_what_it_says(page, follower):
    for block in blocks(page):
        follower.follow(block)
    for path, expected in OUTCOMES[page].items():
        text = built(follower, path)
        assert [words for words in expected if not re.search(words if "\\" in words else re.escape(words), text)] == []


def test_every_how_to_page_is_followed():
    pages = {f"how-to/{file.name}" for file in (ROOT / "docs" / "how-to").glob("*.md")}
    assert pages == {*OUTCOMES, "how-to/README.md"}


def test_a_page_that_is_wrong_is_noticed(follower):
    """What follows pages can fail: a command that fails, an edit of words that are not there, words that are not said."""
    wrong = [
        ("sh", "", "", "false\n"),
        ("sh", "fails", "", "true\n"),
        ("text", "says", "", "nothing like it\n"),
        ("diff", "", "pelicanconf.py", "-NOT_THERE\n"),
    ]
    for language, words, title, text in wrong:
        with pytest.raises(AssertionError):
            follower.follow(type(blocks("tutorial.md")[0])(language, words, title, text))
