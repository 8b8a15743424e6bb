"""Sanitizes the HTML of posts for mails: only what mail programs show, and nothing loaded from other hosts."""

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
# Elements that mail programs do not show as blocks; they become <div>, or their words would run together.
_BOXES = frozenset("address article details fieldset footer header legend main nav section summary".split())
CACHE_SIZE = 512  # posts: those of a day are in the digests of the week and the month too
_SCHEMES = {"http", "https", "mailto"}


def sanitize_for_mail(markup: str, site_url: str, ids: set[str]) -> str:
    """Return `markup`, whose addresses are absolute, for a mail from `site_url`.

    Headings move down one level, below the post's title. Pictures from other hosts become links, since loading them would tell others
    who reads what; players become links too. An id that is in `ids` already is dropped; the others are added to `ids`.
    """
    words, own = _sanitize_cached(markup, site_url)
    if not ids.isdisjoint(own):
        words, own = _sanitize(markup, site_url, ids)
    ids |= own
    return words


@lru_cache(CACHE_SIZE)
def _sanitize_cached(markup: str, site_url: str) -> tuple[str, frozenset[str]]:
    return _sanitize(markup, site_url, ())


def _sanitize(markup: str, site_url: str, taken: Collection[str]) -> tuple[str, frozenset[str]]:
    """Return the HTML and all ids found in it. Ids that are `taken` or repeated are removed from the HTML."""
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
    """Tell whether an element has text of its own, outside its children."""
    return any((words or "").strip() for words in (element.text, *(child.tail for child in element)))


def host_of(address: str) -> str:
    """Return the host of an http or https address, or "" for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:  # http://[half
        return ""
    return parts.netloc if parts.scheme in ("http", "https") else ""


def _address(player) -> str:
    """Return the address that a player plays."""
    sources = [player.get("src") or player.get("data") or "", *(source.get("src") or "" for source in player.iter("source"))]
    return next((source for source in sources if source), "")


def _into_link(element, address: str, words: str) -> None:
    """Replace `element` and its children by a link, or by the words alone if the address is not http or https.

    The link for a player becomes a paragraph, unless it is inside one.
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
