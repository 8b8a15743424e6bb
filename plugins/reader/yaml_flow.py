"""Lists and groups on one line, between [ ] or { }: which entry needs quotes, and the line with them."""

import re

from plugins.reader.yaml_cures import quoted

MAX_LINE = 200  # characters of a line that a cure repeats
_HEAD = re.compile(r"\s*(?:- )?(?:[\w-]+:[ \t]*)?(?=[\[{])")
_KEY = re.compile(r"\s*[A-Za-z][\w-]*:(?=[ \t]|$)[ \t]*")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_CLOSING = {"[": "]", "{": "}"}
# What YAML takes for a mark at the beginning of an entry, a comment, or a second colon.
_NEEDS_QUOTES = re.compile(r"""[@`%&*!|>#"'\]}\[{]|[-?:](?:\s|$)|.*(?:\s#|[\[\]{}])""")


def entries_in_quotes(line: str, continued: bool = False) -> str | None:
    """The line with quotes around each entry that needs them; None when none does, or nobody can tell where it ends.

    `continued`: the bracket was opened on a line above.
    """
    head = _HEAD.match(line)
    if len(line) > MAX_LINE or not (head or continued):
        return None
    place = head.end() if head and not continued else 0
    found, open_brackets = [line[:place]], []
    while place < len(line):
        sign = line[place]
        if sign in " \t,":
            place, words = place + 1, sign
        elif sign in _CLOSING:
            open_brackets.append(sign)
            place, words = place + 1, sign
        elif sign in "]}" and (not open_brackets or _CLOSING[open_brackets[-1]] == sign):
            if open_brackets:
                open_brackets.pop()
            place, words = place + 1, sign
        elif (key := _KEY.match(line, place)) and (open_brackets[-1:] == ["{"] or not open_brackets):
            place, words = key.end(), key[0]
            if place < len(line) and line[place] not in ",]}[{":
                entry, place = _entry(line, place, "{", _closes(open_brackets))
                words += entry
        else:
            words, place = _entry(line, place, open_brackets[-1] if open_brackets else "", _closes(open_brackets))
        found.append(words)
    whole = "".join(found)
    return whole if whole != line else None


def _closes(open_brackets: list[str]) -> str:
    return _CLOSING[open_brackets[-1]] if open_brackets else "]}"


def _entry(line: str, start: int, within: str, closing: str) -> tuple[str, int]:
    """The entry that begins at `start`, in quotes where it needs them, and where it ends."""
    if (found := _QUOTED.match(line, start)) and re.match(r"\s*(?:[,\]}]|$)", line[found.end() :]):
        return found[0], found.end()
    place, depth = start, 0
    while place < len(line) and (depth or (line[place] != "," and line[place] not in closing)):
        depth = max(0, depth + (line[place] in "[{") - (line[place] in "]}"))
        place += 1
    raw = line[start:place]
    entry = raw.rstrip()
    if _NEEDS_QUOTES.match(entry) or (within == "{" and re.search(r":(?:\s|$)", entry)):
        return quoted(entry.strip("“”„«»") if entry[0] in "“„«" else entry) + raw[len(entry) :], place
    return raw, place
