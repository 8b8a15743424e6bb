"""Digests: a feed for mail services at each frequency, and for every finished day, week and month with a post a page and its mail.

Composed from `article.feed_item` alone, which plugins.feeds puts there.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.digests.generator import DigestsGenerator


def add_generator(pelican) -> type:
    return DigestsGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
