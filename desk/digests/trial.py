"""A digest as it would look now, to one editor: no delivery is planned, and nobody who follows gets anything."""

from datetime import datetime
from email.utils import make_msgid, parseaddr
from heapq import nlargest

from django.conf import settings
from django.core.mail import get_connection

from desk.digests.deliveries import TEMPLATES
from desk.digests.models import Item
from desk.digests.schedule import latest
from desk.mails.send_failure import classify
from desk.mails.transactional import compose
from desk.published import published
from newsroom.digests.digest import IMMEDIATELY, gather, gather_posts
from newsroom.errors import NewsroomError
from newsroom.feeds.feed import FeedItem
from newsroom.mail.mail import Mail, environment, render
from newsroom.site_json import FREQUENCIES, Site

POSTS = 5
_PATIENCE_SECONDS = 20  # somebody waits for the page


class NotSent(Exception):
    """Why no mail went, and what to do, in words for an editor."""


def send_trial(frequency: str, to: str, now: datetime) -> str:
    """Send the newest posts as a digest of that frequency to `to` alone; its subject. Raises NotSent."""
    if not to:
        raise NotSent("Your account has no e-mail address: have one put into it, and try again.")
    if frequency not in FREQUENCIES:
        raise NotSent("Choose how often the digest would come.")
    try:
        mail = trial(frequency, now, published().site())
    except NewsroomError as error:
        raise NotSent(str(error)) from error
    subject = f"Test: {mail.subject}"
    headers = {"Message-ID": make_msgid(domain=parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]), "Auto-Submitted": "auto-generated"}
    made = compose(subject, mail.text, mail.html, to, headers)
    try:
        made.connection = get_connection(timeout=_PATIENCE_SECONDS)
        made.send()
    except Exception as error:
        failure = classify(error)
        if failure.unexpected:
            raise
        raise NotSent(f"The mail server did not take it: {failure.said.rstrip('.')}. Try again in a few minutes.") from error
    return subject


def trial(frequency: str, now: datetime, site: Site) -> Mail:
    """The digest of the newest posts, whose foot leads to the site's page on following. Raises NotSent when there are none, and InvalidMail."""
    posts = newest()
    if not posts:
        raise NotSent("The desk knows no post yet: it reads the site's feeds every few minutes.")
    if frequency == IMMEDIATELY:
        digest = gather_posts(posts, now, site)
    else:
        digest = gather(posts, latest(frequency, now, site.time_zone, settings.DIGEST_HOUR)[0], site)
    return render(digest, site, environment(TEMPLATES))


def newest() -> list[FeedItem]:
    """So many as POSTS says that the desk saw last; of those that it saw at one moment, the ones published last."""
    seen = Item.objects.exclude(on_site=False).order_by("-first_seen").values_list("first_seen", flat=True)[:POSTS]
    if not (moments := list(seen)):
        return []
    candidates = Item.objects.exclude(on_site=False).filter(first_seen__gte=moments[-1]).order_by("pk")
    found = nlargest(
        POSTS, ((item.first_seen, item.as_read()) for item in candidates), key=lambda pair: (pair[0], pair[1].published.timestamp())
    )
    return [post for _, post in found]
