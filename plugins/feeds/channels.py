"""Which feeds there are: the site's, and one for each contributor, programme, tag and callout."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from newsroom.content_types import subject_types
from newsroom.digests.digest import newest_first
from newsroom.feeds.feed import LONG_AGO, Feed
from plugins.feeds.items import plain, tag_uri

DEFAULT_ITEMS = 20


def channels(context: dict, settings: dict) -> Iterator[tuple[str, Callable[[str], Feed]]]:
    """Pairs of a folder below the site (`""`, `author/kate-bagley/`) and a function from a file's name to the feed in that file."""
    site, articles = settings["SITENAME"], context["articles"]
    yield _channel(context, settings, "", site, settings.get("SITESUBTITLE") or f"Posts from {site}", articles)
    for tag, tagged in sorted(_by_tag(articles).values(), key=lambda pair: pair[0].slug):
        yield _channel(context, settings, tag.url, f"{tag.name} – {site}", f"Posts tagged “{tag.name}” on {site}", tagged)
    for each in subject_types():
        for page in context.get(each.folder, ()) if each.feed else ():
            words = {"name": plain(page.title), "summary": plain(page.metadata.get("summary") or ""), "site": site}
            description = next(filter(None, (text.format(**words) for text in each.feed.descriptions)))
            since = _opening(page.metadata["opens"], settings) if "opens" in page.metadata else LONG_AGO
            yield _channel(context, settings, page.url, each.feed.title.format(**words), description, page.posts, since)


def _by_tag(articles) -> dict:
    """Tag and its articles by the tag's slug. Pelican's own list would hold drafts' tags too in some set-ups."""
    found: dict = {}
    for article in articles:
        for tag in article.tags:
            found.setdefault(tag.slug, (tag, []))[1].append(article)
    return found


def _opening(day: date, settings: dict) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings["TIMEZONE"]))


def _channel(context, settings, folder: str, title: str, description: str, articles, since: datetime = LONG_AGO):
    site_url = settings["SITEURL"]
    items = newest_first(article.feed_item for article in articles if article.feed_item)
    items = tuple(items[: settings.get("FEED_ITEMS", DEFAULT_ITEMS)])
    follow = next((f"{site_url}/{page.url}" for page in context.get("pages", ()) if page.slug == "follow"), "")

    def feed(name: str) -> Feed:
        return Feed(
            id=tag_uri(settings, f"feed/{folder}"),
            title=title,
            home_url=f"{site_url}/{folder}",
            feed_url=f"{site_url}/{folder}{name}",
            description=description,
            language=settings["DEFAULT_LANG"],
            items=items,
            since=since,
            about_url=follow,
        )

    return folder, feed
