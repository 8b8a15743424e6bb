"""The last look: whether each word of a Markdown text is somewhere in the HTML that was made of it."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from plugins.reader.html_tags import Finding, shorten

_WORD = re.compile(r"[^\W_]+")
_SHOWN = 5  # words that a message repeats
_MOST_COMPARED = 4000  # words for which the first loss is looked for by comparing; in a longer text the last of its kind is named
# Where a definition says what a mark in the text means: [label]: address "title", and *[abbreviation]: meaning
_TITLE = r"""(?P<meaning>(?P<quote>["']).*(?P=quote)[ ]*|\(.*\)[ ]*)?"""
_LABEL = r"\[(?P<label>[^\[\]^][^\[\]]*)\]:[ ]*(?:\n[ ]*)?"
_REFERENCE = re.compile(rf"^ {{0,3}}{_LABEL}(?:<[^<>\n]*>|\S+)[ ]*(?:\n[ ]*)?{_TITLE}$", re.M)
# The same in a quote or a list, whose marks are blanks already: there it is a definition when it is used and leads somewhere.
_INNER_REFERENCE = re.compile(rf"^[ \t]*{_LABEL}(?:<[^<>\n]*>|\S*[/#:{{|]\S*|\S+\.md)[ ]*(?:\n[ ]*)?{_TITLE}$", re.M)
_ABBREVIATION = re.compile(r"^[*]\[(?P<label>[^\\\]]+)\][ ]?:[ ]*\n?[ ]*(?P<meaning>.*)$", re.M)
_DEFINITIONS = ((_REFERENCE, "[{}]"), (_ABBREVIATION, "{}"))
# What may stand before the first word of a line: quotes, and items within items.
_MARKERS = re.compile(r"^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=\s|$))+", re.M)
_DONE_TASK = re.compile(rf"{_MARKERS.pattern}\[[xX]\](?=\s|$)", re.M)
# What is read as a mark, and shows as something else or not at all.
_MARKS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"^[ ]{0,3}/{3,}[ ]*[\w-]+|^[ ]{0,3}/{3,}[ ]*$", re.M),  # the name of a block
        (r"\[\^[^\]\n]+\]:?", 0),  # a footnote's
        (r"\]\s?\[[^\[\]]*\]", 0),  # a reference's
        (r"(?<![^\s&])[^\s&]*(?:&#?\w+;[^\s&]*)+", 0),  # characters by their names
    )
)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_OPTIONS = re.compile(r"^(?P<start>[ ]{0,3}/{3,}[ ]*[\w-]+.*\n)(?P<options>(?:(?:[ ]{4}|[ ]{0,3}\t)[ \t]*\S.*\n)+)", re.M)
_CURE = "they or a sign beside them are taken for a mark, such as |, {: … } or [x]: …; write \\ before that sign, or put them between back-ticks: `like this`"


def find_unused_definitions(text: str, public: bool, references: bool) -> Iterator[Finding]:
    """A warning for each abbreviation, and with `references` each link address, that a text defines and readers see nothing of.

    A definition that nothing uses is words in a `public` text; one that is made again later counts nowhere.
    """
    rest = without_definitions(text).lower()
    for pattern, mark in _DEFINITIONS if references else _DEFINITIONS[1:]:
        found = [one for one in pattern.finditer(text) if "`" not in one[0]]
        last = {one["label"].strip().lower(): one for one in found}
        for one in found:
            label, line = mark.format(one["label"].strip()), one[0].strip().split("\n")[0]
            if last[one["label"].strip().lower()] is not one:
                message, cure = f"“{shorten(line)}” is not used, since {label} is defined again below", "keep one of the two"
            elif not public and label.lower() not in rest:
                message = f"“{shorten(line)}” is used nowhere, so readers do not see it"
                cure = f"write {label} where it belongs, or take it out; a \\ before its first sign makes it words"
            else:
                continue
            yield Finding(message, cure, (line,), "warning")


def find_definitions(text: str) -> Iterator[tuple[re.Match, str]]:
    """Each definition of a link or an abbreviation, and how a text would use it."""
    for pattern, mark in _DEFINITIONS:
        for found in pattern.finditer(text):
            yield found, mark.format(found["label"].strip())


def without_definitions(text: str) -> str:
    """The text with blanks for all that defines a link or an abbreviation."""
    for pattern, _ in _DEFINITIONS:
        text = pattern.sub(_blank, text)
    return text


def find_lost_words(text: str, markup: str, public: bool) -> Iterator[Finding]:
    """The first words of a Markdown text that its HTML, before it is cleaned, does not hold as often, if there are any.

    Comments have been named already; in a `public` text there are none.
    """
    there = _words(html.unescape(markup))
    counted = Counter(there)
    left = Counter(words := _words(_blanked(text if public else _COMMENT.sub(_blank, text))))
    left.subtract(counted)
    short = {word for word, number in left.items() if number > 0}
    if short:
        lost = _first_loss(words, there, short)
        phrases = tuple(" ".join(lost[:length]) for length in range(len(lost), 0, -1))
        yield Finding(f"the words “{' '.join(lost)}” would be lost", _CURE, phrases)


def _blanked(text: str) -> str:
    """The text without marks and definitions, whose letters are blanks; its lines stay."""
    rest = without_definitions(text).lower()
    inner = _INNER_REFERENCE.sub(_blank, _MARKERS.sub(_blank, rest))

    def defined(found: re.Match, mark: str) -> str:
        """The blanks of a definition, with the words that it says when it is used."""
        meaning = found["meaning"] or ""
        start, end = found.span("meaning")
        if not meaning or mark.format(found["label"].strip()).lower() not in rest:
            return _blank(found)
        return re.sub(r"\S", " ", found[0][: start - found.start()]) + meaning + re.sub(r"\S", " ", found[0][end - found.start() :])

    text = _MARKERS.sub(_blank, _DONE_TASK.sub(_blank, text))
    text = _INNER_REFERENCE.sub(lambda found: defined(found, "[{}]") if f"[{found['label'].strip().lower()}]" in inner else found[0], text)
    text = _OPTIONS.sub(lambda found: found["start"] + re.sub(r"\S", " ", found["options"]), text)
    for pattern, mark in _DEFINITIONS:
        text = pattern.sub(lambda found, mark=mark: defined(found, mark), text)
    for pattern in _MARKS:
        text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match) -> str:
    return re.sub(r"\S", " ", found[0])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _first_loss(words: list[str], there: list[str], short: set[str]) -> list[str]:
    if len(words) <= _MOST_COMPARED:
        for what, start, end, _, _ in SequenceMatcher(None, words, there, autojunk=False).get_opcodes():
            if what in ("delete", "replace") and (places := [place for place in range(start, end) if words[place] in short]):
                return words[places[0] : min(places[0] + _SHOWN, end)]
    place = max(place for place, word in enumerate(words) if word in short)
    return words[place : place + 1]


def locate_lines(text: str, words: tuple[str, ...], number: int, wrong: Callable[[str], int]) -> list[int]:
    """The lines of `text`, from 1, on which something wrong stands `number` times, as one of `words`; [0] when none of them is there.

    Where the same words stand in more places, it is those in whose stead others make less wrong; `wrong(text)` counts it.
    """
    for each in words:
        places = list(re.finditer(re.escape(each).replace(r"\ ", r"[\W_]+"), text, re.I)) if each.strip() else []
        if len(places) > number:
            before = wrong(text)
            places = [place for place in places if wrong(_without(text, place)) < before] or places
        if places:
            # Of ends that are too many, it is the last: those before it have their beginnings.
            places = places[-number:] if each.startswith("</") else places[:number]
            return [text[: place.start()].count("\n") + 1 for place in places]
    return [0]


def _without(text: str, place: re.Match) -> str:
    return text[: place.start()] + re.sub(r"\S", "x", place[0]) + text[place.end() :]
