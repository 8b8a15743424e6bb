"""Reads the site’s feeds and its list of posts, and notes which posts the desk sees for the first time, and which are published no more."""

import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from desk.digests.models import Item, ItemId, Run, Source
from desk.digests.renames import recognise_renames
from desk.digests.withdrawals import Compared, Posts, compare
from desk.follows.forms import EVERYTHING, targets
from desk.published import published
from newsroom.errors import FeedUnreadable
from newsroom.feeds.feed import Feed, FeedItem, from_json, to_json

_PATIENCE_SECONDS = 10
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Reading:
    """How many feeds had changed, how many posts were new, what could not be read, by target; titles of posts that have another id now, and of those that wait for posts.json."""

    changed: int
    new: int
    problems: dict[str, str]
    renamed: tuple[str, ...]
    waiting: tuple[str, ...]
    compared: Compared


@dataclass(frozen=True)
class Fetched:
    """What was asked for at one feed: `text` and `state` when it had changed, or what was wrong."""

    target: str
    url: str
    text: str | None = None
    state: str = ""
    problem: str = ""


def read_feeds(now: datetime, accept_removals: bool = False, fetched: Iterable[Fetched] | None = None) -> Reading:
    """Look at every feed that the site names, that of everything first, and at which posts are published still.

    `fetched`: what `fetch_feeds` gave before. Raises SiteUnreadable when the site names no feeds or not its posts, PostsMissing when many of these are gone.
    """
    posts = published().posts()
    renamed = recognise_renames(posts, now)
    changed = new = 0
    problems, waiting, looked = {}, {}, []
    for each in fetch_feeds() if fetched is None else fetched:
        source, _ = Source.objects.get_or_create(target=each.target, defaults={"url": each.url})
        problem = each.problem
        if each.text is not None:
            try:
                noted = _note(source, from_json(each.text), posts, now, each.state)
                new += noted.new
                changed += 1
                waiting |= dict.fromkeys(noted.waiting)
            except (ValueError, FeedUnreadable) as error:
                problem = str(error)
        if problem:
            problems[each.target] = problem
            Source.objects.filter(pk=source.pk).update(problem=problem[:500])
        else:
            looked.append(each.target)
    with transaction.atomic():
        Source.wait_for_others()
        # One that can be read again may be as it was, and one that the site names no more is nobody's problem.
        Source.objects.exclude(target__in=problems).exclude(problem="").update(problem="")
        Source.objects.filter(target__in=looked).update(looked=now)
    return Reading(changed, new, problems, renamed, tuple(waiting), compare(posts, now, accept_removals))


def fetch_feeds() -> Iterator[Fetched]:
    """Ask for every feed, that of everything first; nothing is stored. Raises SiteUnreadable."""
    found = sorted(targets(published().site()).items(), key=lambda pair: (pair[0] != EVERYTHING, pair[0]))
    known = {target: state if read else "" for target, state, read in Source.objects.values_list("target", "state", "read")}
    for word, target in found:
        try:
            fetched = _fetch(target.feed, known.get(word, ""))
        except (OSError, ValueError) as error:
            yield Fetched(word, target.feed, problem=str(error) or type(error).__name__)
        else:
            yield Fetched(word, target.feed, *(fetched or (None, "")))


@dataclass(frozen=True)
class _Noted:
    new: int
    waiting: tuple[str, ...]


@transaction.atomic
def _note(source: Source, feed: Feed, posts: Posts, now: datetime, state: str) -> _Noted:
    """Keep the posts of a feed: how many of them the desk had never seen and are news. One that is not among `posts` waits until it is."""
    Source.wait_for_others()
    source.refresh_from_db()
    seen_now = Run.after_all(now)
    first_time = source.read is None
    ids = [item.id for item in feed.items]
    known = {pk: pk for pk in Item.objects.filter(pk__in=ids).values_list("pk", flat=True)} | dict(
        ItemId.objects.filter(pk__in=ids).values_list("pk", "item")
    )
    new, waiting = 0, []
    for item in feed.items:
        if item.id not in posts:  # withdrawn while a cache still has the old feed, or not yet in an old posts.json
            waiting.append(item.title)
            continue
        fields = {"title": item.title[:500], "feed": to_json(replace(feed, items=(item,))), "text_hash": posts[item.id].text_hash}
        if item.id in known:
            Item.objects.filter(pk=known[item.id]).update(**fields)
        else:
            new += not first_time
            seen = _seen(item, source.looked or source.read, seen_now)
            Item.objects.bulk_create(
                [Item(id=item.id, first_seen=seen, baseline=first_time, on_site=True, **fields)], ignore_conflicts=True
            )  # another start may be reading the same feed
        source.items.add(known.get(item.id, item.id))
    # With a post that waits, the feed is read again next time, as if it had changed; one that is read for the first time, as if it never was.
    read = {"state": "" if waiting else state, "disagrees_since": (source.disagrees_since or now) if waiting else None}
    if not (first_time and waiting):
        read["read"] = seen_now
    Source.objects.filter(pk=source.pk).update(problem="", url=feed.feed_url or source.url, **read)
    return _Noted(new, tuple(waiting))


def _seen(item: FeedItem, before: datetime | None, now: datetime) -> datetime:
    """When the desk would have seen a post, had it not been away: since it looked `before`. One that is dated back came just now."""
    return item.published if before and before < item.published <= now else now


def _fetch(url: str, state: str) -> tuple[str, str] | None:
    """The text at an address of the site and what tells this state of it from the next; None while it is in `state`."""
    if settings.SITE_FOLDER:
        file = Path(settings.SITE_FOLDER, url.removeprefix(f"{settings.SITE_URL}/"))
        found = str(file.stat().st_mtime_ns)
        return None if found == state else (file.read_text(encoding="utf-8"), found)
    request = urllib.request.Request(url, headers={"If-None-Match": state} if state else {})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:
            return answer.read(_MOST_BYTES).decode("utf-8"), answer.headers.get("ETag", "")
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise
