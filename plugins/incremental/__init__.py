"""Builds faster, and builds the same: all cores, no text read twice and no page drawn twice. Without it in PLUGINS every page is the same, byte for byte.

Comes after all that write pages and before what looks at them, plugins.hosting: that is when the pages are written.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError
from pelican import signals
from pelican.generators import Generator

from newsroom import memory
from newsroom.build_messages import Progress, send
from newsroom.build_report import BuildReport
from newsroom.cache import Cache
from newsroom.files import write
from newsroom.plugin_order import check_plugin_order
from plugins.incremental.bytecode_cache import TemplateBytecodeCache
from plugins.incremental.clock import valid_until
from plugins.incremental.fingerprint import ROOMS, environment, loaded, project, templates
from plugins.incremental.inline import QuickBlocks, QuickInline
from plugins.incremental.lists import address_once, by_period, by_subject, words_once
from plugins.incremental.parse_cache import ParseCache
from plugins.incremental.template_dependencies import DynamicInclude, TemplateDependencies
from plugins.incremental.writer import CachingWriter

AFTER = (
    "plugins.assets",
    "plugins.figures",
    "plugins.contributors",
    "plugins.programmes",
    "plugins.submissions",
    "plugins.social_cards",
    "plugins.search",
    "plugins.feeds",
    "plugins.digests",
    "plugins.large_print",
    "plugins.site_json",
    "plugins.sitemap",
)


class FlushGenerator(Generator):
    """The moment at which the pages are written."""

    def generate_output(self, writer) -> None:
        if isinstance(writer, CachingWriter):
            writer.flush()
            report = self._report(writer)
            if path := self.settings.get("BUILD_REPORT"):
                write(Path(path).parent, Path(path).name, report.to_json())
            else:
                print("\n".join([str(report), *report.reasons]))
            writer.forget()

    def _report(self, writer: CachingWriter) -> BuildReport:
        parsed = getattr(self.settings.get("READ_ALL"), "anew", 0)
        wanted = self.settings.get("EXPLAIN")
        reasons = tuple(writer.explain(file_of(wanted, self.settings["SITEURL"]))) if wanted else ()
        return BuildReport(parsed, writer.counts.drawn, writer.counts.kept, *self._validity(), reasons=reasons)

    def _validity(self) -> tuple[datetime | None, datetime | None]:
        """From when to when the clock alone does not change the site: `build` need not build again in between."""
        moment, index = self.settings.get("BUILD_DATE"), self.context.get("content_index")
        if not (moment and index) or programs_elsewhere():
            return None, None
        dates = (getattr(entry.document.fields, "date", moment) for entry in index.entries.values())
        return moment, valid_until(moment, dates)


def programs_elsewhere() -> bool:
    """Whether code runs that lies neither in a room nor in a settings file, so that `build` does not know where to look for a change."""
    parts = (file.relative_to(project()).parts for file in loaded(project()))
    return any(path[0] not in ROOMS and not (len(path) == 1 and path[0].endswith("conf.py")) for path in parts)


def file_of(address: str, site_url: str) -> str:
    """The file of an address as people give it: `https://example.org/2014/`, `/2014/` and `2014/index.html` are the same."""
    path = address.removeprefix(site_url).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def is_on(settings: dict) -> bool:
    """`build --verify` switches it off by a setting, since a list of plugins cannot be shortened from a command line."""
    return settings.get("INCREMENTAL", True)


def remember(pelican) -> None:
    """The reader asks READ_ALL for all texts at once; Jinja asks its cache for each template."""
    settings = pelican.settings
    if is_on(settings):
        # Asked for when all plugins have said what they have to.
        base = cache(partial(environment, settings))
        settings["JINJA_ENVIRONMENT"] = {
            **settings["JINJA_ENVIRONMENT"],
            "bytecode_cache": TemplateBytecodeCache(_cache(settings, "templates"), base),
        }
        settings["READ_ALL"] = ParseCache(_cache(settings, "texts"), lambda: base() + figures(settings, base), _tell)


def figures(settings: dict, base: Callable[[], bytes]) -> bytes:
    """A digest of what draws the figures in texts; of all templates, where it cannot be told which. `base()`: the environment’s."""
    drawing = Environment(loader=FileSystemLoader(Path(settings["THEME"], "templates")), **settings["JINJA_ENVIRONMENT"])
    closures = TemplateDependencies(_cache(settings, "templates"), base)
    try:
        return closures.of(drawing, "figures/figure.html").digest
    except (DynamicInclude, TemplateError):
        return templates(settings)


def _cache(settings: dict, name: str) -> Cache:
    return Cache(Path(settings["CACHE_PATH"], f"{name}.sqlite"))


def _tell(done: int, of: int) -> None:
    send(Progress("Parsing files", done, of))


def convert_quickly(pelican) -> None:
    if is_on(pelican.settings):
        pelican.settings["MARKDOWN"]["extensions"] += [QuickInline(), QuickBlocks()]


def list_quickly(generator) -> None:
    if is_on(generator.settings):
        generator._build_period_archives = by_period


def collect_quickly(generator) -> None:
    if is_on(generator.settings):
        by_subject(generator)


def keep_addresses(generator) -> None:
    if is_on(generator.settings):
        address_once(generator)


def keep_words(generators) -> None:
    """When all plugins before have seen them. What was needed to read them goes back to the system."""
    if is_on(generators[0].settings):
        for generator in generators:
            words_once(generator)
        memory.release()


def add_generator(pelican) -> type:
    return FlushGenerator


def add_writer(pelican) -> type | None:
    """Pelican wants a class to be called with a folder and `settings`."""
    if not is_on(pelican.settings):
        return None

    class Ready(CachingWriter):
        def __init__(self, output_path: str, settings: dict):
            base = cache(partial(environment, settings))
            closures = TemplateDependencies(_cache(settings, "templates"), base)
            super().__init__(output_path, settings, lambda: (base(), templates(settings)), _cache(settings, "pages"), closures)

    return Ready


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(remember)
    signals.initialized.connect(convert_quickly)
    signals.article_generator_init.connect(list_quickly)
    signals.article_generator_pretaxonomy.connect(collect_quickly)
    signals.article_generator_finalized.connect(keep_addresses)
    signals.page_generator_finalized.connect(keep_addresses)
    signals.all_generators_finalized.connect(keep_words)
    signals.get_generators.connect(add_generator)
    signals.get_writer.connect(add_writer)
