"""The page of the templates: what each of them is given and reads, and the filters that they may use."""

import inspect
import runpy
from collections import defaultdict
from pathlib import Path

from jinja2 import Environment, meta, nodes

from docs.reference.markdown import code, codes, prose, table

INTRODUCTION = """# Templates

The theme is `theme/templates/`, in [Jinja](https://jinja.palletsprojects.com/en/stable/templates/). Text is escaped by itself. This page is written from the templates: it lists all that they read, so that whoever writes another theme knows what there is.
[Change the look](../how-to/look.md) and [add a template](../how-to/template.md) show how to begin.
"""
LOOP_NAMES = {"loop", "caller", "self", "varargs", "kwargs"}


def page(root: Path) -> str:
    """The whole page."""
    folder = root / "theme" / "templates"
    environment = Environment(trim_blocks=True, lstrip_blocks=True)
    trees = {
        file.relative_to(folder).as_posix(): environment.parse(file.read_text(encoding="utf-8"))
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".html", ".txt")
    }
    for tree in trees.values():  # what a filter does does not matter here, only that Jinja knows its name
        environment.filters |= {each.name: str for each in tree.find_all(nodes.Filter) if each.name not in environment.filters}
    pages = {name: tree for name, tree in trees.items() if not name.startswith("mail/")}
    return "\n".join(
        [
            INTRODUCTION,
            "## What can be read of what\n",
            "Every attribute that a template reads, by the name it is read of.\n",
            table(["name", "attributes"], ((code(name), codes(sorted(read))) for name, read in sorted(_attributes(pages).items()))),
            "## Filters of our own\n",
            table(["filter", "what it does"], _filters(root)),
            "## Templates of pages\n",
            "`extends` and `includes` say which other templates one uses; *reads* lists the names that have to be there when it is rendered.\n",
            _templates(pages),
            "## Templates of mails\n",
            _templates({name: tree for name, tree in trees.items() if name.startswith("mail/")}),
        ]
    )


def _templates(trees: dict[str, nodes.Template]) -> str:
    rows = []
    for name, tree in trees.items():
        uses = sorted(filter(None, meta.find_referenced_templates(tree)))
        macros = [macro.name for macro in tree.find_all(nodes.Macro)]
        rows.append([code(name), codes(sorted(meta.find_undeclared_variables(tree))) or "–", codes(uses) or "–", codes(macros) or "–"])
    return table(["template", "reads", "extends, includes, imports", "macros"], rows)


def _attributes(trees: dict[str, nodes.Template]) -> dict[str, set[str]]:
    """The attributes that are read of each plain name, in all templates together."""
    found: dict[str, set[str]] = defaultdict(set)
    for tree in trees.values():
        imported = {imported.target for imported in tree.find_all(nodes.Import)}
        called = [id(call.node) for call in tree.find_all(nodes.Call)]  # methods, such as `list.append`
        for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
            attribute = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
            if (
                id(node) not in called
                and isinstance(node.node, nodes.Name)
                and isinstance(attribute, str)
                and node.node.name not in LOOP_NAMES | imported
            ):
                found[node.node.name].add(attribute)
    return found


def _filters(root: Path) -> list[list[str]]:
    filters = runpy.run_path(str(root / "pelicanconf.py"))["JINJA_FILTERS"]
    return [[code(name), prose(inspect.getdoc(function))] for name, function in sorted(filters.items())]
