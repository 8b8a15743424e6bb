"""The output of the last build: what is in it and as it would be written again gets a second name in this one, a hard link.

Its files are told from others by their number on the disk, size, time and mode, as git tells them: whatever is written or put there in the meantime differs
in one of these, and is written again.
"""

import os
import pickle
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from newsroom.files import stat_signature

Mark = tuple[int, int, int, int]


class ManifestEntry(NamedTuple):
    """A file that was written: what it was made of, and how it stood on the disk then, None if it did not."""

    key: bytes
    mark: Mark | None


Manifest = dict[str, ManifestEntry]  # by path below the output


def read(kept: bytes | None) -> Manifest:
    """What `written` gave; nothing, if nothing was kept."""
    return {path: ManifestEntry(*each) for path, each in pickle.loads(kept).items()} if kept else {}


def written(root: str, keys: dict[str, bytes]) -> bytes:
    """What is to be kept of a build into `root` for the next: of each path the key of what it is made of."""
    return pickle.dumps({path: (key, _mark(os.path.join(root, path))) for path, key in keys.items()})


class PreviousOutput:
    """The folder `root` that a site was built into, "" for none, by what its files were made of."""

    def __init__(self, root: str, manifest: Manifest):
        self._root = root
        self._files: dict[bytes, list[tuple[str, Mark | None]]] = defaultdict(list)
        for path, (key, mark) in manifest.items() if root else ():
            self._files[key].append((path, mark))

    def links(self, key: bytes, root: str) -> list[str]:
        """Have all files that were made of `key` below `root` too, and give their whole paths there; none, if one is not as it was or cannot be had."""
        made: list[str] = []
        for path, mark in self._files.get(key, ()):
            old, new = os.path.join(self._root, path), os.path.join(root, path)
            try:
                if mark is None or _mark(old) != mark:
                    return _without(made)
                os.makedirs(os.path.dirname(new), exist_ok=True)
                os.link(old, new)
            except OSError:
                return _without(made)
            made.append(new)
        return made


def break_hard_link(path: str) -> None:
    """Before a file is written in place: what stands there may have another name in the last output, where it is to stay as it is."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def _without(made: Iterable[str]) -> list[str]:
    for path in made:
        break_hard_link(path)
    return []


def _mark(path: str) -> Mark | None:
    try:
        return stat_signature(path)
    except OSError:
        return None
