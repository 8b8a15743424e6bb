"""Groups of fields as their models describe them: what may stand at a place, and how a value that stands elsewhere is put into one."""

import re
import types
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from plugins.reader.yaml_cures import quoted


def find_parent_group(model: type[BaseModel], values: Any, place: tuple) -> str:
    """The group without a value, beside the unknown field at `place`, that has a field of this name: its parts are not indented."""
    if values is None:
        return ""
    for step in place[:-1]:
        values = values[step]
    known = {info.alias or name: info for name, info in model_at(model, place[:-1]).model_fields.items()}
    groups = {name: inner_model(info.annotation) for name, info in known.items() if values.get(name, None) == ""}
    return next((name for name, group in groups.items() if group and place[-1] in field_names(group)), "")


def list_choices(model: type[BaseModel], place: tuple) -> str:
    """The values that the field at `place` may have, in words; "" when there is no list of them."""
    found = next(info for name, info in model_at(model, place[:-1]).model_fields.items() if (info.alias or name) == place[-1])
    if get_origin(found.annotation) is not Literal:
        return ""
    *first, last = get_args(found.annotation)
    return f" with {', '.join(first)} or {last}"


def suggest_group(model: type[BaseModel], place: tuple, found: str) -> str:
    """The group at `place` with the words `found` in the field that they are most likely meant for."""
    fields = {info.alias or name: info for name, info in model_at(model, place).model_fields.items()}
    needed = [name for name, info in fields.items() if info.is_required()]
    address = found.startswith(("http://", "https://"))
    own = next((name for name in ("url", "original") if address and name in fields), needed[0])
    parts = {name: "what the picture shows" if name == "alt" else "…" for name in needed}
    parts[own] = quoted(found) if re.search(r"[^\w./ -]|^[ -]| $", found) else found
    listed = f"{{{', '.join(f'{name}: {value}' for name, value in parts.items())}}}"
    return f"{place[-1]}: {listed}" if isinstance(place[-1], str) else listed


def field_names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def model_at(model: type[BaseModel], place: tuple) -> type[BaseModel]:
    """The model that `place`, a path of keys and list positions, leads to from `model`."""
    for step in place:
        if isinstance(step, str):
            by_key = {info.alias or name: info for name, info in model.model_fields.items()}
            model = inner_model(by_key[step].annotation) or model
    return model


def inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, tuple, list) or hasattr(annotation, "__metadata__"):
        return next((found for arg in get_args(annotation) if (found := inner_model(arg))), None)
    return None
