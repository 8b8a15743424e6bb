"""A YAML syntax error in the words of an editor: where it began, what was found, and the cure."""

import re

import yaml

from plugins.reader.yaml_cures import TAB, in_straight_quotes, missing_space, shorten, unclosed_bracket
from plugins.reader.yaml_flow import entries_in_quotes

NOT_VALID = "the front matter is not valid YAML: "
_FIELD = re.compile(r"\s*(?:- )?(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_NO_SPACE = re.compile(r"\s*(?:- )?(?P<key>[A-Za-z][\w-]*)[:：]\s*(?P<value>.*)")
_JOINED = re.compile(r"\s*(?:- )?[A-Za-z][\w-]*[:：](?!//)\S")
_QUOTED = re.compile(r"""\"[^\"]*\"|(?<!\w)'[^']*'""")
_IN_QUOTES = "put the value in quotes"
# What the scanner was at when it met a value that begins with a sign of YAML.
_STARTS = tuple(
    f"while {what}"
    for what in (
        "scanning an anchor",
        "scanning an alias",
        "scanning a tag",
        "parsing a tag",
        "scanning a directive",
        "scanning a %YAML directive",
        "scanning a block scalar",
    )
)


def explain_yaml_error(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """The line of `text`, from 0, that is to blame, and message and cure."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, f"{NOT_VALID}{str(error).splitlines()[0]}", "delete the character it names"
    lines = text.split("\n")
    line, message, cure = _explain(error, text, lines)
    return min(line, len(lines) - 1), NOT_VALID + message, cure


def suggest_quoting(line: str, in_brackets: bool = False) -> str:
    """How the value on a line is written in quotes; `in_brackets`: it goes on from a bracket on a line above."""
    if in_flow := entries_in_quotes(line, in_brackets):
        return f"put what needs it in quotes: {in_flow.strip()}"
    if in_brackets:
        return _IN_QUOTES
    found = _FIELD.fullmatch(line.rstrip())
    if not found or not found["value"] or len(line) > 160:
        return _IN_QUOTES
    value = found["value"]
    if value[0] in "\"'" and (value.count(value[0]) > 1 or value[0] == "'"):
        return f"put all of the value in quotes of the other kind: {found['key']}: {_other(value)}"
    curly = "curly quotes do not count, use straight ones: " if value[0] in "“„«" else ""
    return f"{curly or _IN_QUOTES + ': '}{found['key']}: {in_straight_quotes(value)}"


def _other(value: str) -> str:
    if value[0] == '"':
        return "'" + value.replace("'", "''") + "'"
    inner = value[1:-1] if len(value) > 1 and value.endswith("'") else value
    return '"' + inner.replace('"', '\\"') + '"'


def _explain(error: yaml.MarkedYAMLError, text: str, lines: list[str]) -> tuple[int, str, str]:
    """As libyaml puts it, and PyYAML's own scanner where it has other words."""
    context, problem = error.context or "", error.problem or ""
    at = error.problem_mark.index if error.problem_mark else 0
    start = error.context_mark.index if error.context_mark else at
    # Not the marks' own lines: they count some invisible characters as ends of lines.
    began, found = text.count("\n", 0, start), text.count("\n", 0, at)
    here = lines[min(found, len(lines) - 1)]
    inside = _in_flow(text, lines, found)
    if "quoted scalar" in context:
        if "escape" in problem:
            return found, "a backslash between double quotes begins a code", "write it twice, or put the value in single quotes"
        cure = f"end the value with {text[start]}; an apostrophe at the beginning of a value needs double quotes around all of it"
        return began, f"the quotation mark {text[start]} that begins the value is not closed", cure
    if "could not find expected ':'" in problem:
        return began, *_no_colon(lines[began])
    if "tab character" in problem or "\t" in here[: len(here) - len(here.lstrip())]:
        return found, *TAB
    if "cannot start any token" in problem:
        return found, f"a value may not begin with {text[at]}", suggest_quoting(here, inside)
    if context.startswith(_STARTS):
        return found, f"a value may not begin with {text[start]} like this", suggest_quoting(lines[began], _in_flow(text, lines, began))
    if "mapping values are not allowed" in problem:
        return _second_colon(lines, found)
    if "sequence entries are not allowed" in problem:
        cure = f"the items of a list stand on lines of their own below the key; for words, {suggest_quoting(here, inside)}"
        return found, "a value may not begin with “- ”", cure
    if "mapping keys are not allowed" in problem:
        return found, "a value may not begin with “? ”", suggest_quoting(here, inside)
    if "flow" in context:
        return _in_brackets(text, start, at, context)
    if "single document" in context or "document start" in problem:
        first = next((line for line in lines if line.strip()), "")
        if _indent(first) > _indent(here):
            return found, "this field does not begin at the same column as the first one", "begin each field at the same column"
        return found, "a second document begins here", "a line of only --- ends the fields; there is no other among them"
    if "alias" in problem:
        return found, "a value may not begin with *", suggest_quoting(here, inside)
    return found, *_out_of_place(here, problem)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _in_flow(text: str, lines: list[str], number: int) -> bool:
    """Whether a bracket that was opened above a line is open at its beginning."""
    first = max((place for place in range(number) if lines[place][:1].strip()), default=0)
    above = _QUOTED.sub("", "\n".join(lines[first:number]))
    return sum(map(above.count, "[{")) > sum(map(above.count, "]}"))


def _no_colon(line: str) -> tuple[str, str]:
    words = shorten(line)
    if (near := _NO_SPACE.match(line)) and near["value"]:
        return missing_space(line)
    return (
        f"“{words}” is no field, and belongs to none",
        "write “field: value”, or indent the line if it belongs to the field above; where the text begins, put a line --- above it",
    )


def _second_colon(lines: list[str], number: int) -> tuple[int, str, str]:
    line, first = lines[number], number
    # Without its space a colon is a part of a word, which goes on in the line below.
    for place in range(number - 1, -1, -1):
        if _JOINED.match(lines[place]):
            first = place
        elif lines[place].strip():
            break
    if first < number:
        return first, *missing_space(lines[first])
    above = next((each for each in reversed(lines[:number]) if each.strip()), "")
    indent = len(line) - len(line.lstrip())
    if indent and (field := _FIELD.fullmatch(above.rstrip())) and field["value"] and line.count(": ") + line.rstrip().endswith(":") == 1:
        return (
            number,
            "a field is indented below a value",
            "begin the line where the field above begins, or put a value that holds a colon in quotes",
        )
    return number, "a value that is not in quotes holds a colon and a space", suggest_quoting(line)


def _in_brackets(text: str, start: int, at: int, context: str) -> tuple[int, str, str]:
    found = text.count("\n", 0, at)
    if not text[at:].strip() and "node" in context:
        start = max(text.rfind("[", 0, at), text.rfind("{", 0, at))
    began, opening, sign = text.count("\n", 0, start), text[start], text[at : at + 1]
    if "node" in context and sign == ",":
        return found, "two commas follow each other", "take one out, or write what belongs between them"
    if opening in ("[", "{") and (found > began or not text[at:].strip()):
        return began, *unclosed_bracket(opening, "]" if opening == "[" else "}")
    whole = entries_in_quotes(text.split("\n")[found]) if found == began else None
    cure = f", or put what needs it in quotes: {whole.strip()}" if whole else ""
    if sign == ":":
        cure = f"put a comma before the next field{cure}" if cure else "put that value in quotes, or a comma before the next field"
        return found, "a value between brackets holds a colon and a space", cure
    if sign in ("]", "}"):
        cure = cure.removeprefix(", or ") or "put a value that holds a bracket in quotes"
        return found, f"the bracket {sign} stands where another one, or a value, belongs", cure
    cure = f"put a comma between two values{cure}" if cure else "put the whole value in quotes, or a comma between two"
    return found, "there are words after the end of a value between brackets", cure


def _out_of_place(here: str, problem: str) -> tuple[str, str]:
    if here.lstrip().startswith(":"):
        return "a field has no name", "write “field: value”"
    field = _FIELD.fullmatch(here.rstrip())
    if field and field["value"][:1] in ("'", '"', "[", "{", "“"):
        if field["value"][0] in "[{":
            return f"there are words after the closing bracket of “{shorten(here)}”", suggest_quoting(here)
        return f"there are words after the closing quotation mark of “{shorten(here)}”", suggest_quoting(here)
    if field and field["value"][:1] in (",", "]", "}"):
        return f"a value may not begin with {field['value'][0]}", suggest_quoting(here)
    if here.strip():
        return f"“{shorten(here)}” is indented in a way that belongs to no field above", "begin it where its neighbours begin"
    return problem, "write one field a line, like “title: A fair advantage?”"
