"""Draws the page of an edited text by itself, from what is in memory since the last build."""

import contextlib
import gc
import os
import tempfile
from collections.abc import Iterable
from copy import copy
from pathlib import Path

from blinker import signal
from pelican.contents import Article, Content
from pelican.generators import Generator
from pelican.writers import Writer

from newsroom import memory
from plugins.incremental.jobs import RenderJob
from plugins.incremental.writer import CachingWriter


class Again:
    """What a build leaves behind for this.

    The page is right in what the text itself says. What is made of its words elsewhere, such as lists and feeds, stays as it was until the
    next build. A plugin that keeps on a text something it makes of the text’s words hears of it by the signal `text_read_again`,
    with the text and how it was, `old`.
    """

    def __init__(self, writer: Writer, generators: Iterable[Generator]):
        self._output = Path(writer.output_path)
        self._generator = next(each for each in generators if hasattr(each, "readers"))
        self._content_index = self._generator.context.get("content_index")
        own = writer.own_pages.items() if self._content_index and isinstance(writer, CachingWriter) else ()
        self._pages: dict[str, tuple[Content, list[RenderJob]]] = {text.source_path: (text, pages) for text, pages in own}
        if self._pages:
            self._forget_words()

    def _forget_words(self) -> None:
        """A text that is drawn is read again, and no page shows the words of another article: all copies of them may go."""
        for text, _ in self._pages.values():
            vars(text).pop("feed_item", None)
            if isinstance(text, Article):
                text._content = ""
            _forget(text)
        gc.collect()
        memory.release()

    def warm_up(self) -> None:
        """Draw a page of every template to nowhere: the first time takes many times longer, and nobody should wait for it."""
        one_of_each = {pages[0].template.name: source for source, (_, pages) in self._pages.items()}
        for source in one_of_each.values():
            with self._folder() as folder:
                self._draw(source, folder)

    def draw(self, paths: Iterable[str]) -> list[str]:
        """Draw the pages of the texts at these paths, from the project’s folder; those of which it has done so.

        What goes wrong leaves a page as it was: the next build says what it is.
        """
        drawn = []
        for path in paths:
            with contextlib.suppress(Exception), self._folder() as folder:
                if self._draw(os.path.abspath(path), folder):
                    for file in filter(Path.is_file, Path(folder).rglob("*")):  # who reads meanwhile gets the old page or the new one
                        os.replace(file, self._output / file.relative_to(folder))
                    drawn.append(path)
        return drawn

    def _folder(self) -> tempfile.TemporaryDirectory:
        return tempfile.TemporaryDirectory(dir=self._output.parent, prefix=".again-")

    def _draw(self, source: str, folder: str) -> bool:
        """Draw the page of a text into a folder; whether that could be done."""
        if source not in self._pages:
            return False
        old, pages = self._pages[source]
        root = self._generator.path
        path = Path(source).relative_to(os.path.abspath(root)).as_posix()
        if not self._content_index.reload(path):
            return False
        new = self._generator.readers.read_file(root, path, type(old), context=self._generator.context)
        if new.metadata.keys() != old.metadata.keys():
            return False
        before = copy(old)
        renew(old, new)
        signal("text_read_again").send(old, old=before)
        writer = Writer(folder, self._generator.settings)
        for page in pages:
            writer.write_file(page.name, page.template, page.context, **page.given)
        return True


def renew(text: Content, new: Content) -> None:
    """Make a text what another reading of it gave. What plugins had put on it when all was read stays: all lead to this object."""
    known = {name: value for name, value in vars(new).items() if not (value == [] and getattr(text, name, None))}
    vars(text).update(known)
    _forget(text)


def _forget(text: Content) -> None:
    """Pelican keeps what it made of each object."""
    for remembered in (text.get_content, text.get_summary):
        remembered.cache.clear()
