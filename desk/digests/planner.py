"""Plans digests: one run for each period, one delivery for each follower, in one transaction."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from itertools import islice

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from desk.digests.models import Delivery, Item, Run, Source
from desk.digests.schedule import latest
from desk.follows.models import Closing, Follow, Follower
from desk.keeping import was_restored
from desk.mails.outbox_message import Status
from desk.published import published
from newsroom.digests.digest import IMMEDIATELY, PERIODICAL
from newsroom.files import write

# A digest that has been due for longer is held: the desk was off, or its database was restored.
STALE = {"daily": timedelta(hours=23), "weekly": timedelta(days=6), "monthly": timedelta(days=25)}
# The most mails a day for `immediately`; further posts go together in the first mail of the next day.
MAX_PER_DAY = 5
_BATCH_SIZE = 200
RESTORED = "The database was restored from a copy: check whether followers got this after the copy was made."


@dataclass(frozen=True)
class PlannedDelivery:
    """What one follower gets: the follows that it is for, and the keys of the posts, newest last."""

    follower: Follower
    follows: tuple[Follow, ...]
    items: tuple[str, ...]


def plan_due(now: datetime) -> list[Run]:
    """Plan every digest that is due and not planned yet; return the runs with deliveries."""
    zone = published().site().time_zone
    hold_reason = RESTORED if was_restored() else ""
    made = [plan(IMMEDIATELY, f"{now:%Y-%m-%dT%H:%M:%S.%f}", now, now, hold_reason)]
    for frequency in PERIODICAL:
        period, due = latest(frequency, now, zone, settings.DIGEST_HOUR)
        made.append(plan(frequency, period.key, now, due, hold_reason or _hold_reason(frequency, period.key, now - due)))
    return [run for run in made if run]


def plan(frequency: str, key: str, now: datetime, until: datetime, hold_reason: str = "") -> Run | None:
    """Plan a run with its deliveries of posts up to `until`; `hold_reason` holds it.

    Return None if it is planned already, nothing is new for anybody, or following has ended.
    """
    try:
        with transaction.atomic():
            Source.lock()
            if Closing.objects.exists():
                return None
            run = Run.objects.create(frequency=frequency, key=key, planned=now, held=hold_reason)
            shares, planned = find_deliveries(frequency, now, until), 0
            while some := tuple(islice(shares, _BATCH_SIZE)):
                _store(run, some, now, until)
                planned += len(some)
            if frequency == IMMEDIATELY and not planned:
                run.delete()  # else there would be a new row every few minutes
                return None
            if hold_reason and not planned:
                Run.objects.filter(pk=run.pk).update(held="")  # there is nothing to check
    except IntegrityError:
        return None  # another process was first
    if frequency != IMMEDIATELY:
        _store_last_key(frequency, key)
    return run if planned else None


def _store(run: Run, shares: tuple[PlannedDelivery, ...], now: datetime, until: datetime) -> None:
    status = Status.HELD if run.held else Status.WAITING
    rows = [
        Delivery(
            run=run,
            follower=share.follower,
            content=Delivery.content_of(share.items),
            message_id=message_id(run, share.follower),
            status=status,
            written=now,
            due=now,
        )
        for share in shares
    ]
    through = Delivery.items.through
    made = zip(Delivery.objects.bulk_create(rows), shares, strict=True)
    through.objects.bulk_create([through(delivery=delivery, item_id=item) for delivery, share in made for item in share.items])
    Follow.objects.filter(pk__in=[follow.pk for share in shares for follow in share.follows], seen__lt=until).update(seen=until)


def find_deliveries(frequency: str, now: datetime, until: datetime, only: Follower | None = None) -> Iterator[PlannedDelivery]:
    """Yield what each follower at `frequency` has not had yet of the posts up to `until`; change nothing."""
    confirmed = Follow.objects.filter(status=Follow.Status.CONFIRMED, frequency=frequency).select_related("follower")
    if only:
        confirmed = confirmed.filter(follower=only)
    earliest = confirmed.order_by("seen").values_list("seen", flat=True).first()
    if earliest is None:
        return
    published_still = Item.objects.exclude(on_site=False).defer("feed")
    news = list(published_still.filter(baseline=False, first_seen__gt=earliest, first_seen__lte=until).order_by("first_seen", "pk"))
    if not news:
        return
    of_target: dict[str, set[str]] = defaultdict(set)
    for item, word in Item.objects.filter(pk__in=[each.pk for each in news]).values_list("pk", "sources__target"):
        of_target[word].add(item)
    full = _at_daily_limit(now) if frequency == IMMEDIATELY else frozenset()
    for by_follower in _follows(confirmed):
        had = set(
            Delivery.items.through.objects.filter(item__in=news, delivery__follower__in=by_follower).values_list(
                "delivery__follower", "item"
            )
        )
        for follower, follows in by_follower.items():
            wanted = [
                item.pk for item in news if any(item.first_seen > follow.seen and item.pk in of_target[follow.target] for follow in follows)
            ]
            items = tuple(each for each in wanted if (follower.pk, each) not in had)
            if items and follower.pk not in full:
                yield PlannedDelivery(follower, tuple(follows), items)


def _follows(confirmed: QuerySet[Follow]) -> Iterator[dict[Follower, list[Follow]]]:
    """Yield follows by follower, a batch at a time to keep memory constant."""
    last = 0
    while numbers := list(
        confirmed.filter(follower__gt=last).order_by("follower").values_list("follower", flat=True).distinct()[:_BATCH_SIZE]
    ):
        by_follower: dict[Follower, list[Follow]] = defaultdict(list)
        for follow in confirmed.filter(follower__in=numbers).order_by("pk"):
            by_follower[follow.follower].append(follow)
        yield by_follower
        last = numbers[-1]


def message_id(run: Run, follower: Follower) -> str:
    """Return a Message-ID that is the same for every attempt and does not reveal the follower."""
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    word = hashlib.sha256(f"{run.frequency} {run.key} {follower.key}".encode()).hexdigest()[:24]
    return f"<digest.{word}@{domain}>"


def _at_daily_limit(now: datetime) -> frozenset[int]:
    day = Delivery.objects.filter(run__frequency=IMMEDIATELY, written__gt=now - timedelta(days=1)).values_list("follower", flat=True)
    counted: dict[int, int] = defaultdict(int)
    for follower in day:
        counted[follower] += 1
    return frozenset(follower for follower, number in counted.items() if number >= MAX_PER_DAY)


def _hold_reason(frequency: str, key: str, late: timedelta) -> str:
    """Return why a person should check a run first, or ""."""
    if _last_keys().get(frequency, "") >= key:
        return f"The desk has sent this before, but its database does not know. {RESTORED}"
    if late > STALE[frequency]:
        return f"It has been due for {late.days} days and {late.seconds // 3600} hours."
    return ""


def _last_keys() -> dict[str, str]:
    """Return the last planned period of each frequency, from a file beside the database that a restored copy does not change."""
    try:
        return json.loads((settings.PLACE / "runs.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _store_last_key(frequency: str, key: str) -> None:
    keys = _last_keys()
    write(settings.PLACE, "runs.json", json.dumps(keys | {frequency: max(key, keys.get(frequency, ""))}) + "\n")
