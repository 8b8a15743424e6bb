"""The options of `///` blocks, which are YAML, read by the rules of front matter."""

import textwrap
from collections.abc import Callable
from typing import Any

from newsroom.content_models import Image
from newsroom.problems import Problem
from plugins.reader.decode import InvalidContent
from plugins.reader.front_matter import FrontMatter, validate

_MODELS = {"figure": Image}


def read_options(block: str, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """The options of a block of that name, all scalars as text, and what is wrong with them.

    The lines of problems count from the block's own, 0; the problems have no path.
    """
    try:
        front_matter = FrontMatter("\n" + textwrap.dedent(text), 0)
        if block in _MODELS:
            problems = validate(_MODELS[block], front_matter, "")[1]
        else:
            problems = [fault.at("") for fault in front_matter.faults + front_matter.breaks]
    except InvalidContent as error:
        front_matter, problems = None, [error.at("")]
    values = front_matter.values if front_matter and front_matter.values else {}
    return values, [_of_block(problem, block) for problem in problems]


def _of_block(problem: Problem, block: str) -> Problem:
    message = problem.message.replace("the front matter", "the block")
    field = ".".join(filter(None, (f"/// {block}", problem.field))).replace(".", " ", 1)
    return Problem(problem.path, problem.line, field, message, problem.cure)


def split_strictly(manager: Any, split_header: Callable, line_of: Callable[[str], int]) -> Callable:
    """pymdownx's `split_header`, with the options read by our rules. `line_of` tells the line of the text that holds given words.

    What it returns raises Refused. The name of the block is not known there.
    """

    def split(block: str, length: int) -> tuple[dict[str, Any] | None, str]:
        options, rest = split_header(block, length)
        found = manager.yaml_line.match(block)
        if not found or not found[0].strip():
            return options, rest
        options, problems = read_options("", found[0])
        if problems:
            first = problems[0]
            words = found[0].split("\n")[max(first.line - 1, 0)].strip()
            raise InvalidContent(first.message, first.cure, line_of(words), first.field.removeprefix("/// ") or "///")
        return options, rest

    return split
