"""Search over the finished pages with Pagefind (https://pagefind.app): `/search/`, and the index that it loads, in `/pagefind/`.

What is found is marked in the templates with `data-pagefind-…` attributes; a page without `data-pagefind-body` is not indexed.
"""

import logging
import shutil
from functools import partial
from pathlib import Path

from pelican import signals

from plugins.search.engine import SearchError
from plugins.search.index import index_of
from plugins.search.marked import marked_pages, texts_of
from plugins.search.page import SearchPageGenerator
from wire.files import write

FOLDER = "pagefind"
logger = logging.getLogger(__name__)


def add_generator(pelican) -> type:
    return SearchPageGenerator


def add_index(pelican) -> None:
    """Index what was built. If that fails, a strict build stops; otherwise `/search/` will say that it cannot search."""
    output = Path(pelican.output_path)
    try:
        files = index_of(marked_pages(output), partial(texts_of, output), Path(pelican.settings["CACHE_PATH"]) / "search")
    except SearchError as error:
        if pelican.settings["STRICT"]:
            raise SystemExit(f"search: {error}") from error
        logger.warning("search: %s", error)
        return
    shutil.rmtree(output / FOLDER, ignore_errors=True)
    for name, content in files.items():
        write(output, f"{FOLDER}/{name}", content)


def register() -> None:
    signals.get_generators.connect(add_generator)
    signals.finalized.connect(add_index)
