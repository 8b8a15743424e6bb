"""A Pelican that stays: it is ready before it is needed, and renders single pages again after it has built the site."""

import contextlib
import json
import subprocess
import threading
from collections.abc import Iterable
from pathlib import Path

from commands.pelican import Outcome, PelicanProcess, arguments, remove_notes
from newsroom.build_messages import PagesRendered, SiteBuilt

LAST_SECONDS = 2


class Resident:
    """A process that has loaded Pelican and all plugins, waits for `build`, and for any number of `draw` after it."""

    def __init__(self, settings: str, root: Path):
        """`settings`: the name of the settings file that it will build with."""
        self.settings, self.root = settings, root
        self._built = False
        self._pelican = PelicanProcess(["-m", "plugins.incremental.resident", settings], root, subprocess.PIPE)

    def build(self, output: Path, notes: Path, overrides: dict | None = None) -> Outcome:
        """What `run_pelican` does. Once only; if that fails the process is gone."""
        remove_notes(notes)
        if self._tell({"build": arguments(self.settings, output, notes, overrides)}):
            self._built = self._pelican.read_output(SiteBuilt) is not None
        if not self._built:
            self._pelican.process.kill()
            self._pelican.process.wait()
        outcome = self._pelican.outcome(self._built, notes)
        if not self._built:
            self._pelican.close()
        return outcome

    def draw(self, paths: Iterable[str]) -> list[str]:
        """Draw the pages of these texts, given as content/articles/x.md, into the output where that can be done without all others.

        Gives the paths of those that it drew. None when anything is wrong: the next build says what.
        """
        if self._tell({"draw": sorted(paths)}) and (answer := self._pelican.read_output(PagesRendered)):
            return list(answer.paths)
        self.close()
        return []

    def _tell(self, order: dict) -> bool:
        """Whether it can still be told anything."""
        try:
            self._pelican.process.stdin.write(json.dumps(order) + "\n")
            self._pelican.process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def close(self) -> None:
        """End it: at once while it loads or builds; one that has built may finish the page it is at."""
        if self._built:
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                self._pelican.process.stdin.close()
                self._pelican.process.wait(LAST_SECONDS)
        self._pelican.close()


class Residents:
    """Those of one preview: one has built the site that is shown, the next is ready. Called like `run_pelican`, by one thread; a second one may call `renew`."""

    def __init__(self):
        self._swapping = threading.Lock()
        self._shown: Resident | None = None
        self._built: Resident | None = None
        self._ready: Resident | None = None

    def __call__(self, settings: str, output: Path, notes: Path, overrides: dict | None, root: Path) -> Outcome:
        with self._swapping:
            one, self._ready = self._ready, None
        self._built = one or Resident(settings, root)
        try:
            made = self._built.build(output, notes, overrides)
            if one and made.was_killed:  # it was ended while it waited, and a dead one may look alive for a moment
                self._built = Resident(settings, root)
                made = self._built.build(output, notes, overrides)
            return made
        finally:
            self._ready = Resident(settings, root)

    def show(self) -> None:
        """What was built last is what is shown from now on."""
        if self._shown:
            self._shown.close()
        self._shown, self._built = self._built, None

    def draw(self, paths: Iterable[str]) -> list[str]:
        """Resident.draw, of the site that is shown."""
        return self._shown.draw(paths) if self._shown else []

    def renew(self) -> None:
        """The code has changed: what is ready knows the old one."""
        with self._swapping:
            if old := self._ready:
                self._ready = Resident(old.settings, old.root)
                old.close()

    def close(self) -> None:
        """End them all."""
        for one in (self._shown, self._built, self._ready):
            if one:
                one.close()
