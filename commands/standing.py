"""Whether a site that was built still is what a build would give now, told without building."""

import hashlib
import importlib.metadata
import json
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from commands.pelican import Outcome

ROOMS = ("content", "theme", "plugins", "pictures", "wire")
# What plugins.incremental says when all is written: between these moments the clock alone changes nothing.
HOLDS = re.compile(r"^Holds from (\S+) until (\S+)$", re.M)


@dataclass(frozen=True)
class Record:
    """What is noted of a build: digests of all it was made of and of the folder, when it holds, and how much it is."""

    inputs: str
    output: str
    begins: str
    ends: str
    counts: str


class Standing:
    """What is known of the site at `target`, built from `root`. Begin it before a build: what is saved during one leaves nothing known."""

    def __init__(self, root: Path, target: Path):
        self._root, self._target = root, target
        self._file = root / "var" / "built" / f"{hashlib.blake2b(str(target).encode(), digest_size=8).hexdigest()}.json"
        self._inputs = inputs(root)

    def holds(self) -> Record | None:
        """The record of the last build, if one now would change nothing; None in any doubt."""
        try:
            record = Record(**json.loads(self._file.read_text(encoding="utf-8")))
            begins, ends = (datetime.fromisoformat(moment) for moment in (record.begins, record.ends))
        except (OSError, ValueError, TypeError):
            return None
        same = record.inputs == self._inputs and begins <= now() < ends and record.output == listing(self._target)
        return record if same else None

    def note(self, outcome: Outcome, counts: str) -> None:
        """Remember a build that is in place. One with warnings is not: they are to be told each time."""
        self._file.unlink(missing_ok=True)
        found = HOLDS.search(outcome.log)
        if found and not outcome.problems and inputs(self._root) == self._inputs:
            record = Record(self._inputs, listing(self._target), found[1], found[2], counts)
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            fresh.write_text(json.dumps(asdict(record)), encoding="utf-8")
            os.replace(fresh, self._file)


def now() -> datetime:
    """The moment of a build that begins now; https://reproducible-builds.org/specs/source-date-epoch/ may say another."""
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)


def inputs(root: Path) -> str:
    """A digest of all that a build is made of: content, theme, code, settings, Python and libraries."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    digest.update(repr(sorted((each.name, each.version) for each in importlib.metadata.distributions())).encode())
    settings = [*sorted(root.glob("*conf.py")), *root.glob("var/desk/followers.json")]
    if any(b"environ" in file.read_bytes() or b"getenv" in file.read_bytes() for file in settings):
        digest.update(repr(sorted(os.environ.items())).encode())
    for file in (*(file for room in ROOMS for file in _files(root / room)), *settings):
        if file.is_symlink() and file.is_dir():
            return secrets.token_hex()  # it may lead anywhere
        if "__pycache__" not in file.parts:
            data = file.read_bytes() if file.is_file() else b""
            digest.update(f"\0{file.relative_to(root).as_posix()}\0{len(data)}\0{file.is_symlink()}\0".encode() + data)
    return digest.hexdigest()


def listing(folder: Path) -> str:
    """A digest of names, sizes and times of all below a folder: whoever changes it from outside changes these."""
    digest = hashlib.blake2b(digest_size=16)
    root = os.path.join(folder, "")
    for place, folders, names in os.walk(root):
        folders.sort()
        for path in (place, *(os.path.join(place, name) for name in sorted(names))):
            status = os.lstat(path)
            digest.update(f"\0{path.removeprefix(root)}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_mode}".encode())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Everything below a folder, folders too, in an order that is always the same."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield Path(place)
        links = (name for name in folders if Path(place, name).is_symlink())
        yield from (Path(place, name) for name in sorted((*names, *links)))
