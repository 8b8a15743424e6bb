"""Sends the letters in the outbox."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from desk.follows.addresses import deliverable
from desk.mails.message_template import QUOTED
from desk.mails.models import Letter
from desk.mails.sender import Queue, send_due


def send_letters(now: datetime | None = None) -> int:
    """All that are due; how many went. Raises QueuePaused."""
    return send_due(Queue("letters", Letter.objects.all(), message, forget={"text": "", "html": ""}), now)


def message(letter: Letter) -> EmailMultiAlternatives:
    """The mail as it is sent: to one recipient, and marked as one that no machine should answer (RFC 3834). Raises ValueError for an address that no server takes."""
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    return addressed(letter.subject, letter.text, letter.html, deliverable(letter.to), headers)


def addressed(subject: str, text: str, html: str, to: str, headers: dict[str, str]) -> EmailMultiAlternatives:
    """A mail in both forms from MAIL_FROM; what cannot be delivered comes back to MAIL_RETURN."""
    made = EmailMultiAlternatives(
        subject, text, settings.MAIL_RETURN or settings.MAIL_FROM, [to], headers={"From": settings.MAIL_FROM, **headers}
    )
    made.attach_alternative(html, "text/html")
    made.encoding = QUOTED  # else it goes as 8bit, to servers too that do not offer that (RFC 6152)
    return made
