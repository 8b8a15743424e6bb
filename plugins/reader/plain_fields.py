"""Links and HTML entities in fields of plain words, which no page reads: they would be shown as they stand."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from newsroom.content_models import Image
from newsroom.fields import StrictModel
from newsroom.hidden_characters import HIDDEN
from newsroom.problems import Problem
from plugins.reader.document import Document

_FILE = re.compile(r"(?:\[[^\]]*\]\()?[{|](?:filename|static|attach)[|}][^\s)]*\)?")
_LINK = re.compile(r"\[[^\]]+\]\((?:https?:|mailto:|[/.#]|[\w./-]+\.md\b)[^)]*\)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SHOWN = "holds “{}”, which is shown as it stands, since this field is plain words"
_CURE = "write its words alone; a link belongs into the text or into editors_note, intro, thanks or outcome"


def find_markup_in_plain_fields(document: Document, images: Iterable[Image]) -> Iterator[Problem]:
    """An error for each plain field, also of a figure in the text, that names a file of content/; a warning for one with another link or an entity."""
    for place, words in plain_texts(document.fields):
        for fault in _faults(words):
            yield document.problem(place, *fault)
    for image in images:
        for place, words in plain_texts(image):
            for fault in _faults(words):
                yield Problem(document.path, _line(document, fault[0]), f"/// figure {place[0]}", *fault)


def plain_texts(part: StrictModel, place: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """The words of all fields of `part` but those that are Markdown, with the keys and list positions that lead to them."""
    for name in type(part).model_fields:
        if name not in part.MARKDOWN:
            yield from _words(getattr(part, name), (*place, name))


def _words(value: Any, place: tuple) -> Iterator[tuple[tuple, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, StrictModel):
        yield from plain_texts(value, place)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _words(item, (*place, number))


def _faults(words: str) -> Iterator[tuple[str, str, str]]:
    """Message, cure and severity of each thing in plain words that means something elsewhere."""
    if found := _FILE.search(words):
        yield _SHOWN.format(found[0]), _CURE, "error"
    elif found := _LINK.search(words):
        yield _SHOWN.format(found[0]), _CURE, "warning"
    entities = [each for each in dict.fromkeys(_ENTITY.findall(words)) if html.unescape(each) != each]
    if entities:
        yield _SHOWN.format("”, “".join(entities)), _cure_for(entities), "warning"


def _cure_for(entities: list[str]) -> str:
    hidden = [entity for entity in entities if HIDDEN.fullmatch(html.unescape(entity))]
    typed = ", ".join(_typed(entity) for entity in entities if entity not in hidden)
    return "; ".join([*([f"type {typed}"] if typed else []), *([f"take {', '.join(hidden)} out"] if hidden else [])])


def _typed(entity: str) -> str:
    sign = html.unescape(entity)
    return f"{'a space' if sign.isspace() or not sign.isprintable() else sign} in place of {entity}"


def _line(document: Document, message: str) -> int:
    """Where the words that a message quotes first stand in the text; its beginning, when they are not found."""
    place = document.text.find(message.split("“")[1].split("”")[0])
    return document.text[:place].count("\n") + 1 if place >= 0 else document.body_line
