"""Share links for posts: plain links, without third-party scripts, images or tracking."""

from blinker import signal
from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.sharing.services import parse_services, share_links


def check_setting(generator) -> None:
    """Raise ValueError, naming the setting, if SHARE is invalid."""
    parse_services(generator.settings["SHARE"])


def attach(generators) -> None:
    """Give every published article its `shares`, and its `share_address` when that is to be copied; drafts and hidden posts get neither."""
    for article in generators[0].context["articles"]:
        add_share_links(article)


def add_share_links(article) -> None:
    """Set `shares` and `share_address` on one article."""
    names, address = parse_services(article.settings["SHARE"]), f"{article.settings['SITEURL']}/{article.url}"
    article.shares = share_links(names, article.title, address)
    article.share_address = address if "link" in names else ""


def update_article(text, old) -> None:
    """What plugins.incremental asks of an edited text."""
    if old.shares is not None:
        add_share_links(text)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.generator_init.connect(check_setting)
    signals.all_generators_finalized.connect(attach)
    signal("text_read_again").connect(update_article)
