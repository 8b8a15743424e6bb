"""What is not there while a plugin is off: its pages, and so the links to them that editors wrote."""

import re

# The kinds of files whose pages a plugin writes, and the addresses it makes; Pelican itself makes articles, pages and tags.
KINDS = {
    "plugins.contributors": ("contributors",),
    "plugins.programmes": ("programmes",),
    "plugins.submissions": ("callouts", "submissions"),
}
ADDRESSES = {
    "plugins.contributors": ("/contributors/", "/author/"),
    "plugins.programmes": ("/programmes/", "/category/"),
    "plugins.submissions": ("/callouts/",),
    "plugins.figures": ("/credits/",),
    "plugins.feeds": ("/feed.xml", "/atom.xml", "/feed.json", "/email/", "/digests/", "/print/"),
    "plugins.digests": ("/email/", "/digests/"),
    "plugins.largeprint": ("/print/",),
    "plugins.manifest": ("/site.json", "/posts.json"),
    "plugins.search": ("/search/",),
    "plugins.sitemap": ("/sitemap.xml", "/robots.txt"),
}


def kinds_off(plugins: list[str]) -> set[str]:
    """The kinds of files that make no pages when only `plugins` are on."""
    return {kind for plugin, kinds in KINDS.items() if plugin not in plugins for kind in kinds}


def dead_links(plugins: list[str]) -> re.Pattern | None:
    """Finds each link in HTML that leads to what is not made when only `plugins` are on; its group is the link's words.

    None when everything is made.
    """
    starts = [rf"[{{|]filename[|}}][./]*{kind}/" for kind in sorted(kinds_off(plugins))]
    starts += [re.escape(address) for plugin, found in ADDRESSES.items() if plugin not in plugins for address in found]
    return re.compile(rf'<a [^>]*href="(?:{"|".join(starts)})[^>]*>(.*?)</a>', re.S) if starts else None
