"""The projects the blog writes about: a page with its posts, and a call-out at the end of each of them."""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.programmes.generator import ProgrammesGenerator

REQUIRES = ("plugins.reader",)


def add_generator(pelican) -> type:
    return ProgrammesGenerator


def attach(generators) -> None:
    """Turn the name that articles and callouts carry as `programme` into the programme, and collect its articles."""
    programmes = {p.slug: p for g in generators if isinstance(g, ProgrammesGenerator) for p in g.programmes}
    for generator in generators:
        for kind in ("articles", "hidden_articles", "drafts", "callouts"):
            for content in getattr(generator, kind, ()):
                content.programme = programmes.get(content.metadata.get("programme_key"))
                if kind == "articles" and content.programme:
                    content.programme.articles.append(content)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(attach)
