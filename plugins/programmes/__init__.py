"""The projects the blog writes about: a page with its posts, and a call-out at the end of each of them."""

from pelican import signals

from newsroom.article import all_posts
from newsroom.plugin_order import check_plugin_order

REQUIRES = ("plugins.reader",)


def attach(generators) -> None:
    """Turn the name that articles and callouts carry as `programme` into the programme, and collect its articles."""
    programmes = {programme.slug: programme for programme in generators[0].context["programmes"]}
    context = generators[0].context
    for content in (*all_posts(context), *context.get("callouts", ())):
        content.programme = programmes.get(content.metadata.get("programme_key"))
    for article in context["articles"]:
        if article.programme:
            article.programme.articles.append(article)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.all_generators_finalized.connect(attach)
