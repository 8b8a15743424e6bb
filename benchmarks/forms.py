"""How many people can follow at once: the form of the desk under fifty clients, with SQLite and with PostgreSQL, each with all that the real server does."""

import http.client
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.desks import Desk
from benchmarks.served import built, lacks
from benchmarks.table import table
from commands.environment import ROOT
from testing.ports import free_port
from testing.postgres import postgres, programs

CLIENTS, SECONDS = 50, 20
# For wrk: everybody has an address of their own, and comes from a place of their own, as behind the web server before the desk.
FORM = """
local number, errors = 0, 0
local head = {["Content-Type"] = "application/x-www-form-urlencoded"}
function request()
   number = number + 1
   head["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.floor(number / 65536) % 256, math.floor(number / 256) % 256, number % 256)
   return wrk.format("POST", nil, head, string.format("email=p%d%%40domain%d.example.org&frequency=weekly", number, number))
end
function response(status) if status ~= 302 then errors = errors + 1; wrk.thread:set("errors", errors) end end
local threads = {}
function setup(thread) table.insert(threads, thread); thread:set("errors", 0) end
function done(summary, latency)
   local odd = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
   for _, each in ipairs(threads) do odd = odd + each:get("errors") end
   io.write(string.format("= rate %f\\n= half %f\\n= late %f\\n= errors %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000, odd))
end
"""
LEAST = {"SQLite": 50, "PostgreSQL": 100}
LATEST_MS = 500


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        site = built(folder / "site")
        rows = [row("SQLite", Desk(folder / "sqlite", site, DESK_TRUSTED_PROXIES="1"))]
        with postgres(programs() or lacks("PostgreSQL", "on Debian or Ubuntu: apt install postgresql")) as server:
            rows.append(row("PostgreSQL", Desk(folder / "postgresql", site, DESK_TRUSTED_PROXIES="1", DATABASE_URL=server.address)))
    print(
        table(
            (f"the form, {CLIENTS} clients", "a second", "asked", "holds?", "half within", "95 % within", "asked", "holds?", "errors"), rows
        )
    )
    return 0


def row(database: str, desk: Desk) -> tuple[str, ...]:
    """Fifty clients, each of whom sends a form as soon as the one before is answered."""
    with _serving(desk) as port:
        found = _sent(port, desk.folder)
    rate, least = found["rate"], LEAST[database]
    return (
        database,
        f"{rate:.0f}",
        f"≥ {least}",
        "yes" if rate >= least else "no",
        f"{found['half']:.0f} ms",
        f"{found['late']:.0f} ms",
        f"≤ {LATEST_MS} ms",
        "yes" if found["late"] <= LATEST_MS else "no",
        f"{found['errors']:.0f}",
    )


def _sent(port: int, folder: Path) -> dict[str, float]:
    """What wrk says: answers a second, milliseconds, and how many were no thank-you."""
    wrk = shutil.which("wrk") or lacks("wrk", "on Debian or Ubuntu: apt install wrk")
    script = folder / "form.lua"
    script.write_text(FORM)
    command = [
        wrk,
        "--threads",
        "1",
        "--connections",
        str(CLIENTS),
        "--duration",
        f"{SECONDS}s",
        "--timeout",
        "60s",
        "--script",
        str(script),
        f"http://127.0.0.1:{port}/follow/",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {
        name: float(number) for name, number in (line.removeprefix("= ").split() for line in said.splitlines() if line.startswith("= "))
    }


@contextmanager
def _serving(desk: Desk) -> Iterator[int]:
    port = free_port()
    log = (desk.folder / "log").open("w")
    with subprocess.Popen(
        [sys.executable, "-m", "desk", "serve", "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=desk.environment, stdout=log, stderr=log
    ) as server:
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
