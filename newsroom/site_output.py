"""The addresses that the site makes itself: what each plugin declares as its `OUTPUT`, and the lists of the content types.

tests/site/test_reserved_addresses.py compares them with what a real build writes.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from newsroom.content_types import content_types, subject_types

FEEDS = ("feed.xml", "atom.xml", "feed.json")
PELICAN = ""


@dataclass(frozen=True)
class PluginOutput:
    """What one plugin writes below the site.

    `pages`: address → the template that it is rendered with. `files`: files with a fixed name. `subjects`: folders with a page for
    each text or tag, which are named by editors. `folders`: folders that only the plugin puts anything into. `needs`: the plugin
    writes nothing while one of these is off. `sitemap`: those of its pages that people may look for.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    sitemap: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them. A folder ends in a slash, as a page does; "" is the home page."""
        return (*self.pages, *self.files, *self.subjects, *self.folders)


@cache
def plugin_outputs() -> dict[str, PluginOutput]:
    """Return what each plugin writes, by its dotted name; what Pelican itself writes, under PELICAN."""
    pages = {"": "index.html", "archive/": "archives.html", "tags/": "tags.html", "404.html": "404.html"}
    found = {PELICAN: PluginOutput(pages, subjects=("tag/",), folders=("drafts/", "page/", "theme/"))}
    for module in pkgutil.iter_modules(importlib.import_module("plugins").__path__, "plugins."):
        if output := getattr(importlib.import_module(module.name), "OUTPUT", None):
            found[module.name] = output
    for each in subject_types():
        index = {f"{each.folder}/": each.index_template} if each.index_template else {}
        old = found.get(each.plugin, PluginOutput())
        found[each.plugin] = PluginOutput(
            {**old.pages, **index}, old.files, (*old.subjects, f"{first_part(each.url)}/"), old.folders, old.needs
        )
    return found


def fixed_pages() -> dict[str, str]:
    """Return the pages that do not depend on content: address → template."""
    return {address: template for output in plugin_outputs().values() for address, template in output.pages.items()}


def fixed_files() -> frozenset[str]:
    """Return the files with a fixed name."""
    return frozenset(file for output in plugin_outputs().values() for file in output.files)


def plugin_folders() -> frozenset[str]:
    """Return the folders that only a plugin puts anything into."""
    return frozenset(folder for output in plugin_outputs().values() for folder in output.folders)


@cache
def folders_with_feeds() -> frozenset[str]:
    """Return the first parts of the addresses of lists and subjects that have a feed of their own; the site's root has one too."""
    return frozenset({"tag", *(first_part(each.url) for each in content_types().values() if each.feed)})


def first_part(address: str) -> str:
    """Return the first part of an address, of a file without its ending: `feed` of `feed.xml`, `tag` of `tag/work/`."""
    part = address.lstrip("/").split("/")[0]
    return part.split(".")[0] if part.rstrip(".") and not part.startswith(".") else part


@cache
def reserved_names() -> frozenset[str]:
    """Return the first parts of addresses that the site itself uses; a page may not take them."""
    return frozenset({"index", *(first_part(address) for output in plugin_outputs().values() for address in output.addresses)} - {""})


def enabled_outputs(plugins: Sequence[str]) -> list[PluginOutput]:
    """Return what is written while only `plugins` are on."""
    return [each for name, each in plugin_outputs().items() if name == PELICAN or {name, *each.needs} <= set(plugins)]


def is_written(address: str, plugins: Sequence[str]) -> bool:
    """Tell whether something is at a fixed address while only `plugins` are on."""
    return any(address in each.addresses for each in enabled_outputs(plugins))


def missing_addresses(plugins: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses that are missing while only `plugins` are on."""
    enabled = enabled_outputs(plugins)
    missing: Iterable[PluginOutput] = (each for each in plugin_outputs().values() if each not in enabled)
    return tuple(dict.fromkeys(address for output in missing for address in output.addresses if address))
