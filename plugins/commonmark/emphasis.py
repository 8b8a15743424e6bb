"""Emphasis, strong emphasis and ~~struck out~~ words by CommonMark's rules of delimiter runs (spec 0.31, “Emphasis and strong emphasis”)."""

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections import deque
from dataclasses import dataclass

from markdown.inlinepatterns import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX

_RUN = re.compile(r"\*+|_+|~+")
_PLACEHOLDER_END, _PLACEHOLDER_START = "\x03", "\x02"
# Python-Markdown reads nested words twice. A mark that was left over once is hidden from it, and shown again at the end; the zeros
# tell it from one that was escaped with a backslash.
LEFT_MARK = "\x02%04d\x03"
_LEFT = re.compile(r"[*_~]")
_ESCAPED = re.compile(r"\x02(\d+)\x03")


# In a public text: signs that may stand between a mark and its words, or right outside it. ` is code or a link.
_BEFORE_WORDS = frozenset("\"'“‘«„(/–—`¡¿£$€#@&")
_BEHIND_WORDS = frozenset("\"'”’»)/–—`.,!?:;…%")
_ONE_MARK = ("*", "_", "~")
_MOST_MARKS = 8  # around one another
# A * within a word or a number, and what of it is told.
_WITHIN = re.compile(r"[^\W_]\*+[^\W_]")
_WORD_BEFORE = re.compile(r"[^\W_]{1,8}\Z")
_WORD_BEHIND = re.compile(r"\*+[^\W_]{1,8}")
_NOT_ONE_WORD = re.compile(r"[\d\s]")


@dataclass
class _Run:
    """Marks of one kind in a row that may still open or close."""

    start: int
    end: int
    mark: str
    length: int
    opens: bool
    closes: bool


@dataclass(frozen=True)
class Span:
    """Marked words: `outer` with the marks, `inner` without; both are (start, end)."""

    outer: tuple[int, int]
    inner: tuple[int, int]
    tag: str

    def moved(self, by: int) -> "Span":
        """The same in a text that has `by` characters more before it."""
        (start, end), (first, last) = self.outer, self.inner
        return Span((start + by, end + by), (first + by, last + by), self.tag)


def find_spans(text: str, public: bool = False) -> list[Span]:
    """All spans of `text`, in the order of their beginnings, the outer before the inner.

    In a `public` text at most two marks of a kind stand in a row, and only outside words: 3*4*5, ***k and *_* are what somebody typed.
    """
    runs: list[_Run] = []
    spans: list[Span] = []
    for found in _RUN.finditer(text):
        run = _outside_words(text, found) if public else _flanks(text, found)
        # One ~ stands before a number that is not exact; stars in a row hide letters of a word.
        if (run.mark == "~" and run.length != 2) or (public and run.length > 2):
            continue
        if run.closes:
            _close(run, runs, spans)
        if run.opens and run.end > run.start:
            runs.append(run)
    return sorted(spans, key=lambda span: (span.outer[0], -span.outer[1]))


def _flanks(text: str, found: re.Match) -> _Run:
    before, after = _before(text, found.start()), _after(text, found.end())
    left = not _is_space(after) and (not _is_punctuation(after) or _is_space(before) or _is_punctuation(before))
    right = not _is_space(before) and (not _is_punctuation(before) or _is_space(after) or _is_punctuation(after))
    opens, closes = left, right
    if found[0][0] == "_":
        opens = left and (not right or _is_punctuation(before))
        closes = right and (not left or _is_punctuation(after))
    return _Run(found.start(), found.end(), found[0][0], len(found[0]), opens, closes)


def _outside_words(text: str, found: re.Match) -> _Run:
    """Marks that open have white space or an opening sign before them and a word behind; those that close, the other way round."""
    start, end = found.start(), found.end()
    for _ in range(_MOST_MARKS):
        start -= text[start - 1 : start] in _ONE_MARK
        end += text[end : end + 1] in _ONE_MARK
    before, after = _before(text, start), _after(text, end)
    opens = (_is_space(before) or before in _BEFORE_WORDS) and (after.isalnum() or after in _BEFORE_WORDS)
    closes = (_is_space(after) or after in _BEHIND_WORDS) and (before.isalnum() or before in _BEHIND_WORDS)
    return _Run(found.start(), found.end(), found[0][0], len(found[0]), opens, closes)


def _before(text: str, place: int) -> str:
    """The character before `place`; for a placeholder what it stands for, a letter when that is not known."""
    if not place:
        return " "
    if text[place - 1] == _PLACEHOLDER_END:
        start = text.rfind(_PLACEHOLDER_START, 0, place)
        return _meant(text[start:place])
    return text[place - 1]


def _after(text: str, place: int) -> str:
    if place == len(text):
        return " "
    if text[place] == _PLACEHOLDER_START:
        return _meant(text[place : text.find(_PLACEHOLDER_END, place) + 1])
    return text[place]


def _meant(placeholder: str) -> str:
    """An escaped character is itself; code, links and HTML begin and end with a sign in the source: ` [ ] ( ) < >."""
    escaped = _ESCAPED.fullmatch(placeholder)
    return chr(int(escaped[1])) if escaped else "`"


def _is_space(character: str) -> bool:
    return character.isspace()


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _close(run: _Run, runs: list[_Run], spans: list[Span]) -> None:
    """Pair the closing `run` with those open before it, the nearest first, as long as it has marks left."""
    place = len(runs) - 1
    while place >= 0 and run.end > run.start:
        opener = runs[place]
        if not _match(opener, run):
            place -= 1
            continue
        left, right = opener.end - opener.start, run.end - run.start
        size = min(left, right, 2)
        if run.mark == "~":
            size = left
        tag = "del" if run.mark == "~" else "strong" if size == 2 else "em"
        spans.append(Span((opener.end - size, run.start + size), (opener.end, run.start), tag))
        opener.end -= size
        run.start += size
        del runs[place + 1 :]
        if opener.end == opener.start:
            del runs[place]
            place -= 1


def _match(opener: _Run, closer: _Run) -> bool:
    if opener.mark != closer.mark:
        return False
    if opener.mark == "~":
        return opener.length == closer.length
    both = opener.closes or closer.opens
    return not both or (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)


def plain(text: str, public: bool = False) -> str:
    """`text` without its marks of emphasis, as an alternative text is read."""
    marks = sorted({mark for span in find_spans(text, public) for mark in ((span.outer[0], span.inner[0]), (span.inner[1], span.outer[1]))})
    pieces, place = [], 0
    for start, end in marks:
        pieces.append(text[place:start])
        place = end
    return "".join([*pieces, text[place:]])


class Emphasis(InlineProcessor):
    """Gives one outermost span after another, with all that is nested in it.

    `vanished`: elements of our own texts that a * within a number or between words made, with what stands around it.
    """

    def __init__(self, md):
        super().__init__(r"[*_~]", md)
        self.vanished: list[tuple[etree.Element, str]] = []
        self._text, self._prefix, self._public = "", None, False
        self._outer: deque[tuple[Span, list[Span]]] = deque()
        self._moved = 0

    def handleMatch(self, m, data):
        self._look(data, m.start())
        while self._outer and self._outer[0][0].outer[0] + self._moved < m.start():
            self._outer.popleft()
        if not self._outer:
            return None, m.start(), len(data)
        outer, inside = self._outer[0]
        start, end = (place + self._moved for place in outer.outer)
        if start > m.start():
            return None, m.start(), start
        self._prefix = start, INLINE_PLACEHOLDER_PREFIX
        inside = [span.moved(self._moved) for span in inside]
        return self._element(data, outer.moved(self._moved), inside), start, end

    def _look(self, data: str, place: int) -> None:
        """Find the spans of `data`; of a text whose last span has just become a placeholder, those behind it are known already."""
        public = getattr(self.md, "untrusted", False)
        if data == self._text and public == self._public:
            return
        moved = len(data) - len(self._text)
        if self._prefix and public == self._public and data.startswith(self._prefix[1], self._prefix[0]) and self._same(data, place, moved):
            self._moved += moved
        else:
            self._outer, self._moved = _outermost(find_spans(data, public)), 0
        self._text, self._prefix, self._public = data, None, public

    def _same(self, data: str, place: int, moved: int) -> bool:
        start = self._prefix[0]
        return place >= moved and data[:start] == self._text[:start] and data[place:] == self._text[place - moved :]

    def _element(self, data: str, span: Span, inside: list[Span]) -> etree.Element:
        element = etree.Element(span.tag)
        start = span.outer[0]
        if _WITHIN.match(data, start - 1) and _NOT_ONE_WORD.search(data, start - 1, span.inner[1]):
            around = _WORD_BEFORE.search(data, max(0, start - 8), start)[0] + _WORD_BEHIND.match(data, start)[0]
            self.vanished.append((element, around))
        place, last = span.inner[0], None
        while inside:
            child, *rest = inside
            nested = [other for other in rest if other.outer[1] <= child.outer[1]]
            _append(element, last, data[place : child.outer[0]])
            last = self._element(data, child, nested)
            element.append(last)
            place, inside = child.outer[1], rest[len(nested) :]
        _append(element, last, data[place : span.inner[1]])
        return element


def _outermost(spans: list[Span]) -> deque[tuple[Span, list[Span]]]:
    """Each span that is in no other, with those that are in it."""
    found: deque[tuple[Span, list[Span]]] = deque()
    for span in spans:
        if found and span.outer[1] <= found[-1][0].outer[1]:
            found[-1][1].append(span)
        else:
            found.append((span, []))
    return found


def _append(element: etree.Element, last: etree.Element | None, text: str) -> None:
    text = _LEFT.sub(lambda found: LEFT_MARK % ord(found[0]), text)
    if last is None:
        element.text = text
    else:
        last.tail = text
