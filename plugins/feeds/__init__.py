"""RSS 2.0, Atom and JSON Feed of the site, and of each contributor, programme, tag and callout.

Comes after the plugins that put contributors, figures, programmes and submissions on the articles, because a feed item
holds them all. Whoever comes later finds it at `article.feed_item`.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import FEEDS, PluginOutput
from plugins.feeds.generator import FeedsGenerator, attach

AFTER = ("plugins.figures", "plugins.contributors", "plugins.programmes", "plugins.submissions")
OUTPUT = PluginOutput(files=FEEDS)


def add_generator(pelican) -> type:
    return FeedsGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(attach)
