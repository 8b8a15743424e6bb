"""The ways a reader may pass a post on: links alone, with no program, picture or tracking of anybody else's."""

from blinker import signal
from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.sharing.ways import offered, ways_to_share


def check_setting(generator) -> None:
    """Raises ValueError, naming the setting, when SHARE cannot be understood."""
    offered(generator.settings["SHARE"])


def attach(generators) -> None:
    """Give every published article its `shares`, and its `share_address` when that is to be copied; drafts and hidden posts get neither."""
    for generator in generators:
        for article in getattr(generator, "articles", ()):
            offer(article)


def offer(article) -> None:
    """Give one article its ways."""
    names, address = offered(article.settings["SHARE"]), f"{article.settings['SITEURL']}/{article.url}"
    article.shares = ways_to_share(names, article.title, address)
    article.share_address = address if "link" in names else ""


def offer_again(text, old) -> None:
    """What plugins.incremental asks of an edited text."""
    if hasattr(old, "shares"):
        offer(text)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.generator_init.connect(check_setting)
    signals.all_generators_finalized.connect(attach)
    signal("text_read_again").connect(offer_again)
