"""Builds faster, and builds the same: all cores, no text read twice and no page drawn twice. Without it in PLUGINS every page is the same, byte for byte.

Comes after all that write pages and before what looks at them, plugins.delivery: that is when the pages are written.
"""

from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.incremental.fingerprint import environment, templates
from plugins.incremental.lists import address_once, by_period, by_subject
from plugins.incremental.shelf import Shelf
from plugins.incremental.texts import Texts
from plugins.incremental.writer import SpreadingWriter


class Flush(Generator):
    """The moment at which the pages are written."""

    def generate_output(self, writer) -> None:
        if isinstance(writer, SpreadingWriter):
            writer.flush()
            print(f"Pages: {writer.counts.drawn} drawn, {writer.counts.kept} as before")


def is_on(settings: dict) -> bool:
    """`build --verify` switches it off by a setting, since a list of plugins cannot be shortened from a command line."""
    return settings.get("INCREMENTAL", True)


def read_texts_quickly(pelican) -> None:
    """The reader asks READ_ALL for all texts at once. Of the templates a text depends on those of figures alone."""
    settings = pelican.settings
    if is_on(settings):
        settings["READ_ALL"] = Texts(_shelf(settings, "texts"), lambda: environment(settings) + templates(settings, "figures"), _tell)


def _shelf(settings: dict, name: str) -> Shelf:
    return Shelf(Path(settings["CACHE_PATH"], f"{name}.sqlite"))


def _tell(done: int, of: int) -> None:
    """One line that the commands pass on at once; see commands/pelican.py."""
    print(f"progress: Converting texts: {done} of {of}", flush=True)


def list_quickly(generator) -> None:
    if is_on(generator.settings):
        generator._build_period_archives = by_period


def collect_quickly(generator) -> None:
    if is_on(generator.settings):
        by_subject(generator)


def keep_addresses(generator) -> None:
    if is_on(generator.settings):
        address_once(generator)


def add_generator(pelican) -> type:
    return Flush


def add_writer(pelican) -> type | None:
    """Pelican wants a class to be called with a folder and `settings`."""
    if not is_on(pelican.settings):
        return None

    class Ready(SpreadingWriter):
        def __init__(self, output_path: str, settings: dict):
            super().__init__(output_path, settings, lambda: (environment(settings), templates(settings)), _shelf(settings, "pages"))

    return Ready


def register() -> None:
    signals.initialized.connect(read_texts_quickly)
    signals.article_generator_init.connect(list_quickly)
    signals.article_generator_pretaxonomy.connect(collect_quickly)
    signals.article_generator_finalized.connect(keep_addresses)
    signals.get_generators.connect(add_generator)
    signals.get_writer.connect(add_writer)
