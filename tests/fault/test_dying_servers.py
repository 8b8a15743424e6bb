"""The mail server dies, the database dies, the disk is full, ten start at once, one waits for another: each follower has one digest in the end, and copies have one name."""

import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from testing.desks import Desk
from testing.difficult_smtp import DifficultServer, difficult
from testing.newsroom import ROOT
from testing.postgres import Postgres, postgres, programs
from tests.fault.due import put_due, release, states

FOLLOWERS, LINES, DEATHS = 200, 4, 5
FOLLOWING = """
from django.utils import timezone
from desk.follows.models import Follow, Follower
before = timezone.now() - timezone.timedelta(days=1)
for number in range(20):
    each = Follower.objects.create(email=f"p{number}@example.org", mailbox=f"p{number}@example.org")
    Follow.objects.create(follower=each, kind="everything", name="All", frequency="immediately", status="confirmed", confirmed=before, seen=before)
"""
PLAN = """
from django.utils import timezone
from desk.digests.planner import plan
plan("weekly", "now", timezone.now(), timezone.now())
"""


@pytest.fixture
def server() -> Iterator[DifficultServer]:
    with difficult() as made:
        yield made


@pytest.fixture
def postgresql(lacks) -> Iterator[Postgres]:
    with postgres(programs() or lacks("PostgreSQL", "install the package postgresql")) as made:
        yield made


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request) -> str:
    return "" if request.param == "SQLite" else request.getfixturevalue("postgresql").address


@pytest.fixture
def due(desk, server) -> Desk:
    """A digest is due for all of them."""
    put_due(desk, FOLLOWERS)
    desk.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}", "DESK_MAIL_CLAIM_TIMEOUT": "0", "MAIL_CONNECTIONS": str(LINES)}
    return desk


def sender(desk: Desk, *words: str, before=None) -> subprocess.Popen:
    command = [sys.executable, "-m", "desk", *(words or ("send",))]
    return subprocess.Popen(
        command, cwd=ROOT, env=desk.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=before
    )


def everybody_has_it(desk: Desk, server: DifficultServer, copies: int) -> None:
    """In the end, with so many copies at most."""
    for _ in range(2):
        desk.run(
            "shell",
            "-c",
            "from desk.digests.models import Delivery; from django.utils import timezone; Delivery.objects.update(due=timezone.now())",
        )
        ran = desk.run("send")
        assert ran.returncode == 0, ran.stderr
        release(desk)
    assert states(desk) == {"sent": FOLLOWERS}
    assert {address for address, names in server.taken.items() if names} == {f"p{number}@example.org" for number in range(FOLLOWERS)}
    assert all(len(set(names)) == 1 for names in server.taken.values())
    assert server.number - FOLLOWERS <= copies


@pytest.mark.parametrize("database", ["SQLite"], indirect=True)
def test_the_mail_server_dies_again_and_again(due, server):
    chance = random.Random(3)
    for _ in range(DEATHS):
        server.lives(chance.randrange(1, 25))
        ran = due.run("send")
        assert ran.returncode == 1 and "cannot be reached any more" in ran.stderr, ran.stderr
        assert "Traceback" not in ran.stderr
    server.lives(None)
    everybody_has_it(due, server, DEATHS * LINES)


@pytest.mark.parametrize("database", ["PostgreSQL"], indirect=True)
def test_the_database_dies_again_and_again(due, server, postgresql):
    """While the mail server has just taken a mail, and says so only when it has died: so few are taken meanwhile on any machine."""
    chance = random.Random(4)
    server.die = postgresql.kill
    for _ in range(DEATHS):
        server.lives(chance.randrange(1, 25))
        sending = sender(due)
        said, _ = sending.communicate(timeout=60)
        assert sending.returncode == 1 and "The database could not be used" in said, said
        assert "Traceback" not in said
        server.lives(None)
        postgresql.start()
    everybody_has_it(due, server, DEATHS * LINES)


@pytest.mark.parametrize("database", ["SQLite"], indirect=True)
def test_the_disk_is_full(due, server):
    """As when no file may grow any more: the log of writes cannot."""

    limit = (due.folder / "desk.sqlite3-wal").stat().st_size + 100_000

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    sending = sender(due, before=full)
    said, _ = sending.communicate(timeout=60)
    assert sending.returncode == 1 and "The database could not be used" in said and "Is the disk full?" in said, said
    assert 0 < server.number < FOLLOWERS
    everybody_has_it(due, server, LINES)


@pytest.mark.sample(1)
def test_ten_that_start_at_once_make_one_digest(desk, server):
    """From the feed to the mail."""
    assert desk.run("digest").returncode == 0
    assert desk.run("shell", "-c", FOLLOWING).returncode == 0
    desk.publish("Something new")
    desk.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
    ten = [sender(desk, "digest") for _ in range(10)]
    for each in ten:
        said, _ = each.communicate(timeout=120)
        assert each.returncode == 0, said
    assert {address: len(names) for address, names in server.taken.items()} == {f"p{number}@example.org": 1 for number in range(20)}


@pytest.mark.sample(1)
def test_five_that_end_following_at_once_write_one_last_mail_to_each(desk, server):
    assert desk.run("shell", "-c", FOLLOWING).returncode == 0
    desk.environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
    five = [sender(desk, "close", "--yes") for _ in range(5)]
    for each in five:
        said, _ = each.communicate(timeout=120)
        assert each.returncode == 0, said
    assert {address: len(names) for address, names in server.taken.items()} == {f"p{number}@example.org": 1 for number in range(20)}


@pytest.mark.parametrize("database", ["PostgreSQL"], indirect=True)
@pytest.mark.parametrize("words", [("digest",), ("shell", "-c", PLAN)], ids=["reads", "plans"])
def test_a_start_waits_for_one_that_plans(desk, database, words):
    """Which has the row that it waits for."""
    assert desk.run("digest").returncode == 0
    assert desk.run("shell", "-c", FOLLOWING).returncode == 0
    desk.publish("Something new")
    with psycopg.connect(database) as first, psycopg.connect(database, autocommit=True) as look:
        first.execute("SELECT * FROM digests_source ORDER BY id LIMIT 1 FOR UPDATE")
        second = sender(desk, *words)
        while not look.execute(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%digests_source%FOR UPDATE%'"
        ).fetchone():
            assert second.poll() is None, second.communicate()[0]
        assert look.execute("SELECT count(*) FROM digests_item WHERE title = 'Something new'").fetchone() == (0,)
        assert look.execute("SELECT count(*) FROM digests_run WHERE key = 'now'").fetchone() == (0,)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 0, said
