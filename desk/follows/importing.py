"""Followers from elsewhere: a CSV file of WordPress.com, of another service, or written by hand."""

import csv
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from desk.follows import links
from desk.follows.addresses import check_address, digests, mailbox, tidied
from desk.follows.asking import CONFIRM_WITHIN
from desk.follows.forms import EVERYTHING, HOW_OFTEN, targets
from desk.follows.models import Consent, Follow, Follower, Stopped
from desk.mails.writing import post
from desk.published import published

_ADDRESS = ("email", "email address", "e-mail", "email_address", "user_email", "address")
_STATUS = ("status", "subscription status", "confirmed", "consent")
_FREQUENCY = ("frequency", "delivery frequency", "how often")
# What other services call it.
_YES = {"confirmed", "active", "subscribed", "yes", "true", "1", "enabled"}
_LEFT = {"unsubscribed", "cancelled", "canceled", "ended", "blocked", "blocklisted", "bounced", "complained", "no", "false", "0", "disabled", "removed"}
_RHYTHM = {"instantly": "immediately", "instant": "immediately", "every post": "immediately"} | {each: each for each in HOW_OFTEN}


class Became(enum.Enum):
    """What became of a row."""

    FOLLOWS = "follows now"
    ASKED = "asked by mail whether they want to"
    ALREADY = "was here already"
    LEFT = "left out: had left there"
    STOPPED = "left out: asked to be forgotten here"
    WRONG = "left out: no e-mail address"


@dataclass(frozen=True)
class Row:
    """One line of the file, and what became of it."""

    line: int
    email: str
    became: Became


class Unreadable(Exception):
    """The file is no list of followers; the text says why."""


def import_followers(file: Path) -> Iterator[Row]:
    """Take the rows over one by one, each by itself: who was confirmed there follows, of whom that is not known is asked once. Raises Unreadable."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        table = csv.reader(lines, csv.Sniffer().sniff(lines[0], ",;\t") if lines and any(sign in lines[0] for sign in ",;\t") else csv.excel)
        head = [name.strip().lower() for name in next(table, [])]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{file} is no CSV file in UTF-8: {error}") from None
    address = _column(head, _ADDRESS)
    if address is None:
        raise Unreadable(f"{file} has no column with addresses. Its first line should name one “email”; it names {', '.join(head) or 'nothing'}.")
    status, rhythm = _column(head, _STATUS), _column(head, _FREQUENCY)
    for row in table:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield Row(table.line_num, _cell(cells, address), _taken(file, table.line_num, _cell(cells, address), _cell(cells, status), _cell(cells, rhythm)))


@transaction.atomic
def _taken(file: Path, line: int, email: str, status: str, rhythm: str) -> Became:
    try:
        check_address(email)
    except ValidationError:
        return Became.WRONG
    if status.lower() in _LEFT:
        return Became.LEFT
    if Stopped.objects.filter(digest__in=digests(email)).exists():
        return Became.STOPPED
    follower, _ = Follower.objects.get_or_create(mailbox=mailbox(email), defaults={"email": tidied(email)})
    frequency = _RHYTHM.get(rhythm.lower(), "immediately")
    name = targets(published().site())[EVERYTHING].name
    follow, new = Follow.objects.get_or_create(follower=follower, kind=EVERYTHING, slug="", defaults={"frequency": frequency, "name": name})
    if not new:
        return Became.ALREADY
    secret, digest = links.new_secret()
    now, sure = timezone.now(), status.lower() in _YES
    wording = f"Taken over from {file.name}, line {line}" + (f", where it says “{status}”" if status else "")
    Consent.objects.create(follow=follow, frequency=frequency, wording=wording[:500], secret=digest, confirmed=now if sure else None, how="confirmed there" if sure else "")
    if sure:
        Follow.objects.filter(pk=follow.pk).update(status=Follow.Status.CONFIRMED, confirmed=now, seen=now)
        return Became.FOLLOWS
    post(follower, "again", what=name, how_often=HOW_OFTEN[frequency].lower(), confirm_url=links.confirm(secret), days=CONFIRM_WITHIN.days)
    return Became.ASKED


def _column(head: list[str], names: tuple[str, ...]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
