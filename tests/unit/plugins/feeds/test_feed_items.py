"""From an article to a feed item."""

from datetime import UTC, datetime

import pytest

from plugins.feeds.absolute import absolute
from plugins.feeds.items import feed_item
from tests.articles import FakeContent

PAGE = "https://blog.participle.example/2014/06/03/tea/"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="/about/">x</a>', '<a href="https://blog.participle.example/about/">x</a>'),
        ('<a href="../other/">x</a>', '<a href="https://blog.participle.example/2014/06/03/other/">x</a>'),
        ('<a href="#fn:tea-1">1</a>', f'<a href="{PAGE}#fn:tea-1">1</a>'),
        ('<a href="https://x.example/">x</a>', '<a href="https://x.example/">x</a>'),
        ('<a href="mailto:a@x.example">x</a>', '<a href="mailto:a@x.example">x</a>'),
        ('<a href="http://[half">x</a>', '<a href="http://[half">x</a>'),
        (
            '<picture><source srcset="/a.avif 1w"><img src="/a.jpg" srcset="/a.jpg 1x, /b.jpg 2x" sizes="auto" loading="lazy" alt="A"></picture> b',
            '<img src="https://blog.participle.example/a.jpg" alt="A"> b',
        ),
        ('<p>One</p><aside class="big pull-quote"><p>One!</p></aside><p>Two</p>', "<p>One</p><p>Two</p>"),
        ('<p>One</p><aside class="pull-quote-not">Two</aside>', '<p>One</p><aside class="pull-quote-not">Two</aside>'),
        ("Words", "Words"),
        ("<!-- x -->", "<!-- x -->"),
        ("", ""),
    ],
)
def test_html_for_anywhere(markup, expected):
    assert absolute(markup, PAGE) == expected


def test_words_after_a_dropped_pull_quote_stay():
    assert absolute('<p>a</p><aside class="pull-quote">b</aside>c', PAGE) == "<p>a</p>c"


def test_a_site_below_a_folder_keeps_the_folder(article, settings, template):
    settings["SITEURL"] = "https://example.org/blog"
    item = feed_item(article(content='<p><a href="/blog/about/">x</a></p>', figure=None), settings, template)
    assert item.url == "https://example.org/blog/2014/06/03/tea-3/"
    assert 'href="https://example.org/blog/about/"' in item.words_html


def test_an_article_with_everything(article, item_of):
    item = item_of(article(editors_note="<p>A retelling.</p>"))
    assert item.id == "tag:blog.participle.example,2014:articles/2014-06-03-tea"
    assert item.url == "https://blog.participle.example/2014/06/03/tea-3/"
    assert item.categories == ("Backr", "tea", "walks")
    (author,) = item.authors
    assert (author.name, author.role, author.organisation) == ("Ada", "Editor", "Tea Weekly")
    assert (author.url, author.avatar_url) == (
        "https://blog.participle.example/author/ada/",
        "https://blog.participle.example/images/ada-0-160.jpg",
    )
    assert (item.figure.url, item.figure.length) == ("https://blog.participle.example/images/tea-0123456789-1200.jpg", 5)
    assert item.content_html.index("Drawing: Dov") < item.content_html.index("Words.") < item.content_html.index("A retelling.")
    assert "Ada is fond of tea." in item.content_html
    assert item.words_html == "<p>Words.</p>"


def test_an_article_with_every_other_plugin_off(article, item_of):
    bare = article()
    for name in ("figure", "contributors", "programme", "tags"):
        delattr(bare, name)
    item = item_of(bare)
    assert (item.authors, item.figure, item.submission, item.categories) == ((), None, None, ())
    assert item.content_html.strip() == "<p>Words.</p>"


def test_a_submission_carries_its_envelope(article, submission, item_of):
    item = item_of(article(submission=submission))
    parts = [
        "What helps?",
        "Cleo",
        "(a pen-name)",
        "Guardian Witness",
        "/about/",
        "Words.",
        "Published as sent",
        "Thank you.",
        "stories@",
        "View the original",
    ]
    places = [item.content_html.index(part) for part in parts]
    assert places == sorted(places)
    assert [author.name for author in item.authors] == ["Cleo"]
    assert item.submission.introduced_by == ("Ada",)
    assert item.submission.intro_html == '<p>We <a href="https://blog.participle.example/about/">asked</a>.</p>'
    assert "Ada is fond of tea." not in item.content_html


def test_the_id_outlives_everything_but_the_article(article, item_of, settings):
    """A new title, date, slug and address, and https instead of http, leave the id; an `id` of its own rules."""
    before = item_of(article())
    settings["SITEURL"] = "http://elsewhere.example/blog"
    after = item_of(article(title="New", slug="new", url="2015/01/01/new/", content="<p>Changed.</p>"))
    assert after.id == before.id
    assert item_of(article(id="first post/é")).id == "tag:blog.participle.example,2014:first%20post/%C3%A9"


def test_updated_comes_from_the_content(article, item_of):
    assert item_of(article()).updated == article().date
    edited = datetime(2014, 7, 1, tzinfo=UTC)
    assert item_of(article(modified=edited)).updated == edited


def test_a_moment_without_an_offset_is_in_the_time_of_the_site(article, item_of):
    assert item_of(article(date=datetime(2014, 6, 3, 9, 0))).published.isoformat() == "2014-06-03T09:00:00+01:00"


def test_a_post_without_a_summary_gets_its_first_words(article, item_of):
    item = item_of(article(summary="", content='<aside class="pull-quote"><p>Loud.</p></aside><p>' + "word " * 100 + "</p>"))
    assert item.summary.startswith("word word")
    assert len(item.summary) <= 280 and item.summary.endswith("…")


def test_words_are_made_when_they_are_asked_for_and_once(article, settings, template):
    drawn = []

    class Counting:
        def render(self, shown):
            drawn.append(shown["url"])
            return template.render(shown)

    item = feed_item(article(), settings, Counting())
    assert drawn == [] and not {"words_html", "content_html"} & vars(item).keys()
    assert item.content_html == item.content_html and item.words_html in item.content_html
    assert drawn == [item.url]


def test_what_it_is_made_of_does_not_change_with_what_is_made(article, item_of):
    item = item_of(article())
    before = item.made_of()
    assert item.content_html and item.made_of() == before
    changed = item_of(article(content="<p>Other words.</p>")).made_of()
    assert {name for name in before if before[name] != changed[name]} == {"_content"}


def test_characters_that_xml_cannot_hold_are_in_none_of_it(article, item_of):
    item = item_of(article(content="<p>A\x08bell.</p>"))
    assert "Abell" in item.words_html and "Abell" in item.content_html


def test_hostile_text_stays_text(article, submission, item_of):
    evil = "<script>alert(1)</script>"
    submission.submitter = submission.question = evil
    item = item_of(article(title=evil, summary=evil, submission=submission, tags=[FakeContent(name=evil, slug="x", url="tag/x/")]))
    assert evil not in item.content_html
    assert item.title == evil


def test_the_hash_of_its_text_changes_with_what_a_reader_sees_and_with_nothing_else(article, submission, item_of):
    plain = item_of(article()).text_hash
    assert plain == item_of(article(slug="elsewhere", url="elsewhere/", modified=article().date)).text_hash
    others = [
        item_of(article(title="Another")),
        item_of(article(content="<p>Another</p>")),
        item_of(article(editors_note="<p>Note</p>")),
        item_of(article(figure=None)),
    ]
    assert len({plain, *(each.text_hash for each in others)}) == 5
