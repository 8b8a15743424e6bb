"""A target on a server that is reached with ssh; rsync sends only what changed."""

import contextlib
import re
import secrets
import shlex
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from commands.publish import fields
from commands.publish.changes import list_files
from commands.publish.releases import LEFTOVER, LINK, RELEASE, Standing, superfluous
from commands.publish.ssh import BrokenOff, Login, explained, refusal
from commands.publish.standing import changed_meanwhile, earlier, listed
from commands.publish.target import Refused, Sent, setting

COUNT = re.compile(r"^Number of regular files transferred: (\d+)$", re.MULTILINE)
ROOM = re.compile(r"^room (\d+)$", re.MULTILINE)
BYTES = re.compile(r"^Total bytes sent: (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Rsync:
    """`path` on `host` gets the link `current`, which a web server serves, and the releases."""

    host: str = setting(fields.host)
    path: str = setting(fields.whole_path)
    port: int | None = setting(fields.port, default=None)
    identity: str = setting(fields.identity, default="")
    options: dict = field(default_factory=dict, metadata={"check": fields.options})
    keep: int = setting(fields.enough, default=5)

    @property
    def place(self) -> str:
        return f"{self.host}:{self.path}"

    @property
    def login(self) -> Login:
        """How to get in."""
        return Login(self.host, self.port, self.identity, tuple(self.options.items()))

    def look(self) -> Standing:
        """What is there; the folders of a new target are made."""
        link, before, leftovers, text = "", {}, [], ""
        head, _, text = self._run("look.sh").partition("\nfiles\n")
        for words in map(str.split, head.splitlines()):
            match words:
                case ["link", found]:
                    link = found
                case ["release", name, *previous] if RELEASE.fullmatch(name):
                    before[name] = "".join(previous[:1])
                case ["leftover", name] if LEFTOVER.fullmatch(name):
                    leftovers.append(name)
        if link and not LINK.fullmatch(link):
            raise refusal("strange", self.login, self.path)
        return listed(link, before, tuple(leftovers), lambda _: text)

    def put(self, site: Path, release: str, now: Standing) -> Sent:
        token = secrets.token_hex(4)
        partial = f".{release}.{token}.partial"
        try:
            files, size = self._send(site, partial, now)
            left = self._switch(release, token, now, partial, superfluous(now, release, self.keep))
        except (Refused, KeyboardInterrupt) as ended:
            room = self._drop(partial)
            # A disk that is full ends the line too, and now and then before it has said why.
            if isinstance(ended, BrokenOff) and room is not None and room < _weight(site, now):
                raise refusal("full", self.login, self.path) from ended
            raise
        return Sent(files, size, left)

    def back(self, now: Standing) -> str:
        release = earlier(now, self.place)
        self._switch(release, secrets.token_hex(4), now)
        return release

    def _send(self, site: Path, partial: str, now: Standing) -> tuple[int, int]:
        """Make the folder `partial` there like `site`; how many files and bytes travelled."""
        ended = subprocess.run(
            self.command(site, partial, now.live),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=self.login.environment,
            check=False,
        )
        files, size = COUNT.search(ended.stdout), BYTES.search(ended.stdout)
        if ended.returncode != 0 or not files or not size:
            raise explained(ended.stderr, self.login, self.path)
        return int(files[1]), int(size[1])

    def command(self, site: Path, partial: str, live: str | None) -> list[str]:
        """What sends a folder. Nothing in it is read by a shell, here or there.

        Times do not travel: a file that did not change is a link to the one of the live release, and keeps the time
        that readers’ caches know. Owners neither, and permissions are those that a web server needs.
        """
        known = [f"--link-dest=../{live}"] if live else []
        ways = [
            "--recursive",
            "--perms",
            "--chmod=D755,F644",
            "--checksum",
            "--compress",
            "--secluded-args",
            "--stats",
            "--no-human-readable",
        ]
        shell = shlex.join([*self.login.ssh, "-T"])
        return ["rsync", *ways, *known, f"--rsh={shell}", "--", f"{site}/", f"{self.host}:{self.path}/releases/{partial}/"]

    def _switch(self, release: str, token: str, now: Standing, partial: str = "", remove: list[str] | None = None) -> tuple[str, ...]:
        said = self._run(
            "switch.sh", release=release, token=token, link=now.link, before=now.live or "", partial=partial, remove=" ".join(remove or [])
        )
        return tuple(words.removeprefix("left ") for words in said.splitlines() if words.startswith("left "))

    def _drop(self, partial: str) -> int | None:
        """Make room again after a failure, if that is still possible; what stays is cleared away in a day.

        How many bytes of room there were before, None if that is not known.
        """
        with contextlib.suppress(Refused):
            if room := ROOM.search(self._run("drop.sh", partial=partial)):
                return 1024 * int(room[1])
        return None

    def _run(self, script: str, **words: str) -> str:
        """Run a script on the server; what it said. Raises Refused."""
        said = self.login.run(Path(__file__).with_name(script).read_text(encoding="utf-8"), path=self.path, **words)
        if said.startswith("overtaken"):
            raise changed_meanwhile(self.place)
        if said.startswith("refused "):
            raise refusal(said.removeprefix("refused "), self.login, self.path)
        return said


def _weight(site: Path, now: Standing) -> int:
    """The bytes of all files that the live release has not got."""
    there = now.files or {}
    return sum((site / path).stat().st_size for path, digest in list_files(site).items() if there.get(path) != digest)
