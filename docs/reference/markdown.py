"""Pieces of Markdown: headings, tables and code that show text exactly as it stands in the code."""

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with the columns `head`; "" when there are no rows."""
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", "|---" * len(head) + "|", *lines]) + "\n" if lines else ""


def code(text: object) -> str:
    """`text` as inline code, on one line; "" for nothing."""
    line = " ".join(str(text).split())
    return f"`` {line} ``" if "`" in line else f"`{line}`" if line else ""


def codes(names: Iterable[object]) -> str:
    """Names as inline code, with commas between them."""
    return ", ".join(code(name) for name in names)


def prose(text: str | None) -> str:
    """Words from a docstring or a help text: angle brackets and underscores outside code are shown, not read as markup."""
    parts = re.split(r"(`[^`]+`)", " ".join((text or "").split()))
    return "".join(part if part.startswith("`") else re.sub(r"([<*_\[\]])", r"\\\1", part) for part in parts)


def paragraphs(text: str | None) -> str:
    """A docstring of several paragraphs, each on one line."""
    return "\n\n".join(prose(part) for part in re.split(r"\n\s*\n", text or ""))


def sentence(text: str) -> str:
    """`text` with a capital letter in front and a full stop at the end."""
    text = text.strip()
    return text if not text else text[0].upper() + text[1:] + ("" if text[-1] in ".!?:…" else ".")


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))
