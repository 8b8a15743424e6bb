"""A copy of the database while the desk runs, and putting one back without writing to anybody twice."""

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

# What was on its way when the copy was made may have gone since. A run that is held is released as a whole.
HELD = "The database was put back from a copy: look whether they got this after the copy was made."
_HOLD = (
    (
        "UPDATE digests_run SET held = {} WHERE held = '' AND id IN (SELECT run_id FROM digests_delivery WHERE status IN ('waiting', 'claimed'))"
    ),
    ("UPDATE digests_delivery SET status = 'held', answer = {} WHERE status IN ('waiting', 'claimed')"),
    ("UPDATE mails_letter SET status = 'held', answer = {} WHERE status IN ('waiting', 'claimed')"),
)
# There is one from the moment when a copy was put back until the next digests are planned.
RESTORED = "restored"


# Daily copies, and what `restore` has put aside: content/pages/privacy.md promises that they are gone after so many days.
COPIES_DAYS = 14
_COPY = re.compile(r"\d{4}-\d\d-\d\d.*\.(?:sqlite3|dump)")


class CopyProblem(Exception):
    """The text says what is wrong, and the cure."""


def back_up(to: Path) -> None:
    """Write a copy, whole whatever is written meanwhile, that its owner alone can read. Raises CopyProblem."""
    _needs_sqlite("pg_dump")
    if to.exists():
        raise CopyProblem(f"{to} is there already; give the copy another name.")
    if not to.parent.is_dir():
        raise CopyProblem(f"There is no folder {to.parent}; make it first.")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(to)])
    to.chmod(0o600)
    _check(to)


def copies() -> Path:
    """The folder of the daily copies, made for its owner alone."""
    folder = settings.PLACE / "copies"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def delete_old_copies(now: datetime, days: int = COPIES_DAYS) -> list[Path]:
    """Delete what is older than so many days of the daily copies and of the databases that `restore` put aside; which those were.

    The newest daily copy stays whatever its age: without it nothing could be put back. Files of other names in the folder are not ours.
    """
    daily = sorted((file for file in copies().iterdir() if _COPY.fullmatch(file.name) and file.is_file()), key=_age)
    aside = [file for file in settings.PLACE.glob("*.sqlite3*.before-*") if file.is_file()]
    gone = [file for file in (*daily[:-1], *aside) if datetime.fromtimestamp(_age(file), now.tzinfo) < now - timedelta(days=days)]
    for file in gone:
        file.unlink()
    return gone


def _age(file: Path) -> float:
    return file.stat().st_mtime


def put_back(copy: Path) -> Path | None:
    """Use a copy from now on; where what was there until now lies, if there was anything. Raises CopyProblem and changes nothing when the copy is damaged or the database is in use."""
    _needs_sqlite("pg_restore, and then `desk restore --done`")
    _check(copy)
    file = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    _check_unused(file)
    before = _put_aside(file)
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(copy.read_bytes())
    new.chmod(0o600)
    with (
        closing(sqlite3.connect(new)) as database,
        database,
    ):  # before it is in place, so that whoever sends meanwhile finds nothing to send
        for update in _HOLD:
            database.execute(update.format("?"), (HELD,))
    with new.open("rb+") as written:
        os.fsync(written.fileno())
    note_restored()
    new.rename(file)
    return before


def _check_unused(file: Path) -> None:
    """Raise CopyProblem while another process has the database open: it would go on writing to the one that is put aside."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=0)) as database:
            # SQLite leaves the log of writes only when nobody else has the file open; the next connection of the desk takes it up again.
            database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        raise CopyProblem("The database is in use. Stop the desk's services and timers first, then start this again.") from None
    except sqlite3.DatabaseError:
        return  # damaged, which is why a copy is put back


def note_restored() -> None:
    """What is planned next waits for a person: it may have been sent after the copy was made."""
    (settings.PLACE / RESTORED).write_text("", encoding="ascii")


def hold_what_was_on_its_way() -> None:
    """Have letters and digests that wait in a database that was put back by other means wait for a person."""
    with transaction.atomic(), connection.cursor() as cursor:
        for update in _HOLD:
            cursor.execute(update.format("%s"), [HELD])


def was_restored() -> bool:
    """Whether nothing was planned since a copy was put back."""
    return (settings.PLACE / RESTORED).exists()


def forget_restored() -> None:
    """Once all feeds were read since, and what is new in them is planned."""
    (settings.PLACE / RESTORED).unlink(missing_ok=True)


def _needs_sqlite(instead: str) -> None:
    if connection.vendor != "sqlite":
        raise CopyProblem(f"This is for SQLite. The database is {connection.vendor}: use {instead}.")


def _put_aside(file: Path) -> Path | None:
    """The database with its log of writes; that would be taken for the log of the other."""
    if not file.exists():
        return None
    number = 1
    while (before := file.with_name(f"{file.name}.before-{number}")).exists():
        number += 1
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(f"{file.name}{ending}")
        if part.exists():
            part.rename(before.with_name(f"{before.name}{ending}"))
    return before


def _check(copy: Path) -> None:
    if not copy.is_file():
        raise CopyProblem(f"There is no file {copy}.")
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as database:
            ((said,),) = database.execute("PRAGMA integrity_check(1)").fetchall()
            known = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'follows_follower'").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise CopyProblem(f"{copy} is no database that can be used: {error}.") from error
    if said != "ok" or not known:
        raise CopyProblem(f"{copy} is {'damaged' if said != 'ok' else 'no database of the desk'}: {said}. Take another copy.")
