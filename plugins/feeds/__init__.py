"""RSS 2.0, Atom and JSON Feed of the site, and of each contributor, programme, tag and callout.

Comes after the plugins that put contributors, figures, programmes and submissions on the articles, because a feed item
holds them all. Whoever comes later finds it at `article.feed_item`.
"""

from pelican import signals

from plugins.feeds.generator import FeedsGenerator, attach


def add_generator(pelican) -> type:
    return FeedsGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(attach)
