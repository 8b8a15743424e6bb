"""Reads the site’s feeds, and notes which posts the desk sees for the first time."""

import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from desk.digests.models import Item, Run, Source
from desk.follows.forms import EVERYTHING, targets
from desk.published import published
from wire.errors import FeedUnreadable
from wire.feed import Feed, FeedItem, from_json, to_json

_PATIENCE_SECONDS = 10
_MOST_BYTES = 20_000_000
# No start takes longer to read; a run that is further ahead was planned while the clock was wrong.
_LONGEST_START = timedelta(hours=1)


@dataclass(frozen=True)
class Reading:
    """How many feeds had changed, how many posts were new, and what could not be read, by target."""

    changed: int
    new: int
    problems: dict[str, str]


def read_feeds(now: datetime) -> Reading:
    """Look at every feed that the site names, that of everything first. Raises SiteUnreadable when it names none."""
    found = sorted(targets(published().site()).items(), key=lambda pair: (pair[0] != EVERYTHING, pair[0]))
    changed = new = 0
    problems = {}
    for word, target in found:
        source, _ = Source.objects.get_or_create(target=word, defaults={"url": target.feed})
        try:
            fetched = _fetch(target.feed, source.state if source.read else "")
            if fetched is not None:
                text, state = fetched
                new += _note(source, from_json(text), now, state)
                changed += 1
        except (OSError, ValueError, FeedUnreadable) as error:
            problems[word] = str(error)
            Source.objects.filter(pk=source.pk).update(problem=str(error)[:500])
    with transaction.atomic():
        Source.wait_for_others()
        # One that can be read again may be as it was, and one that the site names no more is nobody's problem.
        Source.objects.exclude(target__in=problems).exclude(problem="").update(problem="")
        Source.objects.filter(target__in=[word for word, _ in found if word not in problems]).update(looked=now)
    return Reading(changed, new, problems)


@transaction.atomic
def _note(source: Source, feed: Feed, now: datetime, state: str) -> int:
    """Keep the posts of a feed; how many of them the desk had never seen and are news."""
    Source.wait_for_others()
    source.refresh_from_db()
    now = _after_all_runs(now)
    first_time = source.read is None
    known = set(Item.objects.filter(pk__in=[item.id for item in feed.items]).values_list("pk", flat=True))
    for item in feed.items:
        alone = to_json(replace(feed, items=(item,)))
        if item.id in known:
            Item.objects.filter(pk=item.id).update(title=item.title[:500], feed=alone)
        else:
            new = Item(id=item.id, title=item.title[:500], first_seen=_seen(item, source.looked or source.read, now), baseline=first_time, feed=alone)
            Item.objects.bulk_create([new], ignore_conflicts=True)  # another start may be reading the same feed
        source.items.add(item.id)
    Source.objects.filter(pk=source.pk).update(read=now, state=state, problem="", url=feed.feed_url or source.url)
    return 0 if first_time else len(feed.items) - len(known)


def _after_all_runs(now: datetime) -> datetime:
    """Where another start has planned since this one began, a moment later: a run looks for posts that came after the one before, and would pass over this one for ever."""
    last = Run.objects.filter(planned__range=(now, now + _LONGEST_START)).aggregate(last=Max("planned"))["last"]
    return last + timedelta(microseconds=1) if last else now


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
