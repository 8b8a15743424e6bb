"""A small newsroom on disk, and how the reader sees it."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from PIL import Image

from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.pull_quotes import PullQuoteExtension
from plugins.reader.content_index import build_index
from plugins.reader.converter import Converter
from plugins.reader.images import ImageRenderer
from plugins.typography.curl import CurlyQuotes

ADA = "---\nname: Ada Okafor\nkind: staff\n---\nAda writes about work.\n"
POST = """---
title: A good post
date: 2014-06-03 09:00
authors: [ada]
summary: It is good.
{extra}---
{body}
"""


class Newsroom:
    """A content folder with a contributor and a picture; `read()` reads it as on 1 January 2015."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.renderer = ImageRenderer(
            folder.parent / "drawn", to_html=lambda picture, alt, title="": f'<img src="{picture.plain}" alt="{escape(alt)}">'
        )
        folder.mkdir()
        self.write("contributors/ada.md", ADA)
        (folder / "images").mkdir()
        Image.new("RGB", (16, 10)).save(folder / "images/tea.png")

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def post(self, name: str = "good", body: str = "Words.", extra: str = "") -> str:
        """Write an article; `extra` is more front matter, whole lines."""
        path = f"articles/2014-06-03-{name}.md"
        self.write(path, POST.format(extra=extra, body=body))
        return path

    def read(self, now: datetime | None = datetime(2015, 1, 1, tzinfo=UTC), last_good: Path | None = None, disabled=None, **more):
        extensions = [
            "markdown.extensions.tables",
            "markdown.extensions.attr_list",
            CurlyQuotes(),
            SlugFootnotes(),
            PullQuoteExtension(),
            CommonMark(),
        ]
        return build_index(self.folder, Converter({"extensions": extensions}), self.renderer, now, last_good, disabled, **more)


@pytest.fixture
def newsroom(tmp_path):
    return Newsroom(tmp_path / "content")
