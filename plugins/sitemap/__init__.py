"""`/sitemap.xml` (https://www.sitemaps.org/protocol.html) and `/robots.txt`, which points to it."""

from pelican import signals

from plugins.sitemap.generator import SitemapGenerator


def add_generator(pelican) -> type:
    return SitemapGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
