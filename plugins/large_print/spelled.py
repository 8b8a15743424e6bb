"""Words for paper: what a link leads to stands behind it, a note's number leads to the note on the same sheets."""

import re
from urllib.parse import urlsplit

from lxml import etree
from markupsafe import Markup

from newsroom.html_fragment import markup_of, parsed
from newsroom.mail.mail_html import mail_words

NOTES = "Notes"


def for_paper(markup: str, page_url: str, site_url: str, ids: set[str]) -> Markup:
    """HTML of a feed item (whole addresses) for an edition of the site at `site_url`; `page_url` is the post's own page.

    Headings go down one level, below the post's. Every address is spelled out behind its link. Links within the site and its
    pictures start at the site's root, as everywhere on its pages; links to notes stay on the page. An id in `ids` is dropped,
    every other one added to it.
    """
    root = parsed(mail_words(markup, site_url, ids))
    if root is None:
        return Markup("")
    places = set(root.xpath(".//@id"))
    for link in root.xpath(".//a[@href]"):
        address = link.get("href")
        page, _, place = address.partition("#")
        if page == page_url and place in places:
            link.set("href", f"#{place}")
            continue
        link.set("href", on_site(address, site_url))
        _spell(link, address_in_words(address))
    for picture in root.iter("img"):
        picture.set("src", on_site(picture.get("src", ""), site_url))
    for rule in root.xpath("./div[@class='footnote']/hr"):
        rule.tag, rule.text = "h3", NOTES
    return Markup(markup_of(root).strip())


def address_in_words(address: str) -> str:
    """An address as one would dictate it: `participle.example/follow` for https://participle.example/follow/."""
    return re.sub(r"^(https?://|mailto:)", "", address).rstrip("/")


def on_site(address: str, site_url: str) -> str:
    """`address` from the root of its host, when it leads to the site at `site_url`; else as it is."""
    if address == site_url or address.startswith(f"{site_url}/"):
        return address.removeprefix(site_url[: len(site_url) - len(urlsplit(site_url).path)]) or "/"
    return address


def _spell(link, words: str) -> None:
    """Set `words` behind `link`, in brackets, unless the link says them itself."""
    if address_in_words(" ".join(link.text_content().split())).casefold() == words.casefold():
        return
    spelled = etree.Element("span", {"class": "spelled"})
    spelled.text = f"({words})"
    spelled.tail, link.tail = link.tail, " "
    link.addnext(spelled)
