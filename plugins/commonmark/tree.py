"""The elements that Python-Markdown goes on with, made of the block tokens of one text."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from itertools import pairwise

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.util import AtomicString, code_escape
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from plugins.commonmark import block_warnings
from plugins.commonmark.findings import Finding, Leaf
from plugins.commonmark.grammar import is_closed
from plugins.commonmark.slash_blocks import SlashBlocks

_TASK = re.compile(r"\[([ xX])\](?=\s)")
_ABBREVIATION = re.compile(r"^\*\[[^\]]+\] ?:", re.M)
_DEFINITION = re.compile(r"^ {0,3}:[ ]{1,3}\S", re.M)
_YEARS = range(1000, 2200)
_RAW_HTML = "\x02wzraw:%d\x03"
RAW_HTML_PLACE = re.compile(r"<p>\x02wzraw:(\d+)\x03</p>|\x02wzraw:(\d+)\x03")


class Builder:
    """Turns the tokens of one text into elements."""

    def __init__(self, owner, lines: list[int], rows: list[str]):
        self._owner, self._lines, self._rows = owner, lines, rows
        self._processors = owner.parser.blockprocessors
        self._slash_blocks = SlashBlocks(owner, self, rows)
        self._quotes = 0  # around what is built now
        self._values: dict[int, int] = {}  # of items of public lists that do not count on, by the id of their token

    def line(self, row: int) -> int:
        """The line, from 1, of the whole text that row `row`, from 0, of this one is."""
        return (self._lines[row] if row < len(self._lines) else (self._lines[-1] if self._lines else row)) + 1

    def find(self, row: int, message: str, cure: str, severity: str = "error", field: str = "", other_line: int = 0) -> None:
        """Note what is wrong on `row`."""
        self._owner.findings.append(Finding(self.line(row), message, cure, severity, field, other_line))

    def _warn(self, found: Iterable[block_warnings.Warned]) -> None:
        for row, message, cure in found:
            self.find(row, message, cure, "warning")

    def build(self, tokens: list[Token], root: etree.Element) -> None:
        """Append the elements of `tokens` to `root`."""
        stack, position = [root], 0
        while position < len(tokens):
            token = tokens[position]
            match token.type:
                case "paragraph_open":
                    position = self._paragraph(tokens, position, stack[-1])
                case "equals_row":
                    etree.SubElement(stack[-1], "p").text = token.content
                case "heading_open":
                    self._heading(token, tokens[position + 1], stack[-1])
                    position += 2
                case "fence" | "code_block":
                    self._code(token, stack[-1])
                case "html_block":
                    self._raw_html(token, stack[-1])
                case "hr":
                    etree.SubElement(stack[-1], "hr")
                case "th_open" | "td_open":
                    self._cell(token, tokens[position + 1], stack[-1])
                    position += 2
                case "slash_open":
                    position = self._slash_blocks.append(tokens, position, stack[-1])
                case "slash_stray":
                    self._slash_blocks.name_stray(token)
                case _ if token.nesting == 1:
                    stack.append(self._container(token, tokens, position, stack[-1]))
                case _ if token.nesting == -1:
                    self._quotes -= token.type == "blockquote_close"
                    stack.pop()
            position += 1

    def _container(self, token: Token, tokens: list[Token], position: int, parent: etree.Element) -> etree.Element:
        element = etree.SubElement(parent, token.tag)
        if token.type == "ordered_list_open" and (start := token.attrGet("start")) is not None:
            element.set("start", str(start))
            if start in _YEARS:
                self.find(
                    token.map[0],
                    f"“{start}.” at the beginning of a paragraph makes a list",
                    f"write “{start}\\.” if it is a year; a list of that number may stay",
                    "warning",
                )
        if token.type == "tr_open":
            self._row(token, tokens, position)
        elif token.type == "table_open":
            self._head = token.map[0]
        elif token.type == "blockquote_open":
            self._quotes += 1
            self._warn(block_warnings.quotation(token, self._rows, self._quotes, signs=not self._owner.public))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self._list(token, tokens, position)
        elif (value := self._values.pop(id(token), None)) is not None:
            element.set("value", str(value))
        return element

    def _list(self, token: Token, tokens: list[Token], position: int) -> None:
        """Look at the items of a list; those of a public one keep the numbers that were typed."""
        items = []
        for later in tokens[position + 1 :]:
            if later.level == token.level:
                break
            if later.type == "list_item_open" and later.level == token.level + 1:
                items.append(later)
        self._warn(block_warnings.last_item(items[-1], self._rows))
        if token.type == "bullet_list_open":
            return
        if not self._owner.public:
            self._warn(block_warnings.numbers(items))
            return
        for before, item in pairwise(items):
            if int(item.info) != int(before.info) + 1:
                self._values[id(item)] = int(item.info)

    def _row(self, token: Token, tokens: list[Token], position: int) -> None:
        """A row may not have more cells than the head: what is too much would not be shown."""
        row = token.map[0] if token.map else 0
        self._warn(block_warnings.table_row(row, self._head, self._rows))
        cells = 0
        for later in tokens[position + 1 :]:
            if later.type == "tr_close":
                break
            cells += later.type in ("td_open", "th_open")
        text = re.sub(r"^[ >]*\|?|\|?\s*$", "", self._rows[row]) if row < len(self._rows) else ""
        written = escapedSplit(text)
        if any(cell.strip() for cell in written[cells:]):
            self.find(
                row,
                f"a row of a table has {len(written)} cells below a head of {cells}",
                "write a | inside a cell as \\|, or give the head more cells",
            )

    def _paragraph(self, tokens: list[Token], position: int, parent: etree.Element) -> int:
        """Append a paragraph; returns the position of its last token."""
        opening, inline = tokens[position], tokens[position + 1]
        text, after = _unindented(inline.content), position + 2
        if _DEFINITION.search(text) and "deflist" in self._names and not opening.hidden:
            self._warn(block_warnings.definition(inline.content, opening.map[0]))
            return self._definitions(tokens, position, parent)
        if "abbr" in self._names and _ABBREVIATION.search(text):
            text = self._without_abbreviations(text, parent)
            if not text:
                return after
        if parent.tag == "li" and not len(parent) and not parent.text:
            text = _TASK.sub(lambda found: "☐" if found[1] == " " else "☑", text, count=1) if _TASK.match(text) else text
        if not opening.hidden:
            element = etree.SubElement(parent, "p")
            element.text = text
        else:
            element = parent
            if len(parent):
                parent[-1].tail = text
            else:
                parent.text = text
        self._warn(block_warnings.run_together(inline.content, inline.map[0]))
        self._leaf(element, inline, "paragraph")
        return after

    def _without_abbreviations(self, text: str, parent: etree.Element) -> str:
        """The words of a paragraph beside the abbreviations that it explains; `abbr` takes those, one at a time."""
        processor, kept = self._processors["abbr"], []
        for row in text.split("\n"):
            left = [row]
            if not (_ABBREVIATION.match(row) and processor.test(parent, row) and processor.run(parent, left) and not any(left)):
                kept.append(row)
        return "\n".join(kept)

    @property
    def _names(self) -> set[str]:
        names = {"abbr": "abbr", "deflist": "deflist", "defindent": "deflist"}
        if self._owner.public:
            del names["deflist"], names["defindent"]
        return {names[name] for name in names if name in self._processors}

    def _definitions(self, tokens: list[Token], position: int, parent: etree.Element) -> int:
        """`def_list` reads a term, its definitions, and what is indented below them."""
        level, first, last = tokens[position].level, tokens[position].map[0], position + 2
        for number in range(position + 3, len(tokens)):
            token = tokens[number]
            if token.level != level or token.nesting == -1:
                if token.level < level:
                    break
                continue
            definition = token.type == "paragraph_open" and _DEFINITION.search(tokens[number + 1].content)
            if not (token.type == "code_block" or definition):
                break
            last = number + 2 if token.type == "paragraph_open" else number
        end = max(token.map[1] for token in tokens[position : last + 1] if token.map)
        self._owner.others(parent, "\n".join(self._rows[first:end]))
        return last

    def _heading(self, token: Token, inline: Token, parent: etree.Element) -> None:
        # Of a text of somebody unknown the reader says what becomes of it.
        if token.tag == "h1" and not getattr(self._owner.parser.md, "untrusted", False):
            mark = "a line of ===" if token.markup == "=" else "one #"
            self.find(token.map[0], f"a heading with {mark} is for the title of the page alone", "use ## for headings")
        element = etree.SubElement(parent, token.tag)
        element.text = _unindented(inline.content)
        self._leaf(element, inline, "heading")

    def _cell(self, token: Token, inline: Token, parent: etree.Element) -> None:
        element = etree.SubElement(parent, token.tag)
        if style := token.attrGet("style"):
            element.set("style", f"{str(style).replace(':', ': ')};")
        element.text = inline.content
        self._leaf(element, inline, "cell")

    def _leaf(self, element: etree.Element, inline: Token, kind: str) -> None:
        row = inline.map[0] if inline.map else 0
        self._owner.leaves.append(Leaf(element, inline.content, self.line(row), kind))

    def _code(self, token: Token, parent: etree.Element) -> None:
        if token.type == "fence" and not is_closed(token):
            cure = f"close it with a line {token.markup} where the code ends, as far in as the first"
            self.find(token.map[0], f"the code that {token.markup} begins never ends, and takes in all that follows", cure)
        if token.type == "code_block":
            self._warn(block_warnings.code(token, self._rows))
        pre = etree.SubElement(parent, "pre")
        code = etree.SubElement(pre, "code")
        content = token.content
        code.text = AtomicString(code_escape(content if token.type == "fence" else content.rstrip() + "\n"))
        info = token.info.strip()
        if info.startswith("{"):
            classes = [value for key, value in get_attrs_and_remainder(info[1:])[0] if key == "."]
        else:
            language, *more = info.split() or [""]
            classes = [language.removeprefix(".")] if info else []
            if more:
                what = f"the words “{' '.join(more)}” behind {token.markup}{language} do not show: only a language may stand there"
                self.find(token.map[0], what, "write them in a line above the code, or take them out")
        if classes:
            code.set("class", f"language-{classes[0]}")

    def _raw_html(self, token: Token, parent: etree.Element) -> None:
        element = etree.SubElement(parent, "p")
        element.text = AtomicString(_RAW_HTML % len(self._owner.raw_html))
        self._owner.raw_html.append(token.content.strip("\n"))


def _unindented(text: str) -> str:
    """Without the spaces at the beginning of lines, which mean nothing in a paragraph."""
    return re.sub(r"\n[ \t]+", "\n", text)
