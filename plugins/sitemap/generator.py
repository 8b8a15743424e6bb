"""Lists every page that people may look for, with the day it last changed where its content says so; never the clock."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree
from pelican.generators import Generator

from newsroom.content_types import subject_types
from newsroom.files import write
from newsroom.site_output import enabled_outputs

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class SitemapGenerator(Generator):
    """Writes both files. What is hidden, a draft, an error page or a mail stays out."""

    def generate_output(self, writer) -> None:
        write(self.output_path, "sitemap.xml", sitemap(addresses(self.context, self.settings), self.settings["SITEURL"]))
        write(self.output_path, "robots.txt", robots(self.settings["SITEURL"]))


def robots(site_url: str) -> str:
    """Everybody may read everything."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}/sitemap.xml\n"


def sitemap(pages: dict[str, datetime | None], site_url: str) -> bytes:
    """The XML for pages given as address below the site and moment of the last change, in order of address."""
    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap={None: _NAMESPACE})
    for address, changed in sorted(pages.items()):
        url = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
        etree.SubElement(url, f"{{{_NAMESPACE}}}loc").text = f"{site_url}/{address}"
        if changed:
            etree.SubElement(url, f"{{{_NAMESPACE}}}lastmod").text = changed.isoformat()
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def addresses(context: dict, settings: dict) -> dict[str, datetime | None]:
    """Address below the site → when its content last changed, None where nothing says so. First come, first kept."""
    found: dict[str, datetime | None] = {}
    for address, changed in _pages(context, settings):
        found.setdefault(address, changed)
    return found


def _pages(context: dict, settings: dict) -> Iterator[tuple[str, datetime | None]]:
    articles = context["articles"]
    yield "", _newest(articles)
    for article in articles:
        yield article.url, _changed(article)
    for page in context.get("pages", ()):
        yield page.url, page.metadata.get("modified")
    yield from _archives(articles, settings)
    yield from _subjects(context, articles)
    yield from ((address, None) for output in enabled_outputs(settings["PLUGINS"]) for address in output.sitemap)


def _archives(articles, settings: dict) -> Iterator[tuple[str, datetime | None]]:
    """Everything at once, and each year and month that has a post."""
    yield "archive/", _newest(articles)
    for setting in ("YEAR_ARCHIVE", "MONTH_ARCHIVE"):
        pattern = settings.get(f"{setting}_URL", "") if settings.get(f"{setting}_SAVE_AS") else ""
        groups: dict[str, list] = {}
        for article in articles if pattern else ():
            groups.setdefault(pattern.format(date=article.date), []).append(article)
        for address, own in groups.items():
            yield address, _newest(own)


def _subjects(context: dict, articles) -> Iterator[tuple[str, datetime | None]]:
    """Tags and the pages of all other subjects, and the list of each kind."""
    tags: dict[str, list] = {}
    for article in articles:
        for tag in article.tags:
            tags.setdefault(tag.url, []).append(article)
    yield from ((address, _newest(own)) for address, own in tags.items())
    if tags:
        yield "tags/", None
    for each in subject_types():
        if each.folder in context:
            yield from ((page.url, _newest(page.posts)) for page in context[each.folder])
            if each.index_template:
                yield f"{each.folder}/", None


def _changed(article) -> datetime:
    return article.metadata.get("modified") or article.date


def _newest(articles) -> datetime | None:
    return max((_changed(article) for article in articles), default=None)
