"""The blocks of a text after CommonMark 0.31 and GFM's tables, read by markdown-it-py, with the two kinds that are ours.

Only block rules run. What stands in a paragraph is Python-Markdown's business.
"""

import re
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

_SLASHES = re.compile(r"(/{3,})(.*)$")
_OPENING = re.compile(r"[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
_FENCE = re.compile(r"(`{3,}(?!.*`)|~{3,})")
_EQUALS = re.compile(r"(={3,})[ \t]*")
_NOTE = re.compile(r"\[\^([^\]]*)\]:[ ]*(.*)$")
_TERMINATED = {"alt": ["paragraph", "reference", "blockquote", "list"]}
# markdown-it-py stops reading, in silence, below this depth. Python's own limit is reached long before, and is an error.
_DEEPER_THAN_PYTHON = 100_000


def build_parser(*, html: bool, notes: bool, public: bool = False) -> MarkdownIt:
    """Return a parser of blocks. `html`: whether raw HTML is a block; `notes`: whether `[^1]: …` defines a footnote.

    `public`: neither indented lines are code, nor dashes or = below a line a heading.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPER_THAN_PYTHON}).enable("table")
    # Addresses stay as they were written; the reader's screen judges them.
    parser.normalizeLink = lambda url: url
    parser.validateLink = lambda url: True
    if not html:
        parser.disable("html_block")
    if public:
        parser.disable(["code", "lheading"])
        parser.block.ruler.before("paragraph", "equals_row", _equals_row, _TERMINATED)
    parser.block.ruler.before("fence", "slash_block", _slash_block, _TERMINATED)
    if notes:
        parser.block.ruler.before("reference", "note", _note, _TERMINATED)
    return parser


def parse(parser: MarkdownIt, text: str, env: dict) -> Sequence[Token]:
    """Return the block tokens of `text`; `env` collects its `references` and `notes`."""
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    return tokens


def code_lines(parser: MarkdownIt, text: str) -> Iterable[int]:
    """The numbers, from 0, of the lines of `text` that are code: fences and indented blocks, in lists and quotes too."""
    for token in parse(parser, text, {}):
        if token.type in ("fence", "code_block"):
            yield from range(*token.map)


def is_closed(fence: Token) -> bool:
    """Tell whether a fence has a closing line."""
    return fence.map[1] - fence.map[0] - 1 > fence.content.count("\n")


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _is_indented(state: StateBlock, line: int) -> bool:
    """Whether a line is four spaces in, also where that makes no code."""
    return state.sCount[line] - state.blkIndent >= 4


def _equals_row(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of three or more = ends a paragraph and stays as it was typed, as one token `equals_row`."""
    found = _EQUALS.fullmatch(_line(state, start))
    if not found or state.is_code_block(start):
        return False
    if not silent:
        token = state.push("equals_row", "", 0)
        token.content, token.map = found[1], [start, start + 1]
        state.line = start + 1
    return True


def _slash_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line of three or more slashes: opens a block, up to a line of exactly as many, or is a mistake.

    Pushes `slash_open` and `slash_close` around the block's tokens, or a lone `slash_stray`. `meta` of the opening has name, argument,
    options (text), body_line, and `end`: closed, missing, or crossed for a block that another of the same length follows.
    """
    found = _SLASHES.match(_line(state, start))
    if not found or state.is_code_block(start):
        return False
    if silent:
        return True
    opening = _OPENING.match(found[2])
    if not opening:
        token = state.push("slash_stray", "", 0)
        token.meta, token.content, token.map = {"closing": not found[2].strip()}, found[0], [start, start + 1]
        state.line = start + 1
        return True
    options, body = _options(state, start + 1, end)
    last, how = _closing(state, body, end, len(found[1]))
    token = state.push("slash_open", "", 1)
    token.markup, token.block, token.map = found[1], True, [start, last]
    token.meta = {"name": opening[1].lower(), "argument": opening[2], "options": options, "body_line": body, "end": how}
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "slash_block", last
    state.md.block.tokenize(state, body, last)
    state.parentType, state.lineMax = parent, line_max
    state.push("slash_close", "", -1)
    state.line = last + (how == "closed")
    return True


def _options(state: StateBlock, line: int, end: int) -> tuple[str, int]:
    """The lines right below an opening that are indented by four spaces, and the number of the first line after them."""
    first = line
    while line < end and not state.isEmpty(line) and _is_indented(state, line):
        line += 1
    return state.getLines(first, line, state.blkIndent + 4, False), line


def _closing(state: StateBlock, line: int, end: int, length: int) -> tuple[int, str]:
    """The line on which a block of `length` slashes ends, and how."""
    fence = ""
    for number in range(line, end):
        text = _line(state, number)
        if not state.isEmpty(number) and state.sCount[number] < state.blkIndent:
            return number, "missing"
        if found := _FENCE.match(text):
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and not text[len(found[1]) :].strip():
                fence = ""
            continue
        found = None if fence or state.is_code_block(number) else _SLASHES.match(text)
        if found and len(found[1]) == length:
            return number, "closed" if not found[2].strip() else "crossed"
    return end, "missing"


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: words`, with the lines that belong to it: those right below, and after a blank line those indented by four spaces."""
    found = _NOTE.match(_line(state, start))
    if not found or state.is_code_block(start):
        return False
    if silent:
        return True
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    line, last = start + 1, start + 1
    while line < end:
        if not state.isEmpty(line):
            if state.sCount[line] < state.blkIndent:
                break
            indented = _is_indented(state, line)
            if not indented and (line > last or any(rule(state, line, end, True) for rule in terminators)):
                break
            last = line + 1
        line += 1
    state.parentType = parent
    below = state.getLines(start + 1, last, state.blkIndent + 4, False)
    text = found[2].rstrip() + ("\n" + below if last > start + 1 else "")
    state.env.setdefault("notes", []).append((found[1], text, start))
    state.line = last
    return True
