"""The addresses that the site makes itself, by the plugin that writes them: the one list that everything else is derived from.

tests/site/test_reserved_addresses.py compares it with what a real build writes.
"""

from dataclasses import dataclass, field

FEEDS = ("feed.xml", "atom.xml", "feed.json")
# Folders of lists and texts that have a feed of their own; the site's root has one too.
FOLDERS_WITH_FEEDS = ("author", "callouts", "category", "tag")


@dataclass(frozen=True)
class PluginOutput:
    """What one plugin writes below the site.

    `pages`: address → the template that it is rendered with. `files`: files with a fixed name. `subjects`: folders with a page for
    each text or tag, which are named by editors. `folders`: folders that only the plugin puts anything into. `needs`: the plugin
    writes nothing while one of these is off.
    """

    pages: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of them. A folder ends in a slash, as a page does; "" is the home page."""
        return (*self.pages, *self.files, *self.subjects, *self.folders)


PELICAN = ""
PLUGIN_OUTPUTS: dict[str, PluginOutput] = {
    PELICAN: PluginOutput(
        {"": "index.html", "archive/": "archives.html", "tags/": "tags.html", "404.html": "404.html"},
        subjects=("tag/",),
        folders=("drafts/", "page/", "theme/"),
    ),
    "plugins.reader": PluginOutput(folders=("images/",)),
    "plugins.contributors": PluginOutput({"contributors/": "contributors/index.html"}, subjects=("author/",)),
    "plugins.programmes": PluginOutput({"programmes/": "programmes/index.html"}, subjects=("category/",)),
    "plugins.submissions": PluginOutput({"callouts/": "callouts/index.html"}, subjects=("callouts/",)),
    "plugins.figures": PluginOutput({"credits/": "figures/credits.html"}),
    "plugins.social_cards": PluginOutput(folders=("cards/",)),
    "plugins.search": PluginOutput({"search/": "search/search.html"}, folders=("pagefind/", "search/")),
    "plugins.feeds": PluginOutput(files=FEEDS),
    "plugins.digests": PluginOutput({"digests/": "digests/index.html"}, folders=("digests/", "email/"), needs=("plugins.feeds",)),
    "plugins.large_print": PluginOutput({"print/": "largeprint/index.html"}, folders=("print/",), needs=("plugins.feeds",)),
    "plugins.site_json": PluginOutput(files=("site.json", "posts.json", "desk.txt"), folders=("letters/",)),
    "plugins.sitemap": PluginOutput(files=("sitemap.xml", "robots.txt")),
    "plugins.hosting": PluginOutput(files=("_headers", "_redirects"), folders=(".delivery/",)),
}
PAGES = {address: template for written in PLUGIN_OUTPUTS.values() for address, template in written.pages.items()}
FILES = frozenset(file for written in PLUGIN_OUTPUTS.values() for file in written.files)
FOLDERS = frozenset(folder for written in PLUGIN_OUTPUTS.values() for folder in written.folders)


def first_part(address: str) -> str:
    """The first part of an address, of a file without its ending: `feed` of `feed.xml`, `tag` of `tag/work/`."""
    part = address.lstrip("/").split("/")[0]
    return part.split(".")[0] if part.rstrip(".") and not part.startswith(".") else part


# First parts of addresses that the site itself uses; a page may not take them.
RESERVED = frozenset({"index", *(first_part(address) for written in PLUGIN_OUTPUTS.values() for address in written.addresses)} - {""})


def missing_addresses(plugins: list[str]) -> tuple[str, ...]:
    """The addresses of `PLUGIN_OUTPUTS` that are missing while only `plugins` are on."""
    off = (each for name, each in PLUGIN_OUTPUTS.items() if name != PELICAN and not {name, *each.needs} <= set(plugins))
    return tuple(dict.fromkeys(address for written in off for address in written.addresses if address))
