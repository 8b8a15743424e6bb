"""Writing a file so that nobody ever reads half of it, and never outside the folder that was named."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsroom.errors import UnsafePath

_MODE = 0o644


def inside(root: str | os.PathLike, relative: str) -> Path:
    """The path of `relative` below `root`. Raises UnsafePath if it leaves the folder, by `..`, by being absolute or through a symbolic link."""
    folder = Path(root).resolve()
    path = (folder / relative).resolve()
    if path == folder or not path.is_relative_to(folder):
        raise UnsafePath(f"“{relative}” would be written outside “{Path(root).name}”; remove what points out of it")
    return path


def files_below(root: str | os.PathLike) -> list[str]:
    """The paths of all files below a folder, from it and with `/`, sorted. Links to folders are not followed."""
    folder = os.path.join(os.fspath(root), "")
    found = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    return sorted(path.removeprefix(folder).replace(os.sep, "/") for path in found)


def stat_signature(path: str | os.PathLike) -> tuple[int, int, int, int]:
    """What tells a file from all others, as git does: its number on the disk, size, time of the last change in ns, and mode. Raises OSError."""
    found = os.lstat(path)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_mode


def write_all(root: str | os.PathLike, files: dict[str, str | bytes]) -> None:
    """`write` each content to its path."""
    for relative, content in files.items():
        write(root, relative, content)


def write(root: str | os.PathLike, relative: str, content: str | bytes) -> Path:
    """Write `content` (text as UTF-8, line ends as they are) to `relative` below `root`, folders included, in one step.

    Whoever reads the file meanwhile gets the old one or the new one, whole. Raises UnsafePath.
    """
    path = inside(root, relative)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    with _in_place_of(path, temporary), os.fdopen(handle, "wb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def copy_or_link(source: Path, root: str | os.PathLike, relative: str, last: str | os.PathLike = "") -> Path:
    """Have a copy of the file `source`, of its time too, at `relative` below `root`, as `write` does.

    Where the folder `last` has one there, by its size and time, that gets a second name instead. Raises UnsafePath.
    """
    path = inside(root, relative)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (last and _linked(source, Path(last, relative), path)):
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
        os.close(handle)
        with _in_place_of(path, temporary):
            shutil.copy2(source, temporary)
    return path


def _linked(source: Path, copied: Path, path: Path) -> bool:
    try:
        there, wanted = os.lstat(copied), os.stat(source)
        if (there.st_size, there.st_mtime_ns, there.st_mode & 0o777) != (wanted.st_size, wanted.st_mtime_ns, _MODE):
            return False
        os.link(copied, path)
    except OSError:  # it is not there, or on another disk, or in a file system without such links
        return False
    return True


@contextlib.contextmanager
def _in_place_of(path: Path, temporary: str) -> Iterator[None]:
    """What is written to `temporary` within takes the place of `path`; unless that fails, and nothing is left."""
    try:
        yield
        os.chmod(temporary, _MODE)  # mkstemp makes it private, and a web server runs as somebody else
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
