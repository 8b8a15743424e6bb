"""Copies of the database are thrown away when the page on privacy says, and the list can be had as a file at any time."""

import csv
import os
import re
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler
from django.utils import timezone

from desk import keeping, tidying
from desk.bounces import replies, unreadable
from desk.follows import asking
from desk.follows.csv_export import COLUMNS, cell_as_written
from desk.follows.models import Consent, Follow, Follower, Stopped
from desk.guard import proof
from testing.newsroom import ROOT


@pytest.fixture
def copy(tmp_path, transactional_db):
    """A file among the copies, so many days old."""

    def make(name: str, days: float, folder: str = "copies") -> Path:
        file = tmp_path / folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("a copy")
        moment = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(file, (moment, moment))
        return file

    return make


def names(tmp_path) -> set[str]:
    return {file.name for file in (tmp_path / "copies").iterdir()}


@pytest.mark.parametrize("command", ["backup", "tidy"])
def test_after_fourteen_days_a_daily_copy_is_gone(copy, tmp_path, command, capsys, monkeypatch):
    monkeypatch.setattr("desk.management.commands.backup.back_up", lambda to: to.write_text("a new copy"))
    for name, days in (
        ("2026-11-01.sqlite3", 14.1),
        ("2026-11-02.sqlite3", 13.9),
        ("2026-10-01.dump", 40),
        ("2026-11-28.sqlite3", 1),
        ("2026-09-01-2.sqlite3", 90),
    ):
        copy(name, days)
    copy("mine.sqlite3", 400)
    copy("2026-notes.txt", 400)
    aside = [copy(f"desk.sqlite3.before-1{ending}", 15, ".") for ending in ("", "-wal")]
    kept = copy("desk.sqlite3.before-2", 3, ".")
    call_command(command)
    today = {f"{timezone.now():%Y-%m-%d}.sqlite3"} if command == "backup" else set()
    assert names(tmp_path) == {"2026-11-02.sqlite3", "2026-11-28.sqlite3", "mine.sqlite3", "2026-notes.txt"} | today
    assert not any(file.exists() for file in aside) and kept.exists()
    assert "2026-11-01.sqlite3 was older than 14 days and is deleted." in capsys.readouterr().out


def test_the_newest_copy_stays_whatever_its_age(copy, tmp_path):
    copy("2026-01-01.sqlite3", 300)
    copy("2026-01-02.sqlite3", 299)
    call_command("tidy")
    assert names(tmp_path) == {"2026-01-02.sqlite3"}


def test_a_copy_is_whole_whatever_is_written_meanwhile_and_is_checked(tmp_path, transactional_db, monkeypatch):
    file = tmp_path / "live.sqlite3"
    live = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}})["default"]
    monkeypatch.setattr(keeping, "connection", live)
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE follows_follower(a)")
        writer.execute("BEGIN")
        writer.execute("INSERT INTO follows_follower VALUES (1)")
        keeping.back_up(tmp_path / "1")
        writer.execute("INSERT INTO follows_follower VALUES (2)")
        writer.execute("COMMIT")
        keeping.back_up(tmp_path / "2")
        writer.execute("DROP TABLE follows_follower")
    for name, rows in (("1", 0), ("2", 2)):
        with closing(sqlite3.connect(tmp_path / name)) as copied:
            assert copied.execute("SELECT count(*) FROM follows_follower").fetchone() == (rows,)
    with pytest.raises(keeping.CopyProblem, match="no database of the desk"):
        keeping.back_up(tmp_path / "3")
    live.close()


@pytest.mark.parametrize("page", ["content/pages/privacy.md", "docs/operators.md"])
def test_what_the_pages_promise_is_what_is_done(page):
    words = {14: "fourteen days"}[keeping.COPIES_DAYS]
    assert words in (ROOT / page).read_text(encoding="utf-8")


def test_what_is_kept_is_kept_as_long_as_the_guide_says():
    table = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8").split("## What is kept, and how long")[1]
    said = dict(re.findall(r"^\| ([\w ]+)[^|]* \| ([^|]+) \|$", table, re.M))
    days, hours = (lambda time: f"{time.days} days"), {timedelta(hours=1): "an hour"}
    assert said == {
        "what": "how long",
        "an address that was never confirmed": days(asking.CONFIRM_WITHIN),
        "who follows": f"while they follow, and {days(tidying.LEFT_KEPT)} after; at once gone when they ask",
        "that a mail about following was sent": days(tidying.LETTERS_KEPT),
        "what a letter said that was refused": days(asking.CONFIRM_WITHIN),
        "that a digest was sent": days(tidying.DIGESTS_KEPT),
        "that an editor looked at a whole address": "until following ends",
        "who used the form": hours[tidying.ATTEMPTS_KEPT],
        "that a proof of work was used": hours[proof.GOOD_FOR],
        "a returned mail that could not be read": f"{days(unreadable.KEPT)}, or until the one is erased whom it is about or whose address is in it, however that is written",
        "what a person wrote to the return address": f"{days(replies.KEPT)}, or until an editor deletes it or its sender is erased",
        "a wrong password for the admin": {timedelta(days=1): "a day"}[tidying.LOGINS_KEPT],
        "copies of the database": {14: "fourteen days"}[keeping.COPIES_DAYS],
        "a fingerprint of an address that left or was erased": "until following ends for good, so that no import brings it back",
    }


def test_copies_may_be_kept_for_less(copy, tmp_path, monkeypatch):
    monkeypatch.setattr("desk.management.commands.backup.back_up", lambda to: to.write_text("a new copy"))
    copy("2026-11-20.sqlite3", 9)
    call_command("backup", keep=7)
    assert names(tmp_path) == {f"{timezone.now():%Y-%m-%d}.sqlite3"}
    call_command("backup", keep=7)
    assert names(tmp_path) == {f"{timezone.now():%Y-%m-%d}.sqlite3", f"{timezone.now():%Y-%m-%d}-2.sqlite3"}
    with pytest.raises(CommandError, match="would keep nothing"):
        call_command("backup", keep=0)


ODD = ["=cmd@example.org", "+1@example.org", "-x@example.org", "'quoted@example.org", "'=twice@example.org", "plain@example.org"]


@pytest.fixture
def people(transactional_db):
    now = timezone.now()
    for number, email in enumerate(ODD):
        follower = Follower.objects.create(email=email, mailbox=email)
        status = "ended" if number == 5 else "confirmed"
        follow = Follow.objects.create(
            follower=follower,
            kind="everything",
            name="All",
            frequency="weekly",
            status=status,
            confirmed=now,
            seen=now,
            ended=now if number == 5 else None,
            reason="=left" if number == 5 else "",
        )
        Consent.objects.create(
            follow=follow, frequency="weekly", wording="=SUM(1), “a, b”\nand more", secret=str(number), confirmed=now, how="the button"
        )
    Follow.objects.create(
        follower=follower, kind="programme", slug="backr", name="Backr", frequency="monthly", status="confirmed", confirmed=now, seen=now
    )


def state() -> set[tuple]:
    return set(Follow.objects.exclude(status="ended").values_list("follower__email", "kind", "slug", "frequency", "status"))


def test_what_is_written_is_read_again_as_it_was(people, tmp_path, capsys):
    before, file = state(), tmp_path / "followers.csv"
    Stopped.objects.create(digest="d" * 64)
    call_command("export_followers", str(file))
    assert "d" * 64 not in file.read_text(encoding="utf-8")
    assert "7 follows are in" in capsys.readouterr().out and stat.S_IMODE(file.stat().st_mode) == 0o600
    Follower.objects.all().delete()
    call_command("import_followers", str(file))
    assert state() == before and len(before) == 6
    assert "1 left out: had left there" in capsys.readouterr().out


def test_no_cell_is_a_formula(people, tmp_path):
    file = tmp_path / "followers.csv"
    call_command("export_followers", str(file))
    rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
    assert len(rows) == 8 and not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r")]
    assert [cell_as_written(row[0]) for row in rows[1:7]] == ODD


def test_a_file_that_is_there_is_not_replaced(people, tmp_path):
    file = tmp_path / "followers.csv"
    file.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_followers", str(file))
    assert file.read_text() == "mine"
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_followers", str(tmp_path / "no" / "followers.csv"))


def test_what_cannot_be_followed_here_is_left_out_by_name(transactional_db, tmp_path, capsys):
    file = tmp_path / "followers.csv"
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(COLUMNS)
        for email, target in (("ada@example.org", "programme/gone"), ("bo@example.org", ""), ("cy@example.org", "programme/backr")):
            rows.writerow((email, "confirmed", target, *[""] * (len(COLUMNS) - 3)))
    call_command("import_followers", str(file))
    assert "a•••@example.org: left out: the site has nothing to follow under that name" in capsys.readouterr().out
    assert {(email, kind) for email, kind, *_ in state()} == {("bo@example.org", "everything"), ("cy@example.org", "programme")}


@pytest.mark.parametrize("words", [[], ["--finish"]])
def test_to_close_house_without_a_terminal_is_no_traceback(transactional_db, monkeypatch, words):
    def no_terminal(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", no_terminal)
    with pytest.raises(CommandError, match="say --yes"):
        call_command("close", *words)


def test_that_a_digest_went_and_what_came_back_is_forgotten_after_ninety_days(following):
    from desk.bounces.models import Bounce
    from desk.digests.models import Delivery, Item, Run

    run, item = (
        Run.objects.create(frequency="daily", key="2026-01-01"),
        Item.objects.create(id="tag:1", title="T", first_seen=timezone.now(), feed="{}"),
    )
    other = Follower.objects.create(email="bo@example.org", mailbox="bo@example.org")
    third = Follower.objects.create(email="cy@example.org", mailbox="cy@example.org")
    for who, days, status in ((following, 91, "sent"), (other, 89, "sent"), (third, 91, "held")):
        moment = timezone.now() - timedelta(days=days)
        Delivery.objects.create(run=run, follower=who, content="c", message_id=f"<{who.pk}@x>", status=status, written=moment).items.add(
            item
        )
        Bounce.objects.create(follower=who, kind="soft", digest=str(who.pk), at=moment)
        Follow.objects.get_or_create(follower=who, kind="everything", defaults={"name": "All", "frequency": "daily", "status": "confirmed"})
    call_command("tidy")
    assert set(Delivery.objects.values_list("follower", flat=True)) == {other.pk, third.pk}
    assert list(Bounce.objects.values_list("follower", flat=True)) == [other.pk] and Run.objects.exists() and Item.objects.exists()
