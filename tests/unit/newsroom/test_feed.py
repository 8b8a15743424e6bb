"""JSON Feed, written and read."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from newsroom.errors import FeedUnreadable
from newsroom.feeds.feed import LONG_AGO, Feed, FeedAuthor, FeedFigure, FeedItem, FeedSubmission, from_json, strip_invalid_xml, to_json


def feed(*items: FeedItem, **fields) -> Feed:
    home = "https://blog.participle.example/"
    return Feed("tag:x,2014:feed/", "The blog", home, f"{home}feed.json", "Words", "en-GB", items, **fields)


def test_what_is_written_is_read_back_the_same(post, submission):
    whole = feed(
        post(4, submission=submission, note_html="<p>A note.</p>"),
        post(3, figure=None),
        about_url="https://blog.participle.example/follow/",
    )
    assert from_json(to_json(whole)) == whole
    assert to_json(from_json(to_json(whole))) == to_json(whole)


def test_the_words_are_stored_once(post):
    """`words_html` is a part of `content_html`; storing it twice would double every feed."""
    text = to_json(feed(post(3, words_html="<p>Only once.</p>")))
    assert text.count("Only once.") == 1
    assert from_json(text).items[0].words_html == "<p>Only once.</p>"


def test_words_that_are_not_in_the_content_survive_too(post):
    item = post(3, content_html="<p>Something else</p>")
    assert from_json(to_json(feed(item))).items[0] == item


def test_the_format_is_json_feed_1_1(post):
    """https://www.jsonfeed.org/version/1.1/: version, title, items; id, url, content, dates of RFC 3339; authors; extensions with `about`."""
    document = json.loads(to_json(feed(post())))
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    item = document["items"][0]
    assert item["date_published"] == "2014-06-03T09:00:00+01:00"
    assert item["authors"][0] == {
        "name": "Ada",
        "url": "https://blog.participle.example/author/ada/",
        "avatar": "https://blog.participle.example/images/ada.png",
    }
    assert item["image"] == "https://blog.participle.example/images/tea.png"
    assert item["tags"] == ["tea", "Backr"]
    assert item["_participle"]["about"] == document["_participle"]["about"] == "https://blog.participle.example/"


def test_updated_is_the_newest_change_of_any_item_and_never_the_clock(post):
    edited = datetime(2014, 7, 1, tzinfo=UTC)
    assert feed(post(5), post(3, updated=edited)).updated == edited
    assert feed().updated == LONG_AGO
    assert feed(since=edited).updated == edited


def test_characters_that_xml_cannot_hold_are_removed_wherever_they_stand():
    bad = "a\x00b\x0bc\x1f\ufffe\ud83dd\ttab\nline é 🙂"
    item = FeedItem("i", "u", bad, bad, bad, LONG_AGO, LONG_AGO, authors=[FeedAuthor(bad)], categories=[bad], figure=FeedFigure("u", bad))
    good = "abcd\ttab\nline é 🙂"
    assert (item.title, item.summary, item.content_html) == (good, good, good)
    assert (item.authors[0].name, item.categories, item.figure.alt) == (good, (good,), good)


def test_html_fields_are_marked_as_html(submission):
    assert isinstance(submission.intro_html, Markup)
    assert not isinstance(submission.submitter, Markup)


@given(st.text())
def test_stripped_text_is_accepted_by_xml(text):
    from lxml import etree

    element = etree.Element("x")
    element.text = strip_invalid_xml(text)
    assert (element.text or "") == strip_invalid_xml(text)


words = st.text(max_size=20)


@given(title=words, content=words, name=words, alt=words, question=words, tags=st.lists(words, max_size=3))
def test_any_text_survives_the_round_trip(title, content, name, alt, question, tags):
    item = FeedItem(
        "i", "u", title, title, f"<p>{content}</p>", LONG_AGO, LONG_AGO, words_html=content, authors=[FeedAuthor(name)],
        categories=tags, figure=FeedFigure("u", alt), submission=FeedSubmission(question, "u", name),
    )  # fmt: skip
    assert from_json(to_json(feed(item))).items[0] == item


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/2"}', "not a JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "x"}', "broken: KeyError 'items'"),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": 1, "date_published": "yesterday"}]}',
            "broken: ValueError",
        ),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [3]}', "broken: AttributeError"),
    ],
)
def test_what_is_no_json_feed_is_refused_with_the_reason(text, why):
    with pytest.raises(FeedUnreadable, match=why):
        from_json(text)


def test_a_feed_of_somebody_else_is_read_without_our_extension():
    text = '{"version": "https://jsonfeed.org/version/1", "title": "x", "items": [{"id": "1", "content_html": "<p>Hi</p>"}]}'
    item = from_json(text).items[0]
    assert (item.id, item.words_html, item.published) == ("1", "<p>Hi</p>", LONG_AGO)
