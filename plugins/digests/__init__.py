"""Digests: a feed for mail services at each frequency, and for every finished day, week and month with a post a page and its mail.

Composed from `article.feed_item` alone, which plugins.feeds puts there.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.digests.generator import DigestsGenerator

OUTPUT = PluginOutput({"digests/": "digests/index.html"}, folders=("digests/", "email/"), needs=("plugins.feeds",), sitemap=("digests/",))


def add_generator(pelican) -> type:
    return DigestsGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
