"""Ports for the servers of tests and benchmarks."""

import fcntl
import itertools
import random
import socket
import tempfile
from pathlib import Path

# Below the ports from which systems choose for outgoing connections (Linux from 32768, others from 49152): one that was free when it was
# asked for could be gone when the server, seconds later, wants it, and now and then a test failed.
FIRST, LAST = 15_000, 32_000
# Locks that this process holds on the ports it was given, so that no other test process is given the same.
_held = []


def free_port() -> int:
    """A port on the loopback address that nobody listens on, and that no other process of the tests is given while this one lives."""
    locks = Path(tempfile.gettempdir(), "test-ports")
    locks.mkdir(exist_ok=True)
    start = random.randrange(FIRST, LAST)
    for port in itertools.chain(range(start, LAST), range(FIRST, start)):
        if _lock(locks / str(port)) and _nobody_listens(port):
            return port
    raise OSError(f"no port between {FIRST} and {LAST} is free")


def _lock(file: Path) -> bool:
    try:
        lock = file.open("w")
    except PermissionError:  # another person's
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    _held.append(lock)
    return True


def _nobody_listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a server before it left behind is not in the way
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
