"""The page of the desk: its commands with their options, and every environment variable that it reads."""

import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs.reference.markdown import code, codes, paragraphs, prose, sentence, table

INTRODUCTION = """# The desk: commands and environment

[For operators](../operators.md) explains how the desk is run; here is everything that it can be told. This page is written from the commands’ own parsers and from the code that reads the environment.
"""
ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+) \|", re.M)
READERS = {"str", "int", "bool", "float", "list", "db_url", "email_url", "json", "get", "getenv"}


def page(root: Path) -> str:
    """The whole page. Runs the desk in a process of its own, with a folder that is thrown away."""
    parts = [
        INTRODUCTION,
        "## Commands\n",
        "Start them with `python3 tasks.py desk NAME`, or as the script of the operators’ guide does.\n",
    ]
    for command in _commands(root):
        rows = ([codes(option["names"]), prose(sentence(option["help"])), code(option["default"]) or "–"] for option in command["options"])
        parts += [f"### {command['name']}\n", paragraphs(command["help"]) + "\n", table(["option", "what it does", "default"], rows)]
    explained = dict(ROW.findall((root / "docs" / "operators.md").read_text(encoding="utf-8")))
    rows = (
        [code(name), sentence(_moved(explained.get(name, "")) or prose(comment)), code(default) or "–", code(file)]
        for name, default, comment, file in _variables(root)
    )
    parts += ["## Environment variables\n", table(["variable", "what it is", "default", "read in"], rows)]
    return "\n".join(parts)


def _commands(root: Path) -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="desk-") as folder:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("DESK", "DJANGO", "DATABASE", "MAIL_", "EMAIL_"))
        }
        environment |= {"DESK_PREVIEW": "1", "DESK_DATA_DIR": folder}
        done = subprocess.run(
            [sys.executable, "-m", "docs.reference.desk_commands"],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    return json.loads(done.stdout)


def _variables(root: Path) -> list[tuple[str, str, str, str]]:
    """Name, default, comment and file of every variable that the desk reads, by name."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for file in sorted((root / "desk").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for call in _reads(ast.parse(text)):
            name = call.args[0].value
            default = ast.unparse(_default(call)) if _default(call) else ""
            found.setdefault(
                name,
                (
                    name,
                    default.strip("'") if len(default) < 60 else "computed",
                    _comment(text.splitlines(), call.lineno),
                    file.relative_to(root).as_posix(),
                ),
            )
    return [found[name] for name in sorted(found)]


def _moved(row: str) -> str:
    """Words of the operators' guide, with links into it leading there from here."""
    return row.replace("](#", "](../operators.md#")


def _default(call: ast.Call) -> ast.expr | None:
    given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "default")]
    value = given[0] if given else None
    return value.orelse if isinstance(value, ast.IfExp) else value  # “x if PREVIEW else y”


def _reads(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that read one environment variable by its name."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS and node.args):
            continue
        whose = ast.unparse(node.func.value)
        first = node.args[0]
        if (
            whose in ("env", "self", "os.environ", "os", "environ")
            and isinstance(first, ast.Constant)
            and re.fullmatch(r"[A-Z][A-Z_]+", str(first.value))
        ):
            yield node


def _comment(lines: list[str], number: int) -> str:
    """The comment right above a line."""
    above: list[str] = []
    while number >= 2 and lines[number - 2].strip().startswith("#"):
        number -= 1
        above.insert(0, lines[number - 1].strip("# "))
    return " ".join(above)
