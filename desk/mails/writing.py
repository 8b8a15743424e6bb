"""Puts a letter into the outbox; to be called within the transaction of what the letter is about."""

import secrets
from email.utils import parseaddr
from functools import cache

from django.conf import settings
from django.utils import timezone
from jinja2 import Environment

from desk.environment import ROOT
from desk.mails.models import Letter
from desk.mails.tasks import send_letters
from desk.published import published
from wire.mail import environment, letter

TEMPLATES = ROOT / "theme" / "templates"


def post(follower, kind: str, **fields) -> Letter:
    """Write the letter `kind` of the theme’s templates/mail/ to `follower`, and see that it is sent once all is committed. Raises MailUnfit."""
    written = write(follower, kind, **fields)
    send_letters.enqueue()
    return written


def write(follower, kind: str, **fields) -> Letter:
    """The same letter, for who sees to its sending."""
    mail = letter(kind, published().site(), _templates(), fields)
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    return Letter.objects.create(
        follower=follower,
        kind=kind,
        to=follower.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_id=f"<{kind}.{timezone.now():%Y%m%d}.{secrets.token_hex(12)}@{domain}>",
    )


@cache
def _kept() -> Environment:
    return environment(TEMPLATES)


def _templates() -> Environment:
    """Read once; where the site is being written, each time, since its theme is too."""
    return environment(TEMPLATES) if settings.PREVIEW else _kept()
