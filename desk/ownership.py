"""The desk's files belong to the user who runs it: a command as another user would leave some that the service cannot open."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def check_owner(folder: Path, database: str, user: int | None = None) -> None:
    """Raise ImproperlyConfigured, with both names and the cure, unless `user` (default: whoever runs this) owns the desk's folder and its SQLite database.

    `database` is DATABASE_URL, "" for the file in the folder. What is not there yet is made by whoever runs the first command.
    """
    if not hasattr(os, "geteuid"):  # Windows, on which the desk is only tried out
        return
    me = os.geteuid() if user is None else user
    for path in (folder, *_files(folder, database)):
        if path.exists() and (owner := path.stat().st_uid) != me:
            raise ImproperlyConfigured(
                f"{path} belongs to {_name(owner)}, but this was started as {_name(me)}, who would leave files there that the other cannot open. Nothing was changed.\n"
                f"  Start it as {_name(owner)}: sudo -u {_name(owner)} …, with the same settings; docs/operators.md has a script for that.\n"
                f"  If {_name(me)} is the desk’s user and {_name(owner)} is not: chown -R {_name(me)}: {folder}"
            )


def _files(folder: Path, database: str) -> list[Path]:
    file = Path(database.partition("sqlite:///")[2]) if database.startswith("sqlite:///") else folder / "desk.sqlite3"
    return [file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-shm")]


def _name(number: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"
