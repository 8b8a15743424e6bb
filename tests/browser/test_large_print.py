"""The large-print edition in a browser and on paper: large, black on white, one column, and each post on a fresh sheet."""

import re

import pytest

from tests.browser.kinds import KINDS

EDITION = KINDS["large print"]
SIZES = """() => {
  const found = [], walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && e.checkVisibility())
      found.push([Math.round(parseFloat(getComputedStyle(e).fontSize) * 10) / 10, getComputedStyle(e).fontStyle, getComputedStyle(e).color, walker.currentNode.data.trim().slice(0, 30)]);
  }
  return found;
}"""
EIGHTEEN_POINT = 24  # CSS pixels
BLACK = "rgb(0, 0, 0)"


@pytest.mark.parametrize("kind", ["large print", "large print with a submission"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_nothing_is_smaller_than_eighteen_point(page, site_server, kind, media):
    page.emulate_media(media=media)
    page.goto(site_server + KINDS[kind])
    sizes = page.evaluate(SIZES)
    assert len(sizes) > 30
    assert [found for found in sizes if found[0] < EIGHTEEN_POINT or found[1] != "normal"] == []


def test_who_has_set_larger_letters_gets_them_larger_still(chromium, site_server):
    """On the screen sizes follow the browser’s own."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site_server + EDITION)
    page.add_style_tag(content="html { font-size: 150% }")
    assert min(found[0] for found in page.evaluate(SIZES)) >= EIGHTEEN_POINT * 1.5
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_it_is_black_on_white_whatever_the_screen_was(page, site_server, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(site_server + EDITION)
    assert {found[2] for found in page.evaluate(SIZES)} == {BLACK}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_in_the_dark_the_screen_is_dark(page, site_server):
    page.emulate_media(color_scheme="dark")
    page.goto(site_server + EDITION)
    ink, paper = (
        page.evaluate(f"getComputedStyle(document.body).{name}").strip("rgb()").split(", ") for name in ("color", "backgroundColor")
    )
    assert min(map(int, ink)) > 240 and max(map(int, paper)) < 30


def test_on_paper_only_the_edition_is_left(page, site_server):
    page.emulate_media(media="print")
    page.goto(site_server + EDITION)
    for part in (".masthead", ".footer", ".skip-link", ".print-hint", ".footnote-backref", ".print-url"):
        assert not page.locator(part).first.is_visible(), part
    posts = page.locator(".large-print-post")
    assert posts.count() == 2
    assert {post.evaluate("e => getComputedStyle(e).breakBefore") for post in posts.all()} == {"page"}
    spelled = "e => getComputedStyle(e, '::after').content"
    assert {link.evaluate(spelled) for link in page.locator(".large-print a:not(.footnote-ref)").all()} == {"none"}


def test_it_prints_a_cover_and_each_post_from_a_fresh_sheet(page, site_server):
    """The whole of the two posts, at 18 point on A4: a booklet, no book."""
    page.goto(site_server + EDITION)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert 8 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) <= 14


def test_the_contents_lead_to_the_posts_and_a_number_to_its_note(page, site_server):
    page.goto(site_server + EDITION)
    page.locator(".contents a").nth(1).click()
    assert page.locator(":target h2").first.inner_text() == "Four jobs in five"
    page.locator(":target .footnote-ref").click()
    assert page.locator(":target").inner_text().startswith("100 × 86%")
