"""What the values in PUBLISH must be like."""

import re
from pathlib import Path, PurePosixPath
from typing import Any

from commands.publish.target import Unfit

HOST = re.compile(r"(?:[\w.][\w.+-]*@)?(?:[A-Za-z0-9_][\w.-]*|\[[0-9A-Fa-f:.]+(?:%\w+)?\])")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
EXAMPLE = "/srv/blog"


def whole_path(value: Any, root: Path) -> None:
    """A path from the root of the file system, and not that root itself."""
    _is_text(value, f"write the whole path, for example {EXAMPLE!r}")
    if not value.startswith("/"):
        raise Unfit(f"“{value}” is not a whole path", f"begin at the root, for example {EXAMPLE}")
    if ".." in PurePosixPath(value).parts:
        raise Unfit(f"“{value}” has .. in it", "write the path without")
    if PurePosixPath(value) in (PurePosixPath("/"), PurePosixPath("//")):
        raise Unfit(f"“{value}” is the whole disk", f"name a folder for the blog, for example {EXAMPLE}")


def path_outside(value: Any, root: Path) -> None:
    """The same, for a folder of this machine that has nothing to do with the project’s own."""
    whole_path(value, root)
    folder = Path(value).resolve()
    if root.is_relative_to(folder) or folder.is_relative_to(root):
        raise Unfit(f"“{value}” holds the project, or is inside it", f"name a folder of its own, for example {EXAMPLE}")


def host(value: Any, root: Path) -> None:
    """What `ssh` is told: a name from ~/.ssh/config, or a host, with a user before it or without."""
    _is_text(value, "write whom ssh shall call, for example “deploy@blog.example.org”")
    if not HOST.fullmatch(value):
        raise Unfit(
            f"“{value}” is no host", "write it as ssh takes it, for example “deploy@blog.example.org”; path and port have keys of their own"
        )


def port(value: Any, root: Path) -> None:
    """A TCP port."""
    if not _is_whole_number(value) or not 0 < value < 65536:
        raise Unfit(f"{value!r} is no port", "write a number from 1 to 65535; 22 is usual for ssh")


def identity(value: Any, root: Path) -> None:
    """The file of a private key. Whether it is there is only asked when it is used: settings travel between machines."""
    _is_text(value, "write the path of a private key, for example “~/.ssh/id_ed25519”")
    if not value.startswith(("/", "~/")):
        raise Unfit(f"“{value}” is not a whole path", "begin with / or ~/, for example ~/.ssh/id_ed25519")


def options(value: Any, root: Path) -> None:
    """Words of ssh_config and their values."""
    example = 'write them as in ssh_config, for example {"StrictHostKeyChecking": "accept-new"}'
    if not isinstance(value, dict):
        raise Unfit(f"{value!r} is not a list of names and values", example)
    for name, given in value.items():
        if not isinstance(name, str) or not WORD.fullmatch(name):
            raise Unfit(f"{name!r} is no option of ssh", example)
        if not _is_whole_number(given):
            _is_text(given, example)


def enough(value: Any, root: Path) -> None:
    """How many releases stay: the one that is live, and at least one to go back to."""
    if not _is_whole_number(value) or value < 2:
        raise Unfit(f"{value!r} releases cannot be kept", "write a number from 2: the one that is live, and one to go back to")


def _is_text(value: Any, cure: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise Unfit(f"{value!r} is not what belongs here", cure)
    if not value.isprintable():
        raise Unfit(f"{value!r} has a character in it that cannot be printed", cure)


def _is_whole_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
