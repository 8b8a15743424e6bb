"""Markdown as CommonMark and GitHub read it: lists, tables, code and links work the way most writers expect, and what is left over is named.

Blocks are read by markdown-it-py, the rest by Python-Markdown with the extensions of the other plugins; see docs/adr/0018.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.commonmark.extension import CommonMark

AFTER = ("plugins.typography", "plugins.footnotes", "plugins.pull_quotes", "plugins.figures")


def add_extension(pelican) -> None:
    """Append the extension behind those of the plugins in AFTER, whose footnotes and blocks it must know."""
    pelican.settings["MARKDOWN"]["extensions"].append(CommonMark())


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(add_extension)
