"""A problem in the content: which file, which line, which field, what was found, and the cure."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from pathlib import Path

from newsroom.hidden_characters import shown_by_code


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one file. `line` counts from 1; 0 means the file as a whole. `severity`: error or warning."""

    path: str
    line: int
    field: str
    message: str
    cure: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        place = f"content/{self.path}:{self.line}" if self.line else f"content/{self.path}"
        field = f" {self.field}:" if self.field else ""
        first = f"{place}:{field} {self.message}"
        return shown_by_code(first + "".join(f"\n  {line}" for line in self.cure.splitlines()))


class ContentError(SystemExit):
    """The content has problems that stop the build. All of them are in the message, and in `problems`.

    A SystemExit, because Pelican prints a traceback for everything else, and this is the editor's business, not ours.
    """

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems)
        number = len(self.problems)
        files = len({problem.path for problem in self.problems})
        head = f"{number} problem{'s'[: number != 1]} in {files} file{'s'[: files != 1]} of content/"
        super().__init__("\n".join([head, *map(str, self.problems)]))


def did_you_mean(found: str, known: Iterable[str], otherwise: str = "") -> str:
    """The cure for a misspelt name: the nearest of `known`, whatever its capitals and hyphens, else `otherwise`."""
    by_letters = {"_".join(re.split(r"[\s_-]+", name.casefold())): name for name in known}
    near = get_close_matches("_".join(re.split(r"[\s_-]+", found.strip().casefold())), list(by_letters), n=1, cutoff=0.6)
    hint = f"did you mean “{by_letters[near[0]]}”?" if near else ""
    return " ".join(part for part in (hint, otherwise) if part)


def message_and_cure(error: Exception) -> tuple[str, str]:
    """The two parts of an error that says “message; cure”. The message may quote an editor, semicolons and all; a cure has none."""
    message, _, cure = str(error).rpartition("; ")
    return (message, cure) if message else (cure, "")


def write_problems(problems: Iterable[Problem], path: str) -> None:
    """Write them as a JSON list for the commands that show them to a person."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(p) for p in sorted(problems)], ensure_ascii=False, indent=1), encoding="utf-8")
