"""With nowhere to post to, the site says what to do instead, and promises no mail."""

import re
from urllib.parse import unquote

import pytest


@pytest.fixture(scope="module")
def bare(project):
    copy = project("bare")
    copy.set(FOLLOW={"endpoint": "", "count": None}, SUBMISSIONS={"endpoint": "", "email": "hello@town.example"})
    return copy.build().site


def test_no_page_has_a_form_that_sends_anything_away(bare):
    """Searching stays here."""
    assert [page.address for page in bare.pages.values() if page.tree.xpath('.//form[@method!="get" or @action!="/search/"]')] == []


def test_every_page_shows_the_feeds_and_how_to_use_them(bare):
    for page in bare.public_pages.values():
        box = page.having("follow-feeds")[0]
        assert box.xpath(".//a/@href") == ["/feed.xml", "/atom.xml", "/feed.json"]
        assert "feed reader" in box.text_content()


def test_a_count_that_is_not_known_is_not_mentioned(bare):
    assert [page.address for page in bare.pages.values() if page.having("follow-count") or re.search(r"Join \d+ other", page.text)] == []


def test_an_open_callout_says_how_to_write_and_what_to_include(bare):
    (box,) = bare.pages["/callouts/good-help/"].having("contact-instructions")
    plain, ready = box.xpath(".//a/@href")
    assert plain == "mailto:hello@town.example"
    assert ready.startswith("mailto:hello@town.example?subject=")
    assert "May you publish it" in unquote(ready)
    assert len(box.findall(".//li")) >= 4


def test_nothing_points_to_the_desk(bare):
    assert bare.holding("desk.participle.example") == []
    assert bare.broken_links() == []


def test_an_endpoint_that_is_not_safe_stops_the_build(project):
    """Addresses of people may only travel encrypted."""
    copy = project("unsafe")
    copy.set(FOLLOW={"endpoint": "http://desk.participle.example/follow/", "count": 1})
    built = copy.build()
    assert built.code == 1
    assert "FOLLOW" in built.said and "https://" in built.said
    assert not built.folder.exists()
