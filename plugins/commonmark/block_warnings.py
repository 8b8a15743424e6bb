"""What is likely to be read otherwise than it was meant: each a row, from 0, of the text, a message and a cure."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

Warned = tuple[int, str, str]

# What may stand before the words of a line: quotation marks of Markdown, and marks of items.
_PREFIX = re.compile(r"(?:\s|>|(?:[-+*]|\d{1,9}[.)])\s)*")
_INDENT = re.compile(r"[\s>]*")
_SIGN = re.compile(r">(?=\d+(?!\d*[.)]\s)|[:;=][-'^]?[()\[\]DdPpOo3/|\\]|[._]<|<)")
_PROSE_WORD = re.compile(r"[\w'’“”‘\"(),;:.!?…–-]+")
_CLOSING = "\"'”’)"
_FEWEST_WORDS = 4
_MOST_TERM_WORDS = 8
_HAND_MADE = (
    (re.compile(r"(?P<mark>[•‣◦▪●·–—])\s*\S"), "write “- ” in its place"),
    (re.compile(r"(?P<mark>\(?[^\W\d_]\))\s+\S"), "write numbers, “1. ”, or “- ” in its place"),
    (re.compile(r"(?P<mark>\d{1,3}[.)])[^\W\d_]"), "write a space behind the number"),
)
_BREAK = re.compile(r"(?:  |\\)$")


def quotation(token: Token, rows: Sequence[str], depth: int, signs: bool) -> Iterator[Warned]:
    """Of a `blockquote_open` that is the `depth`th around its words; `signs`: whether a > without a space begins a quotation."""
    first, last = token.map[0], _last(token.map[0], token.map[1], rows)
    if signs and depth == 1:
        for row in range(first, last + 1):
            prefix = _PREFIX.match(rows[row])[0]
            words = rows[row][prefix.rfind(">") :] if ">" in prefix else ""
            if _SIGN.match(words):
                what = f"“{words.split()[0]}” begins a quotation, and its > does not show"
                yield row, what, "write \\> if the sign is meant; behind the > of a quotation stands a space"
                break
    row = last
    while row > first and _PREFIX.match(rows[row])[0].count(">") < depth:
        row -= 1
    if row < last:
        yield row + 1, "this line belongs to the quotation above", "leave an empty line between, or begin it with > if it is quoted"


def last_item(item: Token, rows: Sequence[str]) -> Iterator[Warned]:
    """Of the last `list_item_open` of a list: words right below it that are no further in than its mark."""
    first, last = item.map[0], _last(item.map[0], item.map[1], rows)
    row = last
    while row > first and _indent(rows[row]) <= _indent(rows[first]):
        row -= 1
    if row < last:
        yield row + 1, "this line belongs to the item above", "leave an empty line between, or indent it as far as the words of the item"


def numbers(items: Sequence[Token]) -> Iterator[Warned]:
    """Of an ordered list whose typed numbers are not those shown. Only the same number throughout is a way to have them counted."""
    typed = [int(item.info) for item in items]
    shown = range(typed[0], typed[0] + len(typed))
    wrong = next((place for place, number in enumerate(typed) if number != shown[place]), None)
    if wrong is None or len(set(typed)) == 1:
        return
    item = items[wrong]
    every = ", ".join(map(str, shown[:6])) + (" …" if len(typed) > 6 else "")
    yield (
        item.map[0],
        f"“{item.info}{item.markup}” is shown as {shown[wrong]}, since a list counts on from its first number",
        f"the list is shown as {every}; write “{item.info}\\{item.markup}” in a paragraph of its own if the number matters",
    )


def table_row(row: int, first: int, rows: Sequence[str]) -> Iterator[Warned]:
    """Of a row of a table; `first` is the row of its head."""
    if row >= first + 2 and row < len(rows) and "|" not in rows[row] and "|" in rows[row - 1]:
        yield row, "this line is read as a row of the table above", "leave an empty line between; a row has a | at both ends"


def code(token: Token, rows: Sequence[str]) -> Iterator[Warned]:
    """Of indented code: a line that looks like a sentence. The first is named."""
    for row in range(token.map[0], min(token.map[1], len(rows))):
        if _is_sentence(_PREFIX.sub("", rows[row], count=1)):
            what = "a sentence is shown as code, since four spaces or a tab stand before it"
            yield row, what, "take the spaces away; code may also stand between two lines of ```"
            return


def definition(text: str, first: int) -> Iterator[Warned]:
    """Of a paragraph with a line that begins with a colon, from row `first` on: a sentence above it."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if re.match(r" {0,3}:[ ]{1,3}\S", line):
            term = lines[number - 1].strip() if number else ""
            if re.search(r"[.!?…][\"'”’)]*$", term) or len(term.split()) > _MOST_TERM_WORDS:
                what = "this line defines the sentence above it, since it begins with a colon"
                yield first + number, what, "write \\: if no definition is meant"
            return


def run_together(text: str, first: int) -> Iterator[Warned]:
    """Of a paragraph from row `first` on: lines that begin like the items of a list. Once."""
    lines = text.split("\n")
    for pattern, cure in _HAND_MADE:
        found = [(number, match["mark"]) for number, line in enumerate(lines) if (match := pattern.match(line.strip()))]
        if len(found) > 1 and any(not _BREAK.search(lines[number - 1]) for number, _ in found[1:]):
            number, mark = found[0]
            yield (
                first + number,
                f"the lines from “{mark}” on run together in one paragraph",
                f"{cure} for a list, or end lines with two spaces",
            )
            return


def _is_sentence(line: str) -> bool:
    words = line.rstrip().rstrip(_CLOSING).split()
    return (
        len(words) >= _FEWEST_WORDS
        and words[0].strip("\"'“‘(")[:1].isalpha()
        and words[-1][-1] in ".!?…"
        and all(map(_PROSE_WORD.fullmatch, words))
    )


def _last(first: int, end: int, rows: Sequence[str]) -> int:
    """The last row before `end` with words on it."""
    last = min(end, len(rows)) - 1
    while last > first and not _INDENT.sub("", rows[last], count=1):
        last -= 1
    return last


def _indent(row: str) -> int:
    return len(_INDENT.match(row)[0].expandtabs(4))
