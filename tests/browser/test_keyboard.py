"""Everything can be reached and done with the keyboard alone, and one always sees where one is."""

import pytest

from tests.browser.kinds import KINDS, MAILS, SCRIPTED

WHERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const words = `<${e.tagName.toLowerCase()}> ${(e.textContent || e.name || '').trim().slice(0, 40)}`;
  const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {words, drawn, inside};
}"""
COUNT = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !(e.type === 'radio' && e !== e.form.elements[e.name][0])).length"""
HALF_A_SITE = [
    "home",
    "post",
    "submission",
    "open callout",
    "contributors",
    "follow",
    "credits",
    "digest",
    "archive",
    "search with results",
    "error",
]


def walk(page) -> list[dict]:
    """Where Tab leads, from the top of the page to its end. Without smooth scrolling, so that each place is where it will stay."""
    page.emulate_media(reduced_motion="reduce")
    stops = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop is None or len(stops) > 400:
            return stops
        stops.append(stop)


@pytest.mark.parametrize("kind", HALF_A_SITE)
@pytest.mark.sample(5)
def test_tab_reaches_everything_and_the_focus_is_seen(page, site_server, kind):
    page.goto(site_server + KINDS[kind], wait_until="networkidle")
    stops = walk(page)
    assert [stop["words"] for stop in stops if not stop["drawn"]] == []
    assert [stop["words"] for stop in stops if not stop["inside"]] == []
    assert len(stops) == page.evaluate(COUNT)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in MAILS | SCRIPTED])
@pytest.mark.sample(7)
def test_the_first_tab_offers_to_skip_to_the_main_part(page, site_server, kind):
    """Hidden until then; Enter leads past the header, and the next Tab goes on from there."""
    page.goto(site_server + KINDS[kind])
    link = page.get_by_role("link", name="Skip to the main part")
    hidden = link.bounding_box()
    page.keyboard.press("Tab")
    shown = link.bounding_box()
    assert hidden["y"] + hidden["height"] <= 0 or hidden["width"] <= 1
    assert shown["y"] >= 0 and shown["width"] > 40 and shown["height"] >= 24
    page.keyboard.press("Enter")
    page.wait_for_url("**/*#main")  # Playwright learns of the jump a moment after the key
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.masthead')")


@pytest.mark.parametrize("kind", ["post", "submission"])
def test_a_footnote_or_a_card_can_be_followed_and_left_again(page, site_server, kind):
    """Back and forth by links of the page itself."""
    page.goto(site_server + KINDS[kind])
    notes = page.locator(".footnote-ref")
    if kind == "post":
        page.set_viewport_size({"width": 1000, "height": 900})  # on a wider screen the note stands beside its line
        notes.first.focus()
        page.keyboard.press("Enter")
        assert page.locator(":target").inner_text().startswith("In research spread over some ten years")
        page.locator(".footnote-backref").first.focus()
        page.keyboard.press("Enter")
        page.locator(":target .footnote-ref").wait_for()
        assert page.locator(":target .footnote-ref").count() == 1
    else:
        page.locator(".callout-question-text a").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/callouts/childrens-services/")
