"""What builds remember is right after some of them were killed with -9, two ran at once, or the disk was full."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from testing.newsroom import ROOT, copy_project
from tests.fault.killing import Killer

KILLS = 15
ATTEMPTS = 5 * KILLS
MOMENT = "1767225600"
POST = "content/articles/2014-06-03-a-fair-advantage.md"


class Copy:
    """A copy of the project whose builds remember each other, in a cache of its own."""

    def __init__(self, folder: Path):
        self.folder = copy_project(folder)
        cache = folder / "var" / "cache"
        cache.unlink()
        cache.mkdir()
        for name in ("pictures", "cards"):  # drawn once for all tests
            (ROOT / "var" / "cache" / name).mkdir(parents=True, exist_ok=True)
            (cache / name).symlink_to(ROOT / "var" / "cache" / name)
        (folder / "plain.py").write_text(
            'from publishconf import *\nPLUGINS = [each for each in PLUGINS if each != "plugins.incremental"]\n', encoding="utf-8"
        )
        self.edits = 0

    def edit(self) -> None:
        """Something for each build to do."""
        self.edits += 1
        with (self.folder / POST).open("a", encoding="utf-8") as file:
            file.write(f"\nEdit number {self.edits}.\n")

    def forget(self) -> None:
        """Let the next build begin from nothing."""
        for store in (self.folder / "var/cache").glob("*.sqlite*"):
            store.unlink()

    def start(self, output: str, settings: str = "publishconf.py", before=None) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "pelican", "content", "-s", settings, "-o", output, "--fatal", "errors"],
            cwd=self.folder,
            env=os.environ | {"SOURCE_DATE_EPOCH": MOMENT, "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            preexec_fn=before,
        )

    def build(self, output: str, settings: str = "publishconf.py") -> dict[str, bytes]:
        """The files of a build that must come to its end."""
        process = self.start(output, settings)
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
        return self.files(output)

    def files(self, output: str) -> dict[str, bytes]:
        root = self.folder / output
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return Copy(tmp_path_factory.mktemp("killed") / "newsroom")


def test_after_kills_at_random_moments_the_next_build_is_right(copy):
    """One in four knows no build before it."""
    started = time.monotonic()
    copy.build("out")
    killer = Killer(time.monotonic() - started)
    for number in range(ATTEMPTS):
        if killer.killed == KILLS:
            break
        copy.edit()
        if number % 4 == 3:
            copy.forget()
        killer.meet(copy.start("out"), with_all=number % 3 != 0)
    assert killer.killed == KILLS
    assert copy.build("out") == copy.build("plain", "plain.py")
    assert copy.build("again") == copy.files("plain")


def test_two_builds_at_once_are_both_right(copy):
    copy.edit()
    both = [copy.start("one"), copy.start("two")]
    for process in both:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
    assert copy.files("one") == copy.files("two") == copy.build("plain", "plain.py")


def test_a_store_that_cannot_grow_stops_no_build(copy):
    """As on a full disk: no file may become larger than a fifth of a megabyte, which the stores are already."""
    copy.edit()
    small = 200_000

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))

    assert (copy.folder / "var/cache/pages.sqlite").stat().st_size > small
    # What a page needs is small; the search is off, since its index is kept in one larger file.
    (copy.folder / "full.py").write_text(
        'from publishconf import *\nPLUGINS = [each for each in PLUGINS if each != "plugins.search"]\n', encoding="utf-8"
    )
    process = copy.start("full", "full.py", full)
    said, _ = process.communicate(timeout=300)
    pages = {name: data for name, data in copy.files("full").items() if name.endswith("index.html")}
    assert process.returncode == 0, said
    (copy.folder / "both.py").write_text(
        'from publishconf import *\nPLUGINS = [each for each in PLUGINS if each not in ("plugins.search", "plugins.incremental")]\n',
        encoding="utf-8",
    )
    expected = {name: data for name, data in copy.build("both", "both.py").items() if name.endswith("index.html")}
    assert pages == expected
