"""Whether a site that was built still is what a build would give now, told without building; and if it is not, what has changed."""

import hashlib
import importlib.metadata
import json
import os
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from commands.changes import Changes, compare
from commands.pelican import Outcome
from newsroom.build_report import BuildReport

ROOMS = ("content", "theme", "plugins", "newsroom")


@dataclass(frozen=True)
class Record:
    """What is noted of a build: digests of all it was made of, by what people call it, and of the folder; how much it is; why it may not stand whatever the
    rest says, "" if it may; and its report.
    """

    inputs: dict[str, str]
    output: str
    counts: str
    doubt: str
    report: BuildReport


class Standing:
    """What is known of the site at `target`, built from `root`. Begin it before a build: what is saved during one leaves it in doubt."""

    def __init__(self, root: Path, target: Path):
        self._root, self._target = root, target
        self._file = root / "var" / "built" / f"{hashlib.blake2b(str(target).encode(), digest_size=8).hexdigest()}.json"
        self._inputs = inputs(root)
        self.record = self._read()

    def changes(self) -> list[str] | None:
        """Why a build now may give another site than the last one, most telling first; none, if it would not. None when nothing is known of a last one."""
        record = self.record
        if record is None:
            return None
        if found := compare(record.inputs, self._inputs):
            return _in_words(found)
        if record.doubt:
            return [record.doubt]
        begins, ends = record.report.valid_from, record.report.valid_until
        if now() < begins:
            return ["the clock was put back"]
        if now() >= ends:
            return ["a post has come due" if any((ends.hour, ends.minute, ends.second)) else "a new day has begun"]
        return [] if record.output == listing(self._target) else [f"{self._target} is not as it was left"]

    def note(self, outcome: Outcome, counts: str) -> None:
        """Remember a build that is in place."""
        record = Record(self._inputs, listing(self._target), counts, self._doubt(outcome), outcome.build_report)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(asdict(record) | {"report": record.report.to_json()}), encoding="utf-8")
        os.replace(fresh, self._file)

    def _doubt(self, outcome: Outcome) -> str:
        if outcome.problems:
            return "the last one had warnings"
        if not outcome.build_report.valid_until:
            return "without plugins.incremental nobody says how long the last one holds"
        return "something was saved while the last one was made" if inputs(self._root) != self._inputs else ""

    def _read(self) -> Record | None:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return Record(**found | {"report": BuildReport.from_json(found["report"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None


def now() -> datetime:
    """The moment of a build that begins now; https://reproducible-builds.org/specs/source-date-epoch/ may say another."""
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC)


def inputs(root: Path) -> dict[str, str]:
    """Digests of all that a build is made of, by what people call it: Python, libraries, settings, and each file of content, theme and code."""
    found = {"Python": sys.version}
    for name, version in sorted((each.name, each.version) for each in importlib.metadata.distributions()):
        found[f"the library {name}"] = f"{found.get(f'the library {name}', '')} {version}"  # it may be there twice
    settings = [*sorted(root.glob("*conf.py")), *root.glob("var/desk/followers.json")]
    if any(b"environ" in file.read_bytes() or b"getenv" in file.read_bytes() for file in settings):
        found["a variable of the environment"] = _digest(repr(sorted(os.environ.items())).encode())
    for file in (*(file for room in ROOMS for file in _files(root / room)), *settings):
        path = file.relative_to(root).as_posix()
        if file.is_symlink() and file.is_dir():
            found[f"what {path} leads to"] = secrets.token_hex()  # it may lead anywhere
        if "__pycache__" not in file.parts:
            found[path] = f"{_digest(file.read_bytes())}{' link' * file.is_symlink()}" if file.is_file() else ""
    return found


def _in_words(changes: Changes) -> list[str]:
    sorts = (("has changed", changes.changed), ("is new", changes.new), ("is gone", changes.gone))
    return [f"{name} {what}" for what, names in sorts for name in names]


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


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
