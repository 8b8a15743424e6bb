"""Keeps what is mailed to what the site still publishes: a post that was deleted or made a draft again is planned and sent no more."""

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

# Of the posts that the desk knows, so many may go at once; more is rather a site that was not built whole. As in `publish`.
MOST_AT_ONCE, NEVER_TOO_MANY = 0.1, 3
# A post that comes back is news for who has not had it. Not an old one: after a month the desk no longer knows who had it.
NEWS_AGAIN_WITHIN = timedelta(days=28)
WITHDRAWN = "All that was in it has been taken off the site."

Posts = dict[str, PublishedPost]


class PostsMissing(SiteUnreadable):
    """Many posts are gone from the site at once."""

    def __init__(self, missing: int, known: int):
        super().__init__(
            f"{missing} of the {known} posts that the desk knows are gone from the site all at once, so nothing is planned or sent. "
            "Build the site whole and publish it; if they were taken down on purpose, say: desk digest --accept-removals"
        )


@dataclass(frozen=True)
class Compared:
    """Titles of posts: `withdrawn` since the last look, `returned` as news, `too_old` to be news although they are back, `shortened` to what posts.json says."""

    withdrawn: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    too_old: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()


@transaction.atomic
def compare(posts: Posts, now: datetime, accept_removals: bool = False, feeds_read: bool = True) -> Compared:
    """Note which of the posts that the desk knows are in `posts`, as the site publishes them; where all feeds were just read, also whose words no feed has any more. Raises PostsMissing, having changed nothing."""
    Source.wait_for_others()
    found = _current(posts)
    items = {item.pk: item for item in Item.objects.defer("feed")}
    before = [item for item in items.values() if item.on_site]
    gone = [item for item in before if found[item.pk] is None]
    if not accept_removals and _too_many(len(gone), len(before)):
        raise PostsMissing(len(gone), len(before))
    back = [item for item in items.values() if item.on_site is False and found[item.pk] and not item.baseline]
    recent = [item.pk for item in back if now - item.first_seen < NEWS_AGAIN_WITHIN]
    here = [pk for pk, post in found.items() if post]
    for some, on_site in ((here, True), ([pk for pk, post in found.items() if not post], False)):
        _update(some, on_site=on_site)
    _update(recent, first_seen=Run.after_all(now))
    return Compared(
        withdrawn=tuple(item.title for item in gone),
        returned=tuple(item.title for item in back if item.pk in recent),
        too_old=tuple(item.title for item in back if item.pk not in recent),
        shortened=tuple(_shortened(items, found)) if feeds_read else (),
    )


def _too_many(gone: int, known: int) -> bool:
    return gone > max(NEVER_TOO_MANY, known * MOST_AT_ONCE) or 1 < gone == known


def _current(posts: Posts) -> dict[str, PublishedPost | None]:
    """By the key of each item, what the site says of it under the newest of its ids; None when it has none of them."""
    ids = defaultdict(list)
    for item, other in ItemId.objects.order_by("-since").values_list("item", "id"):
        ids[item].append(other)
    return {pk: next((posts[each] for each in (*ids[pk], pk) if each in posts), None) for pk in Item.objects.values_list("pk", flat=True)}


def _update(keys: list[str], **values) -> None:
    for first in range(0, len(keys), 500):
        Item.objects.filter(pk__in=keys[first : first + 500]).exclude(**values).update(**values)


def _shortened(items: dict[str, Item], found: dict[str, PublishedPost | None]) -> list[str]:
    """Titles of the posts whose words have changed while no feed has them any more: what posts.json says takes their place, and a link."""
    titles = []
    for pk, post in found.items():
        item = items[pk]
        if post is None or item.text_hash == post.text_hash:
            continue
        change = {"text_hash": post.text_hash}
        if item.text_hash:  # else it was noted before there were hashes
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


def words_have_changed() -> bool:
    """Whether the site has other words now for a post that is planned and not sent: the feeds have to be read first. Raises SiteUnreadable."""
    planned = Item.objects.filter(deliveries__in=_not_sent()).exclude(text_hash="").distinct().values_list("pk", "text_hash")
    if not (known := dict(planned)):
        return False
    found = _current(published().posts())
    return any(found[pk] and found[pk].text_hash != text_hash for pk, text_hash in known.items())


def leave_out_withdrawn(now: datetime) -> None:
    """Take posts that are not on the site any more out of what is planned and not sent; what has nothing left is not sent, and says why.

    Raises SiteUnreadable, PostsMissing.
    """
    planned = _not_sent()
    if not planned.exists():
        return
    compare(published().posts(), now, feeds_read=False)
    for run, content in planned.filter(items__on_site=False).values_list("run", "content").distinct():
        _leave_out(planned.filter(run=run, content=content))


@transaction.atomic
def _leave_out(deliveries: QuerySet[Delivery]) -> None:
    """`deliveries` are of one run and have the same posts."""
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
    """What waits, is held, or was left behind by a sender that is no more; what a sender has in hand goes."""
    left_behind = Q(status=Status.CLAIMED, claimed__lt=timezone.now() - timedelta(seconds=settings.ABANDONED_SECONDS))
    return Delivery.objects.filter(Q(status__in=(Status.WAITING, Status.HELD)) | left_behind)
