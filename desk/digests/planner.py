"""Decides who gets what: one run a period, one delivery a follower, all of it or nothing."""

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

# A digest that is due for longer waits for a person: perhaps the desk was put back from a copy, perhaps it was away.
STALE = {"daily": timedelta(hours=23), "weekly": timedelta(days=6), "monthly": timedelta(days=25)}
# So many mails a day to who gets posts immediately; what comes after them goes together in the first of the next.
MOST_A_DAY = 5
_AT_ONCE = 200
PUT_BACK = "The database was put back from a copy: look whether followers got this after the copy was made."


@dataclass(frozen=True)
class Planned:
    """One follower's share: which of their follows it is about, and the posts, newest last."""

    follower: Follower
    follows: tuple[Follow, ...]
    items: tuple[str, ...]


def plan_due(now: datetime) -> list[Run]:
    """Plan whatever is due and not planned yet; the runs that have a delivery."""
    zone = published().site().time_zone
    doubt = PUT_BACK if was_restored() else ""
    made = [plan(IMMEDIATELY, f"{now:%Y-%m-%dT%H:%M:%S.%f}", now, now, doubt)]
    for frequency in PERIODICAL:
        period, due = latest(frequency, now, zone, settings.DIGEST_HOUR)
        made.append(plan(frequency, period.key, now, due, doubt or _doubt(frequency, period.key, now - due)))
    return [run for run in made if run]


def plan(frequency: str, key: str, now: datetime, until: datetime, doubt: str = "") -> Run | None:
    """The run of a period with its deliveries, of posts up to `until`; None if it was planned before, nobody has anything new, or following has ended."""
    try:
        with transaction.atomic():
            Source.wait_for_others()
            if Closing.objects.exists():
                return None
            run = Run.objects.create(frequency=frequency, key=key, planned=now, held=doubt)
            shares, planned = shares_of(frequency, now, until), 0
            while some := tuple(islice(shares, _AT_ONCE)):
                _keep(run, some, now, until)
                planned += len(some)
            if frequency == IMMEDIATELY and not planned:
                run.delete()  # it would be one row every few minutes for ever
                return None
            if doubt and not planned:
                Run.objects.filter(pk=run.pk).update(held="")  # there is nothing to look at
    except IntegrityError:
        return None  # another start was first
    if frequency != IMMEDIATELY:
        _remember(frequency, key)
    return run if planned else None


def _keep(run: Run, shares: tuple[Planned, ...], now: datetime, until: datetime) -> None:
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


def shares_of(frequency: str, now: datetime, until: datetime, only: Follower | None = None) -> Iterator[Planned]:
    """What each follower at this frequency has not had yet, of posts up to `until`; nothing is changed."""
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
    full = _who_had_enough(now) if frequency == IMMEDIATELY else frozenset()
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
                yield Planned(follower, tuple(follows), items)


def _follows(confirmed: QuerySet[Follow]) -> Iterator[dict[Follower, list[Follow]]]:
    """By follower, so many followers at a time that a long list takes no more memory than a short one."""
    last = 0
    while numbers := list(
        confirmed.filter(follower__gt=last).order_by("follower").values_list("follower", flat=True).distinct()[:_AT_ONCE]
    ):
        by_follower: dict[Follower, list[Follow]] = defaultdict(list)
        for follow in confirmed.filter(follower__in=numbers).order_by("pk"):
            by_follower[follow.follower].append(follow)
        yield by_follower
        last = numbers[-1]


def message_id(run: Run, follower: Follower) -> str:
    """The same for every copy of a delivery, and nothing in it tells who gets it."""
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    word = hashlib.sha256(f"{run.frequency} {run.key} {follower.key}".encode()).hexdigest()[:24]
    return f"<digest.{word}@{domain}>"


def _who_had_enough(now: datetime) -> frozenset[int]:
    day = Delivery.objects.filter(run__frequency=IMMEDIATELY, written__gt=now - timedelta(days=1)).values_list("follower", flat=True)
    counted: dict[int, int] = defaultdict(int)
    for follower in day:
        counted[follower] += 1
    return frozenset(follower for follower, number in counted.items() if number >= MOST_A_DAY)


def _doubt(frequency: str, key: str, late: timedelta) -> str:
    """Why a person should look at a run first; "" when there is no reason."""
    if _remembered().get(frequency, "") >= key:
        return f"The desk has sent this once, and its database knows nothing of it. {PUT_BACK}"
    if late > STALE[frequency]:
        return f"It is due for {late.days} days and {late.seconds // 3600} hours."
    return ""


def _remembered() -> dict[str, str]:
    """The last period of each frequency, as a file beside the database says: a copy of that does not take it back."""
    try:
        return json.loads((settings.PLACE / "runs.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _remember(frequency: str, key: str) -> None:
    kept = _remembered()
    write(settings.PLACE, "runs.json", json.dumps(kept | {frequency: max(key, kept.get(frequency, ""))}) + "\n")
