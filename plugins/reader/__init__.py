"""Reads and checks everything in `content/` before a page is built: front matter, Markdown, limits, links.

Strict (publishconf.py): any problem stops the build, all of them named at once. Otherwise a broken file is left out, or the
last good text of it stands in. Siblings find the typed front matter as attributes of Pelican's own content objects.
"""

import logging
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader
from pelican import signals
from pelican.generators import Generator
from pelican.plugins.yaml_metadata.yaml_metadata import YAMLMetadataReader
from pelican.readers import BaseReader

from newsroom.files import copy
from newsroom.plugin_order import check_plugin_order
from plugins.reader.convert import Converter
from plugins.reader.library import Library, read_library
from plugins.reader.pictures import Darkroom
from plugins.reader.problems import ContentError, write_problems
from plugins.reader.reading import one_by_one
from plugins.reader.site_addresses import SiteFacts
from plugins.reader.switched_off import dead_links, kinds_off

PROGRESS = "progress: "

logger = logging.getLogger(__name__)


class DocumentReader(YAMLMetadataReader):
    """Hands Pelican what the library has read already. `library` is set as soon as the generator exists."""

    library: Library

    def __init__(self, settings):
        # Not the parents' own: they would build another Markdown for every generator, and copy our extensions.
        BaseReader.__init__(self, settings)
        self._root = Path(settings["PATH"]).resolve()

    def read(self, source_path):
        """HTML and Pelican metadata of one file. Raises KeyError for a file that the library refused."""
        path = Path(source_path).relative_to(self._root).as_posix()
        entry = self.library.entries[path]
        values = entry.values | {"slug": entry.document.slug, "key": entry.document.key}
        values.setdefault("title", values.get("question") or values.get("name"))
        # Pelican's own `lang` would give a text in another language another address.
        values["language"] = values.pop("lang", None)
        # Without one, Pelican would show the HTML of the first words as if it were words.
        values["summary"] = values.get("summary") or ""
        # Under other names: `programme` and `avatar` belong to the siblings that turn them into objects.
        values["programme_key"], values["portrait"] = values.pop("programme", None), values.pop("avatar", None)
        if entry.document.kind in {"articles", "submissions"}:
            values["category"] = values["programme_key"] or self.settings["DEFAULT_CATEGORY"]
            values["authors"] = list(values["authors"])
            values["tags"] = list(values["tags"])
            if not entry.document.is_public(self.settings["BUILD_DATE"]):
                values["status"] = "draft"
        if values.get("template") == "follow":
            values["template"] = "follows/page"
        return entry.html, self._parse_yaml_metadata(values, source_path)


class PicturesGenerator(Generator):
    """Publishes what is shown, and nothing else that lies in content/images/."""

    def generate_output(self, writer) -> None:
        now = self.settings["BUILD_DATE"] if self.settings["STRICT"] else None
        for picture in sorted(self.context["library"].shown(now), key=lambda picture: picture.path):
            for address, file in picture.renditions.items():
                copy(file, self.output_path, address.lstrip("/"), self.settings["LAST_OUTPUT"])


def take_over(readers) -> None:
    """Markdown is read by us; other markup languages are not read at all."""
    for extension in list(readers.reader_classes):
        if extension != "static":
            readers.reader_classes[extension] = None
    readers.reader_classes["md"] = DocumentReader


def hand_out(generator) -> None:
    """Give the first generator's run its library, and let Pelican find only what is in it."""
    settings, context = generator.settings, generator.context
    if "library" not in context:
        context["library"] = library = open_library(settings)
        posts = {"articles", "submissions"} - kinds_off(settings["PLUGINS"])
        settings["ARTICLE_PATHS"] = library.paths(*posts)
        settings["PAGE_PATHS"] = library.paths("pages")
        # Originals stay here: they may say where and when they were taken.
        settings["STATIC_PATHS"] = []
    generator.readers.readers["md"].library = context["library"]


def open_library(settings: dict) -> Library:
    """Read the content as the settings say. Raises ContentError when they are STRICT and there are errors."""
    library = read_library(
        Path(settings["PATH"]),
        Converter(settings["MARKDOWN"]),
        Darkroom(Path(settings["CACHE_PATH"], "pictures"), _picture_macro(settings), tell=_tell),
        settings["BUILD_DATE"] if settings["STRICT"] else None,
        Path(settings["LAST_GOOD"]) if settings.get("LAST_GOOD") else None,
        dead_links(settings["PLUGINS"]),
        settings.get("READ_ALL", one_by_one),
        ZoneInfo(settings["TIMEZONE"]),
        site_facts(settings),
    )
    if settings.get("PROBLEMS_FILE"):
        write_problems(library.problems, settings["PROBLEMS_FILE"])
    if library.errors and settings["STRICT"]:
        raise ContentError(library.errors)
    for problem in library.errors:
        logger.warning("%s", problem)
    return library


def site_facts(settings: dict) -> SiteFacts:
    """What the settings say about the site's addresses."""
    sizes = {name: size or settings["DEFAULT_PAGINATION"] or 0 for name, size in settings["PAGINATED_TEMPLATES"].items()}
    return SiteFacts(
        url=settings["SITEURL"],
        build_date=settings["BUILD_DATE"],
        time_zone=settings["TIMEZONE"],
        page_sizes=sizes,
        redirects=settings.get("REDIRECTS", ()),
        templates=Path(settings["THEME"], "templates"),
    )


def forget_words(generators) -> None:
    """All is read."""
    generators[0].context["library"].forget_words()


def _picture_macro(settings: dict):
    """How the theme draws a picture in a text."""
    templates = Environment(loader=FileSystemLoader(Path(settings["THEME"], "templates")), **settings["JINJA_ENVIRONMENT"])
    return templates.get_template("pictures/picture.html").module.show


def _tell(done: int, of: int) -> None:
    """One line that the commands pass on at once; see commands/pelican.py."""
    print(f"{PROGRESS}Drawing pictures in all sizes: {done} of {of}", flush=True)


def add_generator(pelican) -> type:
    return PicturesGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
    signals.readers_init.connect(take_over)
    signals.generator_init.connect(hand_out)
    signals.all_generators_finalized.connect(forget_words)
