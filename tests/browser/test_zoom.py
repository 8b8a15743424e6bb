"""At 400 % a screen of 1280 pixels is 320 wide and 225 high; and people set their own distances between letters, words and lines."""

import re
from urllib.parse import parse_qs

import pytest

from tests.browser.kinds import KINDS, MAILS, see
from tests.browser.seen import CUT, OVERLAPS

PAGES = [kind for kind in KINDS if kind not in MAILS]
DESK = "https://desk.participle.example"
# WCAG 2.2, 1.4.12.
SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"
WIDTH = "document.scrollingElement.scrollWidth"


@pytest.fixture(scope="module")
def zoomed(chromium):
    """A window of 1280 × 900 at 400 %."""
    # Still, or what is measured first would have moved before what is measured next.
    context = chromium.new_context(viewport={"width": 320, "height": 225}, device_scale_factor=4, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def bare(chromium):
    """`bare(address, width)`: a page whose pictures do not come, and say in words what they would have shown."""
    context = chromium.new_context()
    context.route(re.compile(r"/images/"), lambda route: route.abort())
    page = context.new_page()

    def open_page(address: str, width: int):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.evaluate("[...document.images].forEach(image => { image.loading = 'eager'; })")
        page.wait_for_function("[...document.images].every(image => image.complete)")
        return page

    yield open_page
    context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_at_400_percent_nothing_is_cut_lies_on_something_else_or_must_be_scrolled_sideways(zoomed, site_server, kind):
    see(zoomed, site_server, kind)
    assert zoomed.evaluate(WIDTH) <= 320
    assert zoomed.evaluate(OVERLAPS) == []
    assert zoomed.evaluate(CUT) == []
    assert zoomed.locator("h1:visible").count() >= (kind not in ("home", "older posts"))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.sample(20)
def test_with_distances_of_the_readers_own_no_words_are_lost(bare, site_server, kind, width):
    """Nor do the words stick out that stand in for a picture."""
    page = bare(site_server + KINDS[kind], width)
    assert page.evaluate(WIDTH) <= width
    page.add_style_tag(content=SPACED)
    assert page.evaluate(WIDTH) <= width
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(CUT) == []


def test_at_400_percent_one_can_follow(zoomed, site_server):
    """Each field fits the window together with its label."""
    posted = []
    zoomed.route(f"{DESK}/**", lambda route: (posted.append(route.request.post_data), route.fulfill(body="Thank you"))[1])
    zoomed.goto(site_server + KINDS["follow"])
    field = zoomed.get_by_label("Your e-mail address")
    field.fill("ben@example.org")
    label = zoomed.locator("label", has_text="Your e-mail address")
    assert field.bounding_box()["y"] + field.bounding_box()["height"] - label.bounding_box()["y"] < 225
    zoomed.get_by_label("Once a month").check()
    zoomed.locator("main").get_by_role("button", name="Follow").click()
    zoomed.wait_for_url(f"{DESK}/**")
    assert parse_qs(posted[0]) == {
        "email": ["ben@example.org"],
        "target": ["everything"],
        "frequency": ["monthly"],
        "page": ["follow/index.html"],
    }


def test_at_400_percent_one_can_answer(zoomed, story_form_server):
    """Every control is as wide as the column and high enough for a finger, and its label can be seen with it."""
    zoomed.goto(story_form_server + KINDS["open callout"])
    for name in ("What should we call you?", "A title for your story", "A photo", "Your e-mail address"):
        field = zoomed.locator(".story-form input:not([type=radio])").and_(zoomed.get_by_label(name))
        box, label = field.bounding_box(), zoomed.locator(".story-form label", has_text=name).first.bounding_box()
        assert box["height"] >= 44 and box["width"] >= 250, name
        assert box["y"] + box["height"] - label["y"] < 225, name
    for choice in zoomed.locator(".choice").all():
        assert choice.bounding_box()["height"] < 225
