"""`///` blocks: their options, their end, and what the plugin that has the block makes of them."""

import re
import textwrap
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from pymdownx.blocks import BlockEntry, get_frontmatter

from newsroom.problems import message_and_cure

_CURE = "known blocks: {known}; a line of only /// ends one; options are indented by four spaces"


class SlashBlocks:
    """Appends the `///` blocks of one text, whose rows are `rows`, for a Builder."""

    def __init__(self, owner, builder, rows: Sequence[str]):
        self._owner, self._builder, self._rows = owner, builder, rows

    def append(self, tokens: list[Token], position: int, parent: etree.Element) -> int:
        """Append a `///` block; returns the position of its last token."""
        token, depth, close = tokens[position], 0, position
        for close in range(position, len(tokens)):
            depth += {"slash_open": 1, "slash_close": -1}.get(tokens[close].type, 0)
            if not depth:
                break
        within = tokens[position + 1 : close]
        name, row, field = token.meta["name"], token.map[0], f"{token.markup} {token.meta['name']}"
        self._judge_end(token)
        if name in self._owner.disabled:
            return close
        if not self._create(token, within, parent):
            self._name_unknown(row, field)
            self._builder.build(within, parent)
        return close

    def _judge_end(self, token: Token) -> None:
        name, slashes = token.meta["name"], token.markup
        if token.meta["end"] == "missing":
            what = f"the block “{slashes} {name}” is never closed, and takes in all that follows"
            self._builder.find(token.map[0], what, f"write a line of only {slashes} where it ends")
        elif token.meta["end"] == "crossed":
            other = self._builder.line(token.map[1])
            what = f"another block begins on line {other} before the block “{slashes} {name}” is closed"
            cure = f"write a line of only {slashes} above that line; a block around another has more slashes"
            self._builder.find(token.map[0], what, cure, other_line=other)

    def _create(self, token: Token, within: list[Token], parent: etree.Element) -> bool:
        """Whether the plugin that has the block took it."""
        name, field = token.meta["name"], f"/// {token.meta['name']}"
        manager, kind = self._owner.block_manager, self._owner.known_blocks.get(name)
        if kind is None:
            return False
        if misplaced := next(_misplaced(token, kind.OPTIONS.keys() - {"attrs"}, self._rows), None):
            row, message, cure = misplaced
            self._builder.find(row, message, cure, field=field)
            return True
        options, wrong = self._options(name, token.meta["options"])
        for problem in wrong:
            self._builder.find(token.map[0] + problem.line, problem.message, problem.cure, field=problem.field)
        if wrong:
            return True
        if options is None:
            return False
        block = kind(len(token.markup), manager.trackers[name], manager, manager.config[name])
        if not block._validate(parent, token.meta["argument"], **options):
            return False
        element = block._create(parent)
        self._builder.build(within, block.on_add(element))
        if token.meta["end"] != "closed":
            return True
        try:
            block._end(element)
        except ValueError as error:
            self._builder.find(token.map[0], *message_and_cure(error), field=field)
        manager.inline_stack.append(BlockEntry(block, element, parent))
        return True

    def _options(self, name: str, text: str) -> tuple[dict | None, list]:
        """The options of a block, None if they are not YAML, and what is wrong with them, as `md.read_options` of the reader says."""
        if not text.strip():
            return {}, []
        if read := getattr(self._owner.parser.md, "read_options", None):
            return read(name, text)
        return get_frontmatter(textwrap.dedent(text)), []

    def name_stray(self, token: Token) -> None:
        """Note a line of slashes that closes or opens nothing."""
        if token.meta["closing"]:
            what = f"{token.content.strip()} closes a block, but none is open here"
            self._builder.find(
                token.map[0],
                what,
                "take the line out, or write the line that opens the block, such as /// pull-quote, with as many slashes",
            )
        else:
            self._name_unknown(token.map[0], token.content.strip())

    def _name_unknown(self, row: int, opening: str) -> None:
        known = " and ".join(f"/// {name}" for name in self._owner.known_blocks)
        self._builder.find(row, f"the block “{opening}” was not understood", _CURE.format(known=known or "none"))


def _misplaced(token: Token, names: Iterable[str], rows: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield row, message and cure for each option of a block that does not stand where options are read.

    Its place: right below the opening line, as far in as the first option, which is four spaces in.
    """
    if token.meta["end"] != "closed" or not names:
        return
    option = re.compile(rf"[\s>]*(?P<name>{'|'.join(map(re.escape, sorted(names)))})\s*:(?=\s|$)")
    first, body, last = token.map[0] + 1, token.meta["body_line"], token.map[1]
    depth = None
    for row, line in enumerate(token.meta["options"].split("\n"), first):
        if found := option.match(line):
            depth = found.start("name") if depth is None else depth
            if found.start("name") < depth:
                what = f"“{found['name']}” is not as far in as the option above it"
                yield row, what, "begin each option of the block at the same column, four spaces in"
    for row in range(body, last):
        if found := option.match(rows[row]):
            empty = not all(each.strip(" \t>") for each in rows[first:row])
            if empty:
                yield row, f"“{found['name']}” is not read as an option, since an empty line stands above it", "take the empty line out"
            else:
                what = f"“{found['name']}” is not read as an option, since fewer than four spaces stand before it"
                yield row, what, "indent each option by four spaces"
