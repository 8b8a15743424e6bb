"""Our own texts come out byte for byte as Python-Markdown alone makes them, and nothing in them is found wrong."""

import json
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from pelican.plugins.yaml_metadata.yaml_metadata import HEADER_RE
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any

from tests.unit.plugins.commonmark.reading import markdown

CONTENT = Path(__file__).parents[4] / "content"
TEXTS = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.glob("*/**/*.md"))


class PlainFigure(Block):
    """A figure that shows its options, whatever picture they name."""

    NAME = "figure"
    OPTIONS = {name: (None, type_any) for name in ("file", "alt", "caption", "credit", "licence")}

    def on_create(self, parent):
        return etree.SubElement(parent, "figure")

    def on_end(self, block):
        block.text = json.dumps(self.options, sort_keys=True)


class PlainFigures(BlocksExtension):
    def extendMarkdownBlocks(self, md, block_mgr):
        block_mgr.register(PlainFigure, {})


@pytest.fixture(scope="module")
def both():
    return markdown(False, PlainFigures()), markdown(True, PlainFigures())


def test_there_are_texts():
    assert len(TEXTS) > 25


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_of_ours_is_as_it_was(both, path):
    plain, ours = both
    body = HEADER_RE.fullmatch((CONTENT / path).read_text(encoding="utf-8"))["content"]
    assert ours.reset().convert(body) == plain.reset().convert(body)
    assert [finding for finding in ours.findings() if finding.severity == "error"] == []
