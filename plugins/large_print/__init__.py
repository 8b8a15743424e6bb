"""The large-print edition: for every finished week with a post one plain page at 18 pt, to print and hand round; and a list of them.

Composed from `article.feed_item` alone, which plugins.feeds puts there.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.large_print.generator import LargePrintGenerator

OUTPUT = PluginOutput({"print/": "large_print/index.html"}, folders=("print/",), needs=("plugins.feeds",), sitemap=("print/",))


def add_generator(pelican) -> type:
    return LargePrintGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
