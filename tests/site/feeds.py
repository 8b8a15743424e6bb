"""The feeds of one folder, and what the page of a post says, so that the two can be held against each other."""

import json
from datetime import datetime

import feedparser
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}creator"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TYPES = {"feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": "application/feed+json"}


def plain(markup: str) -> str:
    """The words of some HTML, in one line."""
    return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())


def words_of(page) -> str:
    """The words of a post’s page, without the pull quotes and side notes, which repeat them."""
    (body,) = page.having("e-content")
    copy = html.fragment_fromstring(html.tostring(body, encoding="unicode"))
    for repeated in page.having("pull-quote", copy) + page.having("sidenote", copy):
        repeated.drop_tree()
    return " ".join(copy.text_content().split())


def moment(page, name: str = "dt-published") -> datetime:
    return datetime.fromisoformat(page.having(name)[0].get("datetime"))


def is_submission(page) -> bool:
    return "page-submission" in page.tree.body.get("class", "")


def authors_of(page) -> list[str]:
    """Whose words they are: of a submission the submitter’s alone."""
    (entry,) = (found for found in page.having("h-entry") if found.find(".//h1") is not None)
    cards = page.having("submitter-card", entry) if is_submission(page) else page.having("p-author", entry)
    return [" ".join(page.having("p-name", card)[0].text_content().split()) for card in cards]


class Feeds:
    """The three feeds of one folder, parsed twice: by feedparser, and as the XML or JSON they are."""

    def __init__(self, site, folder: str):
        self.site, self.folder = site, folder
        self.files = {name: site.files[folder + name] for name in TYPES}
        self.rss, self.atom = (feedparser.parse(self.files[name]) for name in ("feed.xml", "atom.xml"))
        self.rss_tree, self.atom_tree = (etree.fromstring(self.files[name]) for name in ("feed.xml", "atom.xml"))
        self.json = json.loads(self.files["feed.json"])

    @property
    def items(self):
        return self.rss_tree.findall("channel/item")

    @property
    def entries(self):
        return self.atom_tree.findall(f"{ATOM}entry")

    def contents(self):
        """The HTML of every item, three times."""
        yield from (item.findtext(CONTENT) for item in self.items)
        yield from (entry.findtext(f"{ATOM}content") for entry in self.entries)
        yield from (item["content_html"] for item in self.json["items"])
