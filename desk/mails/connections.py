"""Connections to the mail server, kept open. Each has one mail in hand at most, and says what became of it before it gets another."""

import contextlib
import smtplib
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from anymail.exceptions import AnymailError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from desk.mails.message_template import PersonalizedMessage
from desk.mails.outbox_message import OutboxMessage

CLOSING = 421  # RFC 5321, 4.2.1: the server hangs up after this
IDLE_SECONDS = 20  # after so long, a connection is asked whether it is still there


@dataclass(frozen=True)
class Answer:
    """What became of a mail: `error` is None when the server has it. `lost`: why its connection broke and could not be opened again."""

    mail: OutboxMessage
    error: Exception | None = None
    lost: Exception | None = None


class Connections:
    """So many threads, each with a connection; fewer, if the server wants no more. Raises what opening raises when not even one can be opened."""

    def __init__(self, number: int):
        self._to_send: SimpleQueue[tuple[OutboxMessage, EmailMessage | PersonalizedMessage] | None] = SimpleQueue()
        self._answers: SimpleQueue[Answer] = SimpleQueue()
        self.in_hand = 0
        opened = [_opened()]
        with contextlib.suppress(OSError):
            while len(opened) < number:
                opened.append(_opened())
        self._threads = [threading.Thread(target=self._work, args=(each,), daemon=True) for each in opened]
        self.working = len(opened)
        for thread in self._threads:
            thread.start()

    @property
    def free(self) -> int:
        """How many can take a mail now."""
        return self.working - self.in_hand

    def hand(self, mail: OutboxMessage, message: EmailMessage | PersonalizedMessage) -> None:
        """Give a mail to one that is free."""
        self.in_hand += 1
        self._to_send.put((mail, message))

    def answers(self, seconds: float | None = None) -> list[Answer]:
        """All that have come since the last time; waits for the first, but no longer than so many seconds."""
        found = []
        with contextlib.suppress(Empty):
            found.append(self._answers.get(timeout=seconds))
            while True:
                found.append(self._answers.get_nowait())
        self.in_hand -= len(found)
        self.working -= sum(each.lost is not None for each in found)
        return found

    def close(self) -> None:
        """Say goodbye to the server, once nothing is in hand any more."""
        for _ in self._threads:
            self._to_send.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self, connection) -> None:
        used = time.monotonic()
        while given := self._to_send.get():
            mail, message = given
            error = lost = None
            try:
                if time.monotonic() - used > IDLE_SECONDS:
                    _wake(connection)
                _send(connection, message)
            except Exception as raised:
                error = raised
                lost = _reopened(connection) if _hung_up(raised) else None
            used = time.monotonic()
            self._answers.put(Answer(mail, error, lost))
            if lost:
                return
        with contextlib.suppress(OSError):
            connection.close()


def _opened():
    connection = get_connection()
    connection.open()
    return connection


def _send(connection, message: EmailMessage | PersonalizedMessage) -> None:
    if not isinstance(message, PersonalizedMessage):
        connection.send_messages([message])
    elif isinstance(connection, EmailBackend):
        connection.connection.sendmail(message.template.sender, [message.to], message.raw())
    else:
        connection.send_messages([message.mail()])


def _hung_up(error: Exception) -> bool:
    """Whether nothing more can be said over this connection. All of smtplib’s errors are OSErrors, and most of them are answers.

    Something unforeseen may have happened in the middle of a mail: what comes next would be taken for a part of that.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == CLOSING for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == CLOSING
    return isinstance(error, OSError) or not isinstance(error, AnymailError)


def _reopened(connection) -> Exception | None:
    """None, or why it could not be opened again."""
    with contextlib.suppress(OSError):
        connection.close()
    try:
        connection.open()
    except Exception as error:  # whatever it is: a thread that ended here would be waited for for ever
        return error
    return None


def _wake(connection) -> None:
    """Servers hang up on who is silent for long; better to hear of it before a mail is on the line."""
    smtp = getattr(connection, "connection", None)
    if isinstance(smtp, smtplib.SMTP):
        try:
            smtp.noop()
        except OSError:
            connection.close()
            connection.open()
