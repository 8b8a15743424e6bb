"""Puts one folder in the place of another so that nobody ever sees half of either."""

import ctypes
import os
import sys
from pathlib import Path

# From <linux/fs.h> and <fcntl.h>; the same on every architecture.
RENAME_EXCHANGE = 2
AT_FDCWD = -100


def put_in_place(new: Path, target: Path, aside: Path) -> None:
    """Make `new` be `target`; what stood there, if anything, ends at `aside`. All three must be on one file system.

    Where the system can exchange two folders in one step, there is no moment without a target. Elsewhere there is a
    short one; `recover` mends it if the program is killed just then.
    """
    if not target.exists():
        os.rename(new, target)
    elif _exchange(new, target):
        os.rename(new, aside)
    else:
        os.rename(target, aside)
        os.rename(new, target)


def recover(target: Path, aside: Path) -> None:
    """Put back what a killed `put_in_place` had moved aside and not yet replaced."""
    if aside.exists() and not target.exists():
        os.rename(aside, target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False if this system or file system has no such step."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
