"""Runs Pelican, as a process of its own, and says how it went."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from commands.environment import ROOT
from commands.progress import Progress
from newsroom.problems import Problem, errors_in, format_problems, pluralize, read_problems

LAST_LINES = 25
# What plugins.incremental says when all is written.
DRAWN = re.compile(r"^Pages: (\d+) texts read, (\d+) drawn, (\d+) as before$", re.M)
# And of what it could not make use of, each of its processes by itself.
DOUBT = re.compile(r"^Doubt: (.+)$", re.M)
# Pelican, without clearing up what it had in memory: of ten thousand posts that takes seconds, and the process ends anyway.
PELICAN = "import os, pelican, sys; pelican.main(); sys.stdout.flush(); sys.stderr.flush(); os._exit(0)"
OUR_FILE = re.compile(r'File "((?:content|theme|plugins|newsroom)[/\\][^"]+|\w+conf\.py)", line (\d+)')


@dataclass(frozen=True)
class Outcome:
    """How one run of Pelican ended: whether the site is whole, what the content has wrong, and what Pelican said."""

    succeeded: bool
    problems: list[Problem]
    log: str

    def report(self) -> str:
        """What a person should read about it: the problems, or if it broke for another reason, Pelican’s last lines."""
        if self.succeeded or errors_in(self.problems):
            return format_problems(self.problems)
        broke = f"Pelican could not finish. The last it said:\n\n{self.last_words}\n\n{self.cause}"
        return "\n\n".join(part for part in (format_problems(self.problems), broke) if part)

    @property
    def speechless(self) -> bool:
        """Whether it failed without a word of why: then it was ended from outside."""
        return not (self.succeeded or self.problems or self.log)

    @property
    def last_words(self) -> str:
        """The end of what Pelican printed."""
        return "\n".join(self.log.strip().splitlines()[-LAST_LINES:]) or "(nothing: was it ended from outside?)"

    @property
    def cause(self) -> str:
        """The innermost line of this project that the last words name, and what went wrong there, on one line."""
        said = [line for line in self.last_words.splitlines() if line and not line[0].isspace()]
        places = OUR_FILE.findall(self.last_words)
        return ": ".join([*(["{}:{}".format(*places[-1])] if places else []), *said[-1:]])


def run_pelican(settings: str, output: Path, notes: Path, overrides: dict | None = None, root: Path = ROOT) -> Outcome:
    """Build the content of `root` into `output` with a settings file such as publishconf.py, and wait for it.

    `notes` is where the reader may leave its problems file. Any error stops the run.
    """
    notes.unlink(missing_ok=True)
    with started(["-c", PELICAN, *arguments(settings, output, notes, overrides)], root, subprocess.DEVNULL) as running:
        said, _ = listened(running)
    return outcome(running.returncode, notes, said, root)


def arguments(settings: str, output: Path, notes: Path, overrides: dict | None = None) -> list[str]:
    """What Pelican is told behind its name."""
    given = {"PROBLEMS_FILE": str(notes), **(overrides or {})}
    command = ["content", "-s", settings, "-o", str(output), "--fatal", "errors", "--log-handler", "plain"]
    return [*command, "-e", *(f"{k}={json.dumps(v)}" for k, v in given.items())]


def started(program: list[str], root: Path, stdin: int) -> subprocess.Popen:
    """Python, running `program` in `root`. What the machine thinks of time zones and languages is shut out, so that the same
    content gives the same bytes everywhere.
    """
    return subprocess.Popen(
        [sys.executable, *program],
        cwd=root,
        env=os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "120"},
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def listened(running: subprocess.Popen, until: str = "\0") -> tuple[str, bool]:
    """What it says to its end, or to a line that begins with `until`; and whether it came to such a line. Shows how far it is."""
    progress, said = Progress(), []
    try:
        for line in running.stdout:
            if line.startswith(until):
                return "".join(said), True
            if not progress.shows(line):
                said.append(line)
    finally:
        progress.end()
    return "".join(said), False


def outcome(code: int, notes: Path, said: str, root: Path) -> Outcome:
    """How a run went that ended with `code`."""
    # Short paths, as a person at work in the project names them.
    return Outcome(code == 0, read_problems(notes), said.replace(f"{root}{os.sep}", ""))


def drawn(log: str) -> str:
    """“ (1 text read, 4 files drawn, 153 as before)”, as a run has said; "" when it drew all, or said nothing of it."""
    found = DRAWN.search(log)
    if not found or found[3] == "0":
        return ""
    return f" ({pluralize(int(found[1]), 'text')} read, {pluralize(int(found[2]), 'file')} drawn, {int(found[3]):,} as before)"


def doubts(log: str) -> list[str]:
    """What a run has said of stores that it could not make use of, a line each."""
    return [f"Note: {each}" for each in dict.fromkeys(DOUBT.findall(log))]
