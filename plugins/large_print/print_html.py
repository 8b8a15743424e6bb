"""Prepare HTML for print: the address of a link follows it in brackets, and footnote links stay within the page."""

import re
from urllib.parse import urlsplit

from lxml import etree
from markupsafe import Markup

from newsroom.html_fragment import parse_fragment, serialize
from newsroom.mail.mail_html import sanitize_for_mail

NOTES = "Notes"


def prepare_for_print(markup: str, page_url: str, site_url: str, ids: set[str]) -> Markup:
    """HTML of a feed item (whole addresses) for an edition of the site at `site_url`; `page_url` is the post's own page.

    Headings go down one level, below the post's. Every address is spelled out behind its link. Links within the site and its
    pictures start at the site's root, as everywhere on its pages; links to notes stay on the page. An id in `ids` is dropped,
    every other one added to it.
    """
    root = parse_fragment(sanitize_for_mail(markup, site_url, ids))
    if root is None:
        return Markup("")
    places = set(root.xpath(".//@id"))
    for link in root.xpath(".//a[@href]"):
        address = link.get("href")
        page, _, place = address.partition("#")
        if page == page_url and place in places:
            link.set("href", f"#{place}")
            continue
        link.set("href", relative_to_site(address, site_url))
        _append_address(link, readable_address(address))
    for picture in root.iter("img"):
        picture.set("src", relative_to_site(picture.get("src", ""), site_url))
    for rule in root.xpath("./div[@class='footnote']/hr"):
        rule.tag, rule.text = "h3", NOTES
    return Markup(serialize(root).strip())


def readable_address(address: str) -> str:
    """Return an address without scheme and final slash: `participle.example/follow` for https://participle.example/follow/."""
    return re.sub(r"^(https?://|mailto:)", "", address).rstrip("/")


def relative_to_site(address: str, site_url: str) -> str:
    """Return `address` root-relative if it is on the site at `site_url`, otherwise unchanged."""
    if address == site_url or address.startswith(f"{site_url}/"):
        return address.removeprefix(site_url[: len(site_url) - len(urlsplit(site_url).path)]) or "/"
    return address


def _append_address(link, words: str) -> None:
    """Append `words` in brackets after `link`, unless the link text is the same."""
    if readable_address(" ".join(link.text_content().split())).casefold() == words.casefold():
        return
    spelled = etree.Element("span", {"class": "readable-address"})
    spelled.text = f"({words})"
    spelled.tail, link.tail = link.tail, " "
    link.addnext(spelled)
