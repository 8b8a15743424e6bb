"""Invisible characters that reorder, join or hide the text around them."""

import re

# ZWNJ and ZWJ (U+200C, U+200D) belong between the letters of Arabic, Syriac and Indic scripts, and into emoji; beside ASCII they are hidden.
_JOINED = "[\u0600-\u08ff\u0900-\u109f\u1780-\u18af\u2190-\u2bff\ufb50-\ufdff\ufe00-\ufe0f\ufe70-\ufefe\U0001f000-\U0001faff]"
HIDDEN = re.compile(f"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]|(?<!{_JOINED})[\u200c\u200d]")
_NOT_FOR_TERMINALS = re.compile(f"{HIDDEN.pattern}|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\ufff9-\ufffb]")


def code_point(character: str) -> str:
    """Return the name of a character by its code: U+202E."""
    return f"U+{ord(character):04X}"


def escape_hidden(text: str) -> str:
    """Return the text with each hidden or control character replaced by its code point, except for line breaks and tabs.

    Nothing that was typed can then command a terminal or reorder the words around it.
    """
    return _NOT_FOR_TERMINALS.sub(lambda found: code_point(found[0]), text)
