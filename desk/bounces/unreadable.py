"""Sets unparseable mails about ours aside for a person, so that the mails after them are read."""

import hashlib
import os
import shutil
import traceback
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from desk.bounces.address_search import contains_address
from newsroom.files import write

KEPT = timedelta(days=30)
# Beyond these limits mails are counted and dropped.
MOST_FILES, MOST_BYTES, MOST_COUNTED = 20, 10_000_000, 1000
_COUNT = "not-kept.log"
_ABOUT = "About mails to: "


def folder() -> Path:
    """Return the folder of these mails; only its owner can read it, since they contain addresses."""
    return settings.PLACE / "returned-unreadable"


def set_aside(raw: bytes, error: Exception, keys: list[str]) -> Path:
    """Store a mail with a report of the error that quotes nothing from it, and return its file. `keys`: of the followers whose mails it names. Raises OSError.

    If the limits are reached, it is only counted, and the log of the count is returned.
    """
    folder().mkdir(mode=0o700, exist_ok=True)
    name = hashlib.sha256(raw).hexdigest()[:16]
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{timezone.now():%Y-%m-%d %H:%M} UTC, {len(raw):,} bytes: {type(error).__name__} in {Path(last.filename).name}, line {last.lineno}."
    if _is_full(name, len(raw)):
        return _count(f"{name} {what}\n")
    report = f"{what}\n{_ABOUT}{' '.join(keys)}\nIt has no effect. Delete it, or report it to those who maintain the desk.\n"
    write(folder(), f"{name}.txt", report)
    write(folder(), f"{name}.eml", raw)
    for ending in ("txt", "eml"):
        os.chmod(folder() / f"{name}.{ending}", 0o600)
    return folder() / f"{name}.eml"


def _is_full(name: str, size: int) -> bool:
    """Tell whether the limits are reached, unless the mail is stored already."""
    kept = {file.stem: file.stat().st_size for file in folder().glob("*.eml")}
    return name not in kept and (len(kept) >= MOST_FILES or sum(kept.values()) + size > MOST_BYTES)


def _count(line: str) -> Path:
    """Count a mail that is dropped, up to a limit that keeps the log small."""
    if _counted() < MOST_COUNTED:
        with open(folder() / _COUNT, "a", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)) as log:
            log.write(line)
    return folder() / _COUNT


def _counted() -> int:
    try:
        return (folder() / _COUNT).read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def number() -> int:
    """Return how many mails were set aside or counted."""
    return len(list(folder().glob("*.eml"))) + _counted()


def delete_about(address: str, key: str) -> None:
    """Delete mails about a follower who is erased: by key, by address in any form, and those that name no follower."""
    for file in folder().glob("*.eml"):
        report = file.with_suffix(".txt")
        about = _about(report)
        if key in about or not about or contains_address(file.read_bytes(), address):
            file.unlink(missing_ok=True)
            report.unlink(missing_ok=True)


def _about(report: Path) -> list[str]:
    """Return the keys in a report."""
    lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
    return [key for line in lines if line.startswith(_ABOUT) for key in line.removeprefix(_ABOUT).split()]


def delete(before: datetime | None = None) -> None:
    """Delete the mails stored before a moment; all of them by default."""
    if before is None:
        shutil.rmtree(folder(), ignore_errors=True)
        return
    for file in folder().glob("*.*"):
        if file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
