"""Notes stand beside their line where the page has a margin, and below the text where it has none; nobody meets one twice."""

import pytest

POST = "/2014/06/05/four-jobs-in-five/"
WORDS = "moves the result only from about 67 to about 70"
FIRST = "fn:four-jobs-in-five-1"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 1180, "height": 900}
BOXES = """() => [...document.querySelectorAll('.sidenote-text, .post-main .pull-quote')].map(e => {
  const box = e.getBoundingClientRect();
  return {top: box.top, bottom: box.bottom, left: box.left, right: box.right};
})"""


def said(page) -> str:
    """What a screen reader is given of the main part."""
    return page.locator("main").aria_snapshot()


@pytest.mark.parametrize("width", [320, 1180, 1280, 1600])
def test_a_screen_reader_hears_a_note_once_at_any_width(page, site_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site_server + POST)
    assert said(page).count(WORDS) == 1
    assert page.locator("main").inner_text().count(WORDS) == 1


def test_on_a_wide_screen_it_stands_in_the_margin_at_the_height_of_its_line(page, site_server):
    page.goto(site_server + POST)
    note, mark = page.locator(".sidenote-text").bounding_box(), page.locator(".sidenote > sup").bounding_box()
    text = page.locator(".post-main > .prose").bounding_box()
    assert note["x"] >= text["x"] + text["width"] + 16
    assert note["x"] + note["width"] <= 1280
    assert abs(note["y"] - mark["y"]) < 16
    assert not page.locator(".footnote").is_visible()
    assert not page.locator(".footnote-ref").is_visible()
    assert "note:" in said(page)


def test_on_a_narrow_one_it_stands_below_and_the_links_lead_there_and_back(page, site_server):
    page.set_viewport_size(NARROW)
    page.goto(site_server + POST)
    assert not page.locator(".sidenote").is_visible()
    page.locator(".footnote-ref").click()
    assert page.locator(":target").inner_text().startswith("100 × 86%")
    page.locator(".footnote-backref").click()
    assert page.locator(":target .footnote-ref").is_visible()


@pytest.mark.parametrize("post", [POST, "/2014/06/03/a-fair-advantage/"])
@pytest.mark.parametrize("width", [1216, 1280, 1440])
def test_notes_and_pull_quotes_share_the_margin_and_never_meet(page, site_server, post, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site_server + post)
    boxes = sorted(page.evaluate(BOXES), key=lambda box: box["top"])
    assert len(boxes) > 1
    assert all(upper["bottom"] <= lower["top"] for upper, lower in zip(boxes, boxes[1:], strict=False))
    assert all(box["right"] <= width for box in boxes)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_who_comes_from_a_feed_or_a_mail_is_led_to_the_note_in_the_list(page, site_server):
    """Then back to the line, and the list goes again."""
    page.goto(f"{site_server}{POST}#{FIRST}")
    item = page.locator(".footnote li")
    assert item.is_visible()
    assert WORDS in page.locator(":target").inner_text()
    page.locator(".footnote-backref").click()
    page.wait_for_url("**/*#fnref*")
    page.locator(".footnote").wait_for(state="hidden")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 900


def test_a_link_in_a_side_note_works(page, site_server):
    """With the mouse and with the keyboard: the post’s own words do for it."""
    page.goto(site_server + POST)
    page.locator(".sidenote-text").evaluate(
        "e => { const a = document.createElement('a'); a.href = '#main'; a.textContent = 'more'; e.append(a); }"
    )
    page.locator(".sidenote-text a").click()
    page.wait_for_url("**/*#main")
    assert page.evaluate("document.querySelector(':target').id") == "main"


def test_on_paper_the_notes_are_a_list(page, site_server):
    page.emulate_media(media="print")
    page.goto(site_server + POST)
    assert not page.locator(".sidenote").is_visible()
    assert page.locator(".footnote li").is_visible()


def test_without_a_style_sheet_the_copy_is_hidden_and_the_list_shown(chromium, site_server):
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(site_server + POST)
    assert page.locator("main").inner_text().count(WORDS) == 1
    assert not page.locator(".sidenote").is_visible()
    context.close()


def test_with_them_a_page_is_open_to_everybody(page, site_server, axe):
    page.goto(site_server + POST)
    assert axe(page) == []
