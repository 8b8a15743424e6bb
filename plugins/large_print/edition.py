"""What one week's edition holds: its posts, in the order in which they appeared, with their words made ready for paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from newsroom.digests.digest import WEEKLY, by_period
from newsroom.feeds.feed import FeedItem
from plugins.large_print.print_html import prepare_for_print


@dataclass(frozen=True)
class Post:
    """A post as it stands in an edition. `place` is its id there; `words`, `note`, `intro` and `thanks` are HTML, "" for none."""

    place: str
    item: FeedItem
    words: Markup
    note: Markup
    intro: Markup
    thanks: Markup


@dataclass(frozen=True)
class Edition:
    """The posts of one finished week, the first first. `key` is the week's: 2014-W23; `title`: Week of 2 to 8 June 2014."""

    key: str
    title: str
    items: tuple[FeedItem, ...]
    site_url: str

    @property
    def address(self) -> str:
        """Its page below the site: `print/2014-W23/`."""
        return f"print/{self.key}/"

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Made ready only when its page is drawn, which most builds need not do."""
        return _posts(self.items, self.site_url)


def editions(items: Iterable[FeedItem], build_date: datetime, zone: str, site_url: str) -> list[Edition]:
    """One edition for each week of the time zone `zone` that is over at `build_date` and has a post, newest first."""
    return [
        Edition(period.key, period.title, tuple(reversed(own)), site_url)
        for period, own in by_period(items, WEEKLY, zone)
        if period.finished(build_date)
    ]


def _posts(items: Iterable[FeedItem], site_url: str) -> tuple[Post, ...]:
    """No id is given twice, neither by two texts nor by a text and the page around it."""
    numbered = [(f"post-{number}", item) for number, item in enumerate(items, 1)]
    ids = {"main", "contents", "colophon", *(place for place, _ in numbered)}
    posts = []
    for place, item in numbered:
        submission = item.submission
        # In the order in which they stand on the page, so that of two texts with the same id the first keeps it.
        intro = prepare_for_print(submission.intro_html, item.url, site_url, ids) if submission else Markup("")
        words = prepare_for_print(item.words_html, item.url, site_url, ids)
        thanks = prepare_for_print(submission.thanks_html, item.url, site_url, ids) if submission else Markup("")
        posts.append(Post(place, item, words, prepare_for_print(item.note_html, item.url, site_url, ids), intro, thanks))
    return tuple(posts)
