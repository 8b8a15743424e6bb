"""Shows how far a long task is."""

import sys
import time
from typing import TextIO

from newsroom.build_messages import Progress

SECONDS = 2.0


class ProgressDisplay:
    """Shows progress: on a terminal as one line that changes, elsewhere (a log) as a line every few seconds, and the last one."""

    def __init__(self, to: TextIO | None = None, clock=time.monotonic):
        self._to = to or sys.stdout
        self._clock = clock
        self._shown, self._last = float("-inf"), ""

    def show(self, progress: Progress) -> None:
        """Take the next state of the task."""
        self._last = str(progress)
        if self._to.isatty():
            self._to.write(f"\r\x1b[K{self._last}")
            self._to.flush()
        elif self._clock() - self._shown >= SECONDS:
            self._put()

    def end(self) -> None:
        """Leave the last line standing."""
        if self._last and self._to.isatty():
            self._to.write("\n")
        elif self._last:
            self._put()
        self._to.flush()

    def _put(self) -> None:
        self._shown = self._clock()
        self._to.write(f"{self._last}\n")
        self._to.flush()
        self._last = ""
