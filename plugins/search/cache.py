"""Keeps finished indexes from build to build, one archive each, under the key of what they were made of."""

import contextlib
import io
import os
import zipfile
from pathlib import Path

from wire.files import write

KEPT = 20  # preview makes one at every save


def load(folder: Path, key: str) -> dict[str, bytes] | None:
    """The files kept under `key`; None if there are none, or the archive is damaged."""
    path = folder / f"{key}.zip"
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        os.utime(path)  # the one used last goes last
    except (OSError, zipfile.BadZipFile, EOFError):
        return None
    return files


def save(folder: Path, key: str, files: dict[str, bytes]) -> None:
    """Keep the files under `key`, in one step, and let go of all but the newest archives."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, f"{key}.zip", packed.getvalue())
    for old in sorted(folder.glob("*.zip"), key=_age)[KEPT:]:
        with contextlib.suppress(OSError):  # another build was quicker
            old.unlink()


def _age(archive: Path) -> float:
    try:
        return -archive.stat().st_mtime
    except OSError:
        return 0
