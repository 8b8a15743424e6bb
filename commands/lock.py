"""One holder at a time, across processes. Standard library only: it is needed before anything is installed."""

from __future__ import annotations

import contextlib
import os
import time

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt


class Busy(OSError):
    """Somebody else holds this lock."""


@contextlib.contextmanager
def held(path, on_wait=None):
    """Hold the lock file at `path` until the block ends; gives what `shared_with_child` takes.

    The system lets go of the lock when the last process that holds it dies. With `on_wait`, a taken lock is waited for, after calling it once; without, `Busy` is raised.
    The holder may remove the file: whoever waited for a removed one starts over with a new one.
    """
    path = os.fspath(path)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _take(descriptor):
                if on_wait is None:
                    raise Busy(path)
                on_wait()
                while not _take(descriptor):
                    time.sleep(0.2)
            if _is_still(descriptor, path):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def shared_with_child(descriptor):
    """Arguments for `subprocess` that let the child hold the lock too: if only its parent is killed, it is still at work."""
    return {"pass_fds": (descriptor,)} if fcntl else {}


def _take(descriptor):
    try:
        if fcntl:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _is_still(descriptor, path):
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
