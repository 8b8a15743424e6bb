"""Recognises posts whose file was renamed, which changes their feed id. See docs/adr/0023-a-post-keeps-its-id.md."""

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from desk.digests.models import Item, ItemId, Source
from newsroom.posts_json import PublishedPost


@transaction.atomic
def recognise_renames(posts: dict[str, PublishedPost], now: datetime) -> tuple[str, ...]:
    """Store the new ids of known posts that are in `posts` under another id; return their titles.

    A post is the same if it has the same address; or the old address among its `aliases`, and the same title or publication date; or the same
    title and publication date.
    """
    Source.lock()
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
    """Finds posts by address, alias, or title and date."""

    def __init__(self, posts: list[PublishedPost]):
        self.taken: set[str] = set()
        self._by_path = {_path(post.url): post for post in posts}
        self._by_alias = {_path(alias): post for post in posts for alias in post.aliases}
        self._by_words = {(post.title, post.published): post for post in posts}

    def same_as(self, item: Item) -> PublishedPost | None:
        """Return the post that `item` has become, or None; each post is returned once."""
        old = item.feed_item()
        moved = self._by_alias.get(_path(old.url))
        if moved and old.title != moved.title and old.published != moved.published:
            moved = None  # another post that took over the address
        candidates = (self._by_path.get(_path(old.url)), moved, self._by_words.get((old.title, old.published)))
        return next((post for post in candidates if post and post.id not in self.taken), None)


def _path(url: str) -> str:
    """Return the address without the host, which may have changed."""
    parts = urlsplit(url)
    return f"{parts.path.rstrip('/').lower()}?{parts.query}"
