"""Hidden characters in a file: named by line, also where HTML’s codes stand for them, and taken out of what the public sent."""

import html
import re
from collections.abc import Callable, Iterator

from newsroom.hidden_characters import HIDDEN, code_point
from newsroom.problems import Problem, pluralize
from plugins.reader.html_tags import Finding

_REFERENCE = re.compile(r"(?<!\\)&(?:#\d{1,9}|#[xX][0-9a-fA-F]{1,9}|[A-Za-z][A-Za-z0-9]{1,31});")
_MAX_REFERENCE = 34


def strip_hidden(path: str, text: str) -> tuple[str, list[Problem]]:
    """The text of the file at `path`, of an answer from the public without its hidden characters, and a warning for each line with some."""
    if text.isascii() or not HIDDEN.search(text):
        return text, []
    taken = path.startswith("submissions/")
    warnings = []
    cure = "look whether the line says what it should; such characters can turn words around or hide some" if taken else "delete them"
    for number, line in enumerate(text.split("\n"), 1):
        if found := HIDDEN.findall(line):
            message = _message(found, "taken out" if taken else "in this line")
            warnings.append(Problem(path, number, "", message, cure, "warning"))
    return HIDDEN.sub("", text) if taken else text, warnings


def find_hidden_references(text: str, markup: str, without_code: Callable[[str], str]) -> Iterator[tuple[int, Finding]]:
    """Line and warning for each line of `text` with character references that are hidden characters in `markup`, the HTML of it.

    `without_code` blanks out code, in which a reference is shown as typed.
    """
    shown = set(HIDDEN.findall(markup)) if "&" in text and not markup.isascii() else ()
    if not shown:
        return
    for number, line in enumerate(without_code(text).split("\n"), 1):
        found = [one for one in _REFERENCE.finditer(line) if html.unescape(one[0]) in shown and _is_hidden(line, one)]
        if found:
            written = "in this line, written by its code" if len(found) == 1 else "in this line, written by their codes"
            message = _message([html.unescape(one[0]) for one in found], written)
            yield number, Finding(message, "delete them", tuple(one[0] for one in found), "warning")


def _is_hidden(line: str, reference: re.Match) -> bool:
    """Whether the character is hidden behind what stands before it."""
    before = html.unescape(line[max(0, reference.start() - _MAX_REFERENCE) : reference.start()])
    return bool(HIDDEN.match(before + html.unescape(reference[0]), len(before)))


def _message(found: list[str], where: str) -> str:
    what = f"{pluralize(len(found), 'hidden character')} {'is' if len(found) == 1 else 'are'}"
    return f"{what} {where}: {', '.join(sorted(set(map(code_point, found))))}"
