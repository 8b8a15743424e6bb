"""The feeds that mail services (RSS to e-mail) read: each item is a mail, its title the subject, its content ready for mail programs."""

from urllib.parse import quote, urlsplit

from feedgen.feed import FeedGenerator
from jinja2 import Environment

from newsroom.digests.digest import IMMEDIATELY, Digest
from newsroom.feeds import rss_text
from newsroom.feeds.feed import LONG_AGO
from newsroom.mail.mail import render_fragment
from newsroom.site_json import Site

_DESCRIPTIONS = {
    "immediately": "Every new post as a mail of its own.",
    "daily": "A mail for each day with a new post.",
    "weekly": "A mail for each week with a new post.",
    "monthly": "A mail for each month with a new post.",
}


def email_feed(frequency: str, digests: list[Digest], site: Site, templates: Environment, authority: str, style_sheet: str) -> bytes:
    """RSS 2.0 of `digests`, newest first, with a style sheet, an address below the site, for whoever opens it
    in a browser.

    Each digest is dated by the end of its period, when it could first be sent. Raises InvalidMail.
    """
    made = FeedGenerator()
    url = f"{site.url}/email/{frequency}.xml"
    made.id(f"tag:{authority}:email/{frequency}")
    made.title(rss_text.title(f"{site.name}, {frequency}"))
    made.description(f"{_DESCRIPTIONS[frequency]} For services that turn a feed into mail.")
    made.language(site.language)
    made.generator("Participle")
    made.lastBuildDate(max((_moment(digest) for digest in digests), default=LONG_AGO))
    made.link(href=url, rel="self", type="application/rss+xml")
    made.link(href=f"{site.url}/", rel="alternate")
    for digest in digests:
        entry = made.add_entry(order="append")
        entry.id(digest_id(digest, authority))
        entry.title(rss_text.title(digest.subject))
        entry.link(href=digest.url)
        entry.published(_moment(digest))
        entry.description(rss_text.description(digest.preheader))
        entry.content(render_fragment(digest, site, templates), type="html")
    declaration, feed = made.rss_str(pretty=True).split(b"\n", 1)
    looks = f'<?xml-stylesheet type="text/css" href="{urlsplit(site.url).path}/{style_sheet}"?>'
    return b"\n".join([declaration, looks.encode(), feed])


def digest_id(digest: Digest, authority: str) -> str:
    """An id that outlives addresses: `tag:blog.participle.example,2014:digest/weekly/2014-W23`; of a single post its own id."""
    return digest.key if digest.frequency == IMMEDIATELY else f"tag:{authority}:digest/{digest.frequency}/{quote(digest.key)}"


def _moment(digest: Digest):
    return digest.end or digest.items[0].published
