"""What the public sent: shown as typed, and what of its pictures and links may not be shown is named, its words kept.

`UntrustedTextGuard` keeps Python-Markdown from reading anything in such a text as HTML, and marks that would hide words from being marks;
`replace_disallowed` takes out of the HTML that comes of it what may not stand on a page; `sanitize_untrusted` is the wall behind both.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from plugins.reader.html_tags import TYPED, Finding, HtmlToken, Tag, shorten, visible_text
from plugins.reader.lost_words import find_definitions, without_definitions
from plugins.reader.sanitizer import ATTRIBUTES, OURS, TAGS, is_address, scheme

SCHEMES = {"http", "https", "mailto"}
# The classes that our own Markdown extensions give, and language-… on code; a submission may carry no other, nor style itself as part of our frame.
CLASSES = set("pull-quote figure caption credit footnote footnote-ref footnote-backref align-left align-right align-center".split())
_LINK_REL = "nofollow ugc noopener"
# A full address, or one of the site. “[him](laughing)” is what somebody wrote, and leads nowhere.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[/#{|]|\.{1,2}/)\S*|images/\S+\.\w+|\S+\.md(?:#\S*)?", re.I)
_FENCES = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.M | re.S)
_NO_QUOTATION = re.compile(r"^[ \t]*(?:(?:>+|[-+*]|\d{1,9}[.)])[ ]+)*(?=>+[^\s>])", re.M)
_NO_HREF = re.compile(r"<a\b(?![^>]*\shref=)[^>]*>(.*?)</a>", re.S)
_NO_SRC = re.compile(r"<img\b(?![^>]*\ssrc=)[^>]*>")
_WITHIN = re.compile(rf'(<a\b[^>]*\shref="#[^"]*"[^>]*?) rel="{_LINK_REL}"')


def sanitize_untrusted(markup: str) -> str:
    """HTML of somebody unknown: only our own classes, no picture from elsewhere, links that vouch for nothing."""
    attributes = {**ATTRIBUTES, "*": {"id", "class", "lang", "dir"}, "a": {"href", "aria-label", "title"}}
    attributes["img"] = ATTRIBUTES["img"] | {"title"}
    attributes["li"] = {"value"}
    cleaned = nh3.clean(
        markup,
        tags=TAGS,
        attributes=attributes,
        attribute_filter=_public_attribute,
        url_schemes=SCHEMES,
        link_rel=_LINK_REL,
        generic_attribute_prefixes=set(),
    )
    cleaned = _NO_HREF.sub(r"\1", _NO_SRC.sub("", cleaned))
    return _WITHIN.sub(r"\1", cleaned)


def _public_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in CLASSES or name.startswith("language-")) or None
    if attribute == "id":
        return value if value.startswith(("fn:", "fnref")) else None
    if attribute == "src":
        return value if OURS.match(value) else None
    return value


def replace_disallowed(found: Iterable[HtmlToken]) -> tuple[list[HtmlToken], list[Finding]]:
    """The HTML of a public text without what may not be shown, whose words stay, and a warning for each thing that went."""
    kept: list[HtmlToken] = []
    findings: list[Finding] = []
    links: list[bool] = []  # of each link that is open, whether it was kept
    found = list(found)
    for number, piece in enumerate(found):
        if not isinstance(piece, Tag):
            kept.append(piece)
        elif piece.name == "a" and piece.closing:
            if not links or links.pop():
                kept.append(piece)
        elif piece.name == "h1":
            kept.append(Tag(piece.raw.replace("h1", "h2", 1), "h2", piece.closing, piece.attributes))
            if not piece.closing:
                findings.append(_lowered(found[number + 1 :]))
        elif piece.name == "img" and not OURS.match(piece.get("src")):
            words = " ".join(part for part in (piece.get("alt"), piece.get("title")) if part)
            kept.append(html.escape(f"[Picture: {words}]", quote=False) if words else "")
            findings.append(_picture(piece, words))
        else:
            leads = scheme(piece.get("href"))
            lost = piece.name == "a" and (leads not in SCHEMES | {""} or not is_address(piece.get("href")))
            if piece.name == "a" and not piece.closing:
                links.append(not lost)
            if lost:
                findings.append(_link(piece, leads))
            else:
                kept.append(piece)
                findings += _markup(piece)
    return kept, findings


def _lowered(after: list[HtmlToken]) -> Finding:
    end = next((number for number, piece in enumerate(after) if isinstance(piece, Tag) and piece.name == "h1"), len(after))
    words = " ".join(visible_text(after[:end]).split())
    return Finding(
        f"the heading “{shorten(words)}” is shown as one of the second level, since only the title is of the first",
        "write it with ## to say so yourself",
        (f"# {words}", words),
        "warning",
    )


def _picture(tag: Tag, words: str) -> Finding:
    instead = f"“[Picture: {shorten(words)}]” stands there instead" if words else "it has no words that could stand there instead"
    return Finding(
        f"a picture from elsewhere ({shorten(tag.get('src')) or 'nowhere'}) is left out; {instead}",
        "if you may, put the picture into content/images/ and write ![what it shows]({static}/images/its-file.png)",
        (tag.get("src"), tag.raw),
        "warning",
        "picture",
    )


def _link(tag: Tag, leads: str) -> Finding:
    what = "an address that is none" if leads in SCHEMES | {""} else f"a {leads}: address"
    return Finding(
        f"a link with {what} ({shorten(tag.get('href'))}) is left out; its words stay",
        "links in a public answer lead to http:, https: or mailto: addresses",
        (tag.get("href"), f"{leads}:"),
        "warning",
        "link",
    )


def _markup(tag: Tag) -> Iterable[Finding]:
    """A warning for each class and id that is not one of ours."""
    for name, value in tag.attributes:
        if name in {"class", "id"} and not tag.closing and _public_attribute(tag.name, name, value) != value:
            message = f"{name}=“{shorten(value)}” on <{tag.name}> is left out"
            yield Finding(message, "take it out; an answer has the looks of the site", (value, name), "warning", "markup")


class UntrustedTextGuard:
    """Puts guards into a Markdown instance that stand while a text of somebody unknown is `reading`.

    Says so to its extensions too, as `markdown.untrusted`.
    """

    def __init__(self, markdown: Markdown):
        self._markdown = markdown
        markdown.untrusted = False
        self._guard(markdown.preprocessors, "html_block", _Preprocessor)
        for name, untrusted in (("html", _as_typed), ("entity", _ampersand), ("link", _leading), ("image_link", _leading)):
            self._guard(markdown.inlinePatterns, name, partial(_Pattern, untrusted=untrusted))
        # After all that takes a < for more than a sign.
        markdown.inlinePatterns.register(_LessThan("<", markdown), "less_than", 84)
        self._guard(markdown.treeprocessors, "attr_list", _Treeprocessor)

    @staticmethod
    def _guard(registry, name: str, guard: Callable) -> None:
        if name in registry:
            priority = next(item.priority for item in registry._priority if item.name == name)
            registry.register(guard(registry[name]), name, priority)

    @contextmanager
    def guarding(self, text: str | None) -> Iterator[None]:
        """While this lasts, `text` is converted; None for one of ours."""
        self._markdown.untrusted = text is not None
        try:
            yield
        finally:
            self._markdown.untrusted = False

    def escape(self, text: str) -> str:
        """`text`; of somebody unknown with a backslash before what is words there.

        That is each definition that nothing uses, or that leads nowhere, and a > without a space behind it.
        """
        if not self._markdown.untrusted:
            return text
        code = getattr(self._markdown, "without_code", _without_fences)(text)
        rest = without_definitions(text).lower()
        words = [found for found, used in find_definitions(text) if used.lower() not in rest or used[0] == "[" and not _leads(found)]
        places = [found.start() + len(found[0]) - len(found[0].lstrip(" ")) for found in words]
        places = sorted(places + [found.end() for found in _NO_QUOTATION.finditer(text)])
        for place in reversed(places):
            if code[place] == text[place]:
                text = f"{text[:place]}\\{text[place:]}"
        return text


def _leads(definition: re.Match) -> bool:
    return bool(_ADDRESS.fullmatch(re.split(r"\]:\s*", definition[0], maxsplit=1)[1].split()[0].strip("<>")))


def _without_fences(text: str) -> str:
    return _FENCES.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _as_typed(inner, found, data):
    return None, None, None


def _ampersand(inner, found, data):
    return inner.md.htmlStash.store("&amp;"), found.start(0), found.start(0) + 1


def _leading(inner, found, data):
    element, start, end = inner.handleMatch(found, data)
    address = "" if element is None or isinstance(element, str) else element.get("href", element.get("src", ""))
    return (element, start, end) if element is None or _ADDRESS.fullmatch(address) else (None, found.start(0), found.end(0))


class _Preprocessor(Preprocessor):
    """HTML blocks are text."""

    def __init__(self, inner: Preprocessor):
        super().__init__(inner.md)
        self._inner = inner

    def run(self, lines):
        return lines if self.md.untrusted else self._inner.run(lines)


class _Pattern(InlineProcessor):
    """An inline pattern that does something else in the text of somebody unknown."""

    def __init__(self, inner: InlineProcessor, untrusted: Callable):
        super().__init__(inner.pattern, inner.md)
        self.ANCESTOR_EXCLUDES = inner.ANCESTOR_EXCLUDES
        self._inner, self._untrusted = inner, untrusted

    def handleMatch(self, m, data):
        return self._untrusted(self._inner, m, data) if self.md.untrusted else self._inner.handleMatch(m, data)


class _LessThan(InlineProcessor):
    """A < that is text."""

    def handleMatch(self, m, data):
        return self.md.htmlStash.store(TYPED), m.start(0), m.end(0)


class _Treeprocessor(Treeprocessor):
    """Words in braces are words."""

    def __init__(self, inner: Treeprocessor):
        super().__init__(inner.md)
        self._inner = inner

    def run(self, root):
        return None if self.md.untrusted else self._inner.run(root)
