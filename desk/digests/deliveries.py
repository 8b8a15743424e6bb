"""Sends digests. What they say is put together once for all who get the same posts; only the links at the foot are each follower's own."""

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

from desk.digests.holds import refuse_those_who_left
from desk.digests.ingest import read_feeds
from desk.digests.models import Delivery
from desk.digests.withdrawals import leave_out_withdrawn, words_have_changed
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
# Stand-ins for what is each follower's own. Those for links are addresses, since a mail is refused that has others.
_LEAVE, _YOURS = "https://desk.invalid/leave", "https://desk.invalid/yours"
_TO, _ID, _WORD = "to@desk.invalid", "<id@desk.invalid>", "desk.invalid.word"
_REMEMBERED = 64  # distinct digests


def send_digests(now: datetime | None = None) -> int:
    """All deliveries that are due; how many went. Raises QueuePaused, SiteUnreadable."""
    refuse_those_who_left()
    if words_have_changed():
        read_feeds(now or timezone.now())
    leave_out_withdrawn(now or timezone.now())
    write = DigestWriter(published().site())
    return send_due(Queue("digests", Delivery.objects.select_related("follower"), write, write.prepare), now)


class DigestWriter:
    """Call it with a delivery for its mail, of which all is rendered once but what is the follower's own."""

    def __init__(self, site: Site):
        self._site, self._templates = site, environment(TEMPLATES)
        self._mould = lru_cache(_REMEMBERED)(self._rendered)
        self._broken: dict[tuple[int, str], str] = {}

    def __call__(self, delivery: Delivery) -> PersonalizedMessage:
        follower, to = delivery.follower, deliverable(delivery.follower.email)
        leave, yours = links.signed(links.LEAVE, follower.key), links.signed(links.YOURS, follower.key)
        words = {_LEAVE: leave, _YOURS: yours, _TO: to, _ID: delivery.message_id, _WORD: links.word_of(leave)}
        return PersonalizedMessage(self._common(delivery), words, to)

    def prepare(self, delivery: Delivery) -> None:
        """Render what the delivery has in common with others. Raises CannotPrepare when a template or a post has a mistake in it."""
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
            return self._mould(delivery.run_id, delivery.content)
        except Delivery.DoesNotExist:  # another start has just left out a post that is not on the site any more
            delivery.refresh_from_db(fields=["content"])
            return self._mould(delivery.run_id, delivery.content)

    def _rendered(self, run_id: int, content: str) -> MessageTemplate:
        some = Delivery.objects.filter(run=run_id, content=content).select_related("run").first()
        if some is None:
            raise Delivery.DoesNotExist
        run, site, posts = some.run, self._site, [item.as_read() for item in some.items.order_by("pk")]
        digest = (
            gather_posts(posts, run.planned, site)
            if run.frequency == IMMEDIATELY
            else gather(posts, period_named(run.frequency, run.key, site.time_zone), site)
        )
        mail = render(digest, site, self._templates, _LEAVE, _YOURS)
        return MessageTemplate(compose(mail.subject, mail.text, mail.html, _TO, _headers(site)), (_LEAVE, _YOURS, _TO, _ID, _WORD))


def _headers(site: Site) -> dict[str, str]:
    """With the way out that mail programs show as a button (RFC 8058), and the name of the list (RFC 2919)."""
    # For mail programs that can only write: there is one when somebody reads what comes back.
    by_mail = [f"mailto:{settings.MAIL_RETURN}?subject=leave%20{_WORD}"] if settings.MAIL_RETURN else []
    return {
        "Message-ID": _ID,
        "List-Id": f"{_phrase(site.name)} <{list_id(site.url)}>",
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in (_LEAVE, *by_mail)),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def list_id(site_url: str) -> str:
    """The same for ever, whatever the site is called: `blog.example.org` is the list `follow.blog.example.org`."""
    return f"follow.{ascii_domain(urlsplit(site_url).hostname)}"


def _phrase(name: str) -> str:
    """A name as a header can hold it without quoting."""
    return re.sub(r"[^\w .-]", "", name, flags=re.ASCII).strip()
