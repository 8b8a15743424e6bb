"""Gets into a server, runs a script there, and says in plain words what was in the way."""

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from commands.publish.target import Refused

# Whatever a login prints before, the script’s own words begin after this.
BEGINS = "publish: hello"
LAST_LINES = 3


class BrokenOff(Refused):
    """The line went, and nobody said why."""


@dataclass(frozen=True)
class Login:
    """How to get into a server; as in PUBLISH."""

    host: str
    port: int | None = None
    identity: str = ""
    options: tuple = ()

    @property
    def ssh(self) -> list[str]:
        """The command, up to the host. It never asks anything, and notices a dead line within a minute."""
        words = ["ssh", "-o", "BatchMode=yes"]
        if self.port:
            words += ["-p", str(self.port)]
        if self.identity:
            words += ["-i", str(Path(self.identity).expanduser())]
        for name, value in (*self.options, ("ConnectTimeout", 20), ("ServerAliveInterval", 15), ("ServerAliveCountMax", 4)):
            words += ["-o", f"{name}={value}"]  # the first of two wins
        return words

    @property
    def by_hand(self) -> str:
        """What to type to try it."""
        words = ["ssh", *(["-p", str(self.port)] if self.port else []), *(["-i", self.identity] if self.identity else []), self.host]
        return " ".join(word if word.startswith("~/") else shlex.quote(word) for word in words)

    @property
    def environment(self) -> dict[str, str]:
        """For programs whose words we read."""
        return os.environ | {"LC_ALL": "C"}

    def run(self, script: str, **words: str) -> str:
        """Run a script for sh there, with `words` as its variables; what it printed. Raises Refused.

        All travels on the input of a plain “sh”, quoted, so that neither the login’s own shell nor anything between reads it.
        """
        self._is_all_here()
        variables = "".join(f"{name}={shlex.quote(value)}\n" for name, value in words.items())
        ended = subprocess.run(
            [*self.ssh, "-T", "--", re.sub(r"[\[\]]", "", self.host), "exec sh -s"],
            input=f"{variables}{script}",
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=self.environment,
            check=False,
        )
        _, found, said = ended.stdout.partition(f"{BEGINS}\n")
        if ended.returncode != 0 or not found:
            raise explained(ended.stderr, self, words["path"])
        return said

    def _is_all_here(self) -> None:
        for tool, package in (("ssh", "openssh-client"), ("rsync", "rsync")):
            if not shutil.which(tool):
                raise Refused(
                    f"This machine has no {tool}, which publishing to {self.host} needs.", f"On Debian and Ubuntu: apt install {package}"
                )
        if self.identity and not Path(self.identity).expanduser().is_file():
            raise Refused(f"The key {self.identity} is not there.", "Set “identity” in PUBLISH to the file of your private key.")


def refusal(word: str, login: Login, path: str) -> Refused:
    """What one of our own scripts found in the way, in plain words. `word` is its first line: “lacks flock”."""
    word = word.partition("\n")[0].strip()
    if word.startswith("lacks "):
        tool = word.removeprefix("lacks ")
        cure = {"flock": "apt install util-linux", "mv -T": "apt install coreutils"}.get(tool, f"apt install {tool}")
        return Refused(f"The server {login.host} has no {tool}.", f"There, on Debian and Ubuntu: {cure}")
    known = {
        "unmade": (
            f"{path} is not there on {login.host}, and {_user(login)} may not make it.",
            f"There, as root: install --directory --owner={_user(login, 'deploy')} {shlex.quote(path)}",
        ),
        "unwritable": (
            f"{_user(login)} may not write in {path} on {login.host}.",
            f"There, as root: chown --recursive {_user(login, 'deploy')} {shlex.quote(path)}",
        ),
        "strange": (f"{path}/current on {login.host} does not lead to one of the releases.", "Move it away there, then publish again."),
        "busy": (f"Somebody else has been switching releases in {path} on {login.host} for a minute.", "Publish again a little later."),
        "missing": (
            f"The release is not in {path}/releases on {login.host} any more.",
            "Somebody may have cleared up there. Publish again.",
        ),
        "full": (f"The disk of {login.host} is full.", "Make room there, then publish again. What is live has not changed."),
    }
    return Refused(*known.get(word, (f"The server {login.host} said: {word}", "What is live is whole. Publish again.")))


def explained(said: str, login: Login, path: str) -> Refused:
    """What ssh or rsync complained of, in plain words, with the last of their own."""
    own = [line for line in said.splitlines() if line.strip()][-LAST_LINES:]
    quoted = "".join(f"\n| {''.join(sign for sign in line if sign.isprintable())}" for line in own)
    known = next(((wrong, cure) for pattern, wrong, cure in COMPLAINTS if re.search(pattern, said)), None)
    wrong, cure = known or ("The connection to {host} broke off.", "What is live is whole. Publish again.")
    names = {"host": login.host, "by_hand": login.by_hand, "path": path}
    return (Refused if known else BrokenOff)(wrong.format_map(names), cure.format_map(names) + quoted)


def _user(login: Login, otherwise: str = "the user") -> str:
    return login.host.rpartition("@")[0] or otherwise


# The first that fits is said.
COMPLAINTS = (
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "The server that answers for {host} has another key than last time.",
        "Ask whoever runs it whether that is right before you do anything else.",
    ),
    (r"Host key verification failed", "This machine does not know {host} yet.", "Log in once by hand and compare the key: {by_hand}"),
    (r"Could not resolve hostname", "There is no host called {host}.", "Look at “host” in PUBLISH; this must work: {by_hand}"),
    (
        r"Permission denied \((publickey|password|keyboard|gssapi|hostbased)|Too many authentication failures",
        "{host} refused the login.",
        "It must let you in without a password; try it: {by_hand}",
    ),
    (
        r"Connection refused|timed out|No route to host|Network is unreachable",
        "{host} does not answer.",
        "Is it up, and is “port” in PUBLISH right? This must work: {by_hand}",
    ),
    (
        r"No space left on device|Disk quota exceeded",
        "The disk of {host} is full.",
        "Make room there, then publish again. What is live has not changed.",
    ),
    (r"rsync: (command )?not found", "The server {host} has no rsync.", "There, on Debian and Ubuntu: apt install rsync"),
    (
        r"Permission denied \(13\)|Read-only file system",
        "Something in {path} on {host} may not be written.",
        "Make it the user’s there who publishes.",
    ),
)
