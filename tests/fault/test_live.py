"""A text that was saved shows in the preview before any build, and as the next build shows it."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from commands.pelican import run_pelican
from commands.preview.resident import Resident, Residents
from commands.verify import differences
from testing.newsroom import ROOT, copy_project

KILLS = 15
POST = "content/articles/2014-06-03-a-fair-advantage.md"
# A text, words in it, other words, and where its page lies.
EDITS = {
    "a post": (POST, "It goes by many names", "It goes by MANY names", "2014/06/03/a-fair-advantage"),
    "a submission": (
        "content/submissions/childrens-services/2014-07-02-not-another-review.md",
        "intro: |\n  ",
        "intro: |\n  Dear readers. ",
        "2014/07/02/not-another-review",
    ),
    "a contributor": (
        "content/contributors/kate-bagley.md",
        "Kate Bagley looked after",
        "Kate Bagley, fond of trains, looked after",
        "author/kate-bagley",
    ),
    "a programme": ("content/programmes/circle.md", "\n---\n", "\n---\nA word before.\n\n", "category/circle"),
    "a callout": ("content/callouts/good-help.md", "\n---\n", "\n---\nA word before.\n\n", "callouts/good-help"),
    "a page": ("content/pages/about.md", "\n---\n", "\n---\nA word before.\n\n", "about"),
    "a draft": (
        "content/articles/2014-11-18-a-blog-you-can-follow-by-post.md",
        "\n---\n",
        "\n---\nA word before.\n\n",
        "drafts/2014/11/18/a-blog-you-can-follow-by-post",
    ),
}


def replace(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text, path
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")


class Newsroom:
    """A copy of the project with a resident that has built it into `output`."""

    def __init__(self, folder: Path):
        self.folder = copy_project(folder)
        replace(folder, "content/articles/2014-11-18-a-blog-you-can-follow-by-post.md", "date:", "status: draft\ndate:")
        for path in (folder / "content").rglob("*.md"):  # nothing may lead to a draft
            path.write_text(
                path.read_text(encoding="utf-8").replace("{filename}/articles/2014-11-18-a-blog-you-can-follow-by-post.md", "/"),
                encoding="utf-8",
            )
        self.output = folder / "output"
        self.resident = self.build(self.output)

    def build(self, output: Path) -> Resident:
        resident = Resident("pelicanconf.py", self.folder)
        outcome = resident.build(output, self.folder / "problems.json")
        assert outcome.succeeded, outcome.report()
        return resident


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    room = Newsroom(tmp_path_factory.mktemp("live") / "newsroom")
    yield room
    room.resident.close()


@pytest.fixture(scope="module")
def both(newsroom):
    """The pages as they are drawn one by one after all edits, and as a build makes them: bytes by place."""
    before = {place: (newsroom.output / place / "index.html").read_bytes() for *_, place in EDITS.values()}
    for path, old, new, place in EDITS.values():
        replace(newsroom.folder, path, old, new)
        assert newsroom.resident.draw([path]) == [path]
        assert (newsroom.output / place / "index.html").read_bytes() != before[place]
    newsroom.build(newsroom.folder / "whole").close()
    return {
        place: [(folder / place / "index.html").read_bytes() for folder in (newsroom.output, newsroom.folder / "whole")]
        for *_, place in EDITS.values()
    }


@pytest.mark.parametrize("kind", EDITS)
def test_a_page_drawn_by_itself_is_the_page_of_the_next_build(both, kind):
    drawn, built = both[EDITS[kind][-1]]
    assert drawn == built


def test_another_title_is_on_the_page_and_in_the_links_to_share_it(newsroom, both):
    """Its card for social networks, and other pages, have it after the build."""
    post = "content/articles/2014-07-22-five-shifts.md"
    replace(newsroom.folder, post, "title: ", "title: Now. ")
    assert newsroom.resident.draw([post]) == [post]
    page = (newsroom.output / "2014/07/22/five-shifts/index.html").read_text(encoding="utf-8")
    assert ">Now. Five shifts</h1>" in page and "subject=Now.%20Five%20shifts" in page


def test_nothing_is_left_beside_the_output(newsroom, both):
    assert not list(newsroom.folder.glob(".again-*"))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (POST, "authors: [gosbert-chagula]", "authors: [nobody-we-know]"),
        (POST, "date:", "slug: elsewhere\ndate:"),
        (POST, "date: 2014-06-03", "date: 2014-06-04"),
        (POST, "date:", "status: draft\ndate:"),
        (POST, "images/handshake.png", "images/inbox.png"),
        (POST, "title:", "titel:"),
        (POST, "summary:", "editors_note: A note.\nsummary:"),
    ],
)
def test_what_needs_a_whole_build_is_left_to_it(newsroom, both, path, old, new):
    """Where an address, a status or a picture is another, or something is wrong, the page stays as it was."""
    page = newsroom.output / "2014/06/03/a-fair-advantage/index.html"
    before, text = page.read_bytes(), (newsroom.folder / path).read_text(encoding="utf-8")
    try:
        replace(newsroom.folder, path, old, new)
        assert newsroom.resident.draw([path]) == []
        assert page.read_bytes() == before
    finally:
        (newsroom.folder / path).write_text(text, encoding="utf-8")


def test_what_is_no_text_or_not_there_is_drawn_by_nobody(newsroom):
    assert newsroom.resident.draw(["content/nowhere.md", "content/images/inbox.png", "theme/templates/base.html", "../etc/passwd"]) == []


def test_a_page_that_cannot_be_drawn_stays_and_the_others_can(newsroom):
    """A template that was loaded is there; one that is asked for the first time may be gone."""
    other = "content/pages/privacy.md"
    (newsroom.output / "privacy/index.html").unlink()
    (newsroom.output / "privacy").rmdir()
    (newsroom.output / "privacy").write_text("in the way")
    assert newsroom.resident.draw([other, POST]) == [POST]
    (newsroom.output / "privacy").unlink()


def test_a_broken_theme_ends_a_resident_with_what_is_wrong(newsroom):
    template = newsroom.folder / "theme/templates/article.html"
    text = template.read_text(encoding="utf-8")
    template.write_text("{% nonsense %}" + text, encoding="utf-8")
    try:
        resident = Resident("pelicanconf.py", newsroom.folder)
        outcome = resident.build(newsroom.folder / "broken", newsroom.folder / "problems.json")
        assert not outcome.succeeded
        assert "theme/templates/article.html:1" in outcome.cause
        assert resident.draw([POST]) == []
    finally:
        template.write_text(text, encoding="utf-8")


def test_one_is_always_ready_and_the_one_before_is_ended(newsroom):
    residents = Residents()
    try:
        for number in (1, 2):
            assert residents(
                "pelicanconf.py", newsroom.folder / f"site-{number}", newsroom.folder / "problems.json", {}, newsroom.folder
            ).succeeded
            residents.show()
            assert residents.draw([POST]) == [POST]
        assert len(children(os.getpid())) >= 2
    finally:
        before = children(os.getpid())
        residents.close()
    assert len(children(os.getpid())) == len(before) - 2


def children(process: int) -> list[str]:
    """The residents that a process has started and that live."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if status.read_text().rpartition(")")[2].split()[1] == str(process) and b"resident" in (status.parent / "cmdline").read_bytes():
                found.append(status.parent.name)
        except OSError:
            continue
    return found


def test_a_resident_that_was_killed_is_made_good_by_the_next_build(newsroom):
    residents = Residents()
    arguments = ("pelicanconf.py", newsroom.folder / "killed", newsroom.folder / "problems.json", {}, newsroom.folder)
    try:
        assert residents(*arguments).succeeded
        residents.show()
        for process in children(os.getpid()):
            os.kill(int(process), signal.SIGKILL)
        assert residents.draw([POST]) == []
        assert residents(*arguments).succeeded  # though the one that was ready is dead too
    finally:
        residents.close()


def test_one_that_dies_when_it_has_just_been_asked_to_build_is_replaced(newsroom):
    residents = Residents()
    arguments = ("pelicanconf.py", newsroom.folder / "asked", newsroom.folder / "problems.json", {}, newsroom.folder)
    try:
        assert residents(*arguments).succeeded
        ready = max(map(int, children(os.getpid())))  # the youngest
        os.kill(ready, signal.SIGSTOP)  # so that it hears the order, and does not begin
        threading.Timer(0.3, os.kill, (ready, signal.SIGKILL)).start()
        assert residents(*arguments).succeeded
    finally:
        residents.close()


def test_after_kills_of_the_preview_at_random_moments_a_build_is_right(newsroom):
    """Some are killed with all that they have started, some leave it behind. An edit is always on its way."""
    chance = random.Random(20140603)
    command = [sys.executable, "-u", "-m", "invoke", "--search-root", str(newsroom.folder), "preview", "--port", "0"]
    for number in range(KILLS):
        preview = subprocess.Popen(
            command, cwd=newsroom.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        for _ in range(2):
            time.sleep(chance.uniform(0.1, 1.8))
            with (newsroom.folder / POST).open("a", encoding="utf-8") as file:
                file.write(f"\nEdit number {number}.\n")
        time.sleep(chance.uniform(0, 0.5))
        os.killpg(preview.pid, signal.SIGKILL) if number % 3 else preview.kill()
        preview.wait(timeout=60)
    newsroom.build(newsroom.folder / "quick").close()
    plain = run_pelican(
        "pelicanconf.py", newsroom.folder / "plain", newsroom.folder / "problems.json", {"INCREMENTAL": False}, newsroom.folder
    )
    assert plain.succeeded
    assert differences(newsroom.folder / "quick", newsroom.folder / "plain") == []


def test_what_a_killed_preview_leaves_behind_ends_by_itself(newsroom):
    command = [sys.executable, "-u", "-m", "invoke", "--search-root", str(newsroom.folder), "preview", "--port", "0"]
    preview = subprocess.Popen(
        command, cwd=newsroom.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True
    )
    assert any("Built in" in line for line in preview.stdout)
    left = children(preview.pid)
    assert left
    preview.kill()
    preview.wait(timeout=60)
    deadline = time.monotonic() + 60
    while any(Path("/proc", each).exists() for each in left) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [each for each in left if Path("/proc", each).exists()]


def test_the_copy_is_built_from_this_project(newsroom):
    assert (newsroom.folder / "plugins/incremental/resident.py").read_bytes() == (ROOT / "plugins/incremental/resident.py").read_bytes()
