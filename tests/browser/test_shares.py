"""Passing a post on, as a person does it: by pointer, by finger and by keyboard, without a line of JavaScript."""

import pytest

from tests.browser.kinds import KINDS

PLACES = ["post", "submission"]
SELECTED = "() => getSelection().toString().trim()"
TYPED = """() => { const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd); }"""


@pytest.fixture
def quiet_page(chromium):
    """A page 320 pixels wide, its scripts switched off; Playwright’s own questions are still answered."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def link_of(page) -> str:
    """The canonical address."""
    return page.locator("link[rel=canonical]").get_attribute("href")


@pytest.mark.parametrize("kind", PLACES)
def test_one_click_on_the_link_selects_all_of_it(page, site_server, kind):
    page.goto(site_server + KINDS[kind])
    page.get_by_text("Copy the link").click()
    page.locator(".share-url").click(position={"x": 60, "y": 20})
    assert page.evaluate(SELECTED) == link_of(page)


@pytest.mark.parametrize("kind", PLACES)
def test_the_keyboard_opens_it_and_tab_selects_all_of_it(page, site_server, kind):
    page.goto(site_server + KINDS[kind])
    page.locator(".share-link summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    field = page.get_by_role("textbox", name="The link to this post")
    assert page.evaluate(TYPED) == link_of(page)
    assert field.evaluate("e => [getComputedStyle(e).opacity, getComputedStyle(e).outlineStyle]") == ["1", "solid"]
    page.keyboard.type("x")
    assert field.input_value() == link_of(page)


def test_it_all_works_with_javascript_off_and_fits_320_pixels(quiet_page, site_server):
    quiet_page.goto(site_server + KINDS["post"])
    assert not quiet_page.locator(".share-url").is_visible()
    quiet_page.locator(".share-link summary").click()
    assert quiet_page.locator(".share-url").is_visible()
    for part in (".share-links a", ".share-link summary", ".share-url"):
        for box in (found.bounding_box() for found in quiet_page.locator(part).all()):
            assert box["height"] >= 44, part
            assert box["x"] >= 0 and box["x"] + box["width"] <= 320, part


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_wrong_with_it_open(page, site_server, axe, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(site_server + KINDS["submission"])
    page.get_by_text("Copy the link").click()
    assert axe(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_it_is_not_printed(page, site_server):
    page.goto(site_server + KINDS["post"])
    page.emulate_media(media="print")
    assert not page.locator(".sharing").is_visible()
