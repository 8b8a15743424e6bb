"""Code kept out of sight of Python-Markdown's search for raw HTML, without moving a line."""

from collections.abc import Iterable

from markdown.preprocessors import Preprocessor
from markdown_it import MarkdownIt

from plugins.commonmark.grammar import parse

# Python-Markdown has taken \x02 and \x03 out of the text before.
_MASKS = {"<": "\x02wzless\x03", "&": "\x02wzand\x03"}


def mask(text: str) -> str:
    """`text` without the two signs that begin tags and entities."""
    for sign, mask in _MASKS.items():
        text = text.replace(sign, mask)
    return text


def unmask(text: str) -> str:
    """The inverse of `mask`."""
    for sign, mask in _MASKS.items():
        text = text.replace(mask, sign)
    return text


def code_lines(parser: MarkdownIt, text: str) -> Iterable[int]:
    """The numbers, from 0, of the lines that are code: fences and indented blocks, in lists and quotes too."""
    for token in parse(parser, text, {}):
        if token.type in ("fence", "code_block"):
            yield from range(*token.map)


class CodeMasker(Preprocessor):
    """Masks code, and remembers the lines as they were written."""

    def __init__(self, md, parser: MarkdownIt):
        """`parser` reads raw HTML as blocks, so that what only looks like a fence within it is not masked."""
        super().__init__(md)
        self._parser = parser

    def run(self, lines: list[str]) -> list[str]:
        """The same number of lines."""
        text = "\n".join(lines)
        if "<" in text or "&" in text:
            lines = list(lines)
            for number in code_lines(self._parser, text):
                lines[number] = mask(lines[number])
        self.lines = lines
        return lines


def line_numbers(before: list[str], after: list[str]) -> list[int]:
    """For every line of `after` the number, from 0, of the line of `before` that it came from, or of the nearest one above.

    Python-Markdown's search for raw HTML takes lines out and puts blank ones in; the others it leaves as they are.
    """
    if before == after:
        return list(range(len(after)))
    numbers, place = [], 0
    where: dict[str, list[int]] = {}
    for number, line in enumerate(before):
        where.setdefault(line, []).append(number)
    for line in after:
        if line.strip() and (later := next((number for number in where.get(line, ()) if number >= place), None)) is not None:
            place = later
            numbers.append(place)
            place += 1
        else:
            numbers.append(min(place, max(len(before) - 1, 0)))
    return numbers
