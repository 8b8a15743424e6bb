"""The words of a post, made safe for mail: only what mail programs show, and nothing that is fetched from elsewhere."""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from lxml import etree

from newsroom.html_fragment import parse_fragment, serialize

_TAGS = frozenset(
    "a abbr b blockquote br caption cite code dd del dfn div dl dt em figcaption figure h3 h4 h5 h6 hr i img ins kbd li mark ol p pre"
    " q s samp small span strong sub sup table tbody td tfoot th thead time tr u ul var".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href"},
    "div": {"role", "aria-label", "tabindex"},  # a wide table's box, which a keyboard must reach to scroll
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# What mail programs do not show as a block of its own: without any its words would run into those beside it.
_BOXES = frozenset("address article details fieldset footer header legend main nav section summary".split())
REMEMBERED = 512  # posts: the words of a day come again with the week and with the month
_SCHEMES = {"http", "https", "mailto"}


def mail_words(markup: str, site_url: str, ids: set[str]) -> str:
    """`markup` (absolute addresses) for a mail from `site_url`.

    Headings go down one level, below the post's own. Pictures from other hosts become links: fetching them would tell
    somebody else who reads what. Players become links too. An id that is in `ids` already is dropped; the others are added to it.
    """
    words, own = _alone(markup, site_url)
    if not ids.isdisjoint(own):
        words, own = _cleaned(markup, site_url, ids)
    ids |= own
    return words


@lru_cache(REMEMBERED)
def _alone(markup: str, site_url: str) -> tuple[str, frozenset[str]]:
    return _cleaned(markup, site_url, ())


def _cleaned(markup: str, site_url: str, taken: Collection[str]) -> tuple[str, frozenset[str]]:
    """The words, and all ids that were in them. Without those that are `taken`, and each but once."""
    root = parse_fragment(markup)
    if root is None:
        return "", frozenset()
    host, ids = host_of(site_url), set()
    for element in list(root.iterdescendants()):
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("iframe", "video", "audio", "embed", "object"):
            _into_link(element, _address(element), "Watch or listen on the web")
        elif element.tag == "img" and host_of(element.get("src", "")) != host:
            _into_link(element, element.get("src", ""), f"Picture: {element.get('alt') or 'no description'}")
        elif element.tag in _BOXES or element.tag == "aside" and _has_own_words(element):
            element.tag = "div"
        elif level := re.fullmatch("h([1-6])", element.tag):
            element.tag = f"h{min(max(int(level[1]) + 1, 3), 6)}"
        if name := element.get("id"):
            if name in ids or name in taken:
                del element.attrib["id"]
            ids.add(name)
    words = nh3.clean(serialize(root), tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    return words, frozenset(ids)


def _has_own_words(element) -> bool:
    """Whether words stand in it that are in no element."""
    return any((words or "").strip() for words in (element.text, *(child.tail for child in element)))


def host_of(address: str) -> str:
    """The host in an address of the web, "" for any other address and for what is none at all."""
    try:
        parts = urlsplit(address)
    except ValueError:  # http://[half
        return ""
    return parts.netloc if parts.scheme in ("http", "https") else ""


def _address(player) -> str:
    """What a player plays."""
    sources = [player.get("src") or player.get("data") or "", *(source.get("src") or "" for source in player.iter("source"))]
    return next((source for source in sources if source), "")


def _into_link(element, address: str, words: str) -> None:
    """Replace `element`, with all that is in it, by a link; by the words alone when the address is not one of the web.

    A player stands between paragraphs, so its link becomes a paragraph too, unless it already is within one.
    """
    tail, player, block = element.tail, element.tag != "img", element.getparent().tag in ("div", "blockquote", "li", "td", "figure")
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.tag, element.text, element.tail = "span", words, tail
    if host_of(address):
        element.tag = "a"
        element.set("href", address)
    if player and block:
        paragraph = etree.Element("p")
        paragraph.tail, element.tail = tail, None
        element.getparent().replace(element, paragraph)
        paragraph.append(element)
