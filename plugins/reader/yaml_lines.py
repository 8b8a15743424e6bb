"""Values of several lines and codes between double quotes: what YAML makes of them that an editor did not mean."""

import re
from collections.abc import Iterator

from plugins.reader.yaml_cures import shorten

_ESCAPE = re.compile(
    r"""\\(?:
        (?P<fine>["\\/]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})
        |(?P<hex>x[0-9a-fA-F]{2})
        |(?P<fold>\n[ \t]*(?P<space>\\[ ])?)
        |(?P<break>[nt])
        |(?P<odd>.?)
    )""",
    re.S | re.X,
)
_WINDOWS_PATH = re.compile(r"(?<![\\\w])(?:[A-Za-z]:|\\\\\w[\w.-]*)\\\w")
# The codes of line breaks, tabs and spaces.
_SPACES = frozenset(("n", "t", "_", "N", "L", "P", " ", "x85"))
_FIELD_LINE = re.compile(r"[\w-]+:(?:\s|$)")
# What means something in Markdown at the beginning of a line, and nothing once lines are joined.
_MARK = re.compile(r"(?:[-*+]|\d{1,3}[.)]|#{1,6}|>)[ \t]|```|~~~|///|\|")


def find_escape_codes(source: str) -> Iterator[tuple[int, str, str, bool]]:
    """The codes in a double-quoted value that nobody types on purpose, one of each kind: offset, message, cure, whether it is a line
    break or tab, as programs write them.
    """
    path, kinds, end = bool(_WINDOWS_PATH.search(source)), set(), 0
    for found in _ESCAPE.finditer(source, 1, len(source) - 1):
        behind_code, end = found.start() == end, found.end()
        is_break = bool(found["break"]) and not path
        if found["fold"]:
            if not (found["space"] or behind_code) and _joins_words(source, found):
                message = "“\\” at the end of a line joins the words before and after it"
                yield found.start(), message, "take it out, and a space stands between them", False
        elif not found["fine"] and not (found["hex"] and not path and found["hex"] != "x85") and is_break not in kinds:
            kinds.add(is_break)
            message = f"“{found[0].strip()}” is a code between double quotes, and would not be published as it stands"
            cure = f"write each backslash twice, or put the value in single quotes; if the code is meant, {_instead(found[0][1:])}"
            yield found.start(), message, cure, is_break


def _instead(code: str) -> str:
    """What to do about a code that is meant."""
    if code.startswith("x") and code not in _SPACES:
        return f"type {chr(int(code[1:], 16))} in its place"
    return "put a space in its place" if code in _SPACES else "delete it"


def _joins_words(source: str, fold: re.Match) -> bool:
    """Whether words stand right before and right after a line that a backslash folds."""
    return not source[fold.start() - 1].isspace() and source[fold.end()].isalnum()


def find_unclosed_quote(source: str, column: int) -> tuple[str, str] | None:
    """Message and cure when a quoted value of several lines has one that is not indented further than `column`, or looks like a field:
    then a quotation mark was forgotten.
    """
    mark = source[0]
    for line in source.split("\n")[1:]:
        words = line.strip()
        if words and (len(line) - len(line.lstrip()) <= column or _FIELD_LINE.match(words)):
            return (
                f"the quotation mark {mark} that begins the value is not closed on its line, and swallows “{shorten(words)}” below",
                f"end the value with {mark}; an apostrophe at the beginning of a value needs double quotes around all of it; "
                "if it goes on below, write it all on one line",
            )
    return None


def find_joined_lines(source: str, folded: bool, key: str) -> tuple[int, str, str] | None:
    """Offset, message and cure when lines that become one hold a paragraph's end or a list; `folded`: below a >."""
    lines = source.rstrip().split("\n")[folded:]
    while folded and lines and not lines[0].strip():
        lines.pop(0)
    place = len(source.rstrip()) - len("\n".join(lines))
    for before, line in zip(lines, lines[1:], strict=False):
        place += len(before) + 1
        if not line.strip() or (before.strip() and _MARK.match(line.strip())):
            what = f"“{shorten(line)}” begins" if line.strip() else "an empty line ends"
            message = f"{what} something, and would be lost, since the lines of this value are joined to one"
            return (
                place,
                message,
                f"write it all on one line; if the lines are meant, write {key or 'the field'}: | and indent them below it",
            )
    return None
