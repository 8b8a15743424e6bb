"""Front matter: YAML between `---` lines, checked against the model of its folder, every complaint with its line."""

import contextlib
import types
from functools import cached_property
from typing import Any, Union, get_args, get_origin

import yaml
from pelican.plugins.yaml_metadata.yaml_metadata import HEADER_RE
from pydantic import BaseModel, ValidationError

from plugins.reader.problems import Problem, did_you_mean, message_and_cure
from plugins.reader.source import UNPRINTABLE, UNPRINTABLE_CURE, Refused


def split(text: str) -> tuple[str, str, int]:
    """The YAML, the body, and the line number the body starts on. Raises Refused when there is no front matter."""
    found = HEADER_RE.fullmatch(text)
    if not found:
        raise Refused("has no front matter", "start the file with a line ---, then fields like “title: …”, then another line ---", 1)
    body = found["content"].removeprefix("\n")
    return found["metadata"], body, text[: len(text) - len(body)].count("\n") + 1


def first_line(text: str) -> int:
    """The line number, from 1, on which the YAML of `text` begins (blank lines may stand before the first ---)."""
    return text[: HEADER_RE.fullmatch(text).start("metadata")].count("\n") + 1


# libyaml reads five times as fast, where PyYAML was built with it; in Python it says better what is wrong.
_QUICK = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# It goes down one step in C for each of these, and nobody stops it from falling through the floor.
_STEPS = ("[", "{", "- ", "? ", ": ")
_MOST_STEPS = 500


def _composed(yaml_text: str) -> yaml.Node | None:
    """The tree. Raises yaml.YAMLError, and RecursionError when it is too deep."""
    if sum(map(yaml_text.count, _STEPS)) <= _MOST_STEPS:
        with contextlib.suppress(yaml.YAMLError):
            return yaml.compose(yaml_text, Loader=_QUICK)
    return yaml.compose(yaml_text, Loader=yaml.BaseLoader)


class Header:
    """The parsed YAML of one file: `values` (all scalars as text; empty ones left out) and the line of each key."""

    def __init__(self, yaml_text: str, first: int):
        """Raises Refused for what is no YAML, no mapping, has anchors, or names a key twice."""
        self._first = first
        self._text = yaml_text
        try:
            for event in yaml.parse(yaml_text, Loader=yaml.BaseLoader) if set(yaml_text) & {"&", "*"} else ():
                if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                    raise Refused("YAML anchors (& and *) are not used here", "write the value out", self._line(event))
            is_mapping = isinstance(self._node, yaml.MappingNode)
        except RecursionError:
            raise Refused("the front matter is nested too deeply", "remove the brackets that are too many", first) from None
        except yaml.MarkedYAMLError as error:
            raise Refused(
                f"the front matter is no YAML: {error.problem}",
                'put a value that holds a colon, a # or a quotation mark in quotes: title: "Networks: why?"',
                first + error.problem_mark.line if error.problem_mark else first,
            ) from None
        except yaml.YAMLError as error:
            raise Refused(f"the front matter is no YAML: {error}", "delete the character it names", first) from None
        if not is_mapping:
            raise Refused("the front matter holds no fields", "write one field a line, like “title: A fair advantage?”", first)
        self.values = self._value(self._node)

    def __getstate__(self):
        """Without the tree: it is large, and only wanted for the lines of what is wrong."""
        return {name: value for name, value in vars(self).items() if name != "_node"}

    @cached_property
    def _node(self) -> yaml.Node | None:
        return _composed(self._text)

    def _line(self, node: Any) -> int:
        return self._first + node.start_mark.line

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            mapping = {}
            for key, value in node.value:
                if key.value in mapping:
                    raise Refused("is given twice", "keep one of the two", self._line(key), key.value)
                mapping[key.value] = self._value(value)
            return {key: value for key, value in mapping.items() if value not in ("", None)}
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item) for item in node.value]
        if found := UNPRINTABLE.search(node.value):
            raise Refused(f"the character U+{ord(found[0]):04X} cannot be printed", UNPRINTABLE_CURE, self._line(node))
        return node.value

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


def check(model: type[BaseModel], header: Header, path: str) -> tuple[BaseModel | None, list[Problem]]:
    """The typed fields, or None and everything that is wrong with them."""
    try:
        return model.model_validate(header.values), []
    except ValidationError as error:
        return None, [_problem(model, header, path, detail) for detail in error.errors(include_url=False)]


def _problem(model: type[BaseModel], header: Header, path: str, detail: dict) -> Problem:
    place = detail["loc"]
    return Problem(path, header.line(place), field_name(place), *in_words(model, detail))


def field_name(place: tuple[str | int, ...]) -> str:
    """The keys that lead to a value, as an editor would say them: `image.alt`, and `authors` for the second of them."""
    return ".".join(step for step in place if isinstance(step, str))


def in_words(model: type[BaseModel], detail: dict) -> tuple[str, str]:
    """Message and cure for one of pydantic's errors (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    place, kind, found = detail["loc"], detail["type"], detail.get("input")
    if kind == "extra_forbidden":
        known = _fields(_model_at(model, place[:-1]))
        return "there is no such field", did_you_mean(str(place[-1]), known, f"Fields here: {', '.join(known)}.")
    if kind == "missing" and place[-1] == "authors":
        return "nobody wrote it", "name at least one file of content/contributors/, like authors: [kate-bagley]"
    if kind == "missing":
        alt = "describe what the picture shows, for people who cannot see it"
        return "is missing", alt if place[-1] == "alt" else f"add “{place[-1]}: …”"
    if kind == "literal_error" and place == ("consent",):
        return (
            f"is “{found}”, which does not allow publication",
            "only publish and publish-anonymously may be built; move any other submission out of content/",
        )
    if kind == "literal_error":
        choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"“{found}” is none of the allowed values", did_you_mean(str(found), choices, f"Allowed: {', '.join(choices)}.")
    return _explained(kind, detail, found)


def _explained(kind: str, detail: dict, found: Any) -> tuple[str, str]:
    if kind == "value_error":
        return message_and_cure(detail["ctx"]["error"])
    shape = {dict: "a group of fields", list: "a list"}.get(type(found), f"“{found}”")
    if kind == "model_type":
        return f"found {shape} where a group of fields belongs", "write its parts indented below it, or as {name: …}"
    if kind == "tuple_type":
        return f"found {shape} where a list belongs", "write it as [one, two]"
    if kind == "string_type":
        return f"found {shape} where words belong", "write plain words; put them in quotes if they hold : [ ] { or }"
    if kind == "string_too_long":
        return f"is {len(found)} characters long", f"at most {detail['ctx']['max_length']}"
    if kind == "bool_parsing":
        return f"found {shape} where true or false belongs", "write true or false"
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]} (found {shape})", ""


def _fields(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _model_at(model: type[BaseModel], place: tuple) -> type[BaseModel]:
    """The model that `place`, a path of keys and list positions, leads to from `model`."""
    for step in place:
        if isinstance(step, str):
            by_key = {info.alias or name: info for name, info in model.model_fields.items()}
            model = _inner_model(by_key[step].annotation) or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, tuple, list) or hasattr(annotation, "__metadata__"):
        return next((found for arg in get_args(annotation) if (found := _inner_model(arg))), None)
    return None
