"""On paper: the words, whose they are and where they were found; nothing to press, and black on white whatever the screen was."""

import re

import pytest

from tests.browser.kinds import KINDS, MAILS, SCRIPTED, see
from tests.browser.seen import TEXTS

PRESSED = ".main-nav, .skip-link, .follow-footer, .footer, .neighbours, .related, .pagination, .form, .post-tags, .callout-cta, button, input, select, textarea"
SPELLED = "e => getComputedStyle(e, '::after').content.replace(/^\"|\"$/g, '')"
PAPER = [kind for kind in KINDS if kind not in MAILS]


@pytest.fixture
def paper(chromium, site_server):
    """`paper(kind)`: the page as it would be printed, by somebody who reads in the dark."""
    context = chromium.new_context(viewport={"width": 760, "height": 1100}, color_scheme="dark", java_script_enabled=True)
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")

    def show(address: str):
        if address in KINDS:
            see(page, site_server, address)
        else:
            page.goto(site_server + address)
        return page

    yield show
    context.close()


@pytest.mark.parametrize("kind", PAPER)
@pytest.mark.sample(8)
def test_nothing_to_press_and_black_on_white(paper, kind):
    page = paper(kind)
    assert page.locator(PRESSED).evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))") == []
    texts = page.evaluate(TEXTS)
    assert len(texts) > 3
    assert [text for text in texts if max(text["ink"]) > 0x66] == []
    assert [text for text in texts if text["ground"] != [255, 255, 255]] == []


@pytest.mark.parametrize(
    "kind", [kind for kind in PAPER if kind not in {"error", "large print", "large print with a submission", *SCRIPTED}]
)
@pytest.mark.sample(8)
def test_the_page_says_where_it_was_found(paper, kind):
    page = paper(kind)
    assert page.locator(".print-url").inner_text() == page.locator("link[rel=canonical]").get_attribute("href")


@pytest.mark.parametrize("kind", ["submission", "former contributor", "/accessibility/"])
def test_where_a_link_leads_away_the_address_is_spelled_out(paper, kind):
    links = paper(kind).locator("main a[href^='http']:visible:not([rel~=license])")
    assert links.count() > 0
    for link in links.all():
        if "u-uid" not in (link.get_attribute("class") or ""):
            assert link.get_attribute("href") in link.evaluate(SPELLED)


def test_a_submission_keeps_its_question_and_its_envelope(paper):
    page = paper("submission")
    for words in (
        "We asked",
        "Should there be changes",
        "LilyTrent",
        "pen-name",
        "Guardian Witness",
        "2 July 2014",
        "Retold in our own words",
        "Drawing: The picture desk",
    ):
        assert page.get_by_text(words, exact=False).locator("visible=true").count() > 0, words


def test_an_open_question_says_how_to_answer_without_the_form(paper, story_form_server):
    page = paper("open callout")
    assert "Write to us at stories@participle.example" in page.locator("main").inner_text()
    page.goto(story_form_server + KINDS["open callout"])
    words = page.locator("main").inner_text()
    assert "https://blog.participle.example/callouts/good-help/ or write to stories@participle.example" in " ".join(words.split())


@pytest.mark.parametrize("kind", ["post with a figure", "submission", "open callout", "credits", "home"])
def test_no_picture_is_cut_by_the_end_of_a_page(paper, kind):
    """Neither it nor the box with its caption may be broken, and both fit a page of A4 within its margins."""
    page = paper(kind)
    boxes = page.locator("main img:visible").evaluate_all(
        "all => all.map(e => [getComputedStyle(e).breakInside, e.closest('figure') ? getComputedStyle(e.closest('figure')).breakInside : 'avoid', e.getBoundingClientRect().height])"
    )
    assert boxes
    assert {tuple(box[:2]) for box in boxes} == {("avoid", "avoid")}
    assert max(box[2] for box in boxes) < 100 / 25.4 * 96


def test_a_post_of_three_minutes_takes_three_sheets(paper):
    """A whole PDF, as the print command makes it: the head and its picture do not push the text to a second page."""
    page = paper("/2014/06/05/four-jobs-in-five/")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 3
