"""Sends what is due. A mail is claimed before it is sent and marked after the answer, each by itself, whatever becomes of the others."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice
from typing import NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone

from desk.mails.connections import Answer, Connections
from desk.mails.fates import fate_of
from desk.mails.models import Halt
from desk.mails.moulds import Copy
from desk.mails.outgoing import Outgoing, Status
from desk.mails.pace import Pace
from desk.masking import without_addresses

logger = logging.getLogger(__name__)

# RFC 5321, 4.5.4.1, says not to try again within half an hour; people wait for a confirmation, and greylisting lets it in after minutes.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
_AT_ONCE = 500
# So many who may not be written to by us, and nobody else: then the rest is not tried.
_ENOUGH_OF_US = 3

# Sent with `mail` and `said` when a mail will not go because its address was not taken: at once, or when three days were not enough.
address_refused = Signal()


class QueueWaits(Exception):
    """The server cannot be used at all just now; the text says why, with addresses masked. Nothing is lost."""

    def __init__(self, why: str):
        super().__init__(without_addresses(why))


@dataclass(frozen=True)
class Queue:
    """Mails of one kind: `message` writes one; `forget` is what its fields become when it is sent or never will be."""

    mails: QuerySet
    message: Callable[[Outgoing], EmailMessage | Copy]
    forget: dict[str, str] = field(default_factory=dict)


def send_due(queue: Queue, now: datetime | None = None) -> int:
    """Send what is due; how many went. Raises QueueWaits when the server takes nothing."""
    return _Sender(queue, now or timezone.now()).send()


def claim(queue: Queue, mail: Outgoing, now: datetime) -> bool:
    """Whether this sender and no other may send it now: whose UPDATE finds it waiting has it."""
    # As SQL, since to have it put together anew for each mail took longer than to send it.
    when = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_table(queue.mails.model)} SET status = %s, claimed = %s, attempts = attempts + 1 WHERE id = %s AND status = %s AND due <= %s",
            [Status.CLAIMED, when, mail.pk, Status.WAITING, when],
        )
        return cursor.rowcount == 1


class _Sender:
    """One start of it. What was answered is marked, and what goes next is claimed, in one write to the disk."""

    def __init__(self, queue: Queue, now: datetime):
        self.queue, self.model = queue, queue.mails.model
        self._started, self._now = time.monotonic(), now
        self._stopped, self._turned_away = "", []
        fields = {"status": Status.SENT, "answer": ""} | queue.forget
        table, changes = _table(self.model), ", ".join(f"{name} = '{value}'" for name, value in fields.items())
        self._sent = f"UPDATE {table} SET {changes} WHERE id = %s"

    @property
    def now(self) -> datetime:
        """A run may take hours, and what is claimed late in it must not look left behind."""
        return self._now + timedelta(seconds=time.monotonic() - self._started)

    def send(self) -> int:
        """See `send_due`."""
        _free_abandoned(self.model, self.now)
        due = self._due()
        if (first := next(due, None)) is None:
            return 0
        connections = self._connected()
        try:
            sent = self._send(chain([first], due), connections)
        finally:
            connections.close()
        self._stop_when_unwelcome(sent, 1)
        if self._stopped:
            self._halt()
        Halt.objects.all().delete()
        return sent

    def _connected(self) -> Connections:
        try:
            return Connections(settings.MAIL_CONNECTIONS)
        except (OSError, ImproperlyConfigured, ImportError) as error:  # the last two from a provider’s settings
            self._stopped = f"The mail server could not be used: {error}"
            self._halt()

    def _stop_when_unwelcome(self, sent: int, enough: int) -> None:
        """Where nobody could be written to and so many answers spoke of us, it is no fault of the addresses."""
        if not sent and len(self._turned_away) >= enough:
            self._stopped = self._stopped or f"The mail server lets us write to nobody: {self._turned_away[0]}"

    def _halt(self) -> NoReturn:
        Halt.objects.update_or_create(pk=1, defaults={"why": self._stopped[:500]})
        raise QueueWaits(self._stopped)

    def _due(self) -> Iterator[Outgoing]:
        """A few at a time, so that a long list takes no more memory than a short one."""
        due, last = self.queue.mails.filter(status=Status.WAITING, due__lte=self.now).order_by("pk"), 0
        while some := list(due.filter(pk__gt=last)[:_AT_ONCE]):
            yield from some
            last = some[-1].pk

    def _send(self, due: Iterator[Outgoing], connections: Connections) -> int:
        pace, sent, answers, more = Pace(settings.MAIL_PER_SECOND), 0, [], True
        while True:
            with transaction.atomic():
                sent += self._mark(answers)
                self._stop_when_unwelcome(sent, _ENOUGH_OF_US)
                room = min(connections.free, pace.room()) if more and not self._stopped else 0
                claimed = list(islice((mail for mail in due if claim(self.queue, mail, self.now)), room))
            pace.took(len(claimed))
            more = more and len(claimed) == room
            answers = self._hand_out(claimed, connections)
            if answers:
                continue
            if connections.in_hand:
                answers = connections.answers(pace.seconds() if more and connections.free else None)
            elif not more or self._stopped or not connections.working:
                return sent
            else:
                time.sleep(pace.seconds())

    def _hand_out(self, mails: list[Outgoing], connections: Connections) -> list[Answer]:
        """Those that cannot even be written are answered at once, and stop none of the others."""
        failed = []
        for mail in mails:
            try:
                connections.hand(mail, self.queue.message(mail))
            except Exception as error:
                failed.append(Answer(mail, error))
        return failed

    def _mark(self, answers: list[Answer]) -> int:
        """Write down what became of them; how many went."""
        sent = [answer.mail.pk for answer in answers if answer.error is None]
        if sent:
            with connection.cursor() as cursor:
                cursor.executemany(self._sent, [(pk,) for pk in sent])
        for answer in answers:
            if answer.error is not None:
                self._not_sent(answer.mail, answer.error)
            if answer.lost is not None:
                self._stopped = f"The mail server cannot be reached any more: {answer.lost}"
        return len(sent)

    def _not_sent(self, mail: Outgoing, error: Exception) -> None:
        fate = fate_of(error)
        if fate.of_us:
            self._turned_away.append(fate.said)
        if fate.stops:
            self._stopped = f"The mail server lets us send nothing: {fate.said}"
        if fate.for_good or self.now - mail.written > GIVE_UP_AFTER:
            if fate.unexpected:
                logger.error("%s %s cannot be sent", type(mail).__name__, mail.pk, exc_info=error)
            change = {"status": Status.REFUSED, **self.queue.forget}
        else:
            change = {"status": Status.WAITING, "due": self.now + _pause(mail.attempts + 1)}
        self.model.objects.filter(pk=mail.pk).update(answer=fate.said[:500], **change)
        if change["status"] == Status.REFUSED and fate.of_address:
            # Not within the marks, which must neither wait for other rows nor be lost with them.
            transaction.on_commit(partial(address_refused.send, self.model, mail=mail, said=fate.said), robust=True)


def _table(model: type[Outgoing]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _pause(attempts: int) -> timedelta:
    """Twice as long each time, and never at the same moment for all."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)


def _free_abandoned(model: type[Outgoing], now: datetime) -> None:
    """A claim that old was left by a sender that is no more; the server may have taken the mail. It goes once more, if the settings say so, and else a person decides."""
    left = model.objects.filter(status=Status.CLAIMED, claimed__lt=now - timedelta(seconds=settings.ABANDONED_SECONDS))
    again = left.filter(crashes=0) if settings.ABANDONED_AGAIN else left.none()
    again.update(status=Status.WAITING, crashes=1)
    left.update(status=Status.HELD, answer="A sender ended while it was sending this, so it may have gone already.")
