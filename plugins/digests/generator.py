"""Writes the digests' pages with their mails beside them, and the four feeds for mail services."""

import logging
from functools import partial
from itertools import chain
from pathlib import Path

from pelican.generators import Generator

from newsroom.digests.digest import IMMEDIATELY, address, compose_post, newest_first
from newsroom.files import write_all
from newsroom.mail.mail import environment, render
from newsroom.site_json import Site, SitePage
from plugins.digests.completed import completed_digests
from plugins.digests.rss import email_feed

FEED_ITEMS = 20

logger = logging.getLogger(__name__)


class DigestsGenerator(Generator):
    """Needs the feed items; without them it says so, once, and writes nothing."""

    def generate_output(self, writer) -> None:
        items = [article.feed_item for article in self.context["articles"] if article.feed_item]
        if self.context["articles"] and not items:
            logger.warning("No digests: plugins.digests makes them from what plugins.feeds puts on the articles, and that plugin is off.")
            return
        site = site_facts(self.settings, self.context.get("pages", ()))
        templates = environment(Path(self.theme) / "templates", self.settings["JINJA_ENVIRONMENT"].get("bytecode_cache"))
        digests = completed_digests(items, site, self.settings["BUILD_DATE"])
        # The writer of plugins.incremental spreads work over all cores, and remembers what was made of the same.
        artifacts = getattr(writer, "artifacts", lambda make, *_: write_all(self.output_path, make()))
        self._write_pages(writer, digests, site, templates, artifacts)
        style_sheet = self.settings["JINJA_GLOBALS"]["asset"]("feed.css")
        posts = [compose_post(item) for item in newest_first(items)[:FEED_ITEMS]]
        for frequency, newest in {IMMEDIATELY: posts, **digests}.items():
            inputs = frequency, newest[:FEED_ITEMS], site, self.settings["FEED_ID_AUTHORITY"], style_sheet
            artifacts(partial(_feed, templates, *inputs), *inputs)

    def _write_pages(self, writer, digests, site: Site, templates, artifacts) -> None:
        writer.write_file("digests/index.html", self.get_template("digests/index"), self.context, url="digests/", digests=digests)
        template = self.get_template("digests/digest")
        # Together what holds the same posts: that is quicker to draw.
        for digest in sorted(chain.from_iterable(digests.values()), key=lambda digest: digest.items[0].published):
            folder = address(digest.frequency, digest.key)
            writer.write_file(f"{folder}index.html", template, self.context, url=folder, digest=digest)
            artifacts(partial(_mail, folder, digest, site, templates), folder, digest, site)


def _feed(templates, frequency: str, newest: list, site: Site, authority: str, style_sheet: str) -> dict[str, bytes]:
    return {f"email/{frequency}.xml": email_feed(frequency, newest, site, templates, authority, style_sheet)}


def _mail(folder: str, digest, site: Site, templates) -> dict[str, str]:
    mail = render(digest, site, templates)
    return {f"{folder}mail.html": mail.html, f"{folder}mail.txt": mail.text}


def site_facts(settings: dict, pages) -> Site:
    """What a mail says about the site."""
    return Site(
        name=settings["SITENAME"],
        url=settings["SITEURL"],
        language=settings["DEFAULT_LANG"],
        time_zone=settings["TIMEZONE"],
        description=settings.get("SITESUBTITLE", ""),
        sender=settings.get("MAIL_FOOTER", ""),
        pages=tuple(SitePage(page.slug, str(page.title), f"{settings['SITEURL']}/{page.url}") for page in pages),
    )
