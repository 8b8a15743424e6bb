"""Periods in the site's time zone, posts grouped by period, and the digest of one period. Nothing here reads the clock.

A period includes its start and excludes its end, the start of the next one. A day has 23 or 25 hours when the clocks change.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsroom import segmentation
from newsroom.dates import month, span, weekday
from newsroom.errors import PeriodUnknown
from newsroom.feeds.feed import FeedItem
from newsroom.site_json import Site

DAILY, WEEKLY, MONTHLY = "daily", "weekly", "monthly"
IMMEDIATELY = "immediately"
PERIODICAL = (DAILY, WEEKLY, MONTHLY)
PREHEADER_LENGTH = 140  # about as much as an inbox shows beside the subject


@dataclass(frozen=True)
class Period:
    """A day, ISO week or month that begins on the day `first`, in the time zone `zone`."""

    frequency: str
    first: date
    zone: str

    @property
    def key(self) -> str:
        """The name in addresses and ids: `2014-06-03`, `2014-W23` or `2014-06`."""
        if self.frequency == WEEKLY:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return self.first.isoformat() if self.frequency == DAILY else f"{self.first:%Y-%m}"

    @property
    def title(self) -> str:
        """`Tuesday 3 June 2014`, `Week of 2 to 8 June 2014` or `June 2014`."""
        if self.frequency == WEEKLY:
            return f"Week of {span(self.first, self.first + timedelta(days=6))}"
        return weekday(self.first) if self.frequency == DAILY else month(self.first)

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after the period."""
        return self.next().start

    def next(self) -> "Period":
        """The period that follows."""
        return Period(self.frequency, _following(self.frequency, self.first), self.zone)

    def finished(self, build_date: datetime) -> bool:
        """Tell whether the period is over at `build_date` (aware)."""
        return self.end.astimezone(UTC) <= build_date.astimezone(UTC)


def _midnight(day: date, zone: str) -> datetime:
    """Return the first moment of a day. If the clocks go forward at midnight, that is one o'clock."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def _following(frequency: str, first: date) -> date:
    if frequency == MONTHLY:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first + timedelta(days=7 if frequency == WEEKLY else 1)


def period_of(frequency: str, moment: datetime, zone: str) -> Period:
    """Return the period that contains `moment` (aware). Raises PeriodUnknown for a frequency without periods."""
    if frequency not in PERIODICAL:
        raise PeriodUnknown(f"“{frequency}” has no periods; these have: {', '.join(PERIODICAL)}")
    day = moment.astimezone(ZoneInfo(zone)).date()
    first = {DAILY: day, WEEKLY: day - timedelta(days=day.weekday()), MONTHLY: day.replace(day=1)}[frequency]
    return Period(frequency, first, zone)


def period_named(frequency: str, key: str, zone: str) -> Period:
    """Return the period with that `Period.key`. Raises PeriodUnknown."""
    shapes = {DAILY: r"(\d{4})-(\d{2})-(\d{2})", WEEKLY: r"(\d{4})-W(\d{2})", MONTHLY: r"(\d{4})-(\d{2})"}
    match = re.fullmatch(shapes.get(frequency, r"(?!)"), key, re.ASCII)
    try:
        numbers = [int(number) for number in match.groups()]
        first = date.fromisocalendar(*numbers, 1) if frequency == WEEKLY else date(*(numbers + [1])[:3])
    except (AttributeError, ValueError):
        raise PeriodUnknown(
            f"There is no {frequency} period “{key}”; examples: daily 2014-06-03, weekly 2014-W23, monthly 2014-06"
        ) from None
    return Period(frequency, first, zone)


def by_period(items: Iterable[FeedItem], frequency: str, zone: str) -> list[tuple[Period, tuple[FeedItem, ...]]]:
    """Group items by period; periods and items are newest first."""
    groups: dict[Period, list[FeedItem]] = {}
    for item in newest_first(items):
        groups.setdefault(period_of(frequency, item.published, zone), []).append(item)
    return [(period, tuple(groups[period])) for period in sorted(groups, key=lambda period: period.first, reverse=True)]


def newest_first(items: Iterable[FeedItem]) -> list[FeedItem]:
    """Sort by publication, newest first, as on the blog; items of the same moment by id."""
    return sorted(sorted(items, key=lambda item: item.id), key=lambda item: item.published.timestamp(), reverse=True)


@dataclass(frozen=True)
class DigestLink:
    """The title and the page of another digest."""

    title: str
    url: str


@dataclass(frozen=True)
class Digest:
    """The digest of a period, or of single posts (`immediately`). Items are newest first. Addresses are absolute, or "".

    `url` is its page, `mail_url` and `text_url` are the mail as sent. `start` and `end` are None for a single post.
    """

    frequency: str
    key: str
    title: str
    subject: str
    preheader: str
    items: tuple[FeedItem, ...]
    url: str
    mail_url: str = ""
    text_url: str = ""
    start: datetime | None = None
    end: datetime | None = None
    previous: DigestLink | None = None
    next: DigestLink | None = None


def address(frequency: str, key: str) -> str:
    """Return the path of a digest's page: `digests/weekly/2014-W23/`."""
    return f"digests/{frequency}/{key}/"


def compose(items: Iterable[FeedItem], period: Period, site: Site, previous: Period | None = None, next: Period | None = None) -> Digest:
    """Return the digest of the items in `period`; `previous` and `next` are the neighbouring periods that have one.

    Raises ValueError if `period` has no item.
    """
    own = tuple(item for item in newest_first(items) if period_of(period.frequency, item.published, period.zone) == period)
    if not own:
        raise ValueError(f"no post in {period.title}: an empty period makes no digest")
    url = f"{site.url}/{address(period.frequency, period.key)}"
    return Digest(
        frequency=period.frequency,
        key=period.key,
        title=period.title,
        subject=_subject(period, own),
        preheader=_preheader(own),
        items=own,
        url=url,
        mail_url=f"{url}mail.html",
        text_url=f"{url}mail.txt",
        start=period.start,
        end=period.end,
        previous=_link(previous, site),
        next=_link(next, site),
    )


def compose_post(item: FeedItem) -> Digest:
    """Return the digest of one post for followers at `immediately`; its page is the post."""
    return Digest(IMMEDIATELY, item.id, _line(item.title), _line(item.title), _preheader((item,)), (item,), item.url)


def gather(items: Iterable[FeedItem], period: Period, site: Site) -> Digest:
    """Return the digest of what is new to a follower in `period`; posts may be dated before it.

    Its page is the page of the period if that has all of them, else the list of digests.
    """
    own = tuple(newest_first(items))
    inside = all(period_of(period.frequency, item.published, period.zone) == period for item in own)
    url = f"{site.url}/{address(period.frequency, period.key)}" if inside else f"{site.url}/digests/"
    return Digest(
        period.frequency, period.key, period.title, _subject(period, own), _preheader(own), own, url, start=period.start, end=period.end
    )


def gather_posts(items: Iterable[FeedItem], moment: datetime, site: Site) -> Digest:
    """Return the digest of posts that came at the same time, for followers at `immediately`."""
    own = tuple(newest_first(items))
    if len(own) == 1:
        return compose_post(own[0])
    title = f"{len(own)} new posts"
    subject = _line(f"{own[0].title.rstrip('.')} and {len(own) - 1} more")
    return Digest(IMMEDIATELY, moment.isoformat(), title, subject, _preheader(own), own, f"{site.url}/")


def _link(period: Period | None, site: Site) -> DigestLink | None:
    return DigestLink(period.title, f"{site.url}/{address(period.frequency, period.key)}") if period else None


def _subject(period: Period, items: tuple[FeedItem, ...]) -> str:
    if len(items) == 1:
        return _line(f"{period.title}: {items[0].title}")
    return _line(f"{period.title}: {items[0].title.rstrip('.')} and {len(items) - 1} more")


def _preheader(items: tuple[FeedItem, ...]) -> str:
    """Return what an inbox shows after the subject: the first summary, then the other titles."""
    words = items[0].summary or items[0].title
    if len(items) > 1:
        words = f"{words} Also: {', '.join(item.title for item in items[1:])}"
    return shortened(words, PREHEADER_LENGTH)


def _line(text: str) -> str:
    return " ".join(text.split())  # a line break in a subject would start another header


def shortened(text: str, length: int) -> str:
    """Return `text` on one line, cut between words at `length` characters with an ellipsis."""
    return segmentation.shortened(_line(text), length)
