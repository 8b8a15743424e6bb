"""Several connections to the mail server, kept open, each in a thread that sends one mail at a time."""

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

CLOSING = 421  # RFC 5321, 4.2.1: the server closes the connection after this
IDLE_SECONDS = 20  # a connection that has been idle for longer is tested before it is used


@dataclass(frozen=True)
class SendResult:
    """What became of a mail: `error` is None if the server took it. `lost` is the reason why the connection broke and could not be reopened."""

    mail: OutboxMessage
    error: Exception | None = None
    lost: Exception | None = None


class Connections:
    """Up to `number` connections, or as many as the server accepts. Raises the error of the first one if none can be opened."""

    def __init__(self, number: int):
        self._to_send: SimpleQueue[tuple[OutboxMessage, EmailMessage | PersonalizedMessage] | None] = SimpleQueue()
        self._results: SimpleQueue[SendResult] = SimpleQueue()
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
        """How many connections can take a mail now."""
        return self.working - self.in_hand

    def submit(self, mail: OutboxMessage, message: EmailMessage | PersonalizedMessage) -> None:
        """Send a mail over a free connection."""
        self.in_hand += 1
        self._to_send.put((mail, message))

    def results(self, seconds: float | None = None) -> list[SendResult]:
        """Return the results since the last call. Waits up to `seconds` for the first; None waits without limit."""
        found = []
        with contextlib.suppress(Empty):
            found.append(self._results.get(timeout=seconds))
            while True:
                found.append(self._results.get_nowait())
        self.in_hand -= len(found)
        self.working -= sum(each.lost is not None for each in found)
        return found

    def close(self) -> None:
        """Close all connections once their mails are sent."""
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
            self._results.put(SendResult(mail, error, lost))
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
    """Tell whether the connection must not be used again. All errors of smtplib are OSErrors, and most are only answers of the server.

    After any other error, perhaps in the middle of a mail, the next command could be read as part of that mail.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == CLOSING for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == CLOSING
    return isinstance(error, OSError) or not isinstance(error, AnymailError)


def _reopened(connection) -> Exception | None:
    """Reopen the connection; return None, or the error if that fails."""
    with contextlib.suppress(OSError):
        connection.close()
    try:
        connection.open()
    except Exception as error:  # any error: the sender would wait for ever for a thread that ended here
        return error
    return None


def _wake(connection) -> None:
    """Reopen a connection that the server has closed in the meantime, before a mail is lost on it."""
    smtp = getattr(connection, "connection", None)
    if isinstance(smtp, smtplib.SMTP):
        try:
            smtp.noop()
        except OSError:
            connection.close()
            connection.open()
