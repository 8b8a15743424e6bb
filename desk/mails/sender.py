"""Sends the mails that are due. Each is claimed before it is sent and marked after the answer, whatever becomes of the others."""

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

from desk.mails.connections import Connections, SendResult
from desk.mails.message_template import PersonalizedMessage
from desk.mails.models import Halt
from desk.mails.outbox_message import OutboxMessage, Status
from desk.mails.rate_limit import RateLimiter
from desk.mails.send_failure import SendFailure, classify
from desk.masking import without_addresses

logger = logging.getLogger(__name__)

# RFC 5321, 4.5.4.1, wants half an hour between attempts; but people wait for a confirmation, and greylisting ends after minutes.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
_BATCH_SIZE = 500
# After this many refusals of us, or unexpected errors, without one mail sent, the rest is not tried.
_MAX_FAILURES = 3
# After this many attempts, over two and a half hours, a mail with unexpected errors is held.
_MAX_UNEXPECTED = 5

# Sent with `mail` and `said` when a mail is given up because its address was refused, at once or for three days.
address_refused = Signal()
# Sent with `mail` and `said` when a server refuses us, whoever the mail is for. The mail may still be retried.
sender_refused = Signal()


class QueuePaused(Exception):
    """Some or all mails cannot be sent now and wait. The text says why, with addresses masked; `sent` is how many were sent."""

    def __init__(self, why: str, sent: int = 0):
        super().__init__(without_addresses(why))
        self.sent = sent


class CannotPrepare(Exception):
    """The common part of several mails cannot be rendered; the text says where and why. None of them is claimed."""


@dataclass(frozen=True)
class Queue:
    """Mails of one kind; `name` is shown to people.

    `prepare` renders what a mail has in common with others before it is claimed, and may raise CannotPrepare. `message` composes one mail. `forget` gives the
    fields that are cleared when it is sent.
    """

    name: str
    mails: QuerySet
    message: Callable[[OutboxMessage], EmailMessage | PersonalizedMessage]
    prepare: Callable[[OutboxMessage], None] = lambda mail: None
    forget: dict[str, str] = field(default_factory=dict)


def send_due(queue: Queue, now: datetime | None = None) -> int:
    """Send the mails that are due and return how many were sent. Raises QueuePaused if the server takes nothing, or if some cannot be rendered (the others are sent)."""
    return _Sender(queue, now or timezone.now()).send()


def claim(queue: Queue, mail: OutboxMessage, now: datetime) -> bool:
    """Claim a mail for this sender; return False if another one has it. The UPDATE succeeds for one sender only."""
    # Plain SQL: building the query for each mail took longer than sending it.
    when = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_table(queue.mails.model)} SET status = %s, claimed = %s, attempts = attempts + 1 WHERE id = %s AND status = %s AND due <= %s",
            [Status.CLAIMED, when, mail.pk, Status.WAITING, when],
        )
        return cursor.rowcount == 1


class _NotComposed(Exception):
    """One mail could not be composed; the text says why."""


class _Sender:
    """One run over a queue. Results are stored and the next mails claimed in one transaction."""

    def __init__(self, queue: Queue, now: datetime):
        self.queue, self.model = queue, queue.mails.model
        self._started, self._now = time.monotonic(), now
        self._stopped, self._sender_rejections = "", []
        self._unprepared: Counter[str] = Counter()
        # Claimed and undecided: while no mail at all is sent, the fault may not be theirs.
        self._unexpected: list[tuple[OutboxMessage, SendFailure]] = []
        fields = {"status": Status.SENT, "answer": ""} | queue.forget
        table, changes = _table(self.model), ", ".join(f"{name} = '{value}'" for name, value in fields.items())
        self._sent = f"UPDATE {table} SET {changes} WHERE id = %s"

    @property
    def now(self) -> datetime:
        """Return the time of the run, moving on: a run may take hours, and late claims must not look abandoned."""
        return self._now + timedelta(seconds=time.monotonic() - self._started)

    def send(self) -> int:
        """See `send_due`."""
        _release_abandoned(self.model, self.now)
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
        self._stop_if_rejected(sent, 1)
        with transaction.atomic():
            self._judge_unexpected(sent, 1)
        return sent

    def _connected(self) -> Connections:
        try:
            return Connections(settings.MAIL_CONNECTIONS)
        except Exception as error:  # of the network, the provider’s settings or its library; nothing is claimed yet
            self._stopped = f"The mail server could not be used: {error}"
            self._halt()

    def _stop_if_rejected(self, sent: int, enough: int) -> None:
        """Pause the queue when no mail was sent and at least `enough` results refused us as the sender."""
        if not sent and len(self._sender_rejections) >= enough:
            self._stopped = self._stopped or f"The mail server lets us write to nobody: {self._sender_rejections[0]}"

    def _judge_unexpected(self, sent: int, enough: int) -> None:
        """Hold mails with unexpected errors if others were sent; if none was, and `enough` failed, pause the queue and retry them."""
        if not sent and len(self._unexpected) < enough:
            return
        for mail, failure in self._unexpected:
            if sent or mail.attempts + 1 >= _MAX_UNEXPECTED:
                self._update(mail, failure, status=Status.HELD)
            else:
                self._stopped = self._stopped or f"Mails cannot be written or sent: {failure.said}"
                self._update(mail, failure, status=Status.WAITING, due=self.now + _pause(mail.attempts + 1))
        self._unexpected.clear()

    def _halt(self, sent: int = 0) -> NoReturn:
        waiting = [f"{number} {self.queue.name} wait: {why}" for why, number in self._unprepared.items()]
        why = ". ".join(each.rstrip(".") for each in [self._stopped, *waiting] if each) + "."
        Halt.note(self.queue.name, why)
        raise QueuePaused(why, sent)

    def _due(self) -> Iterator[OutboxMessage]:
        """Yield the mails that are due, reading a batch at a time to keep memory constant."""
        due, last = self.queue.mails.filter(status=Status.WAITING, due__lte=self.now).order_by("pk"), 0
        while some := list(due.filter(pk__gt=last)[:_BATCH_SIZE]):
            yield from some
            last = some[-1].pk

    def _prepared(self, due: Iterator[OutboxMessage]) -> Iterator[OutboxMessage]:
        """Yield the mails whose common part could be rendered; count the others, which stay as they are."""
        for mail in due:
            try:
                self.queue.prepare(mail)
            except CannotPrepare as error:
                self._unprepared[str(error)] += 1
            else:
                yield mail

    def _send(self, due: Iterator[OutboxMessage], connections: Connections) -> int:
        limiter, sent, results, more = RateLimiter(settings.MAIL_PER_SECOND), 0, [], True
        while True:
            room = min(connections.free, limiter.room()) if more and not self._stopped else 0
            some = list(islice(due, room))  # before the transaction, which blocks other writers: rendering takes time
            with transaction.atomic():
                sent += self._mark(results)
                self._stop_if_rejected(sent, _MAX_FAILURES)
                self._judge_unexpected(sent, _MAX_FAILURES)
                claimed = [] if self._stopped else [mail for mail in some if claim(self.queue, mail, self.now)]
            limiter.record(len(claimed))
            more = more and len(some) == room
            results = self._submit(claimed, connections)
            if results:
                continue
            if connections.in_hand:
                results = connections.results(limiter.delay() if more and connections.free else None)
            elif not more or self._stopped or not connections.working:
                return sent
            else:
                time.sleep(limiter.delay() or 0)

    def _submit(self, mails: list[OutboxMessage], connections: Connections) -> list[SendResult]:
        """Give the mails to the connections; return a result for each that cannot be composed."""
        failed = []
        for mail in mails:
            try:
                message = self.queue.message(mail)
            except DatabaseError:
                raise
            except Exception as error:
                failed.append(SendResult(mail, _NotComposed(f"{type(error).__name__}: {error}").with_traceback(error.__traceback__)))
            else:
                connections.submit(mail, message)
        return failed

    def _mark(self, results: list[SendResult]) -> int:
        """Store the results and return how many mails were sent."""
        sent = [result.mail.pk for result in results if result.error is None]
        if sent:
            with connection.cursor() as cursor:
                cursor.executemany(self._sent, [(pk,) for pk in sent])
        for result in results:
            if result.error is not None:
                self._not_sent(result.mail, result.error)
            if result.lost is not None:
                self._stopped = f"The mail server cannot be reached any more: {result.lost}"
        return len(sent)

    def _not_sent(self, mail: OutboxMessage, error: Exception) -> None:
        failure = (
            SendFailure(" ".join(str(error).replace("\0", "").split()), unexpected=True)
            if isinstance(error, _NotComposed)
            else classify(error)
        )
        if failure.unexpected:
            logger.error("%s %s cannot be sent", type(mail).__name__, mail.pk, exc_info=error)
            self._unexpected.append((mail, failure))
            return
        if failure.sender_rejected:
            self._sender_rejections.append(failure.said)
        if failure.stops:
            self._stopped = f"The mail server lets us send nothing: {failure.said}"
        refused = failure.for_good or self.now - mail.written > GIVE_UP_AFTER
        if refused:
            self._update(mail, failure, status=Status.REFUSED)
        else:
            self._update(mail, failure, status=Status.WAITING, due=self.now + _pause(mail.attempts + 1))
        # After the transaction, which must neither wait for the receivers' rows nor be rolled back with them.
        if refused and failure.of_address:
            transaction.on_commit(partial(address_refused.send, self.model, mail=mail, said=failure.said), robust=True)
        elif failure.about_us:
            transaction.on_commit(partial(sender_refused.send, self.model, mail=mail, said=failure.said), robust=True)

    def _update(self, mail: OutboxMessage, failure: SendFailure, **change: object) -> None:
        self.model.objects.filter(pk=mail.pk).update(answer=failure.said[:500], **change)


def _table(model: type[OutboxMessage]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _pause(attempts: int) -> timedelta:
    """Return the pause before the next attempt: it doubles each time, with jitter."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)


def _release_abandoned(model: type[OutboxMessage], now: datetime) -> None:
    """Retry or hold mails whose sender has died, by MAIL_RETRY_CLAIMED. The server may have taken such a mail, so it is retried once only."""
    left = model.objects.filter(status=Status.CLAIMED, claimed__lt=now - timedelta(seconds=settings.MAIL_CLAIM_TIMEOUT))
    again = left.filter(crashes=0) if settings.MAIL_RETRY_CLAIMED else left.none()
    again.update(status=Status.WAITING, crashes=1)
    left.update(status=Status.HELD, answer="A sender ended while it was sending this, so it may have gone already.")
