"""Takes over followers from elsewhere: a CSV file of another service, of a desk, or written by hand. All of it, or nothing."""

import enum
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from desk.follows import links
from desk.follows.addresses import digests, mailbox
from desk.follows.asking import CONFIRM_WITHIN
from desk.follows.csv_file import Unreadable  # noqa: F401 – what import_followers raises
from desk.follows.export_formats import Verdict
from desk.follows.forms import HOW_OFTEN, targets
from desk.follows.import_plan import Choices, Wanted, plan_import
from desk.follows.models import Consent, Follow, Follower, Stopped
from desk.mails.outbox import Outbox
from desk.mails.tasks import send_letters
from desk.published import published

_AT_ONCE = 500


class Became(enum.Enum):
    """What became of a row."""

    FOLLOWS = "follows now"
    ASKED = "asked by mail whether they want to"
    ALREADY = "was here already"
    LEFT = "left out: had left there"
    LEFT_HERE = "left out: had left here"
    STOPPED = "left out: asked to be forgotten here"
    NO_TARGET = "left out: the site has nothing to follow under that name"
    WRONG = "left out: no e-mail address that can be written to"


@dataclass(frozen=True)
class Row:
    """One line of the file, and what became of it; `said`: the words in the file that decided."""

    line: int
    email: str
    became: Became
    said: str


@dataclass(frozen=True)
class Imported:
    """Every row, and what was guessed, in sentences."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def import_followers(file: Path, choices: Choices | None = None, dry_run: bool = False) -> Imported:
    """Take over all rows in one transaction: who was confirmed there follows, of whom that is not known is asked once, who had left stays out.

    With `dry_run` nothing is written. Raises OSError, SiteUnreadable, and Unreadable when anything in the file is not understood: then nothing is changed.
    """
    plan = plan_import(file, choices or Choices())
    names = {word: target.name for word, target in targets(published().site()).items()}
    found: list[Row] = []
    with nullcontext() if dry_run else transaction.atomic():  # SQLite would keep everybody else from writing
        seen: set[tuple[str, str]] = set()
        rows = iter(plan.rows)
        while some := tuple(islice(rows, _AT_ONCE)):
            decided = list(zip(some, _decide(some, names, seen), strict=True))
            if not dry_run:
                _take([(wanted, became) for wanted, became in decided if became in (Became.FOLLOWS, Became.ASKED)], file, names)
            found += [Row(wanted.line, wanted.email, became, wanted.said) for wanted, became in decided]
        if not dry_run and any(row.became is Became.ASKED for row in found):
            send_letters.enqueue()
    return Imported(tuple(found), plan.notes)


def _decide(rows: tuple[Wanted, ...], names: dict[str, str], seen: set[tuple[str, str]]) -> Iterator[Became]:
    """What becomes of each; `seen` are the mailboxes and targets of rows before."""
    boxes = {mailbox(row.email) for row in rows if row.email}
    known = {digest: row.email for row in rows if row.email for digest in digests(row.email)}
    stopped = {mailbox(known[digest]) for digest in Stopped.objects.filter(digest__in=known).values_list("digest", flat=True)}
    follows = Follow.objects.filter(follower__mailbox__in=boxes).select_related("follower")
    here = {(follow.follower.mailbox, follow.target): follow for follow in follows}
    gone = boxes & {box for box, _ in here} - {box for (box, _), follow in here.items() if follow.status != Follow.Status.ENDED}
    for row in rows:
        box = mailbox(row.email) if row.email else ""
        if not box:
            yield Became.WRONG
        elif row.verdict is Verdict.LEFT:
            yield Became.LEFT
        elif box in stopped:
            yield Became.STOPPED
        elif box in gone:
            yield Became.LEFT_HERE
        elif row.target not in names:
            yield Became.NO_TARGET
        elif (box, row.target) in here or (box, row.target) in seen:
            yield Became.ALREADY
        else:
            seen.add((box, row.target))
            yield Became.FOLLOWS if row.verdict is Verdict.FOLLOWS else Became.ASKED


def _take(rows: list[tuple[Wanted, Became]], file: Path, names: dict[str, str]) -> None:
    now = timezone.now()
    Follower.objects.bulk_create([Follower(mailbox=mailbox(row.email), email=row.email) for row, _ in rows], ignore_conflicts=True)
    people = {person.mailbox: person for person in Follower.objects.filter(mailbox__in=[mailbox(row.email) for row, _ in rows])}
    follows, consents, secrets = [], [], []
    for row, became in rows:
        kind, _, slug = row.target.partition("/")
        sure = {"status": Follow.Status.CONFIRMED, "confirmed": now, "seen": now} if became is Became.FOLLOWS else {}
        follows.append(
            Follow(follower=people[mailbox(row.email)], kind=kind, slug=slug, name=names[row.target], frequency=row.frequency, **sure)
        )
    for (row, became), follow in zip(rows, Follow.objects.bulk_create(follows), strict=True):
        secret, digest = links.new_secret()
        secrets.append(secret)
        consents.append(Consent(follow=follow, frequency=row.frequency, secret=digest, **_agreed(row, became, file, now)))
    Consent.objects.bulk_create(consents)
    outbox = Outbox()
    for (row, became), follow, secret in zip(rows, follows, secrets, strict=True):
        if became is Became.ASKED:
            words = {"what": follow.name, "how_often": HOW_OFTEN[row.frequency].lower(), "days": CONFIRM_WITHIN.days}
            outbox.write(follow.follower, "reconfirm", confirm_url=links.confirm(secret), **words)


def _agreed(row: Wanted, became: Became, file: Path, now) -> dict:
    """What is kept of how they said that they want mail."""
    if became is Became.FOLLOWS and row.consent:
        return row.consent
    wording = f"Taken over from {file.name}, line {row.line}" + (f", where it says “{row.said}”" if row.said else "")
    return {
        "wording": wording[:500],
        "confirmed": now if became is Became.FOLLOWS else None,
        "how": "confirmed there" if became is Became.FOLLOWS else "",
    }
