"""What was made before, under a key that says all it was made of: one SQLite file, safe to delete."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from newsroom.build_messages import CacheWarning, send

# How many keys SQLite is asked for, and how many values it is given, at once.
AT_ONCE = 500
# What no build has asked for stays until there is so many times more than what the last one asked for.
_KEPT_TIMES = 4
_DIGEST = 16  # bytes before each value that tell whether the rest is whole


class Shelf:
    """Nothing that goes wrong here fails a build: what cannot be read is made anew, and a damaged file begins anew. A warning is sent."""

    def __init__(self, file: Path):
        self._file = file
        self._asking: tuple[int, sqlite3.Connection] | None = None

    def find(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """What is there and whole, with its key, in no order; a few at a time, since all that is kept of a large blog would fill the memory."""
        wanted = list(keys)
        with self._harmless(), closing(self._open()) as shelf:
            for first in range(0, len(wanted), AT_ONCE):
                some = wanted[first : first + AT_ONCE]
                found = shelf.execute(f"SELECT key, value FROM kept WHERE key IN ({','.join('?' * len(some))})", some).fetchall()
                yield from ((key, whole) for key, value in found if (whole := _whole(value)) is not None)

    def one(self, key: bytes) -> bytes | None:
        """What is there under one key, for who asks often: the file stays open, for each process by itself."""
        with self._harmless():
            if self._asking is None or self._asking[0] != os.getpid():
                self._asking = os.getpid(), self._open()
            for (value,) in self._asking[1].execute("SELECT value FROM kept WHERE key = ?", (key,)):
                return _whole(value)
        return None

    def keep(self, made: Mapping[bytes, bytes], in_use: Iterable[bytes] = ()) -> None:
        """Put there what was made, all of it or nothing. When too much is there, what is not in use goes, if it is said what is."""
        with self._harmless(), closing(self._open()) as shelf, shelf:
            shelf.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", ((key, _digest(value) + value) for key, value in made.items()))
            needed = list(in_use)
            (count,) = shelf.execute("SELECT count(*) FROM kept").fetchone()
            if needed and count > _KEPT_TIMES * len(needed) + AT_ONCE:
                shelf.execute("CREATE TEMP TABLE needed (key BLOB PRIMARY KEY)")
                shelf.executemany("INSERT OR IGNORE INTO needed VALUES (?)", ((key,) for key in needed))
                shelf.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM needed)")

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        shelf = sqlite3.connect(self._file, timeout=10)
        shelf.execute("PRAGMA synchronous = OFF")  # after a power cut a page may be torn; the digests notice
        shelf.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)")
        return shelf

    @contextmanager
    def _harmless(self) -> Iterator[None]:
        """What goes wrong within ends the block, and nothing else."""
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:  # another build holds it, the disk is full, or there is no place for it
            send(CacheWarning(f"the cache {shown_path(self._file)} could not be used: {error}"))
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            send(CacheWarning(f"the cache {shown_path(self._file)} was corrupt and has been rebuilt"))


def shown_path(file: Path) -> str:
    """The path of a file as a person at work in the current folder names it."""
    return os.path.relpath(file) if file.is_relative_to(Path.cwd()) else str(file)


def _whole(kept: bytes) -> bytes | None:
    """The value that was kept, None if it is not what it was."""
    value = kept[_DIGEST:]
    return value if kept[:_DIGEST] == _digest(value) else None


def _digest(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_DIGEST).digest()
