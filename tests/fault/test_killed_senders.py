"""A sender that is killed loses no mail, and sends at most one copy more for each connection; two at once send none twice.

KILLED_FOLLOWERS=2000 in the environment makes it as many as are promised; so many take minutes.
"""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from testing.desks import Desk
from testing.difficult_smtp import DifficultServer, difficult
from testing.newsroom import ROOT
from tests.fault.due import put_due, release, states

FOLLOWERS, KILLS = int(os.environ.get("KILLED_FOLLOWERS") or 400), 20
EVERYBODY = {f"p{number}@example.org" for number in range(FOLLOWERS)}


@pytest.fixture
def server() -> Iterator[DifficultServer]:
    """A mail server that takes mails as fast as they come, and looks at none."""
    with difficult() as made:
        yield made


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request) -> str:
    return "" if request.param == "SQLite" else request.getfixturevalue("new_postgres_database")()


@pytest.fixture
def due(desk, server) -> Desk:
    """A desk with a digest planned for all its followers."""
    put_due(desk, FOLLOWERS)
    desk.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "DESK_MAIL_CLAIM_TIMEOUT": "0"}
    return desk


def sender(desk: Desk) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "desk", "send"], cwd=ROOT, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


@pytest.mark.parametrize("database, lines", [("SQLite", 1), ("SQLite", 4), ("PostgreSQL", 4)], indirect=["database"])
@pytest.mark.sample(1)
def test_killed_at_any_moment_it_loses_nothing_and_sends_one_copy_more_for_each_line_at_most(due, server, lines):
    due.environment["MAIL_CONNECTIONS"] = str(lines)
    chance = random.Random(5)
    for number in range(KILLS):
        # When it has taken so many more: before it says so, and every other time while it does.
        killing = threading.Event()
        server.die = killing.set
        server.lives(chance.randrange(1, max(2, FOLLOWERS // 25)))
        killed = sender(due)
        if number % 2:
            threading.Thread(target=_kill_when, args=(killing, killed), daemon=True).start()
        else:
            server.die = killed.kill
        killed.communicate(timeout=600)
        assert killed.returncode == -signal.SIGKILL
        server.lives(None)
    assert 0 < server.number < FOLLOWERS
    for _ in range(2):
        last = sender(due)
        said, _ = last.communicate(timeout=600)
        assert last.returncode == 0, said
        release(due)  # what two senders in a row had in hand, a person lets go
    assert states(due) == {"sent": FOLLOWERS}
    assert {address for address, names in server.taken.items() if names} == EVERYBODY
    assert all(len(set(names)) == 1 for names in server.taken.values())  # whoever got a copy got it under the same name
    assert len({names[0] for names in server.taken.values()}) == FOLLOWERS
    assert server.number - FOLLOWERS <= KILLS * lines
    assert due.run("send").stdout == "0 sent.\n"


def _kill_when(killing: threading.Event, process: subprocess.Popen) -> None:
    killing.wait()
    process.kill()


@pytest.mark.sample(1)
def test_two_at_once_send_none_twice(due, server):
    due.environment["DESK_MAIL_CLAIM_TIMEOUT"] = "1200"
    both = [sender(due), sender(due)]
    for each in both:
        said, _ = each.communicate(timeout=600)
        assert each.returncode == 0, said
    assert {address: len(names) for address, names in server.taken.items()} == dict.fromkeys(EVERYBODY, 1)
