"""The picture that shows where a post is shared: drawn from its words, in the blog's own colours and letters, and kept while they stay.

Comes after the plugins that put contributors, programmes and submissions on the articles, because a card names them all.
"""

from pelican import signals

from newsroom.article import all_posts
from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.social_cards.generator import CardsGenerator

AFTER = ("plugins.contributors", "plugins.programmes", "plugins.submissions")
OUTPUT = PluginOutput(folders=("cards/",))


def add_generator(pelican) -> type:
    return CardsGenerator


def attach(generators) -> None:
    """Give every article that has a page its `card`, and the other pages theirs."""
    articles = [article for article in all_posts(generators[0].context) if article.save_as]
    for generator in generators:
        if isinstance(generator, CardsGenerator):
            generator.attach(articles)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(attach)
