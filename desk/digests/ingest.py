"""Reads the site’s feeds and posts.json, and stores which posts are new, changed or withdrawn."""

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
from desk.digests.withdrawals import Posts, SiteChanges, compare_with_site
from desk.follows.forms import EVERYTHING, targets
from desk.published import published
from newsroom.errors import FeedUnreadable
from newsroom.feeds.feed import Feed, FeedItem, from_json, to_json

_TIMEOUT_SECONDS = 10
_MAX_BYTES = 20_000_000


@dataclass(frozen=True)
class IngestReport:
    """Numbers of changed feeds and new posts, problems by target, and titles of posts with a new id and of posts that posts.json lacks."""

    changed: int
    new: int
    problems: dict[str, str]
    renamed: tuple[str, ...]
    waiting: tuple[str, ...]
    changes: SiteChanges


@dataclass(frozen=True)
class FetchedFeed:
    """The response for one feed: `text` and `state` if it has changed, or a `problem`."""

    target: str
    url: str
    text: str | None = None
    state: str = ""
    problem: str = ""


def read_feeds(now: datetime, accept_removals: bool = False, fetched: Iterable[FetchedFeed] | None = None) -> IngestReport:
    """Read every feed of the site and compare the stored posts with posts.json.

    `fetched` is the result of `fetch_feeds`, if that was called before. Raises SiteUnreadable if site.json or posts.json cannot be read,
    PostsMissing if many posts are gone at once.
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
                stored = _store(source, from_json(each.text), posts, now, each.state)
                new += stored.new
                changed += 1
                waiting |= dict.fromkeys(stored.waiting)
            except (ValueError, FeedUnreadable) as error:
                problem = str(error)
        if problem:
            problems[each.target] = problem
            Source.objects.filter(pk=source.pk).update(problem=problem[:500])
        else:
            looked.append(each.target)
    with transaction.atomic():
        Source.lock()
        # Also for a feed that is readable again but unchanged, and for one that the site no longer has.
        Source.objects.exclude(target__in=problems).exclude(problem="").update(problem="")
        Source.objects.filter(target__in=looked).update(looked=now)
    return IngestReport(changed, new, problems, renamed, tuple(waiting), compare_with_site(posts, now, accept_removals))


def fetch_feeds() -> Iterator[FetchedFeed]:
    """Fetch every feed, beginning with that of all posts; store nothing. Raises SiteUnreadable."""
    found = sorted(targets(published().site()).items(), key=lambda pair: (pair[0] != EVERYTHING, pair[0]))
    known = {target: state if read else "" for target, state, read in Source.objects.values_list("target", "state", "read")}
    for word, target in found:
        try:
            fetched = _fetch(target.feed, known.get(word, ""))
        except (OSError, ValueError) as error:
            yield FetchedFeed(word, target.feed, problem=str(error) or type(error).__name__)
        else:
            yield FetchedFeed(word, target.feed, *(fetched or (None, "")))


@dataclass(frozen=True)
class _Stored:
    new: int
    waiting: tuple[str, ...]


@transaction.atomic
def _store(source: Source, feed: Feed, posts: Posts, now: datetime, state: str) -> _Stored:
    """Store the posts of a feed; return how many are new, and the titles of those that are not in `posts` and wait."""
    Source.lock()
    source.refresh_from_db()
    seen_now = Run.after_latest(now)
    first_time = source.read is None
    ids = [item.id for item in feed.items]
    known = {pk: pk for pk in Item.objects.filter(pk__in=ids).values_list("pk", flat=True)} | dict(
        ItemId.objects.filter(pk__in=ids).values_list("pk", "item")
    )
    new, waiting = 0, []
    for item in feed.items:
        if item.id not in posts:  # withdrawn but still in a cached feed, or not yet in a cached posts.json
            waiting.append(item.title)
            continue
        fields = {"title": item.title[:500], "feed": to_json(replace(feed, items=(item,))), "text_hash": posts[item.id].text_hash}
        if item.id in known:
            Item.objects.filter(pk=known[item.id]).update(**fields)
        else:
            new += not first_time
            seen = _first_seen(item, source.looked or source.read, seen_now)
            Item.objects.bulk_create(
                [Item(id=item.id, first_seen=seen, baseline=first_time, on_site=True, **fields)], ignore_conflicts=True
            )  # another process may be reading the same feed
        source.items.add(known.get(item.id, item.id))
    # A feed with a waiting post is read again next time as if it had changed, or for a new feed as if it had never been read.
    read = {"state": "" if waiting else state, "disagrees_since": (source.disagrees_since or now) if waiting else None}
    if not (first_time and waiting):
        read["read"] = seen_now
    Source.objects.filter(pk=source.pk).update(problem="", url=feed.feed_url or source.url, **read)
    return _Stored(new, tuple(waiting))


def _first_seen(item: FeedItem, before: datetime | None, now: datetime) -> datetime:
    """Return when a post became visible: its date if that is after the last reading (`before`), else `now`, also for a backdated post."""
    return item.published if before and before < item.published <= now else now


def _fetch(url: str, state: str) -> tuple[str, str] | None:
    """Return the text at `url` and its new state (ETag or mtime), or None if the state is unchanged."""
    if settings.SITE_FOLDER:
        file = Path(settings.SITE_FOLDER, url.removeprefix(f"{settings.SITE_URL}/"))
        found = str(file.stat().st_mtime_ns)
        return None if found == state else (file.read_text(encoding="utf-8"), found)
    request = urllib.request.Request(url, headers={"If-None-Match": state} if state else {})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            return answer.read(_MAX_BYTES).decode("utf-8"), answer.headers.get("ETag", "")
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        raise
