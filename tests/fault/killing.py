"""Kills with -9 at moments that nobody chose: early, late, and just before the end."""

import os
import random
import signal
import subprocess
import time


class Killer:
    """Meets processes that all do the same work, and kills some. `usual` is how many seconds the last took that came to its end.

    That is learnt anew each time, since a machine may be busy now and idle then: so the number of kills depends on no speed.
    """

    def __init__(self, usual: float):
        self.usual = usual
        self.killed = 0
        self._chance = random.Random(20140603)

    def meet(self, process: subprocess.Popen, with_all: bool) -> None:
        """Wait for a moment; then kill the process, `with_all` that it has started, unless it was quicker. It leads a group."""
        started = time.monotonic()
        try:
            process.communicate(timeout=self.usual * self._chance.uniform(0.1, 1.05))
            self.usual = time.monotonic() - started
        except subprocess.TimeoutExpired:
            self.killed += 1
            os.killpg(process.pid, signal.SIGKILL) if with_all else process.kill()
            process.communicate(timeout=60)
