"""A feed as RSS 2.0 and as Atom, written by feedgen with the extensions of `mending`."""

from feedgen.feed import FeedGenerator

from newsroom.feeds import rss_text
from newsroom.feeds.feed import Feed, FeedItem
from plugins.feeds.mending import FeedMending, ItemMending

_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


def rss(feed: Feed, style_sheet: str = "") -> bytes:
    """RSS 2.0 (https://www.rssboard.org/rss-specification) with content:encoded, dc:creator, dc:language, atom:link and media:thumbnail.

    `style_sheet` is the address of CSS for browsers.
    """
    return _generator(feed, "rss", style_sheet).rss_str(pretty=True)


def atom(feed: Feed, style_sheet: str = "") -> bytes:
    """Atom 1.0 (RFC 4287)."""
    return _generator(feed, "atom", style_sheet).atom_str(pretty=True)


def _generator(feed: Feed, kind: str, style_sheet: str) -> FeedGenerator:
    made = FeedGenerator()
    made.load_extension("dc", atom=False)  # Atom has authors of its own
    made.register_extension("mending", FeedMending, ItemMending)
    made.mending.style_sheet = style_sheet
    made.id(feed.id)
    # Atom says what a text is, and plain words are the default; names and categories are plain words in both.
    title = rss_text.title if kind == "rss" else str
    made.title(title(feed.title))
    made.description(title(feed.description))
    made.subtitle(title(feed.description))
    made.language(feed.language)
    if not feed.items or not all(item.authors for item in feed.items):  # Atom wants an author on the feed or on every entry
        made.author(name=feed.title, uri=feed.home_url)
    made.generator("Participle")
    # Left alone, feedgen puts the clock here, and no two builds are the same.
    made.updated(feed.updated)
    made.lastBuildDate(feed.updated)
    made.link(href=feed.feed_url, rel="self", type=_TYPES[kind])
    made.link(href=feed.home_url, rel="alternate", type="text/html")  # last: RSS takes the last one for its own
    for item in feed.items:
        _add(made, item, kind)
    return made


def _add(made: FeedGenerator, item: FeedItem, kind: str) -> None:
    title, summary = (rss_text.title, rss_text.description) if kind == "rss" else (str, str)
    entry = made.add_entry(order="append")
    entry.id(item.id)
    entry.title(title(item.title or item.url))
    entry.published(item.published)
    entry.updated(item.updated)
    if item.summary:
        entry.summary(summary(item.summary))
    entry.content(str(item.content_html) or "<p></p>", type="html")
    entry.mending.link(href=item.url, rel="alternate", type="text/html")
    entry.link(href=item.url, rel="alternate", type="text/html")
    if item.authors:
        entry.author([{"name": author.name, "uri": author.url} for author in item.authors])
        entry.dc.dc_creator([author.name for author in item.authors])
    if item.categories:
        entry.category([{"term": name} for name in item.categories])
    if item.language:
        entry.mending.language = item.language
        entry.dc.dc_language(item.language)
    if item.figure:
        size = str(item.figure.length)
        entry.mending.link(href=item.figure.url, rel="enclosure", type=item.figure.media_type, length=size)
        entry.link(href=item.figure.url, rel="enclosure", type=item.figure.media_type, length=size)
        entry.mending.thumbnail(item.figure.url, item.figure.width, item.figure.height)
