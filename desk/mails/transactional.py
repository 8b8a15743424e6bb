"""Composes and sends the mails about following itself."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from desk.follows.addresses import deliverable
from desk.mails.message_template import QUOTED_PRINTABLE
from desk.mails.models import TransactionalMail
from desk.mails.sender import Queue, send_due


def send_letters(now: datetime | None = None) -> int:
    """Send all that are due and return how many were sent. Raises QueuePaused."""
    return send_due(Queue("letters", TransactionalMail.objects.all(), message, forget={"text": "", "html": ""}), now)


def message(letter: TransactionalMail) -> EmailMultiAlternatives:
    """Compose the mail, marked as automatic so that no program replies (RFC 3834). Raises ValueError for an undeliverable address."""
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return compose(letter.subject, letter.text, letter.html, deliverable(letter.to), headers)


def compose(subject: str, text: str, html: str, to: str, headers: dict[str, str]) -> EmailMultiAlternatives:
    """Return a mail from MAIL_FROM as plain text and HTML; bounces go to BOUNCE_ADDRESS."""
    made = EmailMultiAlternatives(
        subject, text, settings.BOUNCE_ADDRESS or settings.MAIL_FROM, [to], headers={"From": settings.MAIL_FROM, **headers}
    )
    made.attach_alternative(html, "text/html")
    made.encoding = QUOTED_PRINTABLE  # else it is sent as 8bit even to servers that do not offer that (RFC 6152)
    return made
