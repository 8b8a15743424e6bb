"""`/// figure` in the text: the same fields as `image:` in front matter, as options of the block."""

import xml.etree.ElementTree as etree
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any

from plugins.figures.figure import Figure


class FigureBlock(Block):
    """The block. `md.read_image`, given by the reader, checks the options, gives them with the picture that they name, and
    raises ValueError, “message; cure”."""

    NAME = "figure"
    OPTIONS = {name: (None, type_any) for name in ("file", "alt", "caption", "credit", "licence")}

    def on_create(self, parent):
        return etree.SubElement(parent, "p")

    def on_end(self, block):
        if len(block) or (block.text or "").strip():
            raise ValueError(
                "a figure holds words between its options and the closing ///; put them into its caption, or, if they are an option, right below /// figure with four spaces before them"
            )
        given = {name: value for name, value in self.options.items() if name != "attrs" and value is not None}
        block.text = self.md.htmlStash.store(self.config["draw"](*self.md.read_image(given)))


class FigureExtension(BlocksExtension):
    """Makes the block known to Markdown."""

    def __init__(self, settings):
        super().__init__()
        templates = FileSystemLoader(Path(settings["THEME"], "templates"))
        self._template = Environment(loader=templates, **settings["JINJA_ENVIRONMENT"]).get_template("figures/figure.html")

    def extendMarkdownBlocks(self, md, block_mgr):
        block_mgr.register(FigureBlock, {"draw": self._draw})

    def _draw(self, image, picture) -> str:
        # One line: an empty one would end the HTML block.
        return " ".join(self._template.render(figure=Figure.of(image, picture)).split())
