"""The quick lists are Pelican's own, only sooner."""

from collections import defaultdict
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.settings import read_settings

from plugins.incremental.lists import Articles, address_once, by_period, by_subject, words_once

SETTINGS = {
    f"{name}_ARCHIVE_{what}": f"{shape}{end}"
    for name, shape in (("YEAR", "{date:%Y}/"), ("MONTH", "{date:%Y}/{date:%m}/"), ("DAY", "{date:%Y}/{date:%m}/{date:%d}/"))
    for what, end in (("URL", ""), ("SAVE_AS", "index.html"))
}
DAYS = some.lists(some.integers(0, 900), max_size=30)


@given(days=DAYS, newest_first=some.booleans(), without=some.sampled_from(["YEAR", "MONTH", "DAY", ""]))
def test_archives_of_periods_are_those_of_pelican(days, newest_first, without):
    settings = SETTINGS | ({f"{without}_ARCHIVE_SAVE_AS": ""} if without else {})
    articles = [SimpleNamespace(date=datetime(2013, 1, 1) + timedelta(days=day), slug=str(place)) for place, day in enumerate(days)]
    articles.sort(key=lambda article: (-article.date.timestamp(), article.slug))
    dates = sorted(articles, key=lambda article: article.date, reverse=newest_first)
    expected = ArticlesGenerator._build_period_archives(None, dates, articles, settings)
    assert by_period(dates, articles, settings) == expected


@given(days=DAYS)
def test_a_list_says_what_is_in_it(days):
    posts = [SimpleNamespace(day=day) for day in days]
    own = Articles(posts[::2])
    assert [post in own for post in posts] == [place % 2 == 0 for place in range(len(posts))]
    for post in posts[1::2]:
        own.append(post)
        assert post in own
    assert SimpleNamespace(day=0) not in own


def test_subjects_collect_articles_in_such_lists():
    generator = SimpleNamespace()
    by_subject(generator)
    for kind in ("tags", "categories", "authors"):
        assert isinstance(getattr(generator, kind), defaultdict)
        assert type(getattr(generator, kind)["any"]) is Articles


def test_an_address_is_made_once():
    class Article:
        asked = 0

        @property
        def url(self):
            Article.asked += 1
            return "2014/06/03/good/"

    generator = SimpleNamespace(articles=[Article()], hidden_articles=[Article()], drafts=[])
    address_once(generator)
    assert [article.override_url for article in generator.articles + generator.hidden_articles] == ["2014/06/03/good/"] * 2
    assert Article.asked == 2


@pytest.mark.parametrize("relative", [True, False])
def test_words_are_held_once_unless_links_depend_on_the_page_that_shows_them(relative):
    settings = read_settings(override={"RELATIVE_URLS": relative})
    article = Article('<a href="{index}">all</a>', {"title": "A"}, settings, "a.md", {"localsiteurl": "https://here.example"})
    shown = article.content
    assert "https://here.example/index.html" in shown
    words_once(SimpleNamespace(articles=[article], settings=settings))
    assert (article._content is shown) == (not relative)
    assert article.content is shown


@pytest.mark.parametrize("name", ["_build_period_archives", "generate_context"])
def test_pelican_still_has_what_is_replaced(name):
    """An update of Pelican that renames it would make the quick way do nothing, in silence."""
    assert hasattr(ArticlesGenerator, name)
