"""The page of the files that the build writes for other programs, from the dataclasses that write and read them."""

import dataclasses
import importlib
import json
import pkgutil
import re
from pathlib import Path
from types import ModuleType

import newsroom
from docs.reference.markdown import code, paragraphs, table

INTRODUCTION = """# Files for other programs

What the build writes as JSON for the desk, or for any other program: `newsroom/` has one module for each file, which both the writer and the reader use. This page is written from those modules.
A field that a reader does not know is passed over; `version` goes up when a field gets another meaning.
"""


def page(root: Path) -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    for module in _modules():
        name = module.__name__.rpartition(".")[2].removesuffix("_json")
        parts += [f"## {name}.json\n", paragraphs(module.__doc__) + "\n"]
        for kind in _dataclasses(module):
            parts += [f"### {kind.__name__}\n", paragraphs(kind.__doc__) + "\n", _fields(kind)]
    return "\n".join(parts)


def _modules() -> list[ModuleType]:
    """The modules of the core that write a JSON document."""
    modules = (importlib.import_module(found.name) for found in pkgutil.walk_packages(newsroom.__path__, "newsroom."))
    return [module for module in modules if hasattr(module, "to_json") and _dataclasses(module)]


def _dataclasses(module: ModuleType) -> list[type]:
    """The dataclasses that a module defines, the outermost first."""
    found = [
        kind
        for kind in vars(module).values()
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__
    ]
    return found[::-1]


def _fields(kind: type) -> str:
    rows = []
    for field in dataclasses.fields(kind):
        default = "" if field.default is dataclasses.MISSING else json.dumps(field.default, default=str)
        rows.append([code(field.name), code(field.type if isinstance(field.type, str) else _type(field.type)), code(default) or "–"])
    return table(["field", "type", "default"], rows)


def _type(kind: object) -> str:
    return kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else re.sub(r"\b(?:\w+\.)+(?=\w)", "", str(kind))
