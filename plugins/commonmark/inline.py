"""Links, code, escapes and line breaks within a paragraph, where Python-Markdown reads them otherwise than CommonMark."""

import re
import string
import xml.etree.ElementTree as etree

from markdown.inlinepatterns import (
    AutolinkInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
)
from markdown.util import AMP_SUBSTITUTE, INLINE_PLACEHOLDER_RE, AtomicString, code_escape
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from plugins.commonmark.emphasis import plain

_ESCAPED = re.compile(r"\x02(\d+)\x03")
_SPACE = re.compile(r"\s*")
# GFM, “Autolinks (extended)”: what may stand before a bare address, and what at its end does not belong to it.
_BARE_ADDRESS = r"(?<![^\s*_~(\x03])https?://[^\s<\x02]+"
_NOT_AT_END = re.compile(r"(?:[?!.,:*_~'\"’”]|&[a-zA-Z0-9]+;)+$")


class CodeSpan(InlineProcessor):
    """Code between as many back-ticks as before it; a run without a partner is words."""

    def __init__(self, md):
        super().__init__(r"(?<!\\)(?:\\\\)*(`+)", md)

    def handleMatch(self, m, data):
        marks = m[1]
        closing = re.compile(rf"(?<!`){marks}(?!`)").search(data, m.end())
        if not closing:
            return None, m.start(), m.end()
        words = data[m.end() : closing.start()].replace("\n", " ")
        if words.startswith(" ") and words.endswith(" ") and words.strip():
            words = words[1:-1]
        element = etree.Element("code")
        element.text = AtomicString(code_escape(words))
        return element, m.start(1), closing.end()


class Escape(InlineProcessor):
    """A backslash before any sign of ASCII; at the end of a line it breaks the line.

    In a text of somebody unknown only before a mark where that would be one: at the beginning of a line, or of a word.
    """

    _LINE_STARTS = re.compile(r"\n[ ]{0,3}(?:(?=\\[#>+=|:-])|\d{1,9}(?=\\[.)])|(?=\\\[))")
    _WORD_STARTS = re.compile(r"[\s\"'“‘(\[*_~\x03](?:\\[*_~`\[](?=[\w*_~`\[\\])|\\!(?=\[))")
    _FARTHEST = 13  # signs between the beginning of a line and a backslash behind its number

    def __init__(self, md):
        super().__init__(r"\\([%s\n])" % re.escape(string.punctuation), md)

    def handleMatch(self, m, data):
        if getattr(self.md, "untrusted", False) and not self._is_meant(data, m.start()):
            return None, m.start(), m.start() + 1
        if m[1] == "\n":
            return etree.Element("br"), m.start(), m.end() - 1
        sign = f"{AMP_SUBSTITUTE}amp;" if m[1] == "&" else f"\x02{ord(m[1])}\x03"
        return sign, m.start(), m.end()

    def _is_meant(self, data: str, place: int) -> bool:
        first = max(0, place - self._FARTHEST)
        near = ("" if first else "\n") + data[first : place + 3]
        at = place - first + (not first)
        return any(found.end() == at for found in self._LINE_STARTS.finditer(near)) or bool(self._WORD_STARTS.match(near, at - 1))


class _Source:
    """Gives back what stood in a text before its code and escapes became placeholders."""

    def source(self, text: str) -> str:
        """`text` as it was written."""
        stash = self.md.treeprocessors["inline"].stashed_nodes

        def written(found: re.Match) -> str:
            node = stash.get(found[1])
            if isinstance(node, str):
                return self.source(node)
            if node is None or node.tag != "code":
                return found[0]
            words = node.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            return f"`{words}`"

        text = INLINE_PLACEHOLDER_RE.sub(written, text).replace(f"{AMP_SUBSTITUTE}amp;", r"\&")
        return _ESCAPED.sub(lambda found: "\\" + chr(int(found[1])), text)

    def attribute(self, text: str) -> str:
        """`text` for an attribute: code and escapes as the words that they mean."""
        text = self.unescape(text).replace(f"{AMP_SUBSTITUTE}amp;", "&")
        return _ESCAPED.sub(lambda found: chr(int(found[1])), text)


class _Destination(_Source):
    """`(address "title")` as CommonMark reads it."""

    def getLink(self, data, index):
        """Address, title or None, the place behind the closing bracket, and whether it is a link."""
        if data[index : index + 1] != "(":
            return "", None, index, False
        place, end, title = _SPACE.match(data, index + 1).end(), len(data), None
        address = parseLinkDestination(data, place, end)
        if address.ok:
            place = address.pos
        after = _SPACE.match(data, place).end()
        found = parseLinkTitle(data, after, end, None) if address.ok and after > place else None
        if found and found.ok:
            title, after = found.str, _SPACE.match(data, found.pos).end()
        if data[after : after + 1] != ")" or (not address.ok and data[place : place + 1] == "<"):
            return "", None, index, False
        return self.attribute(address.str), title and self.attribute(title), after + 1, True

    def getText(self, data, index):
        """The words between brackets; a link within them is the link, and the outer brackets are words."""
        text, end, closed = super().getText(data, index)
        if closed and not getattr(self, "is_image", False) and self._holds_link(text):
            return text, end, False
        return text, end, closed

    def _holds_link(self, text: str) -> bool:
        for found in re.finditer(r"(?<!!)\[", text):
            _, end, closed = LinkInlineProcessor.getText(self, text, found.end())
            if closed and text[end : end + 1] == "(" and _Destination.getLink(self, text, end)[3]:
                return True
        return False


class Link(_Destination, LinkInlineProcessor):
    """`[words](address "title")`."""

    def handleMatch(self, m, data):
        found = super().handleMatch(m, data)
        return (None, m.start(), m.end()) if found[0] is None else found


class Image(_Destination, ImageInlineProcessor):
    """`![words](address "title")`; the words are read for what they say, not for their marks."""

    is_image = True

    def handleMatch(self, m, data):
        element, start, end = super().handleMatch(m, data)
        if element is None:
            return None, m.start(), m.end()
        element.set("alt", self.attribute(plain(element.get("alt"), getattr(self.md, "untrusted", False))))
        return element, start, end


class Reference(_Source, ReferenceInlineProcessor):
    """`[words][label]`, `[words][]` and `[words]`; `used` collects the labels that led somewhere."""

    LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]")

    def __init__(self, pattern: str, md, used: set[str]):
        super().__init__(pattern, md)
        self._used = used

    def handleMatch(self, m, data):
        text, index, closed = self.getText(data, m.end(0))
        if not closed:
            return None, m.start(), m.end()
        second = self.LABEL.match(data, index)
        label = second[1] if second and second[1].strip() else text
        end = second.end() if second else index
        key = normalizeReference(self.source(label))
        if key not in self.md.references or (second is None and not self._may_be_short(data, index)):
            return None, m.start(), m.end()
        self._used.add(key)
        href, title = self.md.references[key]
        return self.makeTag(href, title, text), m.start(), end

    def _may_be_short(self, data: str, index: int) -> bool:
        """Whether no address in brackets follows, which would be meant."""
        return data[index : index + 1] != "(" or not _Destination.getLink(self, data, index)[3]


class ImageReference(Reference, ImageReferenceInlineProcessor):
    """The same for pictures."""

    def makeTag(self, href, title, text):
        element = super().makeTag(href, title, text)
        element.set("alt", self.attribute(plain(text, getattr(self.md, "untrusted", False))))
        return element


class Autolink(AutolinkInlineProcessor):
    """`<scheme:anything>`; the reader's screen judges the scheme."""

    def __init__(self, md):
        super().__init__(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*)>", md)


class BareAddress(InlineProcessor):
    """An address without any brackets is a link, as GitHub makes it one; signs at its end are not part of it."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md):
        super().__init__(_BARE_ADDRESS, md)

    def handleMatch(self, m, data):
        address = m[0]
        while True:
            shorter = _NOT_AT_END.sub("", address)
            if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
                shorter = shorter[:-1]
            if shorter == address:
                break
            address = shorter
        if not re.search(r"//[^/]+\.[^/]|//localhost|//\[", address):
            return None, m.start(), m.end()
        element = etree.Element("a", {"href": address})
        element.text = AtomicString(address)
        return element, m.start(), m.start() + len(address)
