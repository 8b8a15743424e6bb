"""Sends digests. What they say is put together once for all who get the same posts; only the links at the foot are each follower's own."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from desk.digests.models import Delivery, Item, Run
from desk.environment import ROOT
from desk.follows import links
from desk.follows.models import Follow
from desk.mails.letters import addressed
from desk.mails.sending import Withdrawn, send_due
from desk.published import published
from wire.digest import IMMEDIATELY, gather, gather_posts, period_named
from wire.mail import Mail, environment, render
from wire.site import Site

TEMPLATES = ROOT / "theme" / "templates"
# Stand-ins for the links of one follower. They are addresses, since a mail is refused that has others.
_LEAVE, _YOURS = "https://desk.invalid/leave", "https://desk.invalid/yours"
_REMEMBERED = 64  # distinct digests


def send_digests(now: datetime | None = None) -> int:
    """All deliveries that are due, but of runs that are held; how many went. Raises QueueWaits, SiteUnreadable."""
    due = Delivery.objects.filter(run__held="").select_related("run", "follower")
    return send_due(due, writer(published().site()), now=now)


def writer(site: Site) -> Callable[[Delivery], EmailMultiAlternatives]:
    """A function that gives the mail of a delivery. Raises Withdrawn for who has left since it was planned."""
    templates = environment(TEMPLATES)

    @lru_cache(_REMEMBERED)
    def common(run: Run, items: tuple[str, ...]) -> Mail:
        posts = [item.as_read() for item in Item.objects.filter(pk__in=items)]
        digest = gather_posts(posts, run.planned, site) if run.frequency == IMMEDIATELY else gather(posts, period_named(run.frequency, run.key, site.time_zone), site)
        return render(digest, site, templates, _LEAVE, _YOURS)

    def message(delivery: Delivery) -> EmailMultiAlternatives:
        run, follower = delivery.run, delivery.follower
        if not follower.follows.filter(status=Follow.Status.CONFIRMED).exists():
            raise Withdrawn("They left before it was sent.")
        items = tuple(delivery.items.order_by("pk").values_list("pk", flat=True))
        return for_one(common(run, items), follower, delivery.message_id, site)

    return message


def for_one(mail: Mail, follower, message_id: str, site: Site) -> EmailMultiAlternatives:
    """The mail to one follower, with the way out that mail programs show as a button (RFC 8058) and the name of the list (RFC 2919)."""
    leave, yours = links.signed(links.LEAVE, follower.key), links.signed(links.YOURS, follower.key)
    headers = {
        "Message-ID": message_id,
        "List-Id": f"{_phrase(site.name)} <{list_id(site.url)}>",
        "List-Unsubscribe": ", ".join(f"<{way}>" for way in (leave, *_by_mail(follower.key))),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    text, markup = (each.replace(_LEAVE, leave).replace(_YOURS, yours) for each in (mail.text, mail.html))
    return addressed(mail.subject, text, markup, follower.email, headers)


def _by_mail(key: str) -> list[str]:
    """The way out for mail programs that can only write: there is one when somebody reads what comes back."""
    word = links.signed(links.LEAVE, key).split("/")[-2]
    return [f"mailto:{settings.MAIL_RETURN}?subject=leave%20{word}"] if settings.MAIL_RETURN else []


def list_id(site_url: str) -> str:
    """The same for ever, whatever the site is called: `blog.example.org` is the list `follow.blog.example.org`."""
    return f"follow.{urlsplit(site_url).hostname}"


def _phrase(name: str) -> str:
    """A name as a header can hold it without quoting."""
    return re.sub(r"[^\w .-]", "", name, flags=re.ASCII).strip()
