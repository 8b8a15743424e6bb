"""Puts a letter into the outbox; to be called within the transaction of what the letter is about."""

import secrets
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from desk.environment import ROOT
from desk.mails.models import Letter
from desk.mails.tasks import send_letters
from desk.published import published
from newsroom.mail.mail import TRANSACTIONAL, Mail, environment, render_transactional
from newsroom.site_json import Site

TEMPLATES = ROOT / "theme" / "templates"
_REMEMBERED = 256
_kept: dict[tuple, tuple[Site, Mail]] = {}


def post(follower, kind: str, **fields) -> Letter:
    """Write the letter `kind` of the theme’s templates/mail/ to `follower`, and see that it is sent once all is committed. Raises InvalidMail."""
    written = write(follower, kind, **fields)
    send_letters.enqueue()
    return written


def write(follower, kind: str, **fields) -> Letter:
    """The same letter, for who sees to its sending."""
    # What ends in _url is this follower's own, and all else the same for many.
    own = {f"https://desk.invalid/{name}": url for name, url in fields.items() if name.endswith("_url")}
    mail = _common(kind, fields | {stand_in.rpartition("/")[2]: stand_in for stand_in in own})
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    return Letter.objects.create(
        follower=follower,
        kind=kind,
        to=follower.email,
        subject=mail.subject,
        text=_with(own, mail.text),
        html=_with(own, mail.html),
        message_id=f"<{kind}.{timezone.now():%Y%m%d}.{secrets.token_hex(12)}@{domain}>",
    )


def check_templates() -> None:
    """Render every letter with its example: a mistake is known before somebody asks for one. Raises InvalidMail, SiteUnreadable."""
    site, templates = published().site(), environment(TEMPLATES)
    for kind, example in TRANSACTIONAL.items():
        render_transactional(kind, site, templates, example)


def _common(kind: str, fields: dict[str, object]) -> Mail:
    """What was put together for the site as it is now, and with the same words, is not put together again; where the theme is being written, it always is."""
    site, what = published().site(), (kind, *sorted(fields.items()))
    kept = _kept.get(what)
    if kept is None or kept[0] is not site or settings.PREVIEW:
        if len(_kept) >= _REMEMBERED:
            _kept.clear()
        kept = _kept[what] = site, render_transactional(kind, site, environment(TEMPLATES), fields)
    return kept[1]


def _with(own: dict[str, str], text: str) -> str:
    for stand_in, url in own.items():
        text = text.replace(stand_in, url)
    return text
