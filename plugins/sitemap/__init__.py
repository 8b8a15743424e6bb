"""`/sitemap.xml` (https://www.sitemaps.org/protocol.html) and `/robots.txt`, which points to it."""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.sitemap.generator import SitemapGenerator

OUTPUT = PluginOutput(files=("sitemap.xml", "robots.txt"))


def add_generator(pelican) -> type:
    return SitemapGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
