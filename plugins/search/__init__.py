"""Search over the finished pages with Pagefind (https://pagefind.app): `/search/`, and the index that it loads, in `/pagefind/`.

What is found is marked in the templates with `data-pagefind-…` attributes; a page without `data-pagefind-body` is not indexed.
"""

import logging
import shutil
from functools import partial
from pathlib import Path

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.search.engine import SearchError
from plugins.search.index import index_of
from plugins.search.marked import marked_pages, texts_of
from plugins.search.page import SearchPageGenerator

OUTPUT = PluginOutput({"search/": "search/search.html"}, folders=("pagefind/", "search/"))
FOLDER = "pagefind"
logger = logging.getLogger(__name__)


def add_generator(pelican) -> type:
    return SearchPageGenerator


def add_index(pelican) -> None:
    """Index what was built. If that fails, a strict build stops; otherwise `/search/` will say that it cannot search."""
    output, cache = Path(pelican.output_path), Path(pelican.settings["CACHE_PATH"]) / "search"
    try:
        files = index_of(marked_pages(output, cache), partial(texts_of, output), cache)
    except SearchError as error:
        if pelican.settings["STRICT"]:
            raise SystemExit(f"search: {error}") from error
        logger.warning("search: %s", error)
        return
    shutil.rmtree(output / FOLDER, ignore_errors=True)
    for folder in {Path(name).parent for name in files}:
        (output / FOLDER / folder).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / FOLDER / name).write_bytes(content)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
    signals.finalized.connect(add_index)
