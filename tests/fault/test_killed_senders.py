"""A sender that is killed loses no mail, and sends at most one copy more; two at once send none twice.

KILLED_FOLLOWERS=2000 in the environment makes it as many as are promised; so many take minutes.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.desks import Desk
from tests.newsroom import ROOT

FOLLOWERS, KILLS = int(os.environ.get("KILLED_FOLLOWERS") or 400), 20
PLAN = f"""
from django.utils import timezone
from desk.digests.models import Item, Source
from desk.digests.planning import plan
from desk.digests.reading import read_feeds
from desk.follows.models import Follow, Follower
now = timezone.now()
read_feeds(now)
Item.objects.filter(pk=Item.objects.filter(sources__target="everything").first().pk).update(baseline=False, first_seen=now)
people = Follower.objects.bulk_create(Follower(email=f"p{{n}}@example.org", mailbox=f"p{{n}}@example.org") for n in range({FOLLOWERS}))
before = now - timezone.timedelta(days=1)
Follow.objects.bulk_create(Follow(follower=each, kind="everything", name="All", frequency="weekly", status="confirmed", confirmed=before, seen=before) for each in people)
print(plan("weekly", "2026-W01", now, now).deliveries.count())
"""


@pytest.fixture
def due(desk) -> Desk:
    """A desk with a digest planned for all its followers."""
    ran = desk.run("shell", "-c", PLAN)
    assert ran.stdout.strip().endswith(str(FOLLOWERS)), ran.stderr
    desk.environment["DESK_ABANDONED_SECONDS"] = "0"
    return desk


def sender(desk: Desk) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "desk", "send"], cwd=ROOT, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_killed_at_any_moment_it_loses_nothing_and_sends_one_copy_more_at_most(due):
    chance = random.Random(5)
    for _ in range(KILLS):
        killed, before = sender(due), len(due.mailbox.mails)
        while killed.poll() is None and len(due.mailbox.mails) < before + chance.randrange(1, max(2, FOLLOWERS // 25)):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    last = sender(due)
    said, _ = last.communicate(timeout=600)
    assert last.returncode == 0, said
    names = Counter((tuple(recipients), mail["Message-ID"]) for recipients, mail in due.mailbox.mails)
    assert {recipients for recipients, _ in names} == {(f"p{number}@example.org",) for number in range(FOLLOWERS)}
    assert len(names) == FOLLOWERS  # whoever got a copy got it under the same name
    assert names.total() - FOLLOWERS <= KILLS
    assert due.run("send").stdout == "0 sent.\n"


def test_two_at_once_send_none_twice(due):
    due.environment["DESK_ABANDONED_SECONDS"] = "1200"
    both = [sender(due), sender(due)]
    for each in both:
        said, _ = each.communicate(timeout=600)
        assert each.returncode == 0, said
    assert Counter(recipients[0] for recipients, _ in due.mailbox.mails) == Counter(f"p{number}@example.org" for number in range(FOLLOWERS))
