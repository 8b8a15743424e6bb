"""How much nearer some letters stand than others. contrib/artwork/kerning.py writes the files and says what is in them."""

import unicodedata
from pathlib import Path


def kerning(file: Path) -> dict[str, float]:
    """Pair of characters without accents → how much further apart they stand, as a share of their size; below 0 for nearer."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        amount, _, pairs = line.partition(" ")
        found |= {pairs[place : place + 2]: int(amount) / 1000 for place in range(0, len(pairs), 2)}
    return found


def bare(letter: str) -> str:
    """The letter without its accents, as the files know it."""
    return unicodedata.normalize("NFD", letter)[0]
