"""The end of following by e-mail: a last mail to everybody, and then nothing is left of anybody. The site stays as it is."""

import csv
import json
import os
import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.utils import timezone

from desk.digests.models import Delivery
from desk.follows.deciding import tell_the_site
from desk.follows.models import Closing, Consent, Follow, Follower, Stopped
from desk.guard.models import Attempt, Spent
from desk.mails import inbox
from desk.mails.models import Letter
from desk.mails.outgoing import Status
from desk.mails.writing import write

GOODBYE = "goodbye"
_UNDER_WAY = (Status.WAITING, Status.CLAIMED, Status.HELD)
_AT_ONCE = 200


class NotYet(Exception):
    """The text says what is still to be done, and how."""


def close(words: str) -> int:
    """Take no more forms, send no more digests, and write a last mail to everybody who follows; to how many it was written now.

    Started again, after it was killed or with more to write, it goes on where it was.
    """
    with transaction.atomic():
        closing, _ = Closing.objects.get_or_create(pk=1, defaults={"words": words})
        ended = {"status": Status.REFUSED, "answer": "Following by e-mail has ended."}
        Delivery.objects.filter(status__in=(Status.WAITING, Status.HELD)).update(**ended)
        Letter.objects.filter(status__in=(Status.WAITING, Status.HELD)).exclude(kind=GOODBYE).update(**ended, text="", html="")
    number = 0
    while some := list(_without_goodbye()[:_AT_ONCE]):
        with transaction.atomic():
            for follower in some:
                write(follower, GOODBYE, words=closing.words)
        number += len(some)
    return number


def left_to_send() -> int:
    """Last mails that are not out yet."""
    return Letter.objects.filter(kind=GOODBYE, status__in=_UNDER_WAY).count()


def erase_all(anyway: bool = False, export: bool = False) -> Path:
    """Erase everybody, and keep counts alone; the folder with the record. `export`: addresses and consents too, for whoever must keep them. Raises NotYet."""
    closing = Closing.objects.first()
    if closing is None:
        raise NotYet("Following has not ended yet. First: desk close")
    if not anyway and (missing := _without_goodbye().count() + left_to_send()):
        raise NotYet(f"{missing} last mails are not out yet. Start desk close again; with --anyway they are never sent.")
    now = timezone.now()
    folder = settings.PLACE / f"closed-{now:%Y-%m-%d}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if export and Follower.objects.exists():
        _export(folder / "followers.csv")
    _record(folder / "record.json", closing, now)
    with transaction.atomic():
        for model in (Follower, Stopped, Attempt, Spent):
            model.objects.all().delete()
        LogEntry.objects.filter(content_type__app_label="follows").delete()  # masked, and yet about somebody
        Closing.objects.filter(pk=closing.pk, erased=None).update(erased=now)
    shutil.rmtree(inbox.folder(), ignore_errors=True)
    _clean_the_disk()
    tell_the_site()
    return folder


def _without_goodbye():
    following = Follower.objects.filter(follows__status=Follow.Status.CONFIRMED).exclude(letters__kind=GOODBYE)
    return following.distinct().order_by("pk")


def _record(file: Path, closing: Closing, now: datetime) -> None:
    """Of the first time; when nobody is left there is nothing to count."""
    if file.exists() and not Follower.objects.exists():
        return
    mails = Counter(Letter.objects.filter(kind=GOODBYE).values_list("status", flat=True))
    counts = {"closed": closing.since.isoformat(), "erased": now.isoformat(), "addresses": Follower.objects.count(), "last mails": mails, "by": "desk close --finish"}
    _private(file).write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


def _export(file: Path) -> None:
    with _private(file).open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("email", "target", "frequency", "status", "asked", "wording", "page", "confirmed", "how"))
        for follow in Follow.objects.select_related("follower").order_by("pk").iterator():
            consent = Consent.objects.filter(follow=follow).exclude(confirmed=None).order_by("-confirmed").first()
            asked = (consent.asked.isoformat(), consent.wording, consent.page, consent.confirmed.isoformat(), consent.how) if consent else ("",) * 5
            rows.writerow(map(_as_words, (follow.follower.email, follow.target, follow.frequency, follow.status, *asked)))


def _as_words(cell: str) -> str:
    """So that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def _private(file: Path) -> Path:
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    return file


def _clean_the_disk() -> None:
    """What is deleted stays in a database’s free pages and its log of writes until then."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
