"""Tables in a browser: words stay whole, a wide table scrolls in a box of its own, and a keyboard reaches it."""

from functools import partial

import pytest

from tests.browser.conftest import serving
from tests.site.conftest import Project

LONG = "https://www.example.org/" + "a-very-long-address-of-a-report/" * 4
POST = f"""---
title: Figures in rows
date: 2014-08-01 09:00
authors: [the-editors]
summary: Two tables.
---
Opening hours first.

Day | Open
--- | ---
Monday | from nine in the morning until half past five
Wednesday | closed for the afternoon, as every week of the year

Then the yearly figures.

Year | Borough | Members | Volunteers | Evaluation | Source
---: | --- | ---: | ---: | --- | ---
2010 | Southwark | 1,021 | 212 | Independent | {LONG}
2011 | Hammersmith | 1,405 | 318 | Independent | {LONG}

That was all.
"""
PLACES = {
    "page": "/2014/08/01/figures-in-rows/",
    "mail": "/digests/daily/2014-08-01/mail.html",
    "large print": "/print/2014-W31/",
}
# The words of the cells that stand in more than one line, but for those that are longer than a cell may be.
BROKEN = """() => [...document.querySelectorAll(".table-scroll, table")].flatMap(box => {
  const found = [], walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(walker.currentNode, word.index);
    range.setEnd(walker.currentNode, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(rect => rect.top)).size > 1 && word[0].length < 30) found.push(word[0]);
  }
  return found;
})"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The address of the site with a post of two tables, one of them too wide for any page."""
    copy = Project(tmp_path_factory.mktemp("tables") / "newsroom")
    copy.write("content/articles/2014-08-01-figures-in-rows.md", POST)
    built = copy.build()
    assert built.code == 0, built.said
    with serving(built.site.folder) as address:
        yield address


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.sample(6)
def test_words_stay_whole_and_only_the_box_scrolls(chromium, tables, place, width):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(tables + PLACES[place])
    boxes = page.locator(".table-scroll")
    assert boxes.count() == 2
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    scrolls = partial(page.evaluate, "box => box.scrollWidth > box.clientWidth")
    narrow, wide = (scrolls(box) for box in boxes.element_handles())
    assert not narrow
    assert wide or width > 360
    context.close()


@pytest.mark.parametrize("place", PLACES)
def test_a_keyboard_scrolls_a_wide_table(chromium, tables, axe, place):
    """The box is focused with the tab key, named, and moved with the arrows; axe finds nothing against it."""
    context = chromium.new_context(viewport={"width": 360, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(tables + PLACES[place])
    box = page.get_by_role("group", name="Table").last
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    assert [fault for fault in axe(page) if "table" in fault] == []
    context.close()


def test_on_paper_no_column_is_cut_off(chromium, tables):
    """A sheet does not scroll, so there the table is no wider than the text."""
    context = chromium.new_context(viewport={"width": 640, "height": 900})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(tables + PLACES["page"])
    for box in page.locator(".table-scroll").element_handles():
        assert box.evaluate("box => box.querySelector('table').offsetWidth <= box.clientWidth")
    context.close()
