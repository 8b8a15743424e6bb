"""Compares the stored posts with the site, and removes withdrawn posts from planned digests."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from markupsafe import Markup

from desk.digests.models import Delivery, Item, ItemId, Run, Source
from desk.mails.outbox_message import Status
from desk.published import published
from newsroom.errors import SiteUnreadable
from newsroom.feeds.feed import from_json, to_json
from newsroom.posts_json import PublishedPost

# More posts gone at once are taken for an incomplete build, as in `publish`: this share of them, and more than three.
MAX_SHARE_GONE, MAX_FEW_GONE = 0.1, 3
# A post that returns is sent to followers who have not had it, unless it is older: after a month the desk no longer knows who had it.
MAX_AGE_TO_RETURN = timedelta(days=28)
WITHDRAWN = "All that was in it has been taken off the site."

Posts = dict[str, PublishedPost]


class PostsMissing(SiteUnreadable):
    """Too many posts are gone from the site at once."""

    def __init__(self, missing: int, known: int):
        super().__init__(
            f"{missing} of the {known} posts that the desk knows are gone from the site all at once, so nothing is planned or sent. "
            "Build the whole site and publish it; if they were taken down on purpose, run: desk digest --accept-removals"
        )


@dataclass(frozen=True)
class SiteChanges:
    """Titles of posts: `withdrawn`, `returned` and sent again, `too_old` to be sent again, and `shortened` to the summary in posts.json."""

    withdrawn: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    too_old: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()


@transaction.atomic
def compare_with_site(posts: Posts, now: datetime, accept_removals: bool = False, feeds_read: bool = True) -> SiteChanges:
    """Store which known posts are still in `posts`. With `feeds_read`, also shorten posts whose new text is in no feed any more.

    Raises PostsMissing, and then changes nothing.
    """
    Source.lock()
    found = _current(posts)
    items = {item.pk: item for item in Item.objects.defer("feed")}
    before = [item for item in items.values() if item.on_site]
    gone = [item for item in before if found[item.pk] is None]
    if not accept_removals and _too_many(len(gone), len(before)):
        raise PostsMissing(len(gone), len(before))
    back = [item for item in items.values() if item.on_site is False and found[item.pk] and not item.baseline]
    recent = [item.pk for item in back if now - item.first_seen < MAX_AGE_TO_RETURN]
    here = [pk for pk, post in found.items() if post]
    for some, on_site in ((here, True), ([pk for pk, post in found.items() if not post], False)):
        _update(some, on_site=on_site)
    _update(recent, first_seen=Run.after_latest(now))
    return SiteChanges(
        withdrawn=tuple(item.title for item in gone),
        returned=tuple(item.title for item in back if item.pk in recent),
        too_old=tuple(item.title for item in back if item.pk not in recent),
        shortened=tuple(_shortened(items, found)) if feeds_read else (),
    )


def _too_many(gone: int, known: int) -> bool:
    return gone > max(MAX_FEW_GONE, known * MAX_SHARE_GONE) or 1 < gone == known


def _current(posts: Posts) -> dict[str, PublishedPost | None]:
    """Return the published post of each item key, looked up by the newest of its ids; None if it is withdrawn."""
    ids = defaultdict(list)
    for item, other in ItemId.objects.order_by("-since").values_list("item", "id"):
        ids[item].append(other)
    return {pk: next((posts[each] for each in (*ids[pk], pk) if each in posts), None) for pk in Item.objects.values_list("pk", flat=True)}


def _update(keys: list[str], **values) -> None:
    for first in range(0, len(keys), 500):
        Item.objects.filter(pk__in=keys[first : first + 500]).exclude(**values).update(**values)


def _shortened(items: dict[str, Item], found: dict[str, PublishedPost | None]) -> list[str]:
    """Replace changed posts that no feed has any more by the summary in posts.json and a link; return their titles."""
    titles = []
    for pk, post in found.items():
        item = items[pk]
        if post is None or item.text_hash == post.text_hash:
            continue
        change = {"text_hash": post.text_hash}
        if item.text_hash:  # else it was stored before there were hashes
            titles.append(post.title)
            change |= {"title": post.title[:500], "feed": _summary_of(Item.objects.get(pk=pk), post)}
        Item.objects.filter(pk=pk).update(**change)
    return titles


def _summary_of(item: Item, post: PublishedPost) -> str:
    words = Markup(
        format_html('<p>{}</p>\n<p>This post has been changed. <a href="{}">Read it as it stands now</a>.</p>', post.summary, post.url)
    )
    feed = from_json(item.feed)
    new = replace(
        feed.items[0],
        url=post.url,
        title=post.title,
        summary=post.summary,
        content_html=words,
        words_html=words,
        note_html=Markup(""),
        figure=None,
        submission=None,
    )
    return to_json(replace(feed, items=(new,)))


def has_changed_texts() -> bool:
    """Tell whether a post that is planned but not sent has changed on the site, so that feeds must be read first. Raises SiteUnreadable."""
    planned = Item.objects.filter(deliveries__in=_not_sent()).exclude(text_hash="").distinct().values_list("pk", "text_hash")
    if not (known := dict(planned)):
        return False
    found = _current(published().posts())
    return any(found[pk] and found[pk].text_hash != text_hash for pk, text_hash in known.items())


def remove_withdrawn(now: datetime) -> None:
    """Remove withdrawn posts from deliveries that are not sent yet; refuse deliveries that become empty.

    Raises SiteUnreadable, PostsMissing.
    """
    planned = _not_sent()
    if not planned.exists():
        return
    compare_with_site(published().posts(), now, feeds_read=False)
    for run, content in planned.filter(items__on_site=False).values_list("run", "content").distinct():
        _remove_from(planned.filter(run=run, content=content))


@transaction.atomic
def _remove_from(deliveries: QuerySet[Delivery]) -> None:
    """Remove withdrawn posts from `deliveries` of one run, which have the same posts."""
    keys = list(deliveries.values_list("pk", flat=True))
    if not keys:
        return
    left = list(Item.objects.filter(deliveries=keys[0]).exclude(on_site=False).values_list("pk", flat=True))
    for first in range(0, len(keys), 500):
        some = Delivery.objects.filter(pk__in=keys[first : first + 500])
        Delivery.items.through.objects.filter(delivery__in=some, item__on_site=False).delete()
        if left:
            some.update(content=Delivery.content_of(left))
        else:
            some.update(status=Status.REFUSED, answer=WITHDRAWN)


def _not_sent() -> QuerySet[Delivery]:
    """Return deliveries that wait, are held, or were abandoned by a sender."""
    abandoned = Q(status=Status.CLAIMED, claimed__lt=timezone.now() - timedelta(seconds=settings.MAIL_CLAIM_TIMEOUT))
    return Delivery.objects.filter(Q(status__in=(Status.WAITING, Status.HELD)) | abandoned)
