"""`/// pull-quote` blocks: a labelled `aside`. Summaries, feeds and mails leave it out, since the words stand in the text."""

import xml.etree.ElementTree as etree

from pelican import signals
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from newsroom.plugin_order import check_plugin_order


class PullQuote(Block):
    """The block; it takes no argument and no option."""

    NAME = "pull-quote"

    def on_create(self, parent):
        return etree.SubElement(parent, "aside", {"class": "pull-quote", "aria-label": "Pull quote"})


class PullQuoteExtension(BlocksExtension):
    """Makes the block known to Markdown."""

    def extendMarkdownBlocks(self, md, block_mgr):
        block_mgr.register(PullQuote, self.getConfigs())


def add_extension(pelican) -> None:
    pelican.settings["MARKDOWN"]["extensions"].append(PullQuoteExtension())


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(add_extension)
