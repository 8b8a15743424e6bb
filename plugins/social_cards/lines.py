"""Breaking words into lines that look right: evenly long, at good places, as large as fits, and cut with “…” when nothing helps.

Knows nothing of fonts: a `measure` tells how wide a piece of text is, in the same unit as the widths that are given.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Measure = Callable[[str], float]
ELLIPSIS = "…"
# A line that ends in one of these leaves the reader hanging.
_LEANING = frozenset(
    "a an and as at but by for from if in is its no not of on or our so than that the their to we when with you your".split()
)
_COST_OF_A_LINE = 0.03
_STOPS, _PAUSES = (".", "?", "!", ":", ";"), (",", "–", "—")


@dataclass(frozen=True)
class Setting:
    """A text as it will be set: the size of its letters and its lines, from top to bottom. No lines for no text."""

    size: int
    lines: tuple[str, ...]


def fitted(text: str, steps: Iterable[tuple[int, int]], measure_at: Callable[[int], Measure], width: float) -> Setting:
    """`text` at the first of `steps` – (size, most lines), the largest first – that holds it; at the last one it is cut to fit."""
    for size, most in steps:
        measure = measure_at(size)
        if all(measure(word) <= width for word in text.split(" ")) and (lines := balanced(text, measure, width, most)) is not None:
            return Setting(size, tuple(lines))
    return Setting(size, tuple(cut(text, measure, width, most)))


def balanced(text: str, measure: Measure, width: float, most: int) -> list[str] | None:
    """`text` in lines of at most `width`, as even as they can be; None if it needs more than `most`.

    They are as few as possible, or one more where that breaks at better places. Breaks at spaces; a word that is wider than
    a line is broken anywhere.
    """
    words = _pieces(text, measure, width)
    if not words:
        return []
    needed = len(_greedy(words, measure, width))
    counts = range(needed, min(most, needed + (needed > 1), len(words)) + 1)
    found = [(_even(words, measure, width, count), (count - needed) * _COST_OF_A_LINE) for count in counts]
    return min(found, key=lambda each: each[0][0] + each[1])[0][1] if found else None


def cut(text: str, measure: Measure, width: float, most: int) -> list[str]:
    """As `balanced`, with as much of the end given up for “…” as `most` lines ask for."""
    if (lines := balanced(text, measure, width, most)) is not None:
        return lines
    low, high = 0, len(text)
    while low < high:  # the most letters that still fit
        middle = (low + high + 1) // 2
        if balanced(_shortened(text, middle), measure, width, most) is None:
            high = middle - 1
        else:
            low = middle
    return balanced(_shortened(text, low), measure, width, most) or []


def _shortened(text: str, letters: int) -> str:
    """About `letters` letters of `text` and “…”; whole words unless that gives up too much."""
    start = text[:letters]
    if letters < len(text) and text[letters] != " " and (space := start.rfind(" ")) > letters - 20:
        start = start[: max(space, 0)]
    return start.rstrip(" ,;:–—-") + ELLIPSIS


def _pieces(text: str, measure: Measure, width: float) -> list[tuple[str, bool]]:
    """The words of a text, and whether a space stands before each: a word too wide for a line is several pieces, hyphened."""
    pieces = []
    for word in text.split(" "):
        before = bool(pieces)
        while len(word) > 1 and measure(word) > width:
            taken = max((n for n in range(1, len(word)) if measure(word[:n] + "-") <= width), default=1)
            pieces.append((word[:taken] + "-" * word[taken - 1 : taken + 1].isalpha(), before))
            word, before = word[taken:], False
        if word:
            pieces.append((word, before))
    return pieces


def _joined(pieces: list[tuple[str, bool]]) -> str:
    return "".join(" " * (before and place > 0) + word for place, (word, before) in enumerate(pieces))


def _greedy(pieces: list[tuple[str, bool]], measure: Measure, width: float) -> list[str]:
    lines, current = [], []
    for piece in pieces:
        if current and measure(_joined([*current, piece])) > width:
            lines.append(current)
            current = []
        current = [*current, piece]
    return [_joined(line) for line in [*lines, current]]


def _even(pieces: list[tuple[str, bool]], measure: Measure, width: float, count: int) -> tuple[float, list[str]]:
    """The `count` lines with the least unevenness, and that; a break costs more after a word that leans on the next, less after a pause."""
    total, ideal = len(pieces), measure(_joined(pieces)) / count
    # By where a line ends: the least cost so far, and the places of the breaks that give it.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    costs = dict(_line_costs(pieces, measure, width, ideal))
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for (start, end), cost in costs.items():
            if start in best and (end not in longer or best[start][0] + cost < longer[end][0]):
                longer[end] = (best[start][0] + cost, (*best[start][1], end))
        best = longer
    cost, breaks = best[total]
    return cost, [_joined(pieces[start:end]) for start, end in zip((0, *breaks), breaks, strict=False)]


def _line_costs(pieces: list[tuple[str, bool]], measure: Measure, width: float, ideal: float):
    """((start, end), cost) of every run of pieces that fits a line."""
    for start in range(len(pieces)):
        for end in range(start + 1, len(pieces) + 1):
            length = measure(_joined(pieces[start:end]))
            if length > width:
                break
            yield (start, end), ((length - ideal) / ideal) ** 2 + (_cost_of_break(pieces[end - 1][0]) if end < len(pieces) else 0)


def _cost_of_break(word: str) -> float:
    if word.lower() in _LEANING:
        return 0.08
    if word.endswith(_STOPS):
        return -0.07
    return -0.045 if word.endswith(_PAUSES) else 0.0
