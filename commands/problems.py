"""The problems that a build found in the content, as the reader wrote them into its problems file."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one file of content/. `line` 0 means the file as a whole; `severity` is error or warning."""

    path: str
    line: int
    field: str
    message: str
    cure: str
    severity: str

    @property
    def place(self) -> str:
        """Where it is, in the form that editors and terminals can follow: content/articles/x.md:4"""
        return f"content/{self.path}:{self.line}" if self.line else f"content/{self.path}"

    def __str__(self) -> str:
        field = f" {self.field}:" if self.field else ""
        warning = " (warning)" if self.severity == "warning" else ""
        cure = "".join(f"\n  {line}" for line in self.cure.splitlines())
        return shown_by_code(f"{self.place}:{field} {self.message}{warning}{cure}")


def shown_by_code(text: str) -> str:
    """The text with the code points of its control and hidden characters in their stead: none may command a terminal or turn words around.

    Line breaks and tabs stay, and the joiners that scripts and emoji need, U+200C and U+200D.
    """
    kept = "\n\t\u200c\u200d"
    return "".join(f"U+{ord(one):04X}" if one not in kept and unicodedata.category(one) in {"Cc", "Cf"} else one for one in text)


def read_problems(file: Path) -> list[Problem]:
    """What the problems file lists; nothing if a build broke before it could write one."""
    if not file.exists():
        return []
    return [Problem(**entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def errors(problems: list[Problem]) -> list[Problem]:
    """Those that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


def listing(problems: list[Problem]) -> str:
    """All of them as plain text, errors first, and a last line that counts them; "" if there are none."""
    if not problems:
        return ""
    found = errors(problems)
    ordered = found + [problem for problem in problems if problem.severity != "error"]
    return "\n".join([*map(str, ordered), "", count(problems)])


def count(problems: list[Problem]) -> str:
    """“2 errors and 1 warning in 2 files”"""
    wrong = len(errors(problems))
    doubtful = len(problems) - wrong
    parts = [several(number, noun) for number, noun in ((wrong, "error"), (doubtful, "warning")) if number]
    return " and ".join(parts) + " in " + several(len({problem.path for problem in problems}), "file")


def several(number: int, noun: str) -> str:
    """“1 error”, “2 errors”, “1,000 errors”"""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
