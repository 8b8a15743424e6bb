"""Pelican's lists of articles without its scans of all articles for each tag, contributor, programme and month.

Only attributes of one generator are set, at the moments that Pelican announces; what comes out is the same.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from pelican.contents import Content

_PERIODS = {
    "year": attrgetter("date.year"),
    "month": attrgetter("date.year", "date.month"),
    "day": attrgetter("date.year", "date.month", "date.day"),
}


class Articles(list):
    """A list of articles that knows at once whether one is in it."""

    def __contains__(self, article) -> bool:
        known = self.__dict__.get("known", ())
        if len(known) != len(self):
            known = self.known = set(map(id, self))
        return id(article) in known


def by_subject(generator) -> None:
    """Let tags, categories and authors collect their articles in lists that need no scan."""
    generator.tags, generator.categories, generator.authors = (defaultdict(Articles) for _ in range(3))


def address_once(generator) -> None:
    """Let articles and pages keep the address that Pelican would make anew each time somebody asks for it."""
    for text in _texts(generator):
        text.override_url = text.url


def words_once(generator) -> None:
    """Let articles and pages hold their words once, with links that lead somewhere: Pelican keeps those with its own signs in the links beside them.

    Not where links depend on the page that shows them.
    """
    if not generator.settings["RELATIVE_URLS"]:
        for text in _texts(generator):
            text._content = text.content


def _texts(generator) -> Iterator[Content]:
    for kind in ("articles", "hidden_articles", "drafts", "pages", "hidden_pages", "draft_pages"):
        yield from getattr(generator, kind, ())


def by_period(dates: list, articles: list, settings: dict) -> dict[str, list[dict]]:
    """What ArticlesGenerator._build_period_archives gives: the archives of years, months and days that the settings ask for.

    `dates` are the articles in the order of their dates, one way or the other; within a period those of `articles` keep its order.
    """
    places = {id(article): place for place, article in enumerate(articles)}
    archives = defaultdict(list)
    for name, period_of in _PERIODS.items():
        if save_as := settings[f"{name.upper()}_ARCHIVE_SAVE_AS"]:
            for period, group in groupby(dates, key=period_of):
                own = list(group)
                number = period if isinstance(period, tuple) else (period,)
                archives[name].append(
                    {
                        "dates": own,
                        "articles": sorted(own, key=lambda article: places[id(article)]),
                        "save_as": save_as.format(date=own[0].date),
                        "url": settings[f"{name.upper()}_ARCHIVE_URL"].format(date=own[0].date),
                        "period": (number[0], calendar.month_name[number[1]], *number[2:]) if len(number) > 1 else number,
                        "period_num": number,
                    }
                )
    return archives
