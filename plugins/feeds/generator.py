"""Gives every published article its feed item, and writes the three files of every feed."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from pelican.generators import ArticlesGenerator, Generator

from newsroom.feeds.feed import Feed, to_json
from newsroom.files import write_all
from plugins.feeds.channels import channels
from plugins.feeds.items import feed_item
from plugins.feeds.rss_atom import atom, rss


def attach(generators) -> None:
    """Set `article.feed_item` on every published article."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            template = generator.get_template("feeds/item")
            for article in generator.articles:
                article.feed_item = feed_item(article, generator.settings, template)


class FeedsGenerator(Generator):
    """Writes the feeds when all articles have their items."""

    def generate_output(self, writer) -> None:
        style_sheet = f"{urlsplit(self.settings['SITEURL']).path.rstrip('/')}/{self.settings['JINJA_GLOBALS']['asset']('feed.css')}"
        # The writer of plugins.incremental spreads work over all cores, and remembers what was made of the same.
        artifacts = getattr(writer, "artifacts", lambda make, *_: write_all(self.output_path, make()))
        for folder, feed in channels(self.context, self.settings):
            artifacts(partial(_files, folder, feed, style_sheet), folder, feed("feed.xml"), style_sheet)


def _files(folder: str, feed: Callable[[str], Feed], style_sheet: str) -> dict[str, bytes]:
    return {
        f"{folder}feed.xml": rss(feed("feed.xml"), style_sheet),
        f"{folder}atom.xml": atom(feed("atom.xml"), style_sheet),
        f"{folder}feed.json": to_json(feed("feed.json")),
    }
