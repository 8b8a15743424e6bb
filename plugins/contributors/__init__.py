"""The people who write for us: a file each, a card on every post, a page with all they wrote, and an index."""

from pelican import signals

from newsroom.article import all_posts
from newsroom.plugin_order import check_plugin_order
from plugins.contributors.byline import bylines

REQUIRES = ("plugins.reader",)


def attach(generators) -> None:
    """Give every article its `contributors`, and every contributor their articles and the submissions they introduced."""
    people = {person.slug: person for person in generators[0].context["contributors"]}
    for article in all_posts(generators[0].context):
        article.contributors = bylines(article, people)
        for byline in article.contributors:
            if article.status == "published":
                byline.contributor.add(article)
    for person in people.values():
        for posts in (person.articles, person.submissions):
            posts.sort(key=lambda article: (article.date.timestamp(), article.slug), reverse=True)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.all_generators_finalized.connect(attach)
