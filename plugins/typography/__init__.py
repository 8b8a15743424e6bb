"""British typographic quotes: ‘single’, “double”, and apostrophes that stand first, as in ’twas and the ’90s. In English alone."""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.typography.curl import CurlyQuotes


def add_extension(pelican) -> None:
    pelican.settings["MARKDOWN"]["extensions"].append(CurlyQuotes(pelican.settings["DEFAULT_LANG"]))


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(add_extension)
