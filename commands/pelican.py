"""Runs Pelican as a process of its own, and tells how it ended."""

import json
import os
import re
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from commands.environment import ROOT
from commands.progress import ProgressDisplay
from newsroom.build_messages import CacheWarning, Message, Progress, decode
from newsroom.build_report import BuildReport
from newsroom.problems import Problem, errors_in, format_problems, read_problems

LAST_LINES = 25
# How long the log of an ended process is waited for: a program that it left behind may hold it open.
LAST_SECONDS = 2
# Pelican, without clearing up what it had in memory: of ten thousand posts that takes seconds, and the process ends anyway.
PELICAN = (
    "import os, sys; from newsroom.build_messages import open_channel; open_channel(); "
    "import pelican; pelican.main(); sys.stdout.flush(); sys.stderr.flush(); os._exit(0)"
)
OUR_FILE = re.compile(r'File "((?:content|theme|plugins|newsroom)[/\\][^"]+|\w+conf\.py)", line (\d+)')


@dataclass(frozen=True)
class Outcome:
    """How one run of Pelican ended: whether the site is whole, what is wrong with the content, what Pelican printed, and the report of the build."""

    succeeded: bool
    problems: list[Problem]
    log: str
    build_report: BuildReport = BuildReport()

    def report(self) -> str:
        """What a person should read about it: the problems, or if it broke for another reason, Pelican’s last lines."""
        if self.succeeded or errors_in(self.problems):
            return format_problems(self.problems)
        broke = f"Pelican could not finish. The last it said:\n\n{self.last_words}\n\n{self.cause}"
        return "\n\n".join(part for part in (format_problems(self.problems), broke) if part)

    def as_json(self) -> dict[str, Any]:
        """What a program should read about it; see `--json`."""
        error = "" if self.succeeded or errors_in(self.problems) else self.cause
        return {"error": error, "problems": [asdict(problem) for problem in self.problems], **json.loads(self.build_report.to_json())}

    @property
    def was_killed(self) -> bool:
        """Whether it failed and printed nothing."""
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


class PelicanProcess:
    """A Python process that runs Pelican in `root`: its messages arrive on stdout, and whatever it prints on stderr."""

    def __init__(self, program: list[str], root: Path, stdin: int):
        """The machine’s time zone and language are shut out, so that the same content gives the same bytes everywhere."""
        self._root = root
        self._warnings: list[str] = []
        self._log: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, *program],
            cwd=root,
            env=os.environ | {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "120"},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        self._reader = threading.Thread(target=self._log.extend, args=[self.process.stderr], daemon=True)
        self._reader.start()

    def read_output(self, until: type[Message] | None = None) -> Message | None:
        """Read messages to the first of the kind `until`, which is returned, or to the end. Shows progress, and collects warnings."""
        display = ProgressDisplay()
        try:
            for line in self.process.stdout:
                match decode(line):
                    case Progress() as progress:
                        display.show(progress)
                    case CacheWarning(text=text):
                        self._warnings.append(text)
                    case message if until and isinstance(message, until):
                        return message
        finally:
            display.end()
        return None

    def outcome(self, succeeded: bool, notes: Path) -> Outcome:
        """How the run ended. `notes`: its problems file. The log is whole once the process has ended."""
        if self.process.poll() is not None:
            self._reader.join(LAST_SECONDS)
        report = replace(read_report(report_file(notes)), warnings=tuple(dict.fromkeys(self._warnings)))
        # Short paths, as a person at work in the project names them.
        return Outcome(succeeded, read_problems(notes), "".join(self._log).replace(f"{self._root}{os.sep}", ""), report)

    def close(self) -> None:
        """Kill the process if it still runs."""
        self.process.kill()
        self.process.wait()
        self._reader.join(LAST_SECONDS)
        self.process.stdout.close()
        if not self._reader.is_alive():
            self.process.stderr.close()


def run_pelican(settings: str, output: Path, notes: Path, overrides: dict | None = None, root: Path = ROOT) -> Outcome:
    """Build the content of `root` into `output` with a settings file such as publishconf.py, and wait for it. Any error stops the run.

    `notes`: where the reader writes its problems file; the report of the build is written beside it.
    """
    remove_notes(notes)
    pelican = PelicanProcess(["-c", PELICAN, *arguments(settings, output, notes, overrides)], root, subprocess.DEVNULL)
    try:
        pelican.read_output()
        return pelican.outcome(pelican.process.wait() == 0, notes)
    finally:
        pelican.close()


def arguments(settings: str, output: Path, notes: Path, overrides: dict | None = None) -> list[str]:
    """The command line of Pelican behind its name."""
    given = {"PROBLEMS_FILE": str(notes), "BUILD_REPORT": str(report_file(notes)), **(overrides or {})}
    command = ["content", "-s", settings, "-o", str(output), "--fatal", "errors", "--log-handler", "plain"]
    return [*command, "-e", *(f"{k}={json.dumps(v)}" for k, v in given.items())]


def report_file(notes: Path) -> Path:
    """Where a build writes its report: beside its problems file."""
    return notes.with_name("build-report.json")


def remove_notes(notes: Path) -> None:
    """Delete what an earlier build wrote about itself."""
    for file in (notes, report_file(notes)):
        file.unlink(missing_ok=True)


def read_report(file: Path) -> BuildReport:
    """The report that a build wrote; an empty one if it wrote none, because it failed or plugins.incremental is off."""
    try:
        return BuildReport.from_json(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return BuildReport()


def render_stats(report: BuildReport) -> str:
    """` (1 file parsed, 4 pages rendered, 153 unchanged)`; "" if nothing was unchanged."""
    return f" ({report})" if report.unchanged else ""


def cache_warnings(report: BuildReport) -> list[str]:
    """A line for each cache that could not be used."""
    return [f"warning: {text}" for text in report.warnings]
