"""Sends what is due. A mail is claimed before it is sent and marked after the answer, each by itself, whatever becomes of the others."""

import logging
import random
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.utils import timezone

from desk.mails.outgoing import Outgoing, Status

logger = logging.getLogger(__name__)

# RFC 5321, 4.5.4.1, says not to try again within half an hour; people wait for a confirmation, and greylisting lets it in after minutes.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
_AT_ONCE = 500


class QueueWaits(Exception):
    """The server cannot be used at all just now; the text says why. Nothing is lost."""


class Withdrawn(Exception):
    """Raised by who writes a message: nobody wants it any more, and the text says why."""


def send_due(mails: QuerySet, message: Callable[[Outgoing], EmailMessage], ended: Callable[[Outgoing], None] = lambda mail: None, now: datetime | None = None) -> int:
    """Send those of `mails` that are due; how many went.

    `message` writes one, when it is claimed; `ended` is told of each that went or never will, in time to change it before it is saved. Raises QueueWaits when the server
    takes nothing.
    """
    now = now or timezone.now()
    _free_abandoned(mails, now)
    due = mails.filter(status=Status.WAITING, due__lte=now).order_by("due", "pk").values_list("pk", flat=True)
    if not due.exists():
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise QueueWaits(f"The mail server could not be used: {error}") from error
    number, last = 0, 0
    try:
        # A few at a time, so that a long list takes no more memory than a short one.
        while places := list(due.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
            last = places[-1]
            number += sum(_send(mails, place, connection, message, ended, now) for place in places)
    finally:
        connection.close()
    return number


def claim(mails: QuerySet, place: int, now: datetime) -> Outgoing | None:
    """The mail, if this sender and no other may send it now: whose UPDATE finds it waiting has it."""
    mine = mails.model.objects.filter(pk=place, status=Status.WAITING).update(status=Status.CLAIMED, claimed=now)
    return mails.get(pk=place) if mine else None


def _send(mails: QuerySet, place: int, connection, message, ended, now: datetime) -> bool:
    mail = claim(mails, place, now)
    if mail is None:
        return False
    mail.attempts += 1
    try:
        connection.send_messages([message(mail)])
    except Withdrawn as why:
        return _ended(mail, Status.REFUSED, str(why), ended)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return _not_sent(mail, now, int(code), _words(said), ended)
    except smtplib.SMTPResponseException as error:
        return _not_sent(mail, now, error.smtp_code, _words(error.smtp_error), ended)
    except (OSError, smtplib.SMTPException) as error:
        # The line broke: whether the mail was taken is not known, so it goes again with the same Message-ID.
        _open_again(connection)
        return _not_sent(mail, now, 0, str(error) or type(error).__name__, ended)
    except Exception as error:  # one that cannot even be written down must not stop the others
        logger.exception("%s %s cannot be sent", type(mail).__name__, mail.pk)
        return _ended(mail, Status.REFUSED, f"{type(error).__name__}: {error}", ended)
    return _ended(mail, Status.SENT, "", ended)


def _not_sent(mail: Outgoing, now: datetime, code: int, said: str, ended) -> bool:
    said = f"{code or ''} {said}".strip()
    if 500 <= code < 600 or now - mail.written > GIVE_UP_AFTER:
        return _ended(mail, Status.REFUSED, said, ended)
    mail.status, mail.due, mail.answer = Status.WAITING, now + _pause(mail.attempts), said[:500]
    mail.save()
    return False


def _ended(mail: Outgoing, status: Status, why: str, ended) -> bool:
    mail.status, mail.answer = status, why[:500]
    ended(mail)
    mail.save()
    return status == Status.SENT


def _open_again(connection) -> None:
    """After a broken line; if that fails, those that are left are put off one by one."""
    try:
        connection.close()
        connection.open()
    except (OSError, smtplib.SMTPException):
        logger.warning("The line to the mail server broke and could not be opened again")


def _pause(attempts: int) -> timedelta:
    """Twice as long each time, and never at the same moment for all."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)


def _free_abandoned(mails: QuerySet, now: datetime) -> None:
    """A claim that old was left by a sender that is no more; the server may have taken the mail, so it goes once more and not again."""
    left = mails.filter(status=Status.CLAIMED, claimed__lt=now - timedelta(seconds=settings.ABANDONED_SECONDS))
    left.filter(crashes__gt=0).update(status=Status.REFUSED, answer="A sender ended twice while it was sending this.")
    left.filter(crashes=0).update(status=Status.WAITING, crashes=1)


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
