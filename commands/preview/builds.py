"""The builds of one preview: makes them, remembers the last good one, and tells who waits for the next."""

import itertools
import secrets
import shutil
import threading
import time
from pathlib import Path

from commands.pelican import Outcome, cache_warnings, render_stats
from commands.preview.resident import Residents
from newsroom.problems import errors_in


class Builds:
    """What the server shows. `folder` is the last good site, None before the first; `outcome` how the last build went.

    Written by the threads that build and watch, read by those that serve; whatever a reader needs is set before the state changes.
    """

    def __init__(self, root: Path, port: int, pelicans: Residents, desk: str = ""):
        """`desk`: the address of the one that takes the forms, "" for none."""
        self.root = root
        self._pelicans, self._desk = pelicans, desk
        self.address = f"http://127.0.0.1:{port}"
        self.folder: Path | None = None
        self.outcome: Outcome | None = None
        self.closed = False
        self._before: Path | None = None
        # A new preview has a new name, so that a page left open from the one before reloads itself.
        self._name = secrets.token_hex(4)
        self._numbers = itertools.count(1)
        self._states = itertools.count(1)
        self._state = 0
        self._changed = threading.Condition()
        # Held while pages are drawn, or another site takes the place of the one shown.
        self._showing = threading.Lock()
        self._saved: set[str] = set()
        # One folder a port: the port is ours alone, so no other preview can be at work in it.
        self._workshop = root / "var" / "preview" / str(port)
        shutil.rmtree(self._workshop, ignore_errors=True)
        self._workshop.mkdir(parents=True)

    @property
    def state(self) -> str:
        """A word that is different after every build, and after every page that was drawn by itself."""
        return f"{self._name}-{self._state}"

    def saved(self, paths: set[str]) -> None:
        """Show at once what can be shown without a build: the pages of edited texts. Paths are from the project’s folder."""
        with self._showing:
            if self.closed:
                return
            self._saved |= paths
            if any(path.endswith(".py") for path in paths):
                self._pelicans.renew()
            if self._pelicans.draw(paths):
                self._tell()

    def rebuild(self) -> None:
        """Build once, show it if it is whole, and say in the terminal how it went."""
        number = next(self._numbers)
        folder = self._workshop / f"site-{number}"
        started = time.monotonic()
        overrides = {
            "SITEURL": self.address,
            "LAST_GOOD": str(self.root / "var" / "preview" / "last-good"),
            "LAST_OUTPUT": str(self.folder or ""),
            "PREVIEW_FORM_ENDPOINT": f"{self.address}/__preview__/form",
            "PREVIEW_FOLLOW_ENDPOINT": f"{self._desk}/follow/" if self._desk else "",
        }
        with self._showing:
            self._saved = set()
        outcome = self._pelicans("pelicanconf.py", folder, self._workshop / "problems.json", overrides, self.root)
        with self._showing:
            if self.closed:
                return
            if outcome.succeeded:
                # The site before this one goes only with the next build: a browser may be half-way through one of its pages.
                gone, self._before, self.folder = self._before, self.folder, folder
                self._pelicans.show()
                self._pelicans.draw(self._saved)  # the build may have read them before they were saved
            else:
                gone = folder
            self.outcome = outcome
            self._tell()
        print(self._said(outcome, time.monotonic() - started), flush=True)
        if gone:
            shutil.rmtree(gone, ignore_errors=True)

    def _tell(self) -> None:
        with self._changed:
            self._state = next(self._states)
            self._changed.notify_all()

    def _said(self, outcome: Outcome, seconds: float) -> str:
        now = time.strftime("%H:%M:%S")
        if not outcome.succeeded:
            stays = "the last good site stays." if self.folder else "nothing to show yet."
            return f"\n{outcome.report()}\n\n{now}  Not built; {stays} Mend it and save."
        report = f"\n{outcome.report()}\n\n" if outcome.problems else ""
        stays = " Of a broken file the last good text stays." if errors_in(outcome.problems) else ""
        return "\n".join(
            [f"{report}{now}  Built in {seconds:.1f} s{render_stats(outcome.build_report)}.{stays}", *cache_warnings(outcome.build_report)]
        )

    def wait_for_other(self, state: str, seconds: float) -> str:
        """The state as soon as it is not `state`, or after so many seconds whatever it is then."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.state != state, timeout=seconds)
            return self.state

    def close(self) -> None:
        """Let go of everybody who waits, and clear away what was built."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
        self._pelicans.close()
        shutil.rmtree(self._workshop, ignore_errors=True)
