"""A browser’s reader mode shows a post whole, once, and without what stands around it: as Mozilla’s Readability finds it."""

import pytest

from tests.browser.conftest import ROOT
from tests.browser.kinds import KINDS

READ = (
    "() => { const {title, byline, textContent} = new Readability(document.cloneNode(true)).parse(); return {title, byline, textContent}; }"
)
CHROME = ["Skip to the main part", "Picture credits", "Your e-mail address", "Before this", "Read next", "Filed under"]
FOOTNOTED = "/2014/06/05/four-jobs-in-five/"


@pytest.fixture(scope="module")
def readability(lacks) -> str:
    source = ROOT / "node_modules" / "@mozilla" / "readability" / "Readability.js"
    if not source.exists():
        lacks("Readability", "install npm, then start python3 tasks.py test again")
    return source.read_text(encoding="utf-8")


@pytest.fixture
def read(page, site_server, readability):
    """What reader mode shows of an address, with single spaces; and the paragraphs that the author wrote."""

    def of(address: str) -> tuple[dict, list[str]]:
        page.goto(site_server + address)
        paragraphs = page.locator(".e-content > p, .e-content > ul > li, .e-content > ol > li").evaluate_all(
            "all => all.map(e => { const copy = e.cloneNode(true); copy.querySelectorAll('[hidden]').forEach(h => h.remove()); return copy.textContent; })"
        )
        page.evaluate(readability.replace("module.exports", "window.unused") + "; null")
        found = page.evaluate(READ)
        return found | {"textContent": " ".join(found["textContent"].split())}, [" ".join(words.split()) for words in paragraphs]

    return of


@pytest.mark.parametrize(
    ("address", "title", "byline"),
    [
        (KINDS["post"], "A fair advantage?", "Gosbert Chagula"),
        (KINDS["post with a figure"], "Five shifts", "The editors"),
        (KINDS["submission"], "I’m a social worker. Things need to change, but please not another review.", "LilyTrent"),
        (FOOTNOTED, "Four jobs in five", "The editors"),
    ],
)
def test_title_author_and_every_paragraph_once_and_nothing_of_the_frame(read, address, title, byline):
    found, paragraphs = read(address)
    assert (found["title"], found["byline"]) == (title, byline)
    assert len(paragraphs) > 5
    assert [words for words in paragraphs if found["textContent"].count(words) != 1] == []
    assert [words for words in CHROME if words in found["textContent"]] == []


def test_a_note_stands_once_below_though_the_page_shows_it_beside(read):
    found, _ = read(FOOTNOTED)
    assert found["textContent"].count("moves the result only from about 67 to about 70") == 1
    assert "job centre.1 Sixty-nine" in found["textContent"]


def test_an_answer_keeps_the_words_of_the_editors_around_it(read):
    found, _ = read(KINDS["submission"])
    for words in ("a user called LilyTrent replied", "Retold in our own words", "we are very grateful that you told this"):
        assert found["textContent"].count(words) == 1
