"""Links in fields of plain words, which no page makes links of: they would be shown as they stand."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from plugins.reader.document import Document
from plugins.reader.fields import Part
from plugins.reader.models import Image
from plugins.reader.problems import Problem

_FILE = re.compile(r"(?:\[[^\]]*\]\()?[{|](?:filename|static|attach)[|}][^\s)]*\)?")
_LINK = re.compile(r"\[[^\]]+\]\((?:https?:|mailto:|[/.#]|[\w./-]+\.md\b)[^)]*\)")
_CURE = "write its words alone; a link belongs into the text or into editors_note, intro, thanks or outcome"


def links_in_plain_fields(document: Document, images: Iterable[Image]) -> Iterator[Problem]:
    """An error for each plain field, also of a figure in the text, that names a file of content/; a warning for one with another link."""
    for place, words in words_in(document.fields):
        if fault := _fault(words):
            yield document.problem(place, *fault)
    for image in images:
        for place, words in words_in(image):
            if fault := _fault(words):
                yield Problem(document.path, _line(document, fault[0]), f"/// figure {place[0]}", *fault)


def words_in(part: Part, place: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """The words of all fields of `part` but those that are Markdown, with the keys and list positions that lead to them."""
    for name in type(part).model_fields:
        if name not in part.MARKDOWN:
            yield from _words(getattr(part, name), (*place, name))


def _words(value: Any, place: tuple) -> Iterator[tuple[tuple, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Part):
        yield from words_in(value, place)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _words(item, (*place, number))


def _fault(words: str) -> tuple[str, str, str] | None:
    """Message, cure and severity."""
    if found := _FILE.search(words):
        return f"holds “{found[0]}”, which is shown as it stands, since this field is plain words", _CURE, "error"
    if found := _LINK.search(words):
        return f"holds “{found[0]}”, which is shown as it stands, since this field is plain words", _CURE, "warning"
    return None


def _line(document: Document, message: str) -> int:
    """Where the words that a message quotes first stand in the text; its beginning, when they are not found."""
    place = document.text.find(message.split("“")[1].split("”")[0])
    return document.text[:place].count("\n") + 1 if place >= 0 else document.body_line
