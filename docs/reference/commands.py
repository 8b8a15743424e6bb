"""The page of the commands: every task of tasks.py with its options, as Invoke knows them."""

import importlib
from pathlib import Path

from invoke import Collection, Task

from docs.reference.markdown import code, codes, prose, sentence, table

INTRODUCTION = """# Commands

Start them in the folder of the project with `python3 tasks.py NAME`; the first start makes the environment in `.venv`. `python3 tasks.py NAME --help` says what stands here.
This page is written from `tasks.py`.
"""


def page(root: Path) -> str:
    """The whole page."""
    collection = Collection.from_module(importlib.import_module("tasks"))
    parts = [INTRODUCTION]
    for name in _in_order(root / "tasks.py", collection):
        task = collection[name]
        arguments = task.get_arguments()
        usage = " ".join(["python3 tasks.py", name, *(argument.name.upper() for argument in arguments if argument.positional)])
        rows = (
            [
                codes(_names(argument)),
                prose(sentence(argument.help or "")),
                code(argument.default) if argument.default not in ("", None, False) else "–",
            ]
            for argument in arguments
        )
        parts += [f"## {name}\n", f"```sh\n{usage}\n```\n", prose(task.__doc__) + "\n", table(["option", "what it does", "default"], rows)]
        if not arguments:
            parts.append(_without_options(task))
    return "\n".join(parts)


def _names(argument) -> list[str]:
    if argument.positional:
        return [argument.name.upper()]
    words = {str: " " + argument.name.upper(), int: " N"}.get(argument.kind, "")
    return [f"--{name}{words}" for name in argument.names if len(name) > 1]


def _without_options(task: Task) -> str:
    return "Its commands are on the page of [the desk](desk.md).\n" if task.name == "desk" else "It takes no options.\n"


def _in_order(file: Path, collection: Collection) -> list[str]:
    """The names of the tasks as they stand in the file."""
    text = file.read_text(encoding="utf-8")
    return sorted(collection.task_names, key=lambda name: text.index(f"\ndef {name.replace('-', '_')}("))
