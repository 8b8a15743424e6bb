"""Keeps returned mails that no parser can take apart, for a person to look at, so that those behind them are read."""

import hashlib
import os
import shutil
import traceback
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from wire.files import write

KEPT = timedelta(days=30)


def folder() -> Path:
    """Where they are. They hold addresses: their owner alone reads them."""
    return settings.PLACE / "returned-unreadable"


def set_aside(raw: bytes, error: Exception) -> Path:
    """Keep a mail, and beside it a report of what went wrong, which quotes nothing of it; the mail's file. Raises OSError."""
    folder().mkdir(mode=0o700, exist_ok=True)
    name = hashlib.sha256(raw).hexdigest()[:16]
    last = traceback.extract_tb(error.__traceback__)[-1]
    report = f"{timezone.now():%Y-%m-%d %H:%M} UTC, {len(raw):,} bytes: {type(error).__name__} in {Path(last.filename).name}, line {last.lineno}.\nIt counts for nothing. Throw it away, or write to who sees to the desk.\n"
    write(folder(), f"{name}.txt", report)
    write(folder(), f"{name}.eml", raw)
    for ending in ("txt", "eml"):
        os.chmod(folder() / f"{name}.{ending}", 0o600)
    return folder() / f"{name}.eml"


def number() -> int:
    """How many there are."""
    return len(list(folder().glob("*.eml")))


def throw_away_about(address: str) -> None:
    """Delete those in which the address of somebody stands who is erased."""
    for file in folder().glob("*.eml"):
        if address.lower().encode() in file.read_bytes().lower():
            file.unlink(missing_ok=True)
            file.with_suffix(".txt").unlink(missing_ok=True)


def throw_away(before: datetime | None = None) -> None:
    """Those that were kept before a moment; without one, all of them."""
    if before is None:
        shutil.rmtree(folder(), ignore_errors=True)
        return
    for file in folder().glob("*.*"):
        if file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
