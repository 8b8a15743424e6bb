"""What an editor sees while writing, in a real preview of a copy of the project."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from testing.newsroom import copy_project

POST = "content/articles/2014-06-03-a-fair-advantage.md"
PATIENCE = 60_000  # milliseconds for a rebuild, on a machine that is busy with other tests


class Newsroom:
    """A copy of the project with a preview that runs; `address` is where."""

    def __init__(self, folder: Path):
        self.folder = copy_project(folder)
        command = [sys.executable, "-u", "-m", "invoke", "--search-root", str(folder), "preview", "--port", "0"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        self.address = re.search(r"http://127\.0\.0\.1:\d+", self.process.stdout.readline())[0]

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a file with other words in it."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def end(self) -> tuple[int, str]:
        """Ctrl-C: the exit code, and all that was said in the terminal."""
        self.process.terminate()
        said, _ = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory, chromium):
    room = Newsroom(tmp_path_factory.mktemp("preview") / "newsroom")
    yield room
    if room.process.poll() is None:
        room.end()


def test_a_mistake_shows_on_the_page_and_goes_when_it_is_mended(newsroom, page, axe):
    """The last good text stays, the banner names file, field and cure, and nobody has to press reload."""
    page.goto(f"{newsroom.address}/2014/06/03/a-fair-advantage/")
    title = page.get_by_role("heading", level=1)
    title.filter(has_text="A fair advantage").wait_for(timeout=PATIENCE)

    newsroom.edit(POST, "gosbert-chagula", "gosbert-chagla")
    banner = page.get_by_role("alert", name="Preview")
    banner.wait_for(timeout=PATIENCE)
    for words in (f"{POST}:", "no contributor “gosbert-chagla”", "did you mean “gosbert-chagula”?"):
        assert words in banner.inner_text()
    assert "A fair advantage" in title.inner_text()
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []

    assert page.goto(f"{newsroom.address}/nowhere/").status == 404
    assert POST in page.get_by_role("alert", name="Preview").inner_text()

    page.goto(f"{newsroom.address}/2014/06/03/a-fair-advantage/")
    newsroom.edit(POST, "gosbert-chagla", "gosbert-chagula")
    banner.wait_for(state="detached", timeout=PATIENCE)


def test_a_page_reloads_when_it_has_changed_and_only_then(newsroom, page):
    """One tab shows the post, another a page that the edit leaves as it was: what was typed into its form is still there."""
    other = page.context.new_page()
    other.goto(f"{newsroom.address}/follow/")
    other.locator("main input[type=email]").fill("half typed")
    page.goto(f"{newsroom.address}/2014/06/03/a-fair-advantage/")
    newsroom.edit(POST, "It goes by many names", "It goes by many a name")
    page.get_by_text("It goes by many a name").wait_for(timeout=PATIENCE)
    # The home page has the build’s new feeds only when the build is done.
    other.wait_for_function(
        "() => fetch('/feed.json').then(answer => answer.text()).then(text => text.includes('many a name'))", timeout=PATIENCE, polling=200
    )
    other.wait_for_timeout(500)
    assert other.locator("main input[type=email]").input_value() == "half typed"
    newsroom.edit(POST, "It goes by many a name", "It goes by many names")
    page.get_by_text("It goes by many names").wait_for(timeout=PATIENCE)


def test_a_broken_theme_leaves_the_last_good_site(newsroom, page):
    """Not a page is lost, and the banner names the template and its line."""
    page.goto(newsroom.address)
    page.get_by_role("article").first.wait_for(timeout=PATIENCE)
    newsroom.edit("theme/templates/index.html", "{% extends", "{% nonsense %}{% extends")
    banner = page.get_by_role("alert", name="Preview")
    banner.wait_for(timeout=PATIENCE)
    assert "theme/templates/index.html:1" in banner.inner_text()
    assert page.get_by_role("article").count() > 0
    newsroom.edit("theme/templates/index.html", "{% nonsense %}", "")
    banner.wait_for(state="detached", timeout=PATIENCE)


def test_the_follow_form_shows_what_it_would_have_sent(newsroom, page):
    page.goto(f"{newsroom.address}/follow/")
    page.locator("main input[type=email]").fill("ben@example.org", timeout=PATIENCE)
    page.locator("main form:has(input[type=email])").get_by_role("button").click()
    page.get_by_role("heading", name="The form was sent").wait_for(timeout=PATIENCE)
    assert page.get_by_role("cell", name="ben@example.org").is_visible()


def test_a_word_just_saved_can_be_searched_for(newsroom, page):
    page.goto(f"{newsroom.address}/search/?q=rhubarb")
    page.get_by_role("status").filter(has_text="Nothing found for “rhubarb”").wait_for(timeout=PATIENCE)
    newsroom.edit(POST, "It goes by many names", "It goes by many names, rhubarb among them")
    page.get_by_role("status").filter(has_text="1 result for “rhubarb”").wait_for(timeout=PATIENCE)
    assert page.locator("#search-results a").get_attribute("href") == "/2014/06/03/a-fair-advantage/"


def test_ctrl_c_ends_it_cleanly_and_the_terminal_has_told_the_mistakes(newsroom):
    """Runs last in this file, after the mistakes above."""
    code, said = newsroom.end()
    assert code == 0
    assert f"{POST}:" in said and "no contributor “gosbert-chagla”" in said
    assert "theme/templates/index.html:1" in said
    assert "Traceback (most" not in said.split("Preview ended.")[-1]
    assert not any((newsroom.folder / "var" / "preview").glob("[0-9]*"))
