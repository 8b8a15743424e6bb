"""Sends a digest of the newest posts to an editor, as a test. No delivery is planned, and no follower gets it."""

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
_TIMEOUT_SECONDS = 20  # the editor waits for the page


class NotSent(Exception):
    """No mail was sent. The text tells the editor why, and what to do."""


def send_test_mail(frequency: str, to: str, now: datetime) -> str:
    """Send a digest of the newest posts to `to` and return its subject. Raises NotSent."""
    if not to:
        raise NotSent("Your account has no e-mail address: ask for one to be added, and try again.")
    if frequency not in FREQUENCIES:
        raise NotSent("Choose how often the digest would come.")
    try:
        mail = render_test_mail(frequency, now, published().site())
    except NewsroomError as error:
        raise NotSent(str(error)) from error
    subject = f"Test: {mail.subject}"
    headers = {"Message-ID": make_msgid(domain=parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]), "Auto-Submitted": "auto-generated"}
    made = compose(subject, mail.text, mail.html, to, headers)
    try:
        made.connection = get_connection(timeout=_TIMEOUT_SECONDS)
        made.send()
    except Exception as error:
        failure = classify(error)
        if failure.unexpected:
            raise
        raise NotSent(f"The mail server did not take it: {failure.said.rstrip('.')}. Try again in a few minutes.") from error
    return subject


def render_test_mail(frequency: str, now: datetime, site: Site) -> Mail:
    """Render a digest of the newest posts; its foot links to the site's page on following. Raises NotSent without posts, and InvalidMail."""
    posts = newest_posts()
    if not posts:
        raise NotSent("The desk knows no posts yet: it reads the site's feeds every few minutes.")
    if frequency == IMMEDIATELY:
        digest = gather_posts(posts, now, site)
    else:
        digest = gather(posts, latest(frequency, now, site.time_zone, settings.DIGEST_HOUR)[0], site)
    return render(digest, site, environment(TEMPLATES))


def newest_posts() -> list[FeedItem]:
    """Return the POSTS posts that the desk saw last; of those seen at the same moment, the last published."""
    seen = Item.objects.exclude(on_site=False).order_by("-first_seen").values_list("first_seen", flat=True)[:POSTS]
    if not (moments := list(seen)):
        return []
    candidates = Item.objects.exclude(on_site=False).filter(first_seen__gte=moments[-1]).order_by("pk")
    found = nlargest(
        POSTS, ((item.first_seen, item.feed_item()) for item in candidates), key=lambda pair: (pair[0], pair[1].published.timestamp())
    )
    return [post for _, post in found]
