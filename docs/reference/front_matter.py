"""The page of the front matter: every field of every kind of file, from the models that check it."""

import functools
import re
import types
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from docs.reference.markdown import code, codes, paragraphs, table
from newsroom.content_types import content_types
from newsroom.dates import PartialDate

_LEAD = re.compile(r"^(write it|write|use|give) ")  # the cure is an order: “write it like 2014-06-03”
LONGEST_EXAMPLE = 60
# Values that a field with a rule of its own refuses; its error message says what it takes instead.
REFUSED = ("???", "../?")
INTRODUCTION = """# Front matter

What may stand between the two lines `---` at the top of each kind of file in `content/`. This page is written from the models that check the files,
so a field that is not here is refused by `check`, with its line. [For editors](../editors.md) explains what each is for.
"""


def page(root: Path) -> str:
    """The whole page. The examples come from the files in `root`/content."""
    groups: dict[str, type[BaseModel]] = {}
    parts = [INTRODUCTION]
    for folder, model in ((folder, each.model) for folder, each in content_types().items()):
        parts += [f"## {folder}/\n", paragraphs(model.__doc__) + "\n", _fields(model, _examples(root / "content" / folder))]
        for group in _groups(model):
            groups.setdefault(group.__name__, group)
    parts.append("## Groups of fields\n\nFields that are written together, as a mapping: `credit: {name: Betty Tsang, via: Flickr}`.\n")
    for name, group in sorted(groups.items()):
        parts += [f"### {name}\n", paragraphs(group.__doc__) + "\n", _fields(group, {})]
    return "\n".join(parts)


def _fields(model: type[BaseModel], examples: dict[str, str]) -> str:
    rows = []
    for name, field in model.model_fields.items():
        word = field.alias or name
        row = [code(word), _takes(field), _default(field)]
        rows.append([*row, code(examples.get(word, ""))] if examples else row)
    return table(["field", "takes", "when left out", "for example"][: 4 if examples else 3], rows)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    default = field.get_default(call_default_factory=True)
    if isinstance(default, tuple):
        return codes(default) or "–"
    return code({True: "true", False: "false"}.get(default, default) if default not in (None, {}) else "") or "–"


def _takes(field: FieldInfo) -> str:
    annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return _words(annotation)


def _words(kind: Any) -> str:
    """What a value of this type is, in words."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return " or ".join(_words(each) for each in arguments if each is not types.NoneType)
    if origin is Annotated:
        return _annotated(kind)
    if origin is Literal:
        return "one of " + codes(arguments)
    if origin is tuple:
        return f"list of {_words(arguments[0])}"
    if origin is dict:
        return "mapping"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    simple = {str: "text", bool: "`true` or `false`", int: "whole number", date: "date", datetime: "date and time", PartialDate: "date"}
    return simple.get(kind, "text")


def _annotated(kind: Any) -> str:
    most = next((limit.max_length for limit in kind.__metadata__ if getattr(limit, "max_length", None)), None)
    if hasattr(kind, "__origin__"):
        for limit in kind.__metadata__:  # Field(max_length=…) holds the limits in a list of its own
            most = most or next((each.max_length for each in getattr(limit, "metadata", ()) if getattr(each, "max_length", None)), None)
    base = _words(kind.__origin__)
    if get_origin(kind.__origin__) is tuple:
        return base.replace("list of", f"list of up to {most}:" if most else "list of:", 1)
    rule = _rule(kind)
    limit = f"up to {most} characters" if most else ""
    return "; ".join(filter(None, [rule or base, limit]))


def _rule(kind: Any) -> str:
    """What a type that refuses some values asks for instead, in the words of its own error message."""
    for value in REFUSED:
        try:
            TypeAdapter(kind).validate_python(value)
        except ValidationError as error:
            first = error.errors()[0]
            if first["type"] == "value_error":
                return _LEAD.sub("", str(first["msg"]).partition("; ")[2])
    return ""


def _groups(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for field in model.model_fields.values():
        yield from _inside(field.annotation)


def _inside(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        yield from _groups(kind)
    for argument in get_args(kind):
        yield from _inside(argument)


@functools.cache
def _examples(folder: Path) -> dict[str, str]:
    """A value for each field that a file in `folder` has, the shortest that says something, as YAML on one line."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("*.md")):
        _, _, rest = file.read_text(encoding="utf-8").partition("---\n")
        values = yaml.safe_load(rest.partition("\n---\n")[0])
        for name, value in values.items() if isinstance(values, dict) else ():
            text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
            found.setdefault(name, []).append(text.removesuffix("\n").removesuffix("\n...").strip())
    shortest = {name: min(texts, key=lambda text: (len(text) < 3, len(text), text)) for name, texts in found.items()}
    return {name: text for name, text in shortest.items() if len(text) <= LONGEST_EXAMPLE}
