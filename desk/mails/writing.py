"""Puts a letter into the outbox; to be called within the transaction of what the letter is about."""

import secrets
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from desk.environment import ROOT
from desk.mails.models import Letter
from desk.mails.tasks import send_letters
from desk.published import published
from wire.mail import environment, letter

TEMPLATES = ROOT / "theme" / "templates"


def post(follower, kind: str, **fields) -> Letter:
    """Write the letter `kind` of the theme’s templates/mail/ to `follower`, and see that it is sent once all is committed. Raises MailUnfit."""
    mail = letter(kind, published().site(), environment(TEMPLATES), fields)
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    written = Letter.objects.create(
        follower=follower,
        kind=kind,
        to=follower.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_id=f"<{kind}.{timezone.now():%Y%m%d}.{secrets.token_hex(12)}@{domain}>",
    )
    send_letters.enqueue()
    return written
