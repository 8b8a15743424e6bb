"""Puts transactional mails into the outbox, within the transaction of what they are about."""

import secrets
from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from desk.environment import ROOT
from desk.mails.models import TransactionalMail
from desk.published import published
from newsroom.mail.mail import TRANSACTIONAL, Mail, environment, render_transactional

TEMPLATES = ROOT / "theme" / "templates"


class Outbox:
    """Writes mails for one request or one batch, and renders those that differ only in their links once. Raises SiteUnreadable."""

    def __init__(self):
        self._site, self._templates = published().site(), environment(TEMPLATES)
        self._render = lru_cache(self._rendered)

    def write(self, follower, kind: str, **fields) -> TransactionalMail:
        """Store the mail `kind`, one of TRANSACTIONAL, to `follower`; the caller enqueues its sending. Raises InvalidMail.

        Fields ending in `_url` are the follower's own links; all others may be the same for many.
        """
        links = {f"https://desk.invalid/{name}": url for name, url in fields.items() if name.endswith("_url")}
        fields |= {placeholder.rpartition("/")[2]: placeholder for placeholder in links}
        mail = self._render(kind, tuple(sorted(fields.items())))
        domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
        return TransactionalMail.objects.create(
            follower=follower,
            kind=kind,
            to=follower.email,
            subject=mail.subject,
            text=_with_links(mail.text, links),
            html=_with_links(mail.html, links),
            message_id=f"<{kind}.{timezone.now():%Y%m%d}.{secrets.token_hex(12)}@{domain}>",
        )

    def _rendered(self, kind: str, fields: tuple[tuple[str, object], ...]) -> Mail:
        return render_transactional(kind, self._site, self._templates, dict(fields))


def check_templates() -> None:
    """Render every transactional mail with its example, to find mistakes before somebody asks for one. Raises InvalidMail, SiteUnreadable."""
    site, templates = published().site(), environment(TEMPLATES)
    for kind, example in TRANSACTIONAL.items():
        render_transactional(kind, site, templates, example)


def _with_links(text: str, links: dict[str, str]) -> str:
    for placeholder, url in links.items():
        text = text.replace(placeholder, url)
    return text
