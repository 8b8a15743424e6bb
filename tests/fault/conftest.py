"""A blog to publish, and the servers it goes to: a real sshd and a real nginx, on this machine only."""

import getpass
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from testing.desks import database, desk, mailbox, migrated_sqlite, new_postgres_database  # noqa: F401 – fixtures
from testing.ports import free_port
from tests.fault.sites import read_release, small_site, write_site

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Ran:
    """How one run of publish ended."""

    code: int
    said: str


class Blog:
    """A folder that publishes small sites, and the place they go to. `target` is what PUBLISH says about it."""

    def __init__(self, folder: Path, place: Path, target: dict):
        self.folder, self.place, self.target = folder, place, target
        self.folder.mkdir(parents=True)
        self.generation = 0

    @property
    def releases(self) -> Path:
        return self.place / "releases"

    @property
    def live(self) -> str:
        """The release that is served."""
        return os.readlink(self.place / "current").removeprefix("releases/")

    def whole_releases(self) -> list[str]:
        """The names of the releases that have one, oldest first."""
        return sorted(path.name for path in self.releases.iterdir() if not path.name.startswith("."))

    def leftovers(self) -> list[str]:
        return sorted(path.name for path in self.releases.iterdir() if path.name.startswith(".") and path.name != ".lock")

    def live_generation(self) -> int:
        """Which generation is live. Fails unless it is there whole, byte for byte."""
        found = read_release(self.place / "current")
        (generation,) = (each for each in range(self.generation, 0, -1) if found == small_site(each))
        return generation

    def next_site(self) -> dict[str, bytes]:
        """The files of the next generation."""
        self.generation += 1
        return small_site(self.generation)

    def job(self, files: dict[str, bytes], **options) -> Path:
        """What tests.fault.publisher is to do."""
        site = self.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        write_site(site, files)
        job = {"site": str(site), "root": str(self.folder), "publish": {"blog": self.target}, "options": options}
        file = self.folder / "job.json"
        file.write_text(json.dumps(job), encoding="utf-8")
        return file

    def start(self, job: Path, *arguments: str, **environment: str) -> subprocess.Popen:
        """Publish in a process of its own, which leads a group and heeds Ctrl-C, also when the tests run in the background of a shell."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.fault.publisher", str(job), *arguments],
            cwd=ROOT,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def publish(self, files: dict[str, bytes] | None = None, *, environment: dict | None = None, **options) -> Ran:
        """Publish the next generation, or these files, and wait."""
        if files is None:
            files = small_site(self.generation) if options.get("rollback") else self.next_site()
        job = self.job(files, **options)
        process = self.start(job, **(environment or {}))
        said, _ = process.communicate(timeout=120)
        return Ran(process.returncode, said)


@dataclass
class Sshd:
    """A running sshd. `target` gives what PUBLISH says about a folder that is reached through it."""

    port: int
    keys: Path
    log: Path

    def target(self, path: Path, **more) -> dict:
        return {
            "kind": "rsync",
            "host": f"{getpass.getuser()}@127.0.0.1",
            "path": str(path),
            "port": self.port,
            "identity": str(self.keys / "my key's own"),
            "options": {
                "UserKnownHostsFile": str(self.keys / "known hosts").replace(" ", "_"),
                "IdentitiesOnly": "yes",
                "IdentityAgent": "none",
            },
        } | more


@pytest.fixture(scope="session")
def tool(lacks) -> Callable[[str, str], str]:
    """The path of a program of the system: `tool("rsync", "rsync")`, with the Debian package that has it."""

    def find(name: str, package: str) -> str:
        found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        return found or lacks(name, f"apt install {package}")

    return find


@pytest.fixture(scope="session")
def start_sshd(tool, tmp_path_factory) -> Iterator[Callable[..., Sshd]]:
    """Starts servers that let the person who runs the tests in, with a key: `start_sshd("SetEnv …", …)` for further settings."""
    sshd, keygen = tool("sshd", "openssh-server"), tool("ssh-keygen", "openssh-client")
    tool("rsync", "rsync")
    running = []

    def start(*more: str, before: tuple[str, ...] = ()) -> Sshd:
        folder = tmp_path_factory.mktemp("sshd")
        for name in ("host_key", "my key's own"):
            subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        shutil.copy(folder / "my key's own.pub", folder / "authorized_keys")
        if os.geteuid() == 0:  # what the service of the system makes at its start
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        port = free_port()
        host_key = " ".join((folder / "host_key.pub").read_text(encoding="utf-8").split()[:2])
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}\n", encoding="utf-8")
        lines = [
            f"Port {port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {folder}/host_key",
            f"AuthorizedKeysFile {folder}/authorized_keys",
            f"PidFile {folder}/pid",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "UsePAM no",
            "PermitRootLogin prohibit-password",
            "StrictModes no",  # the folders of tests lie below one that everybody may write to
            "MaxStartups 100",
            *more,
        ]
        (folder / "config").write_text("\n".join(lines) + "\n", encoding="utf-8")
        log = folder / "log"
        running.append(subprocess.Popen([*before, sshd, "-D", "-f", str(folder / "config"), "-E", str(log)], stdin=subprocess.DEVNULL))
        wait_for(port, running[-1], log)
        return Sshd(port, folder, log)

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def sshd(start_sshd) -> Sshd:
    """A server like most."""
    return start_sshd()


@pytest.fixture
def blog_for(tmp_path, request) -> Callable[[str], Blog]:
    """A blog and a new target of this kind: `blog_for("folder")`, `blog_for("rsync", keep=2)`."""

    def make(kind: str, **more) -> Blog:
        place = tmp_path / "srv" / "the blog’s"
        place.parent.mkdir(exist_ok=True)
        target = (
            {"kind": "folder", "path": str(place)} | more if kind == "folder" else request.getfixturevalue("sshd").target(place, **more)
        )
        return Blog(tmp_path / "newsroom", place, target)

    return make


@pytest.fixture
def nginx(tool, tmp_path) -> Iterator[Callable[[str], int]]:
    """Serves what a `server { … }` says, with PORT in it for the port that `nginx(text)` gives back."""
    program = tool("nginx", "nginx-light")
    running = []

    def serve(server: str) -> int:
        own = tmp_path / "nginx"
        own.mkdir()
        port = free_port()
        places = " ".join(f"{kind}_temp_path {own}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.geteuid() == 0 else ""  # whoever runs the tests, since their folders are closed to others
        (own / "conf").write_text(
            f"daemon off; pid {own}/pid; error_log {own}/errors warn; {user} worker_processes 1;\n"
            f"events {{ worker_connections 64; }}\n"
            f"http {{ access_log off; {places} types {{ text/html html; text/css css; }}\n{server.replace('PORT', str(port))} }}\n",
            encoding="utf-8",
        )
        running.append(
            subprocess.Popen([program, "-p", str(own), "-e", str(own / "errors"), "-c", str(own / "conf")], stdin=subprocess.DEVNULL)
        )
        wait_for(port, running[-1], own / "errors")
        return port

    yield serve
    for process in running:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    """Return when the server answers; fail with what it said if it ends, or takes ten seconds."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8') if log.exists() else ''}", pytrace=False)
