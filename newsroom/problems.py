"""Problems in the content, as the build finds them and the commands show them; and the wording of messages: hints and counts."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path

from newsroom.hidden_characters import escape_hidden


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file of content/. `line` counts from 1, 0 means the whole file; `severity` is “error” or “warning”."""

    path: str
    line: int
    field: str
    message: str
    cure: str = ""
    severity: str = "error"

    @property
    def location(self) -> str:
        """File and line in the form that editors and terminals open: content/articles/x.md:4"""
        return f"content/{self.path}:{self.line}" if self.line else f"content/{self.path}"

    def __str__(self) -> str:
        field = f" {self.field}:" if self.field else ""
        warning = " (warning)" if self.severity == "warning" else ""
        return escape_hidden(with_cure(f"{self.location}:{field} {self.message}{warning}", self.cure))


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


def format_problems(problems: list[Problem]) -> str:
    """List the problems as plain text, errors first, with a last line that counts them; "" without problems."""
    if not problems:
        return ""
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    return "\n".join([*map(str, ordered), "", count_problems(problems)])


def count_problems(problems: list[Problem]) -> str:
    """Sum up the problems: “2 errors and 1 warning in 2 files”."""
    errors = len(errors_in(problems))
    counts = [pluralize(number, noun) for number, noun in ((errors, "error"), (len(problems) - errors, "warning")) if number]
    return f"{' and '.join(counts)} in {pluralize(len({problem.path for problem in problems}), 'file')}"


def write_problems(problems: Iterable[Problem], file: Path) -> None:
    """Write the problems to `file`, as JSON that `read_problems` reads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(problem) for problem in sorted(problems)], ensure_ascii=False, indent=1), encoding="utf-8")


def read_problems(file: Path) -> list[Problem]:
    """Read the problems from `file`; none when there is no such file, as after a build that broke off early."""
    if not file.exists():
        return []
    return [Problem(**entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def with_cure(message: str, cure: str) -> str:
    """Return the message with its cure below it, each line indented."""
    return "\n  ".join([message, *cure.splitlines()])


def message_and_cure(error: Exception) -> tuple[str, str]:
    """Split the text of an error that reads “message; cure”. The message may quote an editor, semicolons included; a cure has none."""
    message, _, cure = str(error).rpartition("; ")
    return (message, cure) if message else (cure, "")


def did_you_mean(found: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint “did you mean “callouts”?” for a misspelt name, followed by `otherwise`; `otherwise` alone if nothing is similar."""
    nearest = closest_match(found, known)
    hint = f"did you mean “{nearest}”?" if nearest else ""
    return " ".join(part for part in (hint, otherwise) if part)


def closest_match(found: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the most similar of the `known` names, ignoring case, spaces, hyphens and underscores; "" if none is similar enough."""
    by_normal_form = {_normalized(name): name for name in known}
    return next((by_normal_form[near] for near in get_close_matches(_normalized(found), by_normal_form, n=1, cutoff=cutoff)), "")


def pluralize(number: int, noun: str) -> str:
    """Return the number with its noun: “1 error”, “2 errors”, “1,000 errors”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _normalized(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())
