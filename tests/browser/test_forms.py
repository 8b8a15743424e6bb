"""Following and answering, with the keyboard and without JavaScript: the forms are plain HTML and the desk gets what was typed."""

import re
from urllib.parse import parse_qs

import pytest

from tests.browser.kinds import KINDS, SCRIPTED, STORY_FORMS

DESK = "https://desk.participle.example"


@pytest.fixture
def visitor(chromium):
    """A page without JavaScript, and what it posted to the desk."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    posted = []

    def answer(route):
        posted.append(route.request)
        route.fulfill(status=200, content_type="text/html", body="<!DOCTYPE html><title>Thank you</title><p>Thank you")

    context.route(f"{DESK}/**", answer)
    context.route(f"{STORY_FORMS}**", answer)
    yield context.new_page(), posted
    context.close()


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("kind", ["home", "post", "callouts", "error"])
def test_one_can_follow_from_any_page(visitor, site_server, kind):
    page, posted = visitor
    page.goto(site_server + KINDS[kind])
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type("ben@example.org")
    press(page, "Tab", "ArrowDown", "ArrowDown", "Tab", "Enter")
    page.wait_for_url(f"{DESK}/follow/")
    assert posted[0].method == "POST"
    place = {"home": "index.html", "error": "404.html"}.get(kind) or KINDS[kind].removeprefix("/") + "index.html"
    assert parse_qs(posted[0].post_data) == {"email": ["ben@example.org"], "frequency": ["weekly"], "page": [place]}


def test_on_the_follow_page_one_chooses_how_often(visitor, site_server):
    page, posted = visitor
    page.goto(site_server + KINDS["follow"])
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type("ben@example.org")
    press(page, "Tab", "Tab", "ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    page.wait_for_url(f"{DESK}/follow/")
    assert parse_qs(posted[0].post_data) == {
        "email": ["ben@example.org"],
        "target": ["everything"],
        "frequency": ["monthly"],
        "page": ["follow/index.html"],
    }


@pytest.mark.parametrize("typed", ["", "ben", "ben@"])
def test_what_is_no_address_is_not_sent(visitor, site_server, typed):
    """The browser says so itself, beside the field."""
    page, posted = visitor
    page.goto(site_server + KINDS["home"])
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type(typed)
    press(page, "Enter")
    page.wait_for_timeout(200)
    assert posted == []
    assert page.url == site_server + "/"


def test_an_open_callout_can_be_answered(visitor, story_form_server):
    """Name, pen-name, title, story and consent arrive with the callout’s name; nothing is chosen for the writer."""
    page, posted = visitor
    page.goto(story_form_server + KINDS["open callout"])
    page.get_by_label("What should we call you?").focus()
    page.keyboard.type("Nightingale")
    press(page, "Tab", "Space", "Tab")
    page.keyboard.type("The nurse who stayed")
    press(page, "Tab")
    page.keyboard.type("She stayed until it was light.")
    press(page, "Tab", "Tab")
    page.keyboard.type("cleo@example.org")
    press(page, "Tab", "Space", "ArrowDown", "Tab", "Enter")
    page.wait_for_url(STORY_FORMS)
    fields = dict(re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', posted[0].post_data_buffer.decode("utf-8", "replace"), re.S))
    assert fields == {
        "callout": "good-help",
        "name": "Nightingale",
        "pseudonym": "yes",
        "title": "The nurse who stayed",
        "story": "She stayed until it was light.",
        "email": "cleo@example.org",
        "consent": "publish-anonymously",
    }


def test_without_consent_nothing_is_sent(visitor, story_form_server):
    page, posted = visitor
    page.goto(story_form_server + KINDS["open callout"])
    page.get_by_label("What should we call you?").fill("Cleo")
    page.get_by_label("A title for your story").fill("A title")
    page.get_by_label("Your story", exact=True).fill("A story.")
    page.get_by_role("button", name="Send us your story").press("Enter")
    page.wait_for_timeout(200)
    assert posted == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_story_form_is_open_to_everybody(chromium, story_form_server, axe, width):
    """No axe violation and nothing to scroll sideways, by day and in the dark."""
    for scheme in ("light", "dark"):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto(story_form_server + KINDS["open callout"], wait_until="networkidle")
        assert page.locator(".story-form").count() == 1
        assert axe(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        context.close()


def test_where_nobody_takes_answers_no_form_is_shown_and_one_can_write(visitor, site_server):
    """A story must not end at an address that is not there."""
    page, posted = visitor
    page.goto(site_server + KINDS["open callout"])
    assert page.locator("main form").count() == 0
    link = page.get_by_role("link", name="Start an e-mail to us")
    assert link.get_attribute("href").startswith("mailto:stories@participle.example?subject=")
    assert posted == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in SCRIPTED])
@pytest.mark.sample(8)
def test_every_page_reads_the_same_without_javascript(chromium, site_server, visitor, page, kind):
    plain, _ = visitor
    page.set_viewport_size({"width": 360, "height": 740})
    for window in (plain, page):
        window.route("**/*.png", lambda route: route.abort())
        window.goto(site_server + KINDS[kind])
    assert plain.locator("body").inner_text() == page.locator("body").inner_text()
    assert len(plain.locator("body").inner_text().split()) > 10
