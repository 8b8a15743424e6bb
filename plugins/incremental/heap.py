"""The memory that Python has freed and its allocator keeps."""

import contextlib
import ctypes


def give_back() -> None:
    """Let the system have it, on Linux with glibc, which keeps it unless it is asked for it; elsewhere nothing happens."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
