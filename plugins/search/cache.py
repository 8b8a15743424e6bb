"""Keeps the parts of indexes from build to build, one file each, under the key of what they were made of."""

import contextlib
import os
import zlib
from pathlib import Path

from newsroom.files import write

_TIMES = 2  # as many as are in use, for edits that are taken back,
_MORE = 20  # and some: preview makes one at every save
_QUICKLY = 1


def load(folder: Path, key: str) -> bytes | None:
    """What is kept under `key`; None if there is nothing, or it is damaged."""
    path = folder / key
    try:
        kept = zlib.decompress(path.read_bytes())
        os.utime(path)  # the one used last goes last
    except (OSError, zlib.error):
        return None
    return kept


def save(folder: Path, key: str, part: bytes) -> None:
    """Keep this under `key`, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, key, zlib.compress(part, _QUICKLY))


def tidy(folder: Path, in_use: int) -> None:
    """Let go of what no build has asked for lately; `in_use`: how many this one has."""
    for old in sorted(folder.glob("*"), key=_age)[_TIMES * in_use + _MORE :]:
        with contextlib.suppress(OSError):  # another build was quicker
            old.unlink()


def _age(kept: Path) -> float:
    try:
        return -kept.stat().st_mtime
    except OSError:
        return 0
