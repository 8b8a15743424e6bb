"""Front matter: YAML between `---` lines, checked against the model of its folder, every complaint with its line."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from newsroom.problems import Problem, did_you_mean, message_and_cure
from plugins.reader.decode import InvalidContent
from plugins.reader.model_schema import field_names, find_parent_group, list_choices, model_at, suggest_group
from plugins.reader.yaml_checks import FAST, MAX_FAULTS, Fault, check_yaml, has_anchor
from plugins.reader.yaml_errors import NOT_VALID, explain_yaml_error

# As Pelican's yaml_metadata has it, and with spaces behind the hyphens, which nobody sees.
_FRONT_MATTER = re.compile(
    r"\s*^---[^\S\n]*$(?P<metadata>.+?)^(?:---|\.\.\.)[^\S\n]*$(?P<content>.*)",
    re.M | re.S,
)
# Fields of Jekyll and Hugo that say what “status” says here.
_STATUS = {
    "draft": "write “status: draft” for a draft; without it a text is published",
    "published": "write “status: draft”, or “status: hidden” for a text that has its page and stands on no list; without it a text is published",
}


def split_front_matter(text: str) -> tuple[str, str, int]:
    """The YAML, the body, and the line number the body starts on. Raises Refused when there is no front matter."""
    found = _FRONT_MATTER.fullmatch(text)
    if not found:
        raise _no_front_matter(text)
    body = found["content"].removeprefix("\n")
    return found["metadata"], body, text[: len(text) - len(body)].count("\n") + 1


def _no_front_matter(text: str) -> InvalidContent:
    lines = text.lstrip("\n").split("\n")
    first = text[: len(text) - len(text.lstrip("\n"))].count("\n") + 1
    if lines[0].rstrip() != "---":
        cure = "start the file with a line of three hyphens, ---, then fields like “title: …”, then another line ---"
        return InvalidContent("has no front matter", cure, 1)
    last = next((number for number, line in enumerate(lines[1:], 1) if not line.strip()), len(lines))
    return InvalidContent("the front matter is not closed", "add a line --- below its last field, before the text", first + last - 1)


def find_misplaced_fields(model: type[BaseModel], body: str, line: int) -> InvalidContent | None:
    """What is wrong when the body, from `line` on, begins with more fields and another line ---: the first one came too early."""
    head, found, _ = f"{body}\n".partition("\n---\n")
    lines = [each for each in head.split("\n") if each.strip() and not each.startswith((" ", "- ", "#"))]
    if found and lines and all(each.partition(":")[0] in field_names(model) and ":" in each for each in lines):
        cure = "take this line out, so that one line --- stands above all fields and one below"
        return InvalidContent(f"fields stand below the line that ends them: “{lines[0][:80]}”", cure, line - 1)
    return None


def yaml_start_line(text: str) -> int:
    """The line number, from 1, on which the YAML of `text` begins (blank lines may stand before the first ---)."""
    return text[: _FRONT_MATTER.fullmatch(text).start("metadata")].count("\n") + 1


# It goes down one step in C for each of these, and nobody stops it from falling through the floor.
_STEPS = ("[", "{", "- ", "? ", ": ")
_MOST_STEPS = 500


def _composed(yaml_text: str) -> yaml.Node | None:
    """The tree. Raises yaml.YAMLError, and RecursionError when it is too deep."""
    shallow = sum(map(yaml_text.count, _STEPS)) <= _MOST_STEPS
    return yaml.compose(yaml_text, Loader=FAST if shallow else yaml.BaseLoader)


class FrontMatter:
    """The parsed YAML of one file: `values` (all scalars as text) and the line of each key.

    `faults`: what YAML would drop, cut or change, and keys given twice; with any of them the values are not to be relied on, and
    are None when nothing can be made of the rest.
    """

    def __init__(self, yaml_text: str, first: int):
        """Raises Refused for what is not YAML or no mapping."""
        self._first = first
        self._text = yaml_text
        self.values: dict[str, Any] | None = None
        found, error = check_yaml(yaml_text)
        # A line break that was typed as a code is fine in some fields; which, only the model of the file knows.
        self.breaks = [self._fault(fault) for fault in found if fault.breaks]
        self.faults = [self._fault(fault) for fault in found if not fault.breaks]
        try:
            if error:
                raise error
            if not has_anchor(found) and not any(fault.syntax for fault in found):
                if not isinstance(self._node, yaml.MappingNode):
                    raise InvalidContent(
                        "the front matter holds no fields", "write one field a line, like “title: A fair advantage?”", first
                    )
                self.values = self._value(self._node)
        except RecursionError:
            raise InvalidContent("the front matter is nested too deeply", "remove the brackets that are too many", first) from None
        except yaml.YAMLError as wrong:
            if not self.faults:
                line, message, cure = explain_yaml_error(wrong, yaml_text)
                raise InvalidContent(message, cure, first + line, self._field_at(line)) from None

    def __getstate__(self):
        """Without the tree: it is large, and only wanted for the lines of what is wrong."""
        return {name: value for name, value in vars(self).items() if name != "_node"}

    @cached_property
    def _node(self) -> yaml.Node | None:
        return _composed(self._text)

    def _fault(self, fault: Fault) -> InvalidContent:
        message = f"{NOT_VALID}{fault.message}" if fault.syntax else fault.message
        line = self._text.count("\n", 0, fault.index)
        return InvalidContent(message, fault.cure, self._first + line, fault.field or self._field_at(line))

    def _field_at(self, line: int) -> str:
        """The field that begins on this line of the YAML, from 0, or above it."""
        for each in reversed(self._text.split("\n")[: line + 1]):
            if each and not each.startswith((" ", "\t", "- ", "#", "]", "}")):
                found = re.match(r"([A-Za-z_][\w-]*):", each)
                return found[1] if found else ""
        return ""

    def _line(self, node: Any) -> int:
        return self._first + self._text.count("\n", 0, node.start_mark.index)

    def _value(self, node: yaml.Node, path: tuple[str, ...] = ()) -> Any:
        if isinstance(node, yaml.MappingNode):
            mapping = {}
            for key, value in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else ""
                place = ".".join((*path, name))
                if not name:
                    self._note(key, ".".join(path), "a field has no name", "write “field: value”")
                elif name in mapping:
                    self._note(key, place, "is given twice", "keep one of the two")
                else:
                    mapping[name] = self._value(value, (*path, name))
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, path) for item in node.value]
        return node.value

    def _note(self, node: yaml.Node, field: str, message: str, cure: str) -> None:
        if len(self.faults) == MAX_FAULTS + 1:
            message, cure = "has more mistakes than are told at once", "mend those above; the rest is told then"
        if len(self.faults) <= MAX_FAULTS + 1:
            self.faults.append(InvalidContent(message, cure, self._line(node), field))

    def first_line_of(self, key: str) -> int:
        """The line on which the words of a field begin: below its key when they are a block."""
        for name, value in self._node.value:
            if name.value == key:
                if getattr(value, "style", None) not in ("|", ">"):
                    return self._line(value)
                below = self._text[value.start_mark.index : value.end_mark.index].partition("\n")[2]
                return self._line(value) + 1 + below[: len(below) - len(below.lstrip())].count("\n")
        return self._first

    def spans_lines(self, key: str) -> bool:
        """Whether the value of a field is one run of words over several lines."""
        for name, value in self._node.value:
            if name.value == key and isinstance(value, yaml.ScalarNode):
                return "\n" in self._text[value.start_mark.index : value.end_mark.index].strip()
        return False

    def line(self, place: tuple[str | int, ...]) -> int:
        """The line of the key or item that `place` leads to; of the nearest thing above it when it is missing."""
        node, line = self._node, self._first
        for step in place:
            if isinstance(node, yaml.MappingNode):
                pairs = [(key, value) for key, value in node.value if key.value == str(step)]
                if not pairs:
                    break
                line, node = self._line(pairs[0][0]), pairs[0][1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = self._line(node)
            else:
                break
        return line


def validate(model: type[BaseModel], front_matter: FrontMatter, path: str) -> tuple[BaseModel | None, list[Problem]]:
    """The typed fields, or None and everything that is wrong with them."""
    markdown = getattr(model, "MARKDOWN", ())
    faults = front_matter.faults + [each for each in front_matter.breaks if each.field not in markdown]
    fields, problems = None, sorted({fault.at(path) for fault in faults})
    if front_matter.values is None:
        return None, problems
    problems += _not_lists(model, front_matter, path)
    # What is said of a line already may be the reason for what is wrong with the field that stands there.
    told = {problem.line for problem in problems}
    try:
        fields = model.model_validate(front_matter.values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = [_problem(model, front_matter, path, detail) for detail in details[:MAX_FAULTS]]
        if len(details) > MAX_FAULTS:
            cure = "mend those above; the rest is told then"
            problems.append(Problem(path, 0, "", f"has {len(details):,} mistakes in its fields; the first {MAX_FAULTS} are told", cure))
        problems += [problem for problem in found if problem.line not in told]
    return (None if problems else fields), sorted(problems)


def _not_lists(model: type[BaseModel], front_matter: FrontMatter, path: str) -> Iterator[Problem]:
    """Lists that are written as a run of words over several lines, which YAML would join to one entry."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        if get_origin(info.annotation) is tuple and isinstance(front_matter.values.get(key), str) and front_matter.spans_lines(key):
            cure = f"begin each line with “- ”, or write {key}: [one, two]"
            yield Problem(path, front_matter.line((key,)), key, "is a list, and its lines would be joined to one entry", cure)


def _problem(model: type[BaseModel], front_matter: FrontMatter, path: str, detail: dict) -> Problem:
    place = detail["loc"]
    return Problem(path, front_matter.line(place), field_name(place), *describe_error(model, detail, front_matter.values))


def field_name(place: tuple[str | int, ...]) -> str:
    """The keys that lead to a value, as an editor would say them: `image.alt`, and `authors` for the second of them."""
    return ".".join(step for step in place if isinstance(step, str))


def describe_error(model: type[BaseModel], detail: dict, values: dict | None = None) -> tuple[str, str]:
    """Message and cure for one of pydantic's errors (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    place, kind, found = detail["loc"], detail["type"], detail.get("input")
    if kind == "extra_forbidden":
        if group := find_parent_group(model, values, place):
            cure = f"put two more spaces before {place[-1]}, so that it is indented below “{group}”"
            return f"stands beside “{group}”, and belongs below it", cure
        known = field_names(model_at(model, place[:-1]))
        if place[-1] in _STATUS and "status" in known and str(found).lower() in ("true", "false", "yes", "no"):
            return "there is no such field", _STATUS[place[-1]]
        return "there is no such field", did_you_mean(str(place[-1]), known, f"Fields here: {', '.join(known)}.")
    if kind == "missing" and place[-1] == "authors":
        return "nobody wrote it", "name at least one file of content/contributors/, like authors: [kate-bagley]"
    if kind == "missing":
        alt = "describe what the picture shows, for people who cannot see it"
        return "is missing", alt if place[-1] == "alt" else f"add “{place[-1]}: …”{list_choices(model, place)}"
    if kind == "model_type" and isinstance(found, str):
        return f"found “{found}” where a group of fields belongs", f"write {suggest_group(model, place, found)}"
    if kind == "literal_error" and place == ("consent",):
        return (
            f"is “{found}”, which does not allow publication",
            "only publish and publish-anonymously may be built; move any other submission out of content/",
        )
    if kind == "literal_error":
        choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"“{found}” is none of the allowed values", did_you_mean(str(found), choices, f"Allowed: {', '.join(choices)}.")
    return _explain_error(kind, detail, found)


def _explain_error(kind: str, detail: dict, found: Any) -> tuple[str, str]:
    if kind == "value_error":
        return message_and_cure(detail["ctx"]["error"])
    shape = {dict: "a group of fields", list: "a list"}.get(type(found), f"“{found}”")
    if kind == "model_type":
        return f"found {shape} where a group of fields belongs", "write its parts indented below it, or as {name: …}"
    if kind == "tuple_type":
        return f"found {shape} where a list belongs", "write it as [one, two]"
    if kind == "string_type":
        return f"found {shape} where words belong", "write plain words, in quotes if they hold a bracket, a brace or a colon"
    if kind == "too_long":
        return f"has {len(found):,} entries", f"keep those that matter most, {detail['ctx']['max_length']} are possible"
    if kind == "string_too_short":
        return "is empty", "write a word, or take the entry out"
    if kind == "string_too_long":
        return f"is {len(found)} characters long", f"at most {detail['ctx']['max_length']}"
    if kind == "bool_parsing":
        return f"found {shape} where true or false belongs", "write true or false"
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]} (found {shape})", ""
