"""Compose a digest for each completed period with at least one post."""

from collections.abc import Iterable
from datetime import datetime

from newsroom.digests.digest import PERIODICAL, Digest, by_period, compose
from newsroom.feeds.feed import FeedItem
from newsroom.site_json import Site


def completed_digests(items: Iterable[FeedItem], site: Site, build_date: datetime) -> dict[str, list[Digest]]:
    """Return the digests of each frequency, newest first, for periods that ended before `build_date`."""
    posts = list(items)
    return {frequency: _of(frequency, posts, site, build_date) for frequency in PERIODICAL}


def _of(frequency: str, posts: list[FeedItem], site: Site, build_date: datetime) -> list[Digest]:
    over = [(period, own) for period, own in by_period(posts, frequency, site.time_zone) if period.finished(build_date)]
    periods = [period for period, _ in over]
    older, newer = [*periods[1:], None], [None, *periods]
    return [compose(own, period, site, before, after) for (period, own), before, after in zip(over, older, newer, strict=False)]
