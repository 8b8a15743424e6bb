"""Which HTML may reach a page. The public's is cleaned in silence; an editor's is refused by name, so that nothing is lost."""

import html
import re
from html.parser import HTMLParser

import nh3

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
PUBLIC_TAGS = TAGS - {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "details", "summary", "caption"}
# The classes that our own Markdown extensions give; a submission may carry no other, nor style itself as part of our frame.
PUBLIC_CLASSES = set("pull-quote figure caption credit footnote footnote-ref footnote-backref align-left align-right align-center".split())


def clean(markup: str) -> str:
    """HTML of an editor without anything that could run. What is taken away here, `unsafe` has named before."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, generic_attribute_prefixes=set())


def clean_public(markup: str) -> str:
    """HTML of somebody unknown: a smaller set of tags, only our own classes, no picture from elsewhere, links that vouch for nothing."""
    attributes = {**ATTRIBUTES, "*": {"id", "class", "lang", "dir"}, "a": {"href", "aria-label", "title"}}
    cleaned = nh3.clean(
        markup,
        tags=PUBLIC_TAGS,
        attributes=attributes,
        attribute_filter=_public_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
        generic_attribute_prefixes=set(),
    )
    cleaned = _NO_HREF.sub(r"\1", _NO_SRC.sub("", cleaned))
    return _WITHIN.sub(r"\1", cleaned)


def _public_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in PUBLIC_CLASSES) or None
    if attribute == "id":
        return value if value.startswith(("fn:", "fnref")) else None
    if attribute == "src":
        return value if _OURS.match(value) else None
    return value


# Pictures come from content/images/, or readers would be seen by whoever else serves them.
_OURS = re.compile(r"\{(?:static|attach)\}|\|(?:static|attach)\||/(?!/)")
_NO_HREF = re.compile(r"<a\b(?![^>]*\shref=)[^>]*>(.*?)</a>", re.S)
_WITHIN = re.compile(r'(<a\b[^>]*\shref="#[^"]*"[^>]*?) rel="nofollow ugc noopener"')
_NO_SRC = re.compile(r"<img\b(?![^>]*\ssrc=)[^>]*>")


class _Screen(HTMLParser):
    """Collects what `clean` would take away: words for it, and how it begins in the source."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.found[f"<{tag}>"] = f"<{tag}"
            return
        for name, value in attrs:
            if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()):
                self.found[f"{name}=… on <{tag}>"] = name + "="
            elif tag == "img" and name == "src":
                continue
            elif name in {"href", "cite"} and _scheme(value or "") not in SCHEMES | {""}:
                self.found[f"a {_scheme(value)}: address on <{tag}>"] = _scheme(value) + ":"
            elif name == "href" and "//" in (value or "") and "href" not in nh3.clean(f'<a href="{html.escape(value)}"></a>', link_rel=None):
                self.found[f"an address that is none ({value})"] = value

        if tag == "img":
            self._picture(dict(attrs))

    def _picture(self, attributes: dict[str, str | None]) -> None:
        src = attributes.get("src") or ""
        if not _OURS.match(src):
            self.found[f"a picture from elsewhere ({src or 'nowhere'})"] = src or "<img"
        if not (attributes.get("alt") or "").strip():
            self.found[f"a picture without a description ({src})"] = src or "<img"

    handle_startendtag = handle_starttag


def _scheme(address: str) -> str:
    head = "".join(html.unescape(address).split()).lower()
    before, colon, _ = head.partition(":")
    return before if colon and before.isascii() and before.replace("+", "").replace("-", "").replace(".", "").isalnum() else ""


def unsafe(markup: str) -> dict[str, str]:
    """The tags, attributes and addresses in `markup` that no page of ours may hold, and how each begins in the source."""
    screen = _Screen()
    screen.feed(markup)
    screen.close()
    return screen.found
