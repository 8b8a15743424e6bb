"""Sends what is due. A mail is claimed before it is sent and marked after the answer, each by itself, whatever becomes of the others."""

import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice
from typing import NoReturn

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone

from desk.mails.connections import Answer, Connections
from desk.mails.message_template import PersonalizedMessage
from desk.mails.models import Halt
from desk.mails.outbox_message import OutboxMessage, Status
from desk.mails.rate_limit import RateLimiter
from desk.mails.send_failure import SendFailure, classify
from desk.masking import without_addresses

logger = logging.getLogger(__name__)

# RFC 5321, 4.5.4.1, says not to try again within half an hour; people wait for a confirmation, and greylisting lets it in after minutes.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
_AT_ONCE = 500
# So many who may not be written to by us, or for whom something unforeseen happened, and nobody who got a mail: then the rest is not tried.
_ENOUGH = 3
# After so many attempts, over two hours and a half, a mail for which something unforeseen happened waits for a person.
_MOST_UNFORESEEN = 5

# Sent with `mail` and `said` when a mail will not go because its address was not taken: at once, or when three days were not enough.
address_refused = Signal()
# Sent likewise when a server refuses what we are, whoever the mail is for; it may go later all the same.
sender_refused = Signal()


class QueuePaused(Exception):
    """Nothing can be sent just now, or not all; the text says why, with addresses masked. Nothing is lost. `sent`: how many mails went all the same."""

    def __init__(self, why: str, sent: int = 0):
        super().__init__(without_addresses(why))
        self.sent = sent


class CannotPrepare(Exception):
    """What many mails have in common cannot be rendered; the text says where and why. None of them is claimed."""


@dataclass(frozen=True)
class Queue:
    """Mails of one kind, by the `name` that people read.

    `prepare` renders what a mail has in common with others, before it is claimed, and raises CannotPrepare; `message` writes one mail; `forget` is what its fields become
    when it is sent.
    """

    name: str
    mails: QuerySet
    message: Callable[[OutboxMessage], EmailMessage | PersonalizedMessage]
    prepare: Callable[[OutboxMessage], None] = lambda mail: None
    forget: dict[str, str] = field(default_factory=dict)


def send_due(queue: Queue, now: datetime | None = None) -> int:
    """Send what is due; how many went. Raises QueuePaused when the server takes nothing, or some cannot be rendered; all others have gone then."""
    return _Sender(queue, now or timezone.now()).send()


def claim(queue: Queue, mail: OutboxMessage, now: datetime) -> bool:
    """Whether this sender and no other may send it now: whose UPDATE finds it waiting has it."""
    # As SQL, since to have it put together anew for each mail took longer than to send it.
    when = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_table(queue.mails.model)} SET status = %s, claimed = %s, attempts = attempts + 1 WHERE id = %s AND status = %s AND due <= %s",
            [Status.CLAIMED, when, mail.pk, Status.WAITING, when],
        )
        return cursor.rowcount == 1


class _NotComposed(Exception):
    """One mail could not be written down. The text says why."""


class _Sender:
    """One start of it. What was answered is marked, and what goes next is claimed, in one write to the disk."""

    def __init__(self, queue: Queue, now: datetime):
        self.queue, self.model = queue, queue.mails.model
        self._started, self._now = time.monotonic(), now
        self._stopped, self._turned_away = "", []
        self._unprepared: Counter[str] = Counter()
        # Claimed, and not yet judged: if nobody gets a mail, the fault is not theirs.
        self._unforeseen: list[tuple[OutboxMessage, SendFailure]] = []
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
        due, sent = self._prepared(self._due()), 0
        if (first := next(due, None)) is not None:
            sent = self._send_all(chain([first], due))
        if self._stopped or self._unprepared:
            self._halt(sent)
        if first is not None or not self.queue.mails.filter(status=Status.WAITING).exists():
            Halt.clear(self.queue.name)
        return sent

    def _send_all(self, due: Iterator[OutboxMessage]) -> int:
        connections = self._connected()
        try:
            sent = self._send(due, connections)
        finally:
            connections.close()
        self._stop_when_unwelcome(sent, 1)
        with transaction.atomic():
            self._judge_unforeseen(sent, 1)
        return sent

    def _connected(self) -> Connections:
        try:
            return Connections(settings.MAIL_CONNECTIONS)
        except (
            Exception
        ) as error:  # of the network, of a provider’s settings or its library: nothing is claimed yet, so that nothing is lost
            self._stopped = f"The mail server could not be used: {error}"
            self._halt()

    def _stop_when_unwelcome(self, sent: int, enough: int) -> None:
        """Where nobody could be written to and so many answers spoke of us, it is no fault of the addresses."""
        if not sent and len(self._turned_away) >= enough:
            self._stopped = self._stopped or f"The mail server lets us write to nobody: {self._turned_away[0]}"

    def _judge_unforeseen(self, sent: int, enough: int) -> None:
        """Where somebody got a mail, what happened is a fault of these mails: they wait for a person. Where nobody did, and to so many, it may be ours: they go later."""
        if not sent and len(self._unforeseen) < enough:
            return
        for mail, failure in self._unforeseen:
            if sent or mail.attempts + 1 >= _MOST_UNFORESEEN:
                self._update(mail, failure, status=Status.HELD)
            else:
                self._stopped = self._stopped or f"Mails cannot be written or sent: {failure.said}"
                self._update(mail, failure, status=Status.WAITING, due=self.now + _pause(mail.attempts + 1))
        self._unforeseen.clear()

    def _halt(self, sent: int = 0) -> NoReturn:
        waiting = [f"{number} {self.queue.name} wait: {why}" for why, number in self._unprepared.items()]
        why = ". ".join(each.rstrip(".") for each in [self._stopped, *waiting] if each) + "."
        Halt.note(self.queue.name, why)
        raise QueuePaused(why, sent)

    def _due(self) -> Iterator[OutboxMessage]:
        """A few at a time, so that a long list takes no more memory than a short one."""
        due, last = self.queue.mails.filter(status=Status.WAITING, due__lte=self.now).order_by("pk"), 0
        while some := list(due.filter(pk__gt=last)[:_AT_ONCE]):
            yield from some
            last = some[-1].pk

    def _prepared(self, due: Iterator[OutboxMessage]) -> Iterator[OutboxMessage]:
        """Those of which what they have in common with others could be rendered; the others stay as they are, and are counted."""
        for mail in due:
            try:
                self.queue.prepare(mail)
            except CannotPrepare as error:
                self._unprepared[str(error)] += 1
            else:
                yield mail

    def _send(self, due: Iterator[OutboxMessage], connections: Connections) -> int:
        limiter, sent, answers, more = RateLimiter(settings.MAIL_PER_SECOND), 0, [], True
        while True:
            room = min(connections.free, limiter.room()) if more and not self._stopped else 0
            some = list(islice(due, room))  # before there is a write that others wait for, since one may have to be rendered
            with transaction.atomic():
                sent += self._mark(answers)
                self._stop_when_unwelcome(sent, _ENOUGH)
                self._judge_unforeseen(sent, _ENOUGH)
                claimed = [] if self._stopped else [mail for mail in some if claim(self.queue, mail, self.now)]
            limiter.took(len(claimed))
            more = more and len(some) == room
            answers = self._hand_out(claimed, connections)
            if answers:
                continue
            if connections.in_hand:
                answers = connections.answers(limiter.seconds() if more and connections.free else None)
            elif not more or self._stopped or not connections.working:
                return sent
            else:
                time.sleep(limiter.seconds() or 0)

    def _hand_out(self, mails: list[OutboxMessage], connections: Connections) -> list[Answer]:
        """Those that cannot even be written are answered at once, and stop none of the others."""
        failed = []
        for mail in mails:
            try:
                message = self.queue.message(mail)
            except DatabaseError:
                raise
            except Exception as error:
                failed.append(Answer(mail, _NotComposed(f"{type(error).__name__}: {error}").with_traceback(error.__traceback__)))
            else:
                connections.hand(mail, message)
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

    def _not_sent(self, mail: OutboxMessage, error: Exception) -> None:
        failure = (
            SendFailure(" ".join(str(error).replace("\0", "").split()), unexpected=True)
            if isinstance(error, _NotComposed)
            else classify(error)
        )
        if failure.unexpected:
            logger.error("%s %s cannot be sent", type(mail).__name__, mail.pk, exc_info=error)
            self._unforeseen.append((mail, failure))
            return
        if failure.sender_rejected:
            self._turned_away.append(failure.said)
        if failure.stops:
            self._stopped = f"The mail server lets us send nothing: {failure.said}"
        refused = failure.for_good or self.now - mail.written > GIVE_UP_AFTER
        if refused:
            self._update(mail, failure, status=Status.REFUSED)
        else:
            self._update(mail, failure, status=Status.WAITING, due=self.now + _pause(mail.attempts + 1))
        # Not within the marks, which must neither wait for other rows nor be lost with them.
        if refused and failure.of_address:
            transaction.on_commit(partial(address_refused.send, self.model, mail=mail, said=failure.said), robust=True)
        elif failure.about_us:
            transaction.on_commit(partial(sender_refused.send, self.model, mail=mail, said=failure.said), robust=True)

    def _update(self, mail: OutboxMessage, failure: SendFailure, **change: object) -> None:
        self.model.objects.filter(pk=mail.pk).update(answer=failure.said[:500], **change)


def _table(model: type[OutboxMessage]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _pause(attempts: int) -> timedelta:
    """Twice as long each time, and never at the same moment for all."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)


def _free_abandoned(model: type[OutboxMessage], now: datetime) -> None:
    """A claim that old was left by a sender that is no more; the server may have taken the mail. It goes once more, if the settings say so, and else a person decides."""
    left = model.objects.filter(status=Status.CLAIMED, claimed__lt=now - timedelta(seconds=settings.ABANDONED_SECONDS))
    again = left.filter(crashes=0) if settings.ABANDONED_AGAIN else left.none()
    again.update(status=Status.WAITING, crashes=1)
    left.update(status=Status.HELD, answer="A sender ended while it was sending this, so it may have gone already.")
