"""Followers as a CSV file, in the columns that `import_followers` takes: one row for each follow."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from desk.follows.models import Consent, Follow

COLUMNS = ("email", "status", "target", "frequency", "asked", "confirmed", "ended", "reason", "wording", "page", "how")
# What a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_followers(file: Path) -> int:
    """Write all follows into a new file that its owner alone can read, in UTF-8; how many. Raises OSError, as FileExistsError when it is there already.

    A cell that a spreadsheet would take for a formula begins with an apostrophe; `cell_as_written` takes it off.
    """
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8", newline="") as out:
        rows, number = csv.writer(out), 0
        rows.writerow(COLUMNS)
        for row in _rows():
            rows.writerow(map(_as_words, row))
            number += 1
        out.flush()
        os.fsync(out.fileno())
    return number


def _rows() -> Iterator[tuple[str, ...]]:
    for follow in Follow.objects.select_related("follower").order_by("follower", "pk").iterator():
        consent = Consent.objects.filter(follow=follow).order_by("-confirmed", "-asked").first()
        confirmed = Consent.objects.filter(follow=follow).exclude(confirmed=None).order_by("-confirmed").first() or consent
        asked, wording, page, how = (confirmed.asked, confirmed.wording, confirmed.page, confirmed.how) if confirmed else (None, "", "", "")
        yield (
            follow.follower.email,
            follow.status,
            follow.target,
            follow.frequency,
            _moment(asked),
            _moment(follow.confirmed),
            _moment(follow.ended),
            follow.reason,
            wording,
            page,
            how,
        )


def _moment(moment) -> str:
    return moment.isoformat() if moment else ""


def _as_words(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, *(f"'{sign}" for sign in _FORMULA))) else cell


def cell_as_written(cell: str) -> str:
    """What stood in a cell before `write_followers` kept spreadsheets from it."""
    return cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in (*_FORMULA, *(f"'{each}" for each in _FORMULA)))) else cell
