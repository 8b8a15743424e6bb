"""How many people can follow at once: the form of the desk under fifty clients, with SQLite and with PostgreSQL, each with all that the real server does."""

import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from bench.desks import Desk, built
from bench.served import lacks
from bench.table import table
from commands.environment import ROOT
from tests.postgres import postgres, programs
from tests.webservers import free_port

CLIENTS, SECONDS = 50, 20
LEAST = {"SQLite": 50, "PostgreSQL": 100}
LATEST_MS = 500


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        site = built(folder / "site")
        rows = [row("SQLite", Desk(folder / "sqlite", site, DESK_PROXIES="1"))]
        with postgres(programs() or lacks("PostgreSQL", "on Debian or Ubuntu: apt install postgresql")) as server:
            rows.append(row("PostgreSQL", Desk(folder / "postgresql", site, DESK_PROXIES="1", DATABASE_URL=server.address)))
    print(table((f"the form, {CLIENTS} clients", "a second", "asked", "holds?", "half within", "95 % within", "asked", "holds?", "errors"), rows))
    return 0


def row(database: str, desk: Desk) -> tuple[str, ...]:
    """Fifty clients, each of whom sends a form as soon as the one before is answered."""
    with _serving(desk) as port:
        times, errors = _sent(port)
    rate, late = len(times) / SECONDS, statistics.quantiles(times, n=20)[-1] * 1000
    least = LEAST[database]
    return (
        database,
        f"{rate:.0f}",
        f"≥ {least}",
        "yes" if rate >= least else "no",
        f"{statistics.median(times) * 1000:.0f} ms",
        f"{late:.0f} ms",
        f"≤ {LATEST_MS} ms",
        "yes" if late <= LATEST_MS else "no",
        str(errors),
    )


def _sent(port: int) -> tuple[list[float], int]:
    """Seconds of each answer, and how many were no thank-you."""
    times, errors, numbers, until = [], [], count(), time.monotonic() + SECONDS

    def client() -> None:
        while time.monotonic() < until:
            number = next(numbers)
            # Everybody from a place of their own, as behind the web server before it.
            place = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", "Content-Type": "application/x-www-form-urlencoded"}
            began = time.monotonic()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                connection.request("POST", "/follow/", urllib.parse.urlencode({"email": f"p{number}@example.org", "frequency": "weekly"}), place)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 302:
                    errors.append(answer.status)
            except OSError as error:
                errors.append(error)
            finally:
                connection.close()
            times.append(time.monotonic() - began)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    return times, len(errors)


@contextmanager
def _serving(desk: Desk) -> Iterator[int]:
    port = free_port()
    log = (desk.folder / "log").open("w")
    with subprocess.Popen([sys.executable, "-m", "desk", "serve", "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=desk.environment, stdout=log, stderr=log) as server:
        try:
            while True:
                try:
                    http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/health")
                    break
                except OSError:
                    if server.poll() is not None:
                        sys.exit((desk.folder / "log").read_text())
                    time.sleep(0.2)
            yield port
        finally:
            server.terminate()
