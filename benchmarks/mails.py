"""How quickly digests go out: beside a loop that does nothing but send, over one line and many, and what memory they take."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.desks import PLAN, Desk, sink
from benchmarks.served import built
from benchmarks.table import table
from commands.environment import ROOT
from testing.ports import free_port

FOLLOWERS, FEW, MANY = 10_000, 1_000, 50_000
CONNECTIONS = 4
LATE, LATE_FOLLOWERS, LATE_CONNECTIONS = 0.05, 320, 16
MOST_MEMORY = 300
# One finished mail, as it would go to the first follower.
ONE = """
from pathlib import Path
from desk.digests.deliveries import DigestWriter
from desk.digests.models import Delivery
from desk.published import published
Path({file!r}).write_bytes(DigestWriter(published().site())(Delivery.objects.first()).raw())
"""
BARE = """
import smtplib, sys, threading
file, port, connections, number = sys.argv[1], *map(int, sys.argv[2:])
raw = open(file, "rb").read()
def send(mine):
    with smtplib.SMTP("127.0.0.1", port) as server:
        for each in mine:
            server.sendmail("back@participle.example", [f"p{each}@example.org"], raw)
threads = [threading.Thread(target=send, args=(range(first, number, connections),)) for first in range(connections)]
for each in threads: each.start()
for each in threads: each.join()
"""
# A server that takes its time with every mail, one after the other on each line.
LATE_SINK = """
import asyncio, sys
async def serve(reader, writer):
    def say(words):
        writer.write(words + b"\\r\\n")
    say(b"220 late")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"DATA":
            say(b"354 go on")
            await reader.readuntil(b"\\r\\n.\\r\\n")
            await asyncio.sleep(float(sys.argv[2]))
            say(b"250 taken")
        elif word == b"QUIT":
            say(b"221 bye")
            break
        else:
            say(b"250 fine")
    writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), limit=1_000_000)
    await server.serve_forever()
asyncio.run(main())
"""


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        site = built(folder / "site")
        rows = [*beside_a_bare_loop(folder, site), *over_a_slow_line(folder, site), *in_memory(folder, site)]
    print(table(("mails", "time", "rate", "ratio", "asked", "holds?"), rows))
    return 0


def beside_a_bare_loop(folder: Path, site: Path) -> list[tuple[str, ...]]:
    """The same bytes over the same number of lines to the same sink; both with all it takes to start."""
    with sink() as port:
        desk = Desk(folder / "bare", site, EMAIL_URL=f"smtp://127.0.0.1:{port}", MAIL_CONNECTIONS=str(CONNECTIONS))
        desk.people(FOLLOWERS)
        desk.run("shell", "-c", PLAN)
        mail = folder / "mail"
        desk.run("shell", "-c", ONE.format(file=str(mail)))
        bare = _timed([sys.executable, "-c", BARE, str(mail), str(port), str(CONNECTIONS), str(FOLLOWERS)])
        ours = desk.run("send")
        bare = min(bare, _timed([sys.executable, "-c", BARE, str(mail), str(port), str(CONNECTIONS), str(FOLLOWERS)]))
    ratio = bare / ours
    return [
        (
            f"a bare loop, {FOLLOWERS:,} mails of {mail.stat().st_size / 1000:.0f} kB, {CONNECTIONS} lines",
            f"{bare:.1f} s",
            f"{FOLLOWERS / bare:,.0f}/s",
            "",
            "",
            "",
        ),
        ("the desk", f"{ours:.1f} s", f"{FOLLOWERS / ours:,.0f}/s", f"{ratio:.2f} × the rate", "≥ 0.5", _holds(ratio >= 0.5)),
    ]


def over_a_slow_line(folder: Path, site: Path) -> list[tuple[str, ...]]:
    """A server that takes 50 ms for every mail."""
    times = {}
    for lines in (1, LATE_CONNECTIONS):
        port = free_port()
        with subprocess.Popen([sys.executable, "-c", LATE_SINK, str(port), str(LATE)]) as server:
            time.sleep(1)
            desk = Desk(folder / f"late-{lines}", site, EMAIL_URL=f"smtp://127.0.0.1:{port}", MAIL_CONNECTIONS=str(lines))
            empty = desk.run("send")
            desk.people(LATE_FOLLOWERS)
            desk.run("shell", "-c", PLAN)
            times[lines] = desk.run("send") - empty
            server.terminate()
    ratio = times[1] / times[LATE_CONNECTIONS]
    return [
        (
            f"{LATE_FOLLOWERS} mails, 50 ms each, 1 line, without the start",
            f"{times[1]:.1f} s",
            f"{LATE_FOLLOWERS / times[1]:,.0f}/s",
            "",
            "",
            "",
        ),
        (
            f"the same, {LATE_CONNECTIONS} lines",
            f"{times[LATE_CONNECTIONS]:.2f} s",
            f"{LATE_FOLLOWERS / times[LATE_CONNECTIONS]:,.0f}/s",
            f"{ratio:.1f} × as fast",
            "≥ 10",
            _holds(ratio >= 10),
        ),
    ]


def in_memory(folder: Path, site: Path) -> list[tuple[str, ...]]:
    """Planning and sending, for few and for many."""
    rows = []
    for followers in (FEW, MANY):
        with sink() as port:
            desk = Desk(folder / f"memory-{followers}", site, EMAIL_URL=f"smtp://127.0.0.1:{port}", MAIL_CONNECTIONS=str(CONNECTIONS))
            desk.people(followers)
            planning = desk.watched("shell", "-c", PLAN)
            sending = desk.watched("send")
        most = max(planning, sending)
        rows.append(
            (
                f"memory, {followers:,} followers: {planning:.0f} MB to plan, {sending:.0f} MB to send",
                "",
                "",
                f"{most:.0f} MB",
                f"≤ {MOST_MEMORY} MB",
                _holds(most <= MOST_MEMORY),
            )
        )
    return rows


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True)
    return time.perf_counter() - started


def _holds(good: bool) -> str:
    return "yes" if good else "no"
