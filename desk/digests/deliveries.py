"""Composes and sends digests. A mail is rendered once for all followers who get the same posts; only their links differ."""

import logging
import re
import traceback
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from desk.digests.holds import refuse_unsubscribed
from desk.digests.ingest import read_feeds
from desk.digests.models import Delivery
from desk.digests.withdrawals import has_changed_texts, remove_withdrawn
from desk.domains import ascii_domain
from desk.environment import ROOT
from desk.follows import links
from desk.follows.addresses import deliverable
from desk.mails.message_template import MessageTemplate, PersonalizedMessage
from desk.mails.sender import CannotPrepare, Queue, send_due
from desk.mails.transactional import compose
from desk.published import published
from newsroom.digests.digest import IMMEDIATELY, gather, gather_posts, period_named
from newsroom.errors import NewsroomError
from newsroom.mail.mail import environment, render
from newsroom.site_json import Site

logger = logging.getLogger(__name__)

TEMPLATES = ROOT / "theme" / "templates"
# Placeholders for the values of each follower. Those of links are valid addresses, since a mail with other links is refused.
_LEAVE, _YOURS = "https://desk.invalid/leave", "https://desk.invalid/yours"
_TO, _ID, _WORD = "to@desk.invalid", "<id@desk.invalid>", "desk.invalid.word"
_CACHE_SIZE = 64  # distinct digests


def send_digests(now: datetime | None = None) -> int:
    """Send the deliveries that are due; return how many were sent. Raises QueuePaused, SiteUnreadable."""
    refuse_unsubscribed()
    if has_changed_texts():
        read_feeds(now or timezone.now())
    remove_withdrawn(now or timezone.now())
    write = DigestWriter(published().site())
    return send_due(Queue("digests", Delivery.objects.select_related("follower"), write, write.prepare), now)


class DigestWriter:
    """Returns the mail for a delivery when called; caches the parts that followers share."""

    def __init__(self, site: Site):
        self._site, self._templates = site, environment(TEMPLATES)
        self._template = lru_cache(_CACHE_SIZE)(self._rendered)
        self._broken: dict[tuple[int, str], str] = {}

    def __call__(self, delivery: Delivery) -> PersonalizedMessage:
        follower, to = delivery.follower, deliverable(delivery.follower.email)
        leave, yours = links.signed(links.LEAVE, follower.key), links.signed(links.YOURS, follower.key)
        values = {_LEAVE: leave, _YOURS: yours, _TO: to, _ID: delivery.message_id, _WORD: links.word_of(leave)}
        return PersonalizedMessage(self._common(delivery), values, to)

    def prepare(self, delivery: Delivery) -> None:
        """Render the shared part of a delivery. Raises CannotPrepare for a mistake in a template or a post."""
        what = delivery.run_id, delivery.content
        if what not in self._broken:
            try:
                self._common(delivery)
                return
            except DatabaseError:
                raise
            except NewsroomError as error:
                self._broken[what] = str(error)
            except Exception as error:
                last = traceback.extract_tb(error.__traceback__)[-1]
                self._broken[what] = f"{type(error).__name__}: {error} ({Path(last.filename).name}, line {last.lineno})"
                logger.exception("A digest cannot be rendered")
        raise CannotPrepare(self._broken[what])

    def _common(self, delivery: Delivery) -> MessageTemplate:
        try:
            return self._template(delivery.run_id, delivery.content)
        except Delivery.DoesNotExist:  # another process has just removed a withdrawn post
            delivery.refresh_from_db(fields=["content"])
            return self._template(delivery.run_id, delivery.content)

    def _rendered(self, run_id: int, content: str) -> MessageTemplate:
        some = Delivery.objects.filter(run=run_id, content=content).select_related("run").first()
        if some is None:
            raise Delivery.DoesNotExist
        run, site, posts = some.run, self._site, [item.feed_item() for item in some.items.order_by("pk")]
        digest = (
            gather_posts(posts, run.planned, site)
            if run.frequency == IMMEDIATELY
            else gather(posts, period_named(run.frequency, run.key, site.time_zone), site)
        )
        mail = render(digest, site, self._templates, _LEAVE, _YOURS)
        return MessageTemplate(compose(mail.subject, mail.text, mail.html, _TO, _headers(site)), (_LEAVE, _YOURS, _TO, _ID, _WORD))


def _headers(site: Site) -> dict[str, str]:
    """Return the headers of a digest: one-click unsubscribe (RFC 8058) and the list id (RFC 2919)."""
    # For mail programs that can only send a mail; only if the return address is read.
    by_mail = [f"mailto:{settings.BOUNCE_ADDRESS}?subject=leave%20{_WORD}"] if settings.BOUNCE_ADDRESS else []
    return {
        "Message-ID": _ID,
        "List-Id": f"{_phrase(site.name)} <{list_id(site.url)}>",
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in (_LEAVE, *by_mail)),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def list_id(site_url: str) -> str:
    """Return the list id, which never changes: `follow.blog.example.org` for `blog.example.org`."""
    return f"follow.{ascii_domain(urlsplit(site_url).hostname)}"


def _phrase(name: str) -> str:
    """Remove the characters that a header would have to quote."""
    return re.sub(r"[^\w .-]", "", name, flags=re.ASCII).strip()
