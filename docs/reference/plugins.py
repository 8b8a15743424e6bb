"""The page of the plugins: what each one is for, which settings it reads and what it puts on texts and into templates."""

import ast
import runpy
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docs.reference.markdown import codes, paragraphs, table

INTRODUCTION = """# Plugins

In the order of `PLUGINS` in `pelicanconf.py`. A plugin imports `newsroom/` and nothing else of ours: it meets the others on Pelican’s objects, by the attributes and names below. This page is written from the code of `plugins/`.
[Write a plugin](../how-to/plugin.md) shows how to begin.
"""
# What has a page of its own: attributes of these are what plugins give each other and the templates.
WITH_A_PAGE = {"article", "text", "content", "page", "thing", "contributor", "programme", "callout"}


@dataclass
class Uses:
    """What one plugin does to what it shares with others."""

    attributes: set[str] = field(default_factory=set)
    context: set[str] = field(default_factory=set)
    settings: set[str] = field(default_factory=set)
    signals: set[str] = field(default_factory=set)


def page(root: Path) -> str:
    """The whole page."""
    names = [name.rpartition(".")[2] for name in runpy.run_path(str(root / "pelicanconf.py"))["PLUGINS"] if name.startswith("plugins.")]
    parts = [INTRODUCTION]
    for name in names:
        trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted((root / "plugins" / name).rglob("*.py"))]
        introduction = ast.get_docstring(ast.parse((root / "plugins" / name / "__init__.py").read_text(encoding="utf-8")))
        uses = _uses(trees)
        rows = [
            ["signals of Pelican", codes(sorted(uses.signals))],
            ["settings that it reads", codes(sorted(uses.settings))],
            ["attributes that it sets", codes(sorted(uses.attributes))],
            ["names that it gives templates", codes(sorted(uses.context))],
        ]
        parts += [f"## {name}\n", paragraphs(introduction) + "\n", table(["", ""], (row for row in rows if row[1]))]
    return "\n".join(parts)


def _uses(trees: list[ast.Module]) -> Uses:
    uses = Uses()
    for tree in trees:
        for node in ast.walk(tree):
            _see(node, uses)
    return uses


def _see(node: ast.AST, uses: Uses) -> None:
    for target in _targets(node):
        if isinstance(target, ast.Attribute) and ast.unparse(target.value) in WITH_A_PAGE and not target.attr.startswith("_"):
            uses.attributes.add(target.attr)
        if isinstance(target, ast.Subscript) and ast.unparse(target.value).endswith("context") and isinstance(target.slice, ast.Constant):
            uses.context.add(str(target.slice.value))
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("settings") and isinstance(node.slice, ast.Constant):
        uses.settings.add(str(node.slice.value))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "get" and ast.unparse(node.func.value).endswith("settings") and isinstance(node.args[0], ast.Constant):
            uses.settings.add(str(node.args[0].value))
        if node.func.attr == "connect":
            uses.signals.add(_signal(node.func.value))


def _targets(node: ast.AST) -> Iterator[ast.expr]:
    for target in node.targets if isinstance(node, ast.Assign) else ():
        yield from target.elts if isinstance(target, ast.Tuple) else [target]


def _signal(signal: ast.expr) -> str:
    if isinstance(signal, ast.Call) and signal.args and isinstance(signal.args[0], ast.Constant):
        return str(signal.args[0].value)
    return ast.unparse(signal).rpartition(".")[2]
