"""Who clicks on a feed sees what it is and how to use it, and not a heap of XML."""

import pytest

SEEN = """() => [...document.querySelectorAll('*')].flatMap(e => [null, '::before', '::after'].map(part => {
  const style = getComputedStyle(e, part), words = part ? style.content.replace(/^"|"$/g, '') : e.children.length ? '' : e.textContent;
  return (part ? style.content !== 'none' && words : words) && e.checkVisibility() ? words : '';
})).filter(Boolean).join(' ')"""


@pytest.mark.parametrize(
    "feed", ["feed.xml", "atom.xml", "author/the-editors/feed.xml", "tag/networks/atom.xml", "callouts/good-help/feed.xml"]
)
def test_a_feed_explains_itself(page, site_server, feed):
    """The name of the feed, what a feed is, how to subscribe and the address to copy."""
    page.goto(f"{site_server}/{feed}")
    seen = " ".join(page.evaluate(SEEN).split())
    assert "Participle blog" in seen
    assert "This is a web feed" in seen
    assert "copy the address" in seen and "feed reader" in seen
    assert f"https://blog.participle.example/{feed}" in seen or "attr(href)" in seen


@pytest.mark.parametrize("feed", ["feed.xml", "atom.xml"])
def test_it_lists_the_posts_and_hides_what_is_for_machines(page, site_server, feed):
    page.goto(f"{site_server}/{feed}")
    seen = page.evaluate(SEEN)
    assert "A fair advantage?" in seen
    assert "<p>" not in seen
    assert "tag:blog.participle.example" not in seen
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_an_empty_feed_says_that_it_is_empty(page, site_server):
    page.goto(f"{site_server}/callouts/good-help/atom.xml")
    assert "There is no post in it yet" in page.evaluate(SEEN)


def test_at_320_pixels_a_feed_need_not_be_scrolled_sideways(page, site_server):
    page.set_viewport_size({"width": 320, "height": 640})
    for feed in ("feed.xml", "atom.xml"):
        page.goto(f"{site_server}/{feed}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
