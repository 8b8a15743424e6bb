"""Which HTML may reach a page. What an editor wrote and may not stand there is refused by name; see `untrusted` for the public's."""

import html
import re
from collections.abc import Iterable, Iterator

import nh3

from plugins.reader.html_cures import ADDRESS_CURE, PICTURE_CURE, cure_of_attribute, cure_of_tag
from plugins.reader.html_tags import KNOWN, Finding, HtmlToken, Tag, shorten, tokenize
from plugins.reader.link_cures import bracketed

TAGS = set(
    "a abbr aside b blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd "
    "li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead time tr u ul".split()
)
ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href", "rel", "role", "aria-label"},
    "abbr": {"title"},
    "aside": {"aria-label"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start", "type"},
    "q": {"cite"},
    "sup": {"id"},
    "table": {"aria-label"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# Pictures come from content/images/, or readers would be seen by whoever else serves them.
OURS = re.compile(r"\{(?:static|attach)\}|\|(?:static|attach)\||/(?!/)|\.{1,2}/|images/")


def sanitize(markup: str) -> str:
    """HTML of an editor without anything that could run. What is taken away here, `find_disallowed` has named before."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, generic_attribute_prefixes=set())


def scheme(address: str) -> str:
    """What stands before the first colon of an address as browsers read it, "" when it leads to somewhere in the site."""
    head = "".join(html.unescape(address).split()).lower()
    before, colon, _ = head.partition(":")
    return before if colon and before.isascii() and before.replace("+", "").replace("-", "").replace(".", "").isalnum() else ""


def is_address(href: str) -> bool:
    """Whether browsers can make out where a link leads that names a host."""
    return "//" not in href or "href" in nh3.clean(
        f'<a href="{html.escape(href)}"></a>', link_rel=None, url_schemes={scheme(href) or "http"}
    )


def find_disallowed(found: str | Iterable[HtmlToken]) -> list[Finding]:
    """The tags, attributes and addresses in HTML that no page of ours may hold."""
    tags = tokenize(found) if isinstance(found, str) else found
    return [finding for tag in tags if isinstance(tag, Tag) and not tag.closing for finding in _find_in_tag(tag)]


def _find_in_tag(tag: Tag) -> Iterator[Finding]:
    if tag.name not in TAGS:
        shown = f"<{tag.name}>" if tag.name in KNOWN else shorten(tag.raw)
        yield _disallowed(shown, cure_of_tag(tag), tag.raw, f"<{tag.name}")
        return
    for name, value in tag.attributes:
        if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag.name, set()):
            yield _disallowed(f"{name}=… on <{tag.name}>", cure_of_attribute(name, tag), tag.raw, f"{name}=", name)
        elif name in {"href", "cite"} and scheme(value) not in SCHEMES | {""}:
            yield _disallowed(f"a {scheme(value)}: address on <{tag.name}>", ADDRESS_CURE, tag.raw, value, f"{scheme(value)}:")
        elif name == "href" and not is_address(value):
            yield _disallowed(f"an address that is none ({value})", ADDRESS_CURE, tag.raw, value)
    if tag.name == "img":
        src = tag.get("src")
        # A path from the text's own folder is looked up with all links.
        if not src or src.startswith("//") or scheme(src) or not is_address(src):
            yield _disallowed(f"a picture from elsewhere ({shorten(src) or 'nowhere'})", PICTURE_CURE, tag.raw, src or "<img")
        if not tag.get("alt").strip():
            cure = f"say what it shows: ![what it shows]({bracketed(src or '{static}/images/its-file.png')})"
            yield _disallowed(f"a picture without a description ({shorten(src)})", cure, tag.raw, src or "<img")


def _disallowed(what: str, cure: str, *words: str) -> Finding:
    return Finding(f"holds {what}, which may not be published", cure, words)
