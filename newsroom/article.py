"""What plugins put on articles, pages and other Pelican content for each other: every attribute with its default."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class ArticleAttributes:
    """Attributes that a text has before a plugin sets them, so that another may read each without asking whether it is there.

    Pelican itself sets title, slug, url, date, status, authors and category; the reader sets all fields of the front matter. What is
    not listed here stands in `metadata`, as the front matter has it.
    """

    # Front matter, set by plugins.reader.
    language: str | None = None  # of the text, when it is not the site's own
    tags: Sequence[Any] = ()  # Pelican's tags, with name, slug and url
    aliases: Sequence[str] = ()  # old addresses
    editors_note: str | None = None  # HTML
    id: str | None = None  # of the feed item
    image: Any = None  # newsroom.content_models.Image
    portrait: Any = None  # newsroom.content_models.Avatar

    # Set by plugins.figures: images with their renditions.
    figure: Any = None
    avatar: Any = None

    # Set by plugins.contributors, programmes and submissions.
    contributors: Sequence[Any] = ()  # bylines: contributor, role, organisation
    programme: Any = None
    submission: Any = None

    # Set by plugins.related, sharing, social_cards and feeds.
    minutes: int | None = None  # how long it takes to read
    shares: Any = None  # ways to pass it on
    card: Any = None
    feed_item: Any = None  # newsroom.feeds.feed.FeedItem


def add_attributes(content_class: type) -> None:
    """Give Pelican's class of content the attributes that it does not define itself."""
    for name in ArticleAttributes.__annotations__:
        if not hasattr(content_class, name):
            setattr(content_class, name, getattr(ArticleAttributes, name))


def all_posts(context: Mapping[str, Any]) -> Iterator[Any]:
    """Yield all posts of Pelican's context that have a page: the published, the hidden and, in preview, the drafts."""
    for name in ("articles", "hidden_articles", "drafts"):
        yield from context.get(name, ())
