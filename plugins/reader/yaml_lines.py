"""Values of several lines and codes between double quotes: what YAML makes of them that an editor did not mean."""

import re
from collections.abc import Iterator

from plugins.reader.yaml_cures import shown

_ESCAPE = re.compile(r"\\(?:(?P<fine>[\"\\/]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|(?P<break>[nt])|(?P<odd>.?))", re.S)
_WINDOWS_PATH = re.compile(r"(?<![\\\w])(?:[A-Za-z]:|\\\\\w[\w.-]*)\\\w")
_FIELD_LINE = re.compile(r"[\w-]+:(?:\s|$)")
# What means something in Markdown at the beginning of a line, and nothing once lines are joined.
_MARK = re.compile(r"(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)[ \t]|```|~~~|///|\|")


def codes(source: str) -> Iterator[tuple[int, str, str, bool]]:
    """The codes in a double-quoted value that nobody types on purpose, one of each kind: offset, message, cure, whether it is a line
    break or tab, as programs write them.
    """
    path, kinds = bool(_WINDOWS_PATH.search(source)), set()
    for found in _ESCAPE.finditer(source, 1, len(source) - 1):
        is_break = bool(found["break"]) and not path
        if not found["fine"] and is_break not in kinds:
            kinds.add(is_break)
            message = f"“{found[0].strip()}” is a code between double quotes, and would not be published as it stands"
            yield found.start(), message, "write each backslash twice, or put the value in single quotes", is_break


def swallowed(source: str, column: int) -> tuple[str, str] | None:
    """Message and cure when a quoted value of several lines has one that is not indented further than `column`, or looks like a field:
    then a quotation mark was forgotten.
    """
    mark = source[0]
    for line in source.split("\n")[1:]:
        words = line.strip()
        if words and (len(line) - len(line.lstrip()) <= column or _FIELD_LINE.match(words)):
            return (
                f"the quotation mark {mark} that begins the value is not closed on its line, and swallows “{shown(words)}” below",
                f"end the value with {mark}; an apostrophe at the beginning of a value needs double quotes around all of it",
            )
    return None


def joined(source: str, folded: bool, key: str) -> tuple[int, str, str] | None:
    """Offset, message and cure when lines that become one hold a paragraph's end or a list; `folded`: below a >."""
    lines = source.rstrip().split("\n")[folded:]
    while folded and lines and not lines[0].strip():
        lines.pop(0)
    place = len(source.rstrip()) - len("\n".join(lines))
    for before, line in zip(lines, lines[1:], strict=False):
        place += len(before) + 1
        if not line.strip() or (before.strip() and _MARK.match(line.strip())):
            what = f"“{shown(line)}” begins" if line.strip() else "an empty line ends"
            message = f"{what} something, and would be lost, since the lines of this value are joined to one"
            return place, message, f"write {key or 'the field'}: | and indent the lines below it"
    return None
