"""Whatever is edited, in whatever order, a build that remembers the builds before gives the bytes of one that knows nothing.

The edits are drawn by chance, the same at every run. RANDOM_EDITS=N in the environment asks for N times thirty others, new ones at every
run; what fails names a seed, and RANDOM_EDITS=1 RANDOM_EDITS_SEED=SEED repeats it.
"""

import os
import re
import secrets
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, seed, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from tests.site import edits, tinkering
from tests.site.conftest import Build, Project
from tests.site.edits import Desk, Edit

WANTED = int(os.environ.get("RANDOM_EDITS") or 0)
SEED = int(os.environ.get("RANDOM_EDITS_SEED") or 0)
SITES, STEPS = (WANTED, 30) if WANTED else (2, 12)
# What is edited: all of it is put back when an edit is taken back.
EDITED = (
    "content",
    "theme/templates",
    "theme/static/css",
    "theme/static/feed.css",
    "theme/static/favicon.svg",
    "plugins",
    "newsroom",
    "pelicanconf.py",
    "publishconf.py",
)
MOST_NAMED = 5


class Newsroom(RuleBasedStateMachine):
    """A copy of the site that is edited and built. Between two builds there are one, two or three edits."""

    def __init__(self, project, chance: int):
        """`project` makes copies; `chance` is the seed that a failure names."""
        super().__init__()
        self._project, self._chance, self._folder = project, chance, None

    @initialize(number=some.integers(0, 1000))
    def open(self, number):
        assume(number)  # the first that Hypothesis tries is always one edit over and over
        copy = self._project("edited")
        self._folder = copy.folder.parent
        self.desk = Desk(copy)
        remember_alone(copy)
        self.done: list[str] = []
        self.before: list[tuple[dict[str, bytes], int, str]] = []
        self.to_build, self.complete = True, True

    def edit(self, edit: Edit, choose, more: bool) -> None:
        """`more`: nothing is built until the next edit."""
        if self.complete:
            self.before.append((self._files(), self.desk.moment, self.desk.settings))
        try:
            self.done.append(edit(self.desk, choose))
        except IndexError:
            self.done.append(f"{edit.__name__} found nothing to edit")
        self.to_build, self.complete = True, not more

    @precondition(lambda self: self.before and self.complete)
    @rule()
    def take_back(self):
        """The edits before the last build: what was before them is found in the stores."""
        self._put_back()

    @invariant()
    def both_builds_are_the_same(self):
        if self.to_build and self.complete:
            self.to_build = False
            self.done.append("built")
            self.judge(*built_both_ways(self.desk))

    def judge(self, quick: Build, plain: Build) -> None:
        """Where no build can be, both say why, and the edits are taken back."""
        if faults := differences(quick, plain):
            raise AssertionError(
                "\n".join(
                    [
                        f"With the seed {self._chance}, after these edits",
                        *(f"  {line}" for line in self.done),
                        "the build that remembers differs:",
                        *faults,
                    ]
                )
            )
        if plain.code:
            self.done[-1] = "no build could be made"
            self._put_back()

    def _files(self) -> dict[str, bytes]:
        root = self.desk.project.folder
        found = (file for name in EDITED for file in ((root / name).rglob("*") if (root / name).is_dir() else [root / name]))
        return {file.relative_to(root).as_posix(): file.read_bytes() for file in found if file.is_file()}

    def _put_back(self) -> None:
        files, self.desk.moment, self.desk.settings = self.before.pop()
        now = self._files()
        for path in now.keys() - files.keys():
            (self.desk.project.folder / path).unlink()
        for path, data in files.items():
            if now.get(path) != data:
                self.desk.write(path, data)
        self.done.append("all since the build before is taken back")
        self.to_build = True

    def teardown(self):
        if self._folder:
            shutil.rmtree(self._folder)


def _rule(edit: Edit):
    @rule(choices=some.data(), more=some.sampled_from([False, False, True]))
    def do(self, choices, more):
        self.edit(edit, lambda options: options[choices.draw(some.sampled_from(range(len(options) or 1)))], more)

    do.__name__ = edit.__name__
    return do


for name, edit in (edits.EDITS | tinkering.EDITS).items():
    setattr(Newsroom, name, _rule(edit))


def remember_alone(copy: Project) -> None:
    """Give a copy stores of its own, and settings for builds that remember nothing. Shared with all is only what is drawn."""
    copy.own_cache("pictures", "cards")
    plain = copy.folder / "var" / "plain"
    plain.mkdir()
    for store in ("pictures", "cards"):
        (plain / store).symlink_to((copy.folder / "var" / "cache" / store).resolve())
    for name in ("publishconf", "pelicanconf"):
        without = 'CACHE_PATH = "var/plain"\nPLUGINS = [each for each in PLUGINS if each != "plugins.incremental"]\n'
        copy.write(f"plain_{name}.py", f"from {name} import *\n{without}")


def built_both_ways(desk: Desk) -> tuple[Build, Build]:
    """With all that is remembered, and from nothing."""
    shutil.rmtree(desk.project.folder / "var" / "plain" / "search", ignore_errors=True)
    with ThreadPoolExecutor(2) as pool:
        quick = pool.submit(desk.project.again, f"{desk.settings}.py", "quick", desk.moment)
        plain = pool.submit(desk.project.pelican, f"plain_{desk.settings}.py", "plain", desk.moment)
    return quick.result(), plain.result()


def differences(quick: Build, plain: Build) -> list[str]:
    """In lines: what was said when no site could be built, else files and folders, a few of them with the first bytes that differ."""
    if quick.code or plain.code:
        return (
            [] if quick.code and plain.code and complaint(quick) == complaint(plain) else [f"quick: {quick.said}", f"plain: {plain.said}"]
        )
    here, there = (everything(built.folder) for built in (quick, plain))
    wrong = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    return [f"{len(wrong)} files", *(_difference(name, here.get(name), there.get(name)) for name in wrong[:MOST_NAMED])] if wrong else []


def complaint(built: Build) -> str:
    """The problems that a failed build lists, or its last line."""
    problems = re.search(r"^\d+ problems? in .*", built.said, re.M | re.S)
    return problems[0] if problems else built.said.strip().splitlines()[-1].strip()


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file by its path, and every folder with a slash."""
    return {
        path.relative_to(folder).as_posix() + "/" * path.is_dir(): b"" if path.is_dir() else path.read_bytes() for path in folder.rglob("*")
    }


def _difference(name: str, quick: bytes | None, plain: bytes | None) -> str:
    if quick is None or plain is None:
        return f"  {name}: only in {'plain' if quick is None else 'quick'}"
    place = next(place for place, (one, other) in enumerate(zip_longest(quick, plain)) if one != other)
    near = slice(max(place - 40, 0), place + 40)
    return f"  {name} at {place}: quick {quick[near]!r}, plain {plain[near]!r}"


@pytest.mark.parametrize("number", range(SITES))
@pytest.mark.sample(1)
def test_no_edits_make_a_build_that_remembers_differ_from_one_from_nothing(project, number):
    chance = SEED or (secrets.randbelow(2**32) if WANTED else number)
    # Not shrunk: that would take hours, and what is said names the edits.
    run_state_machine_as_test(
        seed(chance)(lambda: Newsroom(project, chance)),
        settings=settings(
            max_examples=1,
            stateful_step_count=STEPS,
            derandomize=not WANTED,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
