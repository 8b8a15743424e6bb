"""Parse and check everything in `content/` before a page is built: front matter, Markdown, limits, links.

With STRICT (publishconf.py) any error stops the build, and all are reported together. Otherwise a file with errors is left out, or its
last valid text stands in. Other plugins find the typed front matter as attributes of Pelican's content objects.
"""

import logging
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader
from pelican import signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.plugins.yaml_metadata.yaml_metadata import YAMLMetadataReader
from pelican.readers import BaseReader

from newsroom.article import add_attributes
from newsroom.build_messages import Progress, send
from newsroom.content_types import post_folders
from newsroom.files import copy_or_link
from newsroom.plugin_order import check_plugin_order
from newsroom.problems import write_problems
from newsroom.renamed_settings import check_renamed_settings
from newsroom.site_output import PluginOutput
from plugins.reader.content_error import ContentError
from plugins.reader.content_index import ContentIndex, build_index
from plugins.reader.converter import Converter
from plugins.reader.disabled_features import disabled_folders, find_disabled_features
from plugins.reader.file_parser import parse_sequentially
from plugins.reader.images import ImageRenderer
from plugins.reader.site_addresses import SiteConfig
from plugins.reader.subject_pages import SubjectPagesGenerator, attach_posts

OUTPUT = PluginOutput(folders=("images/",))
logger = logging.getLogger(__name__)


class DocumentReader(YAMLMetadataReader):
    """Give Pelican what the content index holds already. `index` is set as soon as the generator exists."""

    index: ContentIndex

    def __init__(self, settings):
        # Not the parents' own __init__: it would build another Markdown for every generator, and copy our extensions.
        BaseReader.__init__(self, settings)
        self._root = Path(settings["PATH"]).resolve()

    def read(self, source_path):
        """Return the HTML and Pelican's metadata of one file. Raises KeyError for a file that is not in the index."""
        path = Path(source_path).relative_to(self._root).as_posix()
        entry = self.index.entries[path]
        values = entry.values | {"slug": entry.document.slug, "key": entry.document.key}
        values.setdefault("title", values.get("question") or values.get("name"))
        # Pelican's own `lang` would change the address of a text in another language.
        values["language"] = values.pop("lang", None)
        # Without one, Pelican would show the HTML of the first words as plain text.
        values["summary"] = values.get("summary") or ""
        # Under other names: other plugins set `programme` and `avatar` to objects.
        values["programme_key"], values["portrait"] = values.pop("programme", None), values.pop("avatar", None)
        if entry.document.type.is_post:
            values["category"] = values["programme_key"] or self.settings["DEFAULT_CATEGORY"]
            values["authors"] = list(values["authors"])
            values["tags"] = list(values["tags"])
            if not entry.document.is_public(self.settings["BUILD_DATE"]):
                values["status"] = "draft"
        template = entry.document.template
        if template not in ("article.html", "page.html"):
            values["template"] = template.removesuffix(".html")
        return entry.html, self._parse_yaml_metadata(values, source_path)


class ImagesGenerator(Generator):
    """Publish the images that some page shows, and no other file of content/images/."""

    def generate_output(self, writer) -> None:
        now = self.settings["BUILD_DATE"] if self.settings["STRICT"] else None
        for picture in sorted(self.context["content_index"].shown_images(now), key=lambda picture: picture.path):
            for address, file in picture.renditions.items():
                copy_or_link(file, self.output_path, address.lstrip("/"), self.settings["LAST_OUTPUT"])


def refuse_renamed_settings(pelican) -> None:
    """Raise RenamedSetting for a setting under an old name."""
    check_renamed_settings(pelican.settings)


def replace_markdown_reader(readers) -> None:
    """Have Pelican read Markdown through DocumentReader, and no other markup language."""
    for extension in list(readers.reader_classes):
        if extension != "static":
            readers.reader_classes[extension] = None
    readers.reader_classes["md"] = DocumentReader


def load_content(generator) -> None:
    """Build the content index with the first generator, and let Pelican find only the files in it."""
    settings, context = generator.settings, generator.context
    if "content_index" not in context:
        context["content_index"] = index = build_index_from_settings(settings)
        posts = post_folders() - disabled_folders(settings["PLUGINS"])
        settings["ARTICLE_PATHS"] = index.paths(*posts)
        settings["PAGE_PATHS"] = index.paths("pages")
        # Originals are not published: they may tell where and when they were taken.
        settings["STATIC_PATHS"] = []
    generator.readers.readers["md"].index = context["content_index"]


def build_index_from_settings(settings: dict) -> ContentIndex:
    """Build the content index from Pelican's settings. Raises ContentError if there are errors and STRICT is set."""
    index = build_index(
        Path(settings["PATH"]),
        Converter(settings["MARKDOWN"]),
        ImageRenderer(Path(settings["CACHE_PATH"], "pictures"), _image_macro(settings), _report_progress),
        settings["BUILD_DATE"] if settings["STRICT"] else None,
        Path(settings["LAST_GOOD"]) if settings.get("LAST_GOOD") else None,
        find_disabled_features(settings["PLUGINS"]),
        settings.get("READ_ALL", parse_sequentially),
        ZoneInfo(settings["TIMEZONE"]),
        site_config(settings),
    )
    if settings.get("PROBLEMS_FILE"):
        write_problems(index.problems, Path(settings["PROBLEMS_FILE"]))
    if index.errors and settings["STRICT"]:
        raise ContentError(index.errors)
    for problem in index.errors:
        logger.warning("%s", problem)
    return index


def site_config(settings: dict) -> SiteConfig:
    """Return the settings that the site's addresses depend on."""
    sizes = {name: size or settings["DEFAULT_PAGINATION"] or 0 for name, size in settings["PAGINATED_TEMPLATES"].items()}
    return SiteConfig(
        url=settings["SITEURL"],
        build_date=settings["BUILD_DATE"],
        time_zone=settings["TIMEZONE"],
        page_sizes=sizes,
        redirects=settings.get("REDIRECTS", ()),
        templates=Path(settings["THEME"], "templates"),
    )


def release_html(generators) -> None:
    """Free memory once all generators have read their content."""
    generators[0].context["content_index"].release_html()


def _image_macro(settings: dict):
    """Return the theme's macro that renders an image in a text."""
    templates = Environment(loader=FileSystemLoader(Path(settings["THEME"], "templates")), **settings["JINJA_ENVIRONMENT"])
    return templates.get_template("pictures/picture.html").module.render_picture


def _report_progress(done: int, total: int) -> None:
    send(Progress("Drawing pictures in all sizes", done, total))


def add_generators(pelican) -> tuple[type, ...]:
    return SubjectPagesGenerator, ImagesGenerator


def register() -> None:
    add_attributes(Content)
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(refuse_renamed_settings)
    signals.get_generators.connect(add_generators)
    signals.readers_init.connect(replace_markdown_reader)
    signals.generator_init.connect(load_content)
    signals.all_generators_finalized.connect(attach_posts)
    signals.all_generators_finalized.connect(release_html)
