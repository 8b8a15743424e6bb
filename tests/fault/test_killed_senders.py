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
from tests.fault.due import put_due, release, states
from tests.newsroom import ROOT

FOLLOWERS, KILLS = int(os.environ.get("KILLED_FOLLOWERS") or 400), 20


@pytest.fixture
def due(desk) -> Desk:
    """A desk with a digest planned for all its followers."""
    put_due(desk, FOLLOWERS)
    desk.environment["DESK_ABANDONED_SECONDS"] = "0"
    return desk


def sender(desk: Desk) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "desk", "send"], cwd=ROOT, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("lines", [1, 4])
def test_killed_at_any_moment_it_loses_nothing_and_sends_one_copy_more_for_each_line_at_most(due, lines):
    due.environment["MAIL_CONNECTIONS"] = str(lines)
    chance = random.Random(5)
    for _ in range(KILLS):
        killed, before = sender(due), len(due.mailbox.mails)
        while killed.poll() is None and len(due.mailbox.mails) < before + chance.randrange(1, max(2, FOLLOWERS // 25)):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    for _ in range(2):
        last = sender(due)
        said, _ = last.communicate(timeout=600)
        assert last.returncode == 0, said
        release(due)  # what two senders in a row had in hand, a person lets go
    assert states(due) == {"sent": FOLLOWERS}
    names = Counter((tuple(recipients), mail["Message-ID"]) for recipients, mail in due.mailbox.mails)
    assert {recipients for recipients, _ in names} == {(f"p{number}@example.org",) for number in range(FOLLOWERS)}
    assert len(names) == FOLLOWERS  # whoever got a copy got it under the same name
    assert names.total() - FOLLOWERS <= KILLS * lines
    assert due.run("send").stdout == "0 sent.\n"


def test_two_at_once_send_none_twice(due):
    due.environment["DESK_ABANDONED_SECONDS"] = "1200"
    both = [sender(due), sender(due)]
    for each in both:
        said, _ = each.communicate(timeout=600)
        assert each.returncode == 0, said
    assert Counter(recipients[0] for recipients, _ in due.mailbox.mails) == Counter(f"p{number}@example.org" for number in range(FOLLOWERS))
