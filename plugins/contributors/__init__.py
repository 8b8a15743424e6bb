"""The people who write for us: a file each, a card on every post, a page with all they wrote, and an index."""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.contributors.byline import bylines
from plugins.contributors.generator import ContributorsGenerator

REQUIRES = ("plugins.reader",)


def add_generator(pelican) -> type:
    return ContributorsGenerator


def attach(generators) -> None:
    """Give every article its `contributors`, and every contributor their articles and the submissions they introduced."""
    people = {person.slug: person for g in generators if isinstance(g, ContributorsGenerator) for person in g.contributors}
    for articles in (getattr(g, kind) for g in generators for kind in ("articles", "hidden_articles", "drafts") if hasattr(g, kind)):
        for article in articles:
            article.contributors = bylines(article, people)
            for byline in article.contributors:
                if article.status == "published":
                    byline.contributor.add(article)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(attach)
