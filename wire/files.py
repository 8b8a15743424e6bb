"""Writing a file so that nobody ever reads half of it, and never outside the folder that was named."""

import os
import tempfile
from pathlib import Path

from wire.errors import PathOutside


def inside(root: str | os.PathLike, relative: str) -> Path:
    """The path of `relative` below `root`. Raises PathOutside if it leaves the folder, by `..`, by being absolute or through a symbolic link."""
    folder = Path(root).resolve()
    path = (folder / relative).resolve()
    if path == folder or not path.is_relative_to(folder):
        raise PathOutside(f"“{relative}” would be written outside “{Path(root).name}”; remove what points out of it")
    return path


def files_below(root: str | os.PathLike) -> list[str]:
    """The paths of all files below a folder, from it and with `/`, sorted. Links to folders are not followed."""
    folder = os.path.join(os.fspath(root), "")
    found = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)
    return sorted(path.removeprefix(folder).replace(os.sep, "/") for path in found)


def write_all(root: str | os.PathLike, files: dict[str, str | bytes]) -> None:
    """`write` each content to its path."""
    for relative, content in files.items():
        write(root, relative, content)


def write(root: str | os.PathLike, relative: str, content: str | bytes) -> Path:
    """Write `content` (text as UTF-8, line ends as they are) to `relative` below `root`, folders included, in one step.

    Whoever reads the file meanwhile gets the old one or the new one, whole. Raises PathOutside.
    """
    path = inside(root, relative)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        os.chmod(temporary, 0o644)  # mkstemp makes it private, and a web server runs as somebody else
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return path
