"""Keeps returned mails about ours that no parser can take apart, for a person to look at, so that those behind them are read."""

import hashlib
import os
import shutil
import traceback
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from desk.bounces.address_search import quotes
from newsroom.files import write

KEPT = timedelta(days=30)
# More than a person looks at; what is beyond is counted, and thrown away.
MOST_FILES, MOST_BYTES, MOST_COUNTED = 20, 10_000_000, 1000
_COUNT = "not-kept.log"
_ABOUT = "About mails to: "


def folder() -> Path:
    """Where they are. They hold addresses: their owner alone reads them."""
    return settings.PLACE / "returned-unreadable"


def set_aside(raw: bytes, error: Exception, keys: list[str]) -> Path:
    """Keep a mail, and beside it a report of what went wrong, which quotes nothing of it; the mail's file. `keys`: of the followers whose mails it names. Raises OSError.

    When as much is kept as there may be, it is counted instead, and the file is that of the count.
    """
    folder().mkdir(mode=0o700, exist_ok=True)
    name = hashlib.sha256(raw).hexdigest()[:16]
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{timezone.now():%Y-%m-%d %H:%M} UTC, {len(raw):,} bytes: {type(error).__name__} in {Path(last.filename).name}, line {last.lineno}."
    if _is_full(name, len(raw)):
        return _count(f"{name} {what}\n")
    report = f"{what}\n{_ABOUT}{' '.join(keys)}\nIt counts for nothing. Throw it away, or write to who sees to the desk.\n"
    write(folder(), f"{name}.txt", report)
    write(folder(), f"{name}.eml", raw)
    for ending in ("txt", "eml"):
        os.chmod(folder() / f"{name}.{ending}", 0o600)
    return folder() / f"{name}.eml"


def _is_full(name: str, size: int) -> bool:
    """Whether there is no room for a mail that is not there yet."""
    kept = {file.stem: file.stat().st_size for file in folder().glob("*.eml")}
    return name not in kept and (len(kept) >= MOST_FILES or sum(kept.values()) + size > MOST_BYTES)


def _count(line: str) -> Path:
    """Note one that is not kept; no more than so many, or the count would fill the disk in its turn."""
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
    """How many there were: those that are kept, and those that were counted alone."""
    return len(list(folder().glob("*.eml"))) + _counted()


def throw_away_about(address: str, key: str) -> None:
    """Delete what is about mails to somebody who is erased, what holds the address in whatever form, and what does not say whose mails it is about."""
    for file in folder().glob("*.eml"):
        report = file.with_suffix(".txt")
        about = _about(report)
        if key in about or not about or quotes(file.read_bytes(), address):
            file.unlink(missing_ok=True)
            report.unlink(missing_ok=True)


def _about(report: Path) -> list[str]:
    """The keys that a report names."""
    lines = report.read_text(encoding="utf-8").splitlines() if report.exists() else []
    return [key for line in lines if line.startswith(_ABOUT) for key in line.removeprefix(_ABOUT).split()]


def throw_away(before: datetime | None = None) -> None:
    """Those that were kept before a moment; without one, all of them."""
    if before is None:
        shutil.rmtree(folder(), ignore_errors=True)
        return
    for file in folder().glob("*.*"):
        if file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
