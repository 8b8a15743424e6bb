"""What a text must have for a regular expression to match in it, told from the expression itself, so that none can be forgotten.

Python's own parser takes expressions apart; it is private, and the tests notice when it changes.
"""

import re
from collections.abc import Iterable, Iterator
from re import _constants as kind
from re import _parser as parser

# A word that is in every text: what an expression needs of which nothing can be told.
NOTHING = frozenset({""})
_REPEATS = (kind.MAX_REPEAT, kind.MIN_REPEAT, kind.POSSESSIVE_REPEAT)
# A word need not be longer to be rare, whatever an expression repeats.
_OFTEN = 9


def needed(expression: re.Pattern) -> frozenset[str]:
    """Words of which every text that the expression matches in has one; NOTHING when that cannot be told."""
    if not isinstance(expression, re.Pattern) or expression.flags & re.IGNORECASE:
        return NOTHING
    return _rarest(_demands(parser.parse(expression.pattern, expression.flags)))


def _demands(parts: Iterable) -> Iterator[frozenset[str]]:
    """Sets of words; of each, one is there wherever the parts match one after the other."""
    word = ""
    for what, value in parts:
        if what is kind.LITERAL:
            word += chr(value)
        else:
            yield frozenset({word})
            word = ""
            yield from _demands_of(what, value)
    yield frozenset({word})


def _demands_of(what, value) -> Iterator[frozenset[str]]:
    """The same for one part. What is not named here demands nothing; a lookaround that forbids is not."""
    match value:
        case (_, added, _, inner) if what is kind.SUBPATTERN and not added & re.IGNORECASE:
            yield from _demands(inner)
        case (_, inner) if what is kind.ASSERT:
            yield from _demands(inner)
        case (_, choices) if what is kind.BRANCH:
            yield frozenset().union(*(_rarest(_demands(each)) for each in choices))
        case (least, _, inner) if what in _REPEATS:
            yield from _demands(list(inner) * min(least, _OFTEN))
        case [*members] if what is kind.IN and all(member is kind.LITERAL for member, _ in members):
            yield frozenset(chr(each) for _, each in members)
        case _ if what is kind.ATOMIC_GROUP:
            yield from _demands(value)


def _rarest(demands: Iterable[frozenset[str]]) -> frozenset[str]:
    """The demand that fewest texts meet: of real words, of few, of long ones."""
    return max(demands, key=lambda words: ("" not in words, -len(words), min(map(len, words))))
