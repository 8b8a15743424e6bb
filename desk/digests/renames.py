"""Knows a post again whose file was renamed, and which so has another feed id. See docs/adr/0023-a-post-keeps-its-id.md."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from desk.digests.models import Item, ItemId, Source
from newsroom.posts_json import PublishedPost


@transaction.atomic
def recognise_renames(posts: dict[str, PublishedPost], now: datetime) -> tuple[str, ...]:
    """Give posts of the desk that are gone from `posts` the id under which they stand there now; their titles.

    A post is the same when it has the same address; or names the old one among its `aliases` and has the same title or moment of publication; or
    has both the same title and the same moment.
    """
    Source.wait_for_others()
    known = set(Item.objects.values_list("pk", flat=True))
    others = dict(ItemId.objects.values_list("id", "item"))
    here = {others.get(each, each) for each in posts if each in known or each in others}
    new = [post for post in posts.values() if post.id not in known and post.id not in others]
    if not new or not (gone := known - here):
        return ()
    found = _Index(new)
    titles = []
    for item in Item.objects.filter(pk__in=gone).iterator():
        if post := found.same_as(item):
            ItemId.objects.create(id=post.id, item=item, since=now)
            found.taken.add(post.id)
            titles.append(post.title)
    return tuple(titles)


class _Index:
    """Posts by what tells one from all others."""

    def __init__(self, posts: list[PublishedPost]):
        self.taken: set[str] = set()
        self._by_path = {_path(post.url): post for post in posts}
        self._by_alias = {_path(alias): post for post in posts for alias in post.aliases}
        self._by_words = {(post.title, post.published): post for post in posts}

    def same_as(self, item: Item) -> PublishedPost | None:
        """The post that `item` is now; each is given once."""
        old = item.as_read()
        moved = self._by_alias.get(_path(old.url))
        if moved and old.title != moved.title and old.published != moved.published:
            moved = None  # an old post that took another in
        candidates = (self._by_path.get(_path(old.url)), moved, self._by_words.get((old.title, old.published)))
        return next((post for post in candidates if post and post.id not in self.taken), None)


def _path(url: str) -> str:
    """The address without the host, which may have changed."""
    parts = urlsplit(url)
    return f"{parts.path.rstrip('/').lower()}?{parts.query}"
