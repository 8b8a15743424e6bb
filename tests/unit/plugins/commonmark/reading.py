"""A text as our Markdown reads it and as markdown-it-py does, in a form in which only differences of structure and words count."""

import re
from itertools import chain

import lxml.html
from markdown import Markdown
from markdown_it import MarkdownIt

import pelicanconf
from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.pull_quotes import PullQuoteExtension
from plugins.typography.curl import CurlyQuotes

_BLOCKS = frozenset("p ul ol li table thead tbody tr th td blockquote h1 h2 h3 h4 h5 h6 hr pre br div".split())
_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."})
_REFERENCE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_REFERENCE.normalizeLink = lambda url: url


def markdown(on: bool = True, *more) -> Markdown:
    """Markdown as the site has it, with `more` extensions; with the CommonMark extension or without."""
    own = [CurlyQuotes(), SlugFootnotes(), PullQuoteExtension(), *more]
    extensions = [*pelicanconf.MARKDOWN["extensions"], *own, *([CommonMark()] if on else [])]
    made = Markdown(extensions=extensions, output_format="html")
    made.slug = "post"
    return made


def as_commonmark(text: str) -> list:
    """What markdown-it-py makes of a text: CommonMark with GitHub's tables and struck out words."""
    return normalised(_REFERENCE.render(text))


def normalised(markup: str) -> list:
    """Tags with the attributes that matter, and words. White space counts only in code; quotation marks and dashes may be curled."""
    found: list = []
    _walk(lxml.html.fragment_fromstring(markup, create_parent="div"), found, False)
    joined: list = []
    for part in found:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return [part for part in chain.from_iterable(_trimmed(joined, place) for place in range(len(joined))) if part]


def _walk(element, found: list, code: bool) -> None:
    found.append((element.text or "") if code else re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        if not isinstance(child.tag, str):  # a comment
            found.append(child.tail or "")
            continue
        tag = {"s": "del"}.get(child.tag, child.tag)
        # A bare address is a link on GitHub, and words in CommonMark.
        bare = tag == "a" and child.text == child.get("href")
        if tag != "tbody" and not bare:
            found.append((tag, _attributes(child)))
        _walk(child, found, code or tag == "pre")
        if tag != "tbody" and not bare:
            found.append(("/" + tag, ()))
        found.append((child.tail or "") if code else re.sub(r"\s+", " ", child.tail or ""))


def _attributes(element) -> tuple:
    names = ("href", "src", "title", "alt", "start", *(["class"] if element.tag == "code" else []))
    aligned = re.search("left|right|center", element.get("style") or "")
    return (*((name, element.get(name)) for name in names if element.get(name)), *([aligned[0]] if aligned else []))


def _trimmed(parts: list, place: int) -> list:
    part = parts[place]
    if not isinstance(part, str):
        return [part]
    before = parts[place - 1] if place else ("div", ())
    after = parts[place + 1] if place + 1 < len(parts) else ("div", ())
    if before[0] in ("code", "/code") and after[0] in ("/code", "/pre"):
        return [part.rstrip("\n").translate(_SAME)] if after[0] == "/code" else []
    part = part.translate(_SAME)
    if before[0].strip("/") in _BLOCKS:
        part = part.lstrip()
    if after[0].strip("/") in _BLOCKS:
        part = part.rstrip()
    return [part]
