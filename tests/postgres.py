"""A PostgreSQL of the tests' own, on this machine only, as nobody's main database."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.webservers import free_port

USER = "postgres"  # made by Debian's package; the server refuses to run as root


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None when they are not here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def postgres(at: Path) -> Iterator[str]:
    """The address of an empty database of a server that runs within, started with the programs in the folder `at`."""
    place = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(place, USER)
        as_user = ["runuser", "-u", USER, "--"]
    port = free_port()

    def run(program: str, *words: str) -> None:
        subprocess.run([*as_user, str(at / program), *words], cwd=place, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={place}"
    try:
        run("initdb", "-D", str(place / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", str(place / "data"), "-o", options, "-l", str(place / "log"), "-w", "start")
        yield f"postgres://{USER}@127.0.0.1:{port}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-D", str(place / "data"), "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)
