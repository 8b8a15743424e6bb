"""A digest that is due, and what became of it."""

import json

from testing.desks import Desk

_PLAN = """
from django.utils import timezone
from desk.digests.models import Item, Source
from desk.digests.planner import plan
from desk.digests.ingest import read_feeds
from desk.follows.models import Follow, Follower
now = timezone.now()
read_feeds(now)
Item.objects.filter(pk=Item.objects.filter(sources__target="everything").first().pk).update(baseline=False, first_seen=now)
people = Follower.objects.bulk_create(Follower(email=f"p{{n}}@example.org", mailbox=f"p{{n}}@example.org") for n in range({followers}))
before = now - timezone.timedelta(days=1)
Follow.objects.bulk_create(Follow(follower=each, kind="everything", name="All", frequency="weekly", status="confirmed", confirmed=before, seen=before) for each in people)
print(plan("weekly", "2026-W01", now, now).deliveries.count())
"""
_STATES = """
import json
from collections import Counter
from desk.digests.models import Delivery
print(json.dumps(Counter(Delivery.objects.values_list("status", flat=True))))
"""
_RELEASE = """
from desk.digests.models import Run
from desk.digests.holds import release
release(Run.objects.all())
"""


def put_due(desk: Desk, followers: int) -> None:
    """For so many, who are p0@example.org and so on."""
    assert _said(desk, _PLAN.format(followers=followers)).strip().endswith(str(followers))


def states(desk: Desk) -> dict[str, int]:
    """How many deliveries are in which."""
    return json.loads(_said(desk, _STATES).splitlines()[-1])


def release(desk: Desk) -> None:
    """As an editor does with what is held."""
    _said(desk, _RELEASE)


def _said(desk: Desk, program: str) -> str:
    ran = desk.run("shell", "-c", program)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
