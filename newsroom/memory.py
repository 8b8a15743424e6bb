"""Memory that Python has freed but its allocator still holds."""

import contextlib
import ctypes


def release() -> None:
    """Return freed memory to the operating system. Does nothing except on Linux with glibc, which otherwise keeps it."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
