"""A Pelican that does what a test tells it, at once."""

import json
from pathlib import Path

import pytest

from commands.pelican import Outcome
from newsroom.build_report import BuildReport
from newsroom.problems import Problem

MANIFEST = json.dumps({"version": 1, "url": "https://blog.participle.example", "targets": []})
PROBLEM = Problem("articles/x.md", 4, "authors", "no contributor “gosbert-chagla”", "did you mean “gosbert-chagula”?", "error")


class FakePelican:
    """Writes `files` into the output folder and ends as `succeeded`, `problems` and `log` say."""

    def __init__(self):
        self.files = {"index.html": "<body>new</body>", "site.json": MANIFEST}
        self.problems = []
        self.succeeded = True
        self.log = ""
        self.report = BuildReport()
        self.calls = []
        self.meanwhile = lambda: None
        self.can_draw = False
        self.drawn = []
        self.done = []

    def __call__(self, settings, output, notes, overrides=None, root=None) -> Outcome:
        self.calls.append((settings, overrides))
        for name, text in self.files.items():
            file = Path(output) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.meanwhile()
        return Outcome(self.succeeded, self.problems, self.log, self.report)

    def draw(self, paths) -> list[str]:
        """Pretends to draw pages of texts, if it was told that it can."""
        self.drawn += [sorted(paths)]
        return sorted(paths) if self.can_draw else []

    def show(self) -> None:
        self.done.append("show")

    def renew(self) -> None:
        self.done.append("renew")

    def close(self) -> None:
        self.done.append("close")


@pytest.fixture
def pelican() -> FakePelican:
    return FakePelican()


@pytest.fixture
def broken_pelican() -> FakePelican:
    """It refuses the content for one problem."""
    fake = FakePelican()
    fake.succeeded = False
    fake.problems = [PROBLEM]
    return fake


@pytest.fixture
def problem() -> Problem:
    return PROBLEM
