"""After following has ended: nothing is left of anybody, in no byte of the database, and counts alone are kept."""

import json
import os
import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk.bounces import unreadable
from desk.bounces.models import Reply
from desk.closing import GOODBYE, NotYet, left_to_send, without_goodbye
from desk.follows.csv_export import write_followers
from desk.follows.deciding import tell_the_site
from desk.follows.models import Closing, Follower, Stopped
from desk.guard.models import Attempt, Spent
from desk.mails import inbox
from desk.mails.models import TransactionalMail
from desk.traces import JOB_PATIENCE, wipe

_IN_USE = "All addresses are erased, but the database is in use, so traces may be left on the disk. Stop the desk and its timers, and start this again."


def erase_all(anyway: bool = False, export: bool = False) -> Path:
    """Erase everybody, and keep counts alone; the folder with the record. `export`: addresses and consents too, for whoever must keep them.

    The stop-list goes as well: with no list there is nobody to keep off it. Started again after it was killed, it goes on where it was. Raises NotYet.
    """
    closing = Closing.objects.first()
    if closing is None:
        raise NotYet("Following has not ended yet. First: desk close")
    if not anyway and (missing := without_goodbye().count() + left_to_send()):
        raise NotYet(f"{missing} last mails are not out yet. Start desk close again; with --anyway they are never sent.")
    now = closing.erased or timezone.now()
    folder = settings.PLACE / f"closed-{now:%Y-%m-%d}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if closing.erased is None:
        if export:
            (folder / "followers.csv").unlink(missing_ok=True)  # of a start that was killed
            write_followers(folder / "followers.csv")
        _record(folder / "record.json", closing, now)
        _forget(closing, now)
    shutil.rmtree(inbox.folder(), ignore_errors=True)
    unreadable.delete()
    _clean_the_disk()
    tell_the_site()
    return folder


@transaction.atomic
def _forget(closing: Closing, now: datetime) -> None:
    # With a follower go follows, consents, letters, deliveries and bounces. What a job said when it failed may quote an address.
    for model in (Follower, Stopped, Reply, Attempt, Spent, DBTaskResult):
        model.objects.all().delete()
    LogEntry.objects.filter(content_type__app_label="follows").delete()  # masked, and yet about somebody
    Closing.objects.filter(pk=closing.pk).update(erased=now)


def _record(file: Path, closing: Closing, now: datetime) -> None:
    mails = Counter(TransactionalMail.objects.filter(kind=GOODBYE).values_list("status", flat=True))
    counts = {
        "closed": closing.since.isoformat(),
        "erased": now.isoformat(),
        "addresses": Follower.objects.count(),
        "last mails": mails,
        "by": "desk close --finish",
    }
    _private(file).write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


def _private(file: Path) -> Path:
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    return file


def _clean_the_disk() -> None:
    """What is deleted stays in a database’s free pages and its log of writes until then; another that reads keeps the log. Raises NotYet."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    except OperationalError as error:
        raise NotYet(_IN_USE) from error
    if not wipe(JOB_PATIENCE):
        raise NotYet(_IN_USE)
