"""YAML that parses and yet drops, cuts or changes what an editor typed, found in its tokens: each place with a cure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from newsroom.hidden_characters import HIDDEN, code_point
from plugins.reader.decode import UNPRINTABLE, UNPRINTABLE_CURE
from plugins.reader.yaml_cures import CURLY, MAX_SHOWN, TAB, in_straight_quotes, missing_space, shorten, unclosed_bracket
from plugins.reader.yaml_flow import entries_in_quotes
from plugins.reader.yaml_lines import find_escape_codes, find_joined_lines, find_unclosed_quote

# libyaml scans many times as fast, where PyYAML was built with it.
FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_FAULTS = 100  # of one file that are told at once
MAX_LINE = 1000  # characters of a line that are looked at for a cure
ANCHOR = "YAML anchors (& and *) are not used here"
_NULL = frozenset(("~", "null", "Null", "NULL"))
# Characters that YAML takes for the end of a line, and no editor shows.
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
_COMMENT = re.compile(r"[^ \t\n]")
_NO_SPACE = re.compile(r"[A-Za-z][\w-]*:(?!//)\S")
_FLOW_START = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_FLOW_END = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_BLOCK_START = (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken)


@dataclass(frozen=True)
class Fault:
    """What is wrong at the character `index` of the YAML. `field`: the keys that lead there. `breaks`: an escaped line break or
    tab, which only a field of Markdown may hold; `syntax`: strictly speaking not YAML.
    """

    index: int
    field: str
    message: str
    cure: str
    breaks: bool = False
    syntax: bool = False


@dataclass
class _Level:
    """An open collection: where its keys stand, the last key, and the token of the last key's value."""

    start: yaml.Token
    column: int
    key: str = ""
    value: yaml.Token | None = None
    blamed: bool = False

    def __post_init__(self):
        self.in_flow = isinstance(self.start, _FLOW_START)


def check_yaml(text: str) -> tuple[list[Fault], yaml.YAMLError | None]:
    """The faults of a YAML text in the order of their places, and the error that ended the scan, if any."""
    examination = _Examination(text)
    try:
        examination.scan()
    except _TooManyFaults:
        last = examination.found[-1]
        cure = "mend those above; the rest is told then"
        examination.found.append(Fault(last.index, "", f"has {MAX_FAULTS} mistakes up to here, and perhaps more", cure))
    except yaml.YAMLError as error:
        return examination.found, error
    return examination.found, None


class _TooManyFaults(Exception):
    """Ends the scan: whoever wrote this many meant something else."""


@dataclass
class _Examination:
    """One pass over the tokens of a text."""

    text: str
    found: list[Fault] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)
    has_anchor: bool = False

    def scan(self) -> None:
        """Go through the tokens. Raises yaml.YAMLError; what was found until then stays in `found`."""
        for found in _ODD_BREAK.finditer(self.text):
            self._add(found.start(), f"holds an invisible line break, U+{ord(found[0]):04X}", "put a space in its place")
        end, before = 0, None
        for token in yaml.scan(self.text, Loader=FAST):
            start = token.start_mark.index
            if start > end and "#" in self.text[end:start]:
                self._gap(end, start, before, token)
            kind = type(token)
            if kind is yaml.ScalarToken:
                self._scalar(token, before)
            elif kind is yaml.ValueToken or (kind is yaml.KeyToken and token.end_mark.index == start):
                pass
            elif kind in _BLOCK_START:
                self.levels.append(_Level(token, token.start_mark.column))
            elif kind in _FLOW_START:
                self._line_in_flow(token, before)
                self._note_value(token, before)
                self.levels.append(_Level(token, self.levels[-1].column if self.levels else -1))
            elif kind is yaml.BlockEndToken or kind in _FLOW_END:
                if self.levels and self.levels[-1].in_flow == (kind in _FLOW_END):
                    self.levels.pop()
            else:
                self._mark(token, before)
            end, before = max(end, token.end_mark.index), token

    @property
    def field(self) -> str:
        """The keys that lead to where the scan is."""
        return ".".join(level.key for level in self.levels if level.key)

    def _add(self, index: int, message: str, cure: str, **more: bool) -> None:
        self.found.append(Fault(index, self.field, message, cure, **more))
        if len(self.found) >= MAX_FAULTS:
            raise _TooManyFaults

    def _rest_of_line(self, index: int) -> str:
        return self.text[index : index + MAX_LINE].split("\n", 1)[0].rstrip()

    def _suggest_quoting(self, index: int) -> str:
        """How the value that begins at `index` is written in quotes."""
        value = self._rest_of_line(index)
        curly = "curly quotes do not count, use straight ones; " if value[:1] in CURLY else ""
        before = self.text[self.text.rfind("\n", 0, index) + 1 : index].strip()
        if self.levels and self.levels[-1].in_flow:
            first = self.text.rfind("\n", 0, index) + 1
            line = self._rest_of_line(first)
            whole = entries_in_quotes(line, self.levels[-1].start.start_mark.index < first)
            return f"{curly}put what needs it in quotes: {whole.strip()}" if whole else f"{curly}put the value in quotes"
        if not before or len(value) > MAX_SHOWN:
            return f"{curly}put the value in quotes"
        return f"{curly}put the value in quotes: {before} {in_straight_quotes(value)}"

    # Comments

    def _gap(self, start: int, end: int, before: yaml.Token | None, after: yaml.Token) -> None:
        """Judge the comments between two tokens: each must have a line of its own, and stand where a field could."""
        whole_line = start == 0 or self.text[start - 1] == "\n"
        place = start
        for line in self.text[start:end].split("\n"):
            if found := _COMMENT.search(line):
                if not whole_line:
                    self._comment(place + found.start(), before)
                elif not self._may_hold_comment(found.start(), before, after):
                    self._add(
                        place + found.start(),
                        f"“{shorten(line)}” is read as a comment and left out",
                        "if it belongs to the value, put all of that in quotes or below a |; else begin the comment at the start of the line",
                    )
            place, whole_line = place + len(line) + 1, True

    def _comment(self, index: int, before: yaml.Token | None) -> None:
        cure = "give the comment a line of its own that begins with #"
        if isinstance(before, yaml.ScalarToken) and before.plain:
            cure = f"a comment has a line of its own that begins with #; else {self._suggest_quoting(before.start_mark.index)}"
        elif not isinstance(before, (yaml.ScalarToken, *_FLOW_END)):
            cure = f"a comment has a line of its own that begins with #; else {self._suggest_quoting(index)}"
        message = f"“{shorten(self._rest_of_line(index))}” would be left out, since a # after a space begins a comment"
        self._add(index, message, cure)

    def _may_hold_comment(self, column: int, before: yaml.Token | None, after: yaml.Token) -> bool:
        if self.levels and self.levels[-1].in_flow:
            return isinstance(before, (*_FLOW_START, yaml.FlowEntryToken))
        return column == 0 or column in {level.column for level in self.levels} | {after.start_mark.column}

    # Marks that are no words

    def _mark(self, token: yaml.Token, before: yaml.Token) -> None:
        index = token.start_mark.index
        if isinstance(token, yaml.TagToken):
            mark = shorten(self.text[index : token.end_mark.index])
            self._add(index, f"“{mark}” would be left out, since a ! at the beginning makes a YAML tag", self._suggest_quoting(index))
        elif isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
            if not self.has_anchor:
                self._add(index, ANCHOR, f"write it out, or {self._suggest_quoting(index)}")
            self.has_anchor = True
        elif isinstance(token, (yaml.DirectiveToken, yaml.DocumentStartToken, yaml.DocumentEndToken)):
            line = shorten(self._rest_of_line(index)) or "---"
            cure = "a line of only --- ends the fields; there is no other such line among them"
            self._add(index, f"the line “{line}” stands among the fields", cure, syntax=True)
        elif isinstance(token, yaml.KeyToken):
            self.levels[-1].key = ""
            self._add(index, "a line begins with “?”, which is not used here", "write “field: value”, and put the value in quotes")
        elif isinstance(token, yaml.FlowEntryToken):
            self._line_in_flow(token, before)

    # Values

    def _scalar(self, token: yaml.ScalarToken, before: yaml.Token | None) -> None:
        level = self.levels[-1] if self.levels else None
        self._line_in_flow(token, before)
        if isinstance(before, yaml.KeyToken) and level:
            level.key, level.value = token.value, None
        elif isinstance(before, (*_FLOW_START, yaml.FlowEntryToken)) and level and isinstance(level.start, yaml.FlowMappingStartToken):
            self._left_over(token, level)
        else:
            self._note_value(token, before)
            if token.plain and token.value in _NULL:
                cure = "leave the value empty, or put it in quotes if it is meant as a word"
                self._add(token.start_mark.index, f"“{token.value}” stands for nothing in YAML", cure)
        source = self.text[token.start_mark.index : token.end_mark.index]
        start, odd = token.start_mark.index, False
        for offset, message, cure, is_break in find_escape_codes(source) if token.style == '"' and "\\" in source else ():
            self._add(start + offset, message, cure, breaks=is_break)
            odd = odd or not is_break
        if not token.value.isprintable() and not odd and (found := UNPRINTABLE.search(token.value)):
            self._add(token.start_mark.index, f"the character U+{ord(found[0]):04X} cannot be printed", UNPRINTABLE_CURE)
        elif (found := HIDDEN.search(token.value)) and not HIDDEN.search(source):
            self._add(
                start,
                f"holds the hidden character {code_point(found[0])}, written by its code",
                "take the code out: it can turn words around or hide some",
            )
        if token.style in ("|", ">"):
            self._block(token, source)
        elif token.style in ("'", '"'):
            if wrong := find_unclosed_quote(source, level.column if level else -1):
                self._add(start, *wrong, syntax=True)
        elif level and level.in_flow:
            self._curly(token)
        if (
            "\n" in source
            and token.plain
            and not isinstance(before, yaml.ValueToken)
            and _NO_SPACE.match(source)
            and not (level and level.in_flow)
        ):
            self._add(start, *missing_space(source.split("\n")[0]), syntax=True)
        elif token.style != "|" and "\n" in source and (wrong := find_joined_lines(source, token.style == ">", level.key if level else "")):
            self._add(start + wrong[0], *wrong[1:])

    def _note_value(self, token: yaml.Token, before: yaml.Token | None) -> None:
        if self.levels and isinstance(before, yaml.ValueToken):
            self.levels[-1].value = token

    def _left_over(self, token: yaml.ScalarToken, level: _Level) -> None:
        """A key without a colon between { and }: nearly always the second half of a value that held a comma."""
        words, value = token.value, level.value
        if _NO_SPACE.match(words):
            level.key = ""
            self._add(token.start_mark.index, *missing_space(words))
            return
        if not value and not level.key:
            message = f"found a group of fields where “{shorten(words)}” is no field"
            self._add(token.start_mark.index, message, "write “field: value”, or put a value that begins with { in quotes")
            return
        cure = "put a value that holds a comma in quotes"
        if isinstance(value, yaml.ScalarToken) and value.plain:
            whole = " ".join(self.text[value.start_mark.index : token.end_mark.index].split())
            curly = ", straight ones," if whole[:1] in CURLY else ""
            self.found = [fault for fault in self.found if fault.index != value.start_mark.index]
            if len(whole) <= 2 * MAX_SHOWN:
                cure = f"put the whole value in quotes{curly} since it holds a comma: {level.key}: {in_straight_quotes(whole)}"
        self._add(
            token.start_mark.index,
            f"is cut at a comma: “{shorten(words)}” is left over and read as a field, and there is no such field",
            cure,
        )

    def _block(self, token: yaml.ScalarToken, source: str) -> None:
        head, _, lines = source.partition("\n")
        if "#" in head:
            self._comment(token.start_mark.index + head.index("#"), token)
        elif not token.value.strip() and self.text[token.end_mark.index :].lstrip("\n ").startswith("\t"):
            tab = self.text.index("\t", token.start_mark.index)
            self._add(tab, *TAB)
        elif not token.value.strip() and not lines.strip():
            cure = (
                f"write the words on lines indented below it, put a {head[0]} that is meant as a word in quotes, or leave the value empty"
            )
            self._add(token.start_mark.index, f"there is nothing below “{head.strip()}”", cure)

    def _line_in_flow(self, token: yaml.Token, before: yaml.Token) -> None:
        """Between brackets, lines are indented: else a bracket was forgotten. Blame the outermost one."""
        if not self.levels or not self.levels[-1].in_flow:
            return
        flow = next(level for level in self.levels if level.in_flow)
        if flow.blamed:
            return
        start, end = token.start_mark.index, token.end_mark.index
        own_line = before.end_mark.line < token.start_mark.line and start > flow.start.start_mark.index
        columns = [token.start_mark.column] if own_line else []
        if isinstance(token, yaml.ScalarToken) and token.plain:
            columns += [len(line) - len(line.lstrip()) for line in self.text[start:end].split("\n")[1:] if line.strip()]
        if any(column <= flow.column for column in columns):
            flow.blamed = True
            opening = self.text[flow.start.start_mark.index]
            closing = "]" if opening == "[" else "}"
            at = flow.start.start_mark.index
            self.found.append(
                Fault(at, self.levels[0].key, *unclosed_bracket(opening, closing), syntax=True),
            )

    def _curly(self, token: yaml.ScalarToken) -> None:
        opening = token.value[:1]
        closing = CURLY.get(opening)
        rest = self._rest_of_line(token.end_mark.index)
        if closing and closing not in token.value and closing in rest:
            whole = token.value + rest[: rest.index(closing)]
            self._add(
                token.start_mark.index,
                f"is cut within its quotation marks: curly ones ({opening}…{closing}) hold nothing together in YAML",
                f"use straight ones: {in_straight_quotes(shorten(whole[1:]))}",
            )


def has_anchor(faults: Iterator[Fault] | list[Fault]) -> bool:
    """Whether one of these is an anchor: such a tree may be without end and must not be walked."""
    return any(fault.message == ANCHOR for fault in faults)
