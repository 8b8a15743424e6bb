"""Gives every published article its feed item, and writes the three files of every feed."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from pelican.generators import ArticlesGenerator, Generator

from plugins.feeds.channels import channels
from plugins.feeds.items import feed_item
from plugins.feeds.rss_atom import atom, rss
from wire.feed import Feed, to_json
from wire.files import write


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
        later = getattr(writer, "later", lambda write: write())  # the writer of plugins.incremental spreads work over all cores
        for folder, feed in channels(self.context, self.settings):
            later(partial(self._write, folder, feed, style_sheet))

    def _write(self, folder: str, feed: Callable[[str], Feed], style_sheet: str) -> None:
        write(self.output_path, f"{folder}feed.xml", rss(feed("feed.xml"), style_sheet))
        write(self.output_path, f"{folder}atom.xml", atom(feed("atom.xml"), style_sheet))
        write(self.output_path, f"{folder}feed.json", to_json(feed("feed.json")))
