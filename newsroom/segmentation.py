"""Words of any script: how many there are, and where a text may be cut, in scripts without spaces between words too.

A text whose words have spaces between them is counted and cut by these alone. Elsewhere the rest are estimates, since nothing here knows
the words of a language: two characters of Chinese or Japanese, or four letters of Thai, Lao, Khmer or Burmese, count as one word.
"""

import re
import unicodedata
from collections.abc import Iterator
from math import ceil

# Blocks of Unicode whose scripts set no space between words.
_IDEOGRAPHS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
)
_IDEOGRAPHS += "\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
_SOUTH_EAST = "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f\ua9e0-\ua9ff"
_UNSPACED = re.compile(f"[{_IDEOGRAPHS}{_SOUTH_EAST}]")
_WIDE = re.compile(f"[{_IDEOGRAPHS}\u3000-\u303f\uff00-\uff60]")
_WORDS_A_CLUSTER = ((re.compile(f"[{_IDEOGRAPHS}]"), 1 / 2), (re.compile(f"[{_SOUTH_EAST}]"), 1 / 4))

# What belongs to the character before it although Unicode calls it a letter or a sign: Thai and Lao AM, half-width marks of Japanese,
# the colours of emoji, vowels and finals of Hangul that stand by themselves.
_ATTACHED = re.compile("[\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\u1160-\u11ff\ud7b0-\ud7fb\u200d]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_JOINER = "\u200d"
_LONGEST_CLUSTER = 50  # characters; more accents than that are no text


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character each: with its accents, vowel signs and joined emoji."""
    current, flags = "", 0
    for character in text:
        attached = unicodedata.category(character)[0] == "M" or _ATTACHED.match(character) or current.endswith(_JOINER)
        second_of_flag = bool(_FLAG.match(character)) and flags % 2 == 1
        flags = flags + 1 if _FLAG.match(character) else 0
        if current and not attached and not second_of_flag:
            yield current
            current = ""
        current += character
    if current:
        yield current


def count_words(text: str) -> int:
    """The number of words, as far as it can be told."""
    if not _UNSPACED.search(text):
        return len(text.split())
    return ceil(sum(weight for token in text.split() for _, weight in _weighed(token)))


def first_words(text: str, number: int) -> str:
    """The first `number` words with one space between them, and an ellipsis when there are more."""
    tokens = text.split()
    taken, total = [], 0.0
    for token in tokens:
        piece = ""
        for part, weight in _weighed(token):
            if total + weight > number:
                return " ".join([*taken, piece] if piece else taken) + "…"
            piece, total = piece + part, total + weight
        taken.append(piece)
    return " ".join(taken)


def shortened(text: str, length: int) -> str:
    """`text`, at most `length` characters long, cut between words or, where no space shows them, between characters, with an ellipsis."""
    if len(text) <= length:
        return text
    head = text[:length]
    place = head.rfind(" ")
    if place >= 0 and not _UNSPACED.search(head, place):
        return _cut(head[:place])
    room, whole = length - 1, text[: place + 1]
    for cluster in clusters(text[place + 1 : length + _LONGEST_CLUSTER]):
        if len(whole) + len(cluster) > room:
            break
        whole += cluster
    return _cut(whole or head[:room])


def broken(word: str, width: int) -> list[str]:
    """A word without spaces in pieces of at most `width` columns, when it is of a script in which a line may end between characters.

    An ideograph is two columns wide. No piece begins with a sign that closes, or ends with one that opens.
    """
    if not _WIDE.search(word):
        return [word]
    pieces, columns = [""], 0
    for cluster in clusters(word):
        wide = 2 if _WIDE.match(cluster) else len(cluster)
        before = pieces[-1][-1:]
        may_break = (_WIDE.match(cluster) or _WIDE.match(before)) and not _closes(cluster) and not _opens(before) if before else False
        if may_break and columns + wide > width:
            pieces.append("")
            columns = 0
        pieces[-1] += cluster
        columns += wide
    return pieces


def _closes(cluster: str) -> bool:
    return unicodedata.category(cluster[0]) in {"Pe", "Pf", "Po", "Lm"} or cluster[0] in "ーゝヽ々"


def _opens(character: str) -> bool:
    return unicodedata.category(character) in {"Ps", "Pi"}


def _weighed(token: str) -> Iterator[tuple[str, float]]:
    """Parts of a run without spaces, each with how much of a word it is: characters of unspaced scripts, and what stands between them."""
    if not _UNSPACED.search(token):
        yield token, 1
        return
    other = ""
    for cluster in clusters(token):
        weight = next((weight for script, weight in _WORDS_A_CLUSTER if script.match(cluster)), None)
        if weight is None:
            other += cluster
            continue
        if other:
            yield other, 1 if any(character.isalnum() for character in other) else 0
            other = ""
        yield cluster, weight
    if other:
        yield other, 1 if any(character.isalnum() for character in other) else 0


def _cut(text: str) -> str:
    return text.rstrip(" ,;:.–，、；：。") + "…"
