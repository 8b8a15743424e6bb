"""Timed runs of a command: how long one takes, and how few are enough."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.served import MOMENT

RUNS = 2
# What takes longer runs once: what disturbs a run on a machine that is used is small beside it.
LONG_SECONDS = 120
# Where `build` shuts out what the machine thinks of zones and languages, the others must too, or the bytes would differ.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": MOMENT, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Time:
    """What was measured in so many runs."""

    seconds: float
    runs: int

    def __str__(self) -> str:
        shown = f"{self.seconds:.3f} s" if self.seconds < 10 else f"{self.seconds:.1f} s"
        return shown if self.runs > 1 else f"{shown}, once"


def shorter(run: Callable[[], float]) -> Time:
    """The shorter of two runs, or the first alone when it is long. `run` gives its seconds."""
    times = [run()]
    while len(times) < RUNS and times[-1] < LONG_SECONDS:
        times.append(run())
    return Time(min(times), len(times))


@contextlib.contextmanager
def started(command: Sequence[str | Path], folder: Path) -> Iterator[tuple[subprocess.Popen, Callable[[], str]]]:
    """A process at work in `folder`, ended at the latest with the block, and a function that gives what it has said so far."""
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=folder, env=os.environ | ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        ) as process,
    ):

        def words() -> str:
            # Not with seek: the process writes where the file stands.
            return os.pread(said.fileno(), os.fstat(said.fileno()).st_size, 0).decode("utf-8", "replace")

        try:
            yield process, words
        finally:
            process.terminate()


def spent(command: Sequence[str | Path], folder: Path) -> float:
    """Seconds that a command takes, its process included. Ends the program when it fails."""
    begun = time.perf_counter()
    with started(command, folder) as (process, words):
        code = process.wait()
        seconds = time.perf_counter() - begun
        if code != 0:
            sys.exit(words()[-3000:])
    return seconds


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """What is started within runs on the first core alone."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def say(words: str) -> None:
    """A line for whoever waits; the table goes to another stream."""
    print(words, file=sys.stderr, flush=True)
