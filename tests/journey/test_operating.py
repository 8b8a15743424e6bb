"""What docs/operators.md says that operators can do: a copy and back, from one version to the next, from SQLite to PostgreSQL."""

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from testing.desks import Desk
from testing.newsroom import ROOT
from testing.postgres import postgres, programs

FOLLOWING = """
from django.utils import timezone
from desk.follows.models import Follow, Follower
before = timezone.now() - timezone.timedelta(days=1)
for name in {names}:
    each = Follower.objects.create(email=f"{{name}}@example.org", mailbox=f"{{name}}@example.org")
    Follow.objects.create(follower=each, kind="everything", name="All", frequency="immediately", status="confirmed", confirmed=before, seen=before)
"""
# An editor with one permission saw a whole address.
SEEN = """
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from desk.follows.models import Follower
ed = get_user_model().objects.create_user("ed", is_staff=True)
ed.user_permissions.add(Permission.objects.get(codename="view_follower"))
ada = Follower.objects.get()
of = ContentType.objects.get_for_model(Follower)
LogEntry.objects.create(user=ed, content_type=of, object_id=str(ada.pk), object_repr=str(ada), action_flag=CHANGE, change_message="Saw the whole address: she wrote")
"""
SAW = """
from django.contrib.admin.models import LogEntry
each = LogEntry.objects.get()
print(each.user, each.user.user_permissions.get().codename, each.get_edited_object(), each.get_change_message())
"""
only_sqlite = pytest.mark.parametrize("database", ["SQLite"], indirect=True)


def words_of_the_guide(command: str, name: str, instead: str) -> list[str]:
    """A command as docs/operators.md has it, with another name for its file."""
    guide = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    line = re.search(rf"^python3 tasks.py desk ({command} .*?)(?:\s+#.*)?$", guide, re.M)[1]
    return [instead if word == name else word for word in shlex.split(line)]


def ran(desk: Desk, *words: str, **more: str) -> str:
    done = desk.run(*words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def follow(desk: Desk, *names: str) -> None:
    ran(desk, "shell", "-c", FOLLOWING.format(names=names))


def addressed(desk: Desk) -> list[str]:
    return sorted(recipients[0] for recipients, _ in desk.mailbox.mails)


@only_sqlite
def test_a_copy_made_while_it_runs_is_put_back_and_nobody_gets_a_digest_twice(desk, tmp_path):
    ran(desk, "digest")
    follow(desk, "ada", "bo")
    copy = tmp_path / "copy.sqlite3"
    assert "whole" in ran(desk, "backup", str(copy)) and copy.stat().st_mode & 0o077 == 0
    desk.publish("After the copy")
    assert "2 mails sent" in ran(desk, "digest")
    assert "is there already" in desk.run("backup", str(copy)).stderr

    refused = desk.run("restore", str(copy))
    assert refused.returncode == 1 and "The database is in use" in refused.stderr and "Nothing was changed" in refused.stderr
    assert desk.get("/health").status in (200, 503) and not list(desk.folder.glob("*.before-*"))
    desk.stop()
    said = ran(desk, "restore", str(copy))
    assert "before-1" in said and "wait for a person" in said and (desk.folder / "desk.sqlite3.before-1").is_file()
    desk.start()
    assert "copy" in ran(desk, "digest") and len(desk.mailbox.mails) == 2
    desk.publish("After it was put back")
    assert "2 mails sent" in ran(desk, "digest")
    assert addressed(desk) == ["ada@example.org"] * 2 + ["bo@example.org"] * 2
    assert desk.count == 2


@only_sqlite
def test_it_is_put_back_on_a_machine_that_has_nothing(desk, tmp_path):
    follow(desk, "ada")
    copy, elsewhere = tmp_path / "copy.sqlite3", tmp_path / "elsewhere"
    ran(desk, "backup", str(copy))
    said = ran(desk, "restore", str(copy), DESK_DATA_DIR=str(elsewhere))
    assert "before" not in said.split("The next")[0]
    assert "ada@example.org" in ran(desk, "dumpdata", "follows.follower", DESK_DATA_DIR=str(elsewhere))
    assert (elsewhere / "desk.sqlite3").stat().st_mode & 0o077 == 0


@only_sqlite
@pytest.mark.parametrize("damage", ["no file", "other bytes", "another database", "torn"])
@pytest.mark.sample(2)
def test_a_copy_that_cannot_be_used_changes_nothing(desk, tmp_path, damage):
    copy = tmp_path / "copy.sqlite3"
    if damage == "other bytes":
        copy.write_bytes(b"no database" * 1000)
    elif damage == "another database":
        with sqlite3.connect(copy) as other:
            other.execute("CREATE TABLE t(a)")
    elif damage == "torn":
        ran(desk, "backup", str(copy))
        torn(copy)
    follow(desk, "ada")
    desk.stop()
    done = desk.run("restore", str(copy))
    assert done.returncode == 1 and "Nothing was changed" in done.stderr and "Traceback" not in done.stderr
    desk.start()
    assert "ada@example.org" in ran(desk, "dumpdata", "follows.follower")


def torn(file: Path) -> None:
    """Half of it is missing."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@only_sqlite
def test_a_version_before_is_upgraded_with_what_is_in_it(desk):
    for app in ("digests", "mails", "guard"):
        ran(desk, "migrate", app, "0001")
    with sqlite3.connect(desk.folder / "desk.sqlite3") as database:
        database.execute(
            "INSERT INTO follows_follower(id, key, email, mailbox, since) VALUES (1, 'k', 'ada@example.org', 'ada@example.org', '2026-01-01')"
        )
        database.execute("INSERT INTO digests_run(id, frequency, key, planned, held) VALUES (1, 'weekly', '2026-W01', '2026-01-01', '')")
        fields = "id, message_id, status, written, due, attempts, crashes, answer, run_id, follower_id"
        database.execute(
            f"INSERT INTO digests_delivery({fields}) VALUES (7, '<1@example.org>', 'waiting', '2026-01-01', '2026-01-01', 0, 0, '', 1, 1)"
        )
    desk.stop()
    desk.start()  # it brings its tables up to date by itself
    assert '"content": "7"' in ran(desk, "dumpdata", "digests.delivery")


@only_sqlite
def test_it_moves_to_postgresql_with_everything(desk, tmp_path, lacks):
    follow(desk, "ada")
    ran(desk, "shell", "-c", SEEN)
    desk.post("/follow/", email="bo@example.org", frequency="weekly", target="everything")
    ran(desk, "db_worker", "--batch", "--interval", "0")
    confirm = desk.link_to("confirm")
    desk.stop()
    moved = tmp_path / "moved.json"
    ran(desk, *words_of_the_guide("dumpdata", "/var/lib/desk/moved.json", str(moved)))
    with postgres(programs() or lacks("PostgreSQL", "install the package postgresql")) as server:
        desk.environment["DATABASE_URL"] = server.address
        ran(desk, "migrate")
        ran(desk, "loaddata", str(moved))
        desk.start()
        assert desk.post(confirm).status == 302 and desk.count == 2
        assert ran(desk, "shell", "-c", SAW).strip().endswith("ed view_follower a•••@example.org Saw the whole address: she wrote")
        follow(desk, "cy")  # numbers go on where they were
        desk.publish("From the new database")
        assert "mails sent" in ran(desk, "digest")
        assert "cy@example.org" in ran(desk, "dumpdata", "follows.follower")
        desk.stop()
        desk.environment.pop("DATABASE_URL")
        desk.start()


@only_sqlite
def test_after_the_end_no_byte_of_an_address_is_left(desk):
    follow(desk, "ada", "bo")
    desk.post("/follow/", email="cy@example.org", frequency="weekly", target="everything")
    assert held_in(desk.folder, b"example.org")
    assert "2 last mails written, 0 not out yet" in ran(desk, "close", "--yes")
    assert addressed(desk) == ["ada@example.org", "bo@example.org"]
    assert desk.post("/follow/", email="dee@example.org").status == 410
    assert "Nobody is left" in ran(desk, "close", "--finish", "--yes")
    assert held_in(desk.folder, b"example.org") == [] and desk.count == 0


@only_sqlite
def test_while_another_reads_the_database_it_is_not_called_clean(desk):
    follow(desk, "ada")
    ran(desk, "close", "--yes")
    with closing(sqlite3.connect(desk.folder / "desk.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM follows_follower").fetchall()
        done = desk.run("close", "--finish", "--yes")
        assert done.returncode == 1 and "the database is in use" in done.stderr and "Traceback" not in done.stderr
    assert "Nobody is left" in ran(desk, "close", "--finish", "--yes")
    assert held_in(desk.folder, b"example.org") == []


def held_in(folder: Path, words: bytes) -> list[str]:
    """The files that have them in any byte."""
    return [file.name for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]
