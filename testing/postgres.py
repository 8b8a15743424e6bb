"""A PostgreSQL of the tests' own, on this machine only, as nobody's main database."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from testing.ports import free_port

USER = "postgres"  # made by Debian's package; the server refuses to run as root


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None when they are not here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Postgres:
    """A server in a folder of its own, with the programs in the folder `at`."""

    def __init__(self, at: Path):
        self._at, self._place = at, Path(tempfile.mkdtemp(prefix="postgres-"))
        self._as_user = []
        if os.geteuid() == 0:
            shutil.chown(self._place, USER)
            self._as_user = ["runuser", "-u", USER, "--"]
        self._port = free_port()
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")

    @property
    def address(self) -> str:
        """Of a database that is empty at first."""
        return f"postgres://{USER}@127.0.0.1:{self._port}/postgres"

    def create(self, name: str, template: str = "template1") -> str:
        """Make a database, as `template` is, and return its address."""
        command = f"CREATE DATABASE {name} TEMPLATE {template}"
        self._run("psql", "-h", "127.0.0.1", "-p", str(self._port), "-U", USER, "-q", "-c", command, "postgres")
        return f"{self.address.rpartition('/')[0]}/{name}"

    def start(self) -> None:
        """Until it answers."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self._port} -c unix_socket_directories={self._place}"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", str(self._place / "log"), "-w", "start")

    def kill(self) -> None:
        """As when the machine fails: what was not committed is gone."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def remove(self) -> None:
        """With all that it held."""
        self.kill()
        shutil.rmtree(self._place, ignore_errors=True)

    @property
    def _data(self) -> str:
        return str(self._place / "data")

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [*self._as_user, str(self._at / program), *words],
            cwd=self._place,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@contextlib.contextmanager
def postgres(at: Path) -> Iterator[Postgres]:
    """One that runs."""
    server = Postgres(at)
    try:
        server.start()
        yield server
    finally:
        server.remove()
