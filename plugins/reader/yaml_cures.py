"""Words that the checks of YAML have in common: how a value is put in quotes, and what is said of a bracket, a tab or a colon."""

import re

MAX_SHOWN = 80  # characters of an editor's words that a message repeats
CURLY = {"“": "”", "„": "“", "«": "»", "‘": "’"}
TAB = ("a tab stands where only spaces may indent", "put two spaces in its place")


def quoted(words: str) -> str:
    """`words` in the quotation marks that need least to be doubled in them."""
    if '"' in words or "\\" in words:
        return "'" + words.replace("'", "''") + "'"
    return f'"{words}"'


def shorten(words: str) -> str:
    """`words` on one line, cut to what a message can hold."""
    words = " ".join(words.split())
    return words if len(words) <= MAX_SHOWN else words[:MAX_SHOWN] + "…"


def in_straight_quotes(words: str) -> str:
    """`words` without the curly quotes around them, in straight ones."""
    return quoted(words.strip("“”„«»"))


def missing_space(line: str) -> tuple[str, str]:
    """Message and cure for a field whose colon has no space behind it."""
    name, _, value = re.sub("[:：]", ":", line.strip(), count=1).partition(":")
    return f"a space is missing after the colon in “{shorten(line)}”", f"put a space after the colon: {name}: {shorten(value.strip())}"


def unclosed_bracket(opening: str, closing: str) -> tuple[str, str]:
    """Message and cure for a bracket without its other half."""
    return f"the bracket {opening} is not closed", f"add {closing} at the end of the value; further lines of it are indented"
