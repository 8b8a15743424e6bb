"""Which digests there are, and the feeds for mail services."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree, html

from newsroom.digests.digest import compose_post
from newsroom.feeds.feed import FeedAuthor, FeedFigure, FeedItem
from newsroom.mail.mail import LIMIT, environment
from plugins.digests.completed import completed_digests
from plugins.digests.generator import site_facts
from plugins.digests.rss import email_feed
from tests.articles import FakeContent

LONDON = ZoneInfo("Europe/London")
AUTHORITY = "blog.participle.example,2014"
TEMPLATES = Path(__file__).parents[4] / "theme" / "templates"


@pytest.fixture
def site():
    settings = {"SITENAME": "The blog", "SITEURL": "https://blog.participle.example", "DEFAULT_LANG": "en-GB", "TIMEZONE": "Europe/London"}
    return site_facts(settings, [FakeContent(slug="follow", title="Follow", url="follow/")])


def post(day: int) -> FeedItem:
    moment, url = datetime(2014, 6, day, 9, 0, tzinfo=LONDON), f"https://blog.participle.example/2014/06/{day:02}/tea/"
    words = f"<p>Words of day {day}.</p>"
    return FeedItem(
        f"tag:{AUTHORITY}:{day}", url, f"Day {day}", f"Summary {day}", words, moment, moment, words, authors=[FeedAuthor("Ada")]
    )


def keys(digests: dict) -> dict:
    return {frequency: [digest.key for digest in some] for frequency, some in digests.items()}


def test_only_finished_periods_with_posts_have_a_digest(site):
    """On Thursday the fifth, Tuesday's digest is made, and the week's and the month's are not yet."""
    items = [post(3), post(5)]
    assert keys(completed_digests(items, site, datetime(2014, 6, 5, 23, 59, tzinfo=LONDON))) == {
        "daily": ["2014-06-03"],
        "weekly": [],
        "monthly": [],
    }
    assert keys(completed_digests(items, site, datetime(2014, 6, 9, tzinfo=LONDON))) == {
        "daily": ["2014-06-05", "2014-06-03"],
        "weekly": ["2014-W23"],
        "monthly": [],
    }


def test_a_day_ends_at_midnight_in_london_and_not_in_utc(site):
    assert completed_digests([post(3)], site, datetime(2014, 6, 3, 22, 59, tzinfo=UTC))["daily"] == []
    assert keys(completed_digests([post(3)], site, datetime(2014, 6, 3, 23, 0, tzinfo=UTC)))["daily"] == ["2014-06-03"]


def test_digests_point_to_their_neighbours_over_empty_periods(site):
    newer, older = completed_digests([post(3), post(25)], site, datetime(2014, 8, 1, tzinfo=LONDON))["weekly"]
    assert (newer.previous.title, newer.next) == (older.title, None)
    assert (older.previous, older.next.url) == (None, newer.url)


def test_each_item_of_an_email_feed_is_a_mail(site):
    digests = completed_digests([post(3), post(5), post(12)], site, datetime(2014, 8, 1, tzinfo=LONDON))["weekly"]
    text = email_feed("weekly", digests, site, environment(TEMPLATES), AUTHORITY, "theme/feed.css")
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert [entry.id for entry in parsed.entries] == [f"tag:{AUTHORITY}:digest/weekly/2014-W24", f"tag:{AUTHORITY}:digest/weekly/2014-W23"]
    first = parsed.entries[1]
    assert first.title == "Week of 2 to 8 June 2014: Day 5 and 1 more"
    assert first.link == "https://blog.participle.example/digests/weekly/2014-W23/"
    assert first.published == "Mon, 09 Jun 2014 00:00:00 +0100"
    assert first.summary == "Summary 5 Also: Day 3"
    assert text.splitlines()[1] == b'<?xml-stylesheet type="text/css" href="/theme/feed.css"?>'
    channel = etree.fromstring(text).find("channel")
    assert {guid.get("isPermaLink") for guid in channel.iter("guid")} == {"false"}
    for content in channel.iter("{http://purl.org/rss/1.0/modules/content/}encoded"):
        assert content.text.startswith('<table class="sheet" role="presentation" style="')
        assert "<html" not in content.text and "<style" not in content.text
        assert len(content.text.encode()) <= LIMIT


def test_immediately_has_one_post_an_item(site):
    text = email_feed(
        "immediately", [compose_post(post(5)), compose_post(post(3))], site, environment(TEMPLATES), AUTHORITY, "theme/feed.css"
    )
    entries = feedparser.parse(text).entries
    assert [(entry.id, entry.title, entry.link) for entry in entries] == [(item.id, item.title, item.url) for item in (post(5), post(3))]
    assert entries[0].published == "Thu, 05 Jun 2014 09:00:00 +0100"


def test_the_content_of_an_email_begins_with_its_title_and_not_with_the_credit_of_a_picture(site):
    """Mail programs and services show the first words of a mail beside its subject."""
    figure = FeedFigure(
        url=f"{site.url}/images/tea.png",
        alt="A cup",
        caption="",
        credit_line="Drawing: The picture desk",
        licence="CC0 1.0",
        licence_url="",
    )
    pictured = replace(post(5), figure=figure)
    (week,) = completed_digests([pictured, post(3)], site, datetime(2014, 8, 1, tzinfo=LONDON))["weekly"]
    for digest in (compose_post(pictured), week):
        feed = email_feed(digest.frequency, [digest], site, environment(TEMPLATES), AUTHORITY, "theme/feed.css")
        content = etree.fromstring(feed).findtext("channel/item/{http://purl.org/rss/1.0/modules/content/}encoded")
        words = " ".join(html.fragment_fromstring(content).text_content().split())
        assert words.startswith("Day 5")
        assert words.index("Day 5") < words.index("Drawing: The picture desk") < words.index("Words of day 5.")


def test_an_email_feed_without_a_digest_is_valid_and_has_no_clock_in_it(site):
    text = email_feed("monthly", [], site, environment(TEMPLATES), AUTHORITY, "theme/feed.css")
    assert etree.fromstring(text).findtext("channel/lastBuildDate") == "Sat, 01 Jan 2000 00:00:00 +0000"
    assert text == email_feed("monthly", [], site, environment(TEMPLATES), AUTHORITY, "theme/feed.css")


def test_without_feed_items_there_is_one_line_and_nothing_is_written(tmp_path, caplog):
    from plugins.digests.generator import DigestsGenerator

    generator = object.__new__(DigestsGenerator)
    generator.context, generator.output_path = {"articles": [FakeContent()]}, tmp_path
    generator.generate_output(None)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "plugins.feeds" in caplog.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["Why <b> & <team> are odd", "&amp; as typed", "<script>alert(1)</script> 🫖"])
def test_subject_and_preview_say_what_was_typed_to_a_service_that_takes_them_for_html(site, words):
    moment = datetime(2014, 6, 3, 9, 0, tzinfo=LONDON)
    item = FeedItem(f"tag:{AUTHORITY}:3", "https://blog.participle.example/a/", words, words, "<p>a</p>", moment, moment)
    feed = email_feed("immediately", [compose_post(item)], site, environment(TEMPLATES), AUTHORITY, "theme/feed.css")
    found = etree.fromstring(feed).find("channel/item")
    for field in ("title", "description"):
        shown = html.fragment_fromstring(found.findtext(field), create_parent="div")
        assert (shown.text_content(), list(shown)) == (words, []), field
