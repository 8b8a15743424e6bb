"""A generated blog, as a project that `python3 tasks.py` works in, and the same built by stock Pelican: with all our plugins but plugins.incremental."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import make_corpus
from benchmarks.live import Seen, live
from benchmarks.memory import watched
from benchmarks.minimal import address
from benchmarks.runs import spent, started
from commands.environment import ROOT, RUNTIME, fingerprint, made_of, stamp_of

# Kept between runs: ten thousand cards take minutes to draw. Two benchmarks at once would disturb each other in it.
CACHE = ROOT / "var" / "bench" / "cache"
DRAWN_BEFORE = ("pictures", "cards")
PLAIN = """from publishconf import *
PLUGINS = [each for each in PLUGINS if each != "plugins.incremental"]
CACHE_PATH = "var/plain"
"""


class Blog:
    """The blog in `folder`/site. `posts` are the files that were added, oldest first; times are in seconds, each of a process of its own."""

    def __init__(self, folder: Path, posts: int):
        self.site, self._output, self._plain = folder / "site", folder / "output", folder / "plain"
        self.posts = make_corpus(self.site, posts)
        (self.site / "plain.py").write_text(PLAIN, encoding="utf-8")
        (self.site / "var" / "cache").unlink()
        (self.site / "var" / "cache").symlink_to(CACHE)
        (self.site / "var" / "plain").mkdir()
        for name in DRAWN_BEFORE:
            (CACHE / name).mkdir(parents=True, exist_ok=True)
            (self.site / "var" / "plain" / name).symlink_to(CACHE / name)
        self._make_environment()
        # Python itself, as whoever types `python3 tasks.py` starts it: the environment is the command's own affair.
        self._tasks = [sys._base_executable, "tasks.py"]

    def build(self) -> float:
        """`tasks.py build`: over what was built before, remembering what is remembered."""
        return spent([*self._tasks, "build", "--output", self._output], self.site)

    def after(self, edit: Callable[["Blog"], None]) -> float:
        """The same after an edit, which is no part of the time."""
        edit(self)
        return self.build()

    def cold(self) -> float:
        """From nothing but the pictures and cards."""
        forget(CACHE, self._output)
        return self.build()

    def memory(self) -> float:
        """The most memory that a cold build takes, in MB. Ends the program when it fails."""
        forget(CACHE, self._output)
        with started([*self._tasks, "build", "--output", self._output], self.site) as (process, words), watched(process.pid) as watch:
            if process.wait() != 0:
                sys.exit(words()[-3000:])
        return watch.largest

    def stock(self) -> float:
        """Stock Pelican, from nothing but the pictures and cards; what `build` remembers stays."""
        forget(self.site / "var" / "plain", self._plain)
        return spent([sys.executable, "-m", "pelican", "content", "-s", "plain.py", "-o", self._plain, "--fatal", "errors"], self.site)

    def live(self, posts: list[Path]) -> Seen:
        """`tasks.py preview`."""
        return live(lambda port: [*self._tasks, "preview", "--port", str(port)], self.site, [(post, address(post)) for post in posts])

    def is_as_stock(self) -> bool:
        """Whether what was built last is, byte for byte, what stock Pelican built last."""
        return subprocess.run(["diff", "-rq", self._plain, self._output], stdout=sys.stderr, check=False).returncode == 0

    def _make_environment(self) -> None:
        """The environment that this runs in, under the blog's own name and with its stamp: `tasks.py` looks at that, and installs nothing."""
        place = self.site / ".venv"
        place.mkdir()
        for name in ("bin", "lib", "pyvenv.cfg"):
            (place / name).symlink_to(Path(sys.prefix, name))
        shutil.copy2(ROOT / RUNTIME, self.site / RUNTIME)
        stamp_of(place).write_text(
            json.dumps({"made of": made_of(place), "installed": {RUNTIME: fingerprint(ROOT / RUNTIME)}}), encoding="utf-8"
        )


def forget(cache: Path, output: Path) -> None:
    """Let the next build begin without texts, pages, an index, or whatever else is kept from the last."""
    shutil.rmtree(output, ignore_errors=True)
    for kept in cache.iterdir():
        if kept.name not in DRAWN_BEFORE:
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
