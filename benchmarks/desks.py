"""A desk in a folder of its own, beside a site with three new posts, and as many followers as are asked for."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.memory import watched
from benchmarks.served import lacks
from commands.environment import ROOT
from testing.ports import free_port

SITE, DESK = "https://blog.participle.example", "https://desk.participle.example"
POSTS = 3
PEOPLE = """
from django.utils import timezone
from desk.digests.models import Item
from desk.digests.ingest import read_feeds
from desk.follows.models import Follow, Follower
now = timezone.now()
read_feeds(now)
newest = Item.objects.filter(sources__target="everything").order_by("-pk").values_list("pk", flat=True)[:{posts}]
Item.objects.filter(pk__in=list(newest)).update(baseline=False, first_seen=now)
before = now - timezone.timedelta(days=1)
for first in range(0, {followers}, 1000):
    names = [f"p{{number}}@example.org" for number in range(first, min(first + 1000, {followers}))]
    people = Follower.objects.bulk_create(Follower(email=name, mailbox=name) for name in names)
    Follow.objects.bulk_create(Follow(follower=each, kind="everything", name="All", frequency="weekly", status="confirmed", confirmed=before, seen=before) for each in people)
"""
PLAN = """
from django.utils import timezone
from desk.digests.planner import plan
now = timezone.now()
plan("weekly", "2026-W01", now, now)
"""


class Desk:
    """`more` goes into its environment."""

    def __init__(self, folder: Path, site: Path, **more: str):
        folder.mkdir(mode=0o700)
        self.folder = folder
        self.environment = os.environ | {
            "DESK_DATA_DIR": str(folder),
            "DESK_SECRET_KEY": "a key for benchmarks alone, and long enough for one",
            "DESK_URL": DESK,
            "SITE_URL": SITE,
            "SITE_FOLDER": str(site),
            "MAIL_FROM": "The Participle blog <blog@participle.example>",
            "BOUNCE_ADDRESS": "back@participle.example",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            **more,
        }
        self.run("migrate", "--verbosity", "0")

    def people(self, followers: int) -> None:
        """So many who follow everything by the week, of which some posts are new; PLAN plans their digests."""
        self.run("shell", "-c", PEOPLE.format(posts=POSTS, followers=followers))

    def run(self, *words: str) -> float:
        """Seconds that `python -m desk WORDS` takes. Ends the program when it fails."""
        started = time.perf_counter()
        self._ended(self._started(words), words)
        return time.perf_counter() - started

    def watched(self, *words: str) -> float:
        """The same: MB at the most."""
        process = self._started(words)
        with watched(process.pid) as watch:
            self._ended(process, words)
        return watch.largest

    def _started(self, words: tuple[str, ...]) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "desk", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _ended(self, process: subprocess.Popen, words: tuple[str, ...]) -> None:
        said, _ = process.communicate()
        if process.returncode:
            sys.exit(f"desk {words[0]} failed:\n{said}")


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """The port of Postfix's smtp-sink, which takes mails and throws them away."""
    program = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or lacks(
        "smtp-sink", "on Debian or Ubuntu: apt install postfix"
    )
    port = free_port()
    as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
    with subprocess.Popen(
        [program, *as_nobody, f"127.0.0.1:{port}", "1024"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        time.sleep(0.5)
        try:
            yield port
        finally:
            process.terminate()
