"""A persistent cache of bytes in one SQLite file, which may be deleted at any time."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from newsroom.build_messages import CacheWarning, send

# Keys per query, and a good number of values for callers to put at a time.
BATCH_SIZE = 500
# Unused entries are pruned once the cache holds this many times what the last build used.
_PRUNE_FACTOR = 4
_CHECKSUM_SIZE = 16  # bytes before each value


class Cache:
    """A map from keys to values that never fails a build: an error sends a CacheWarning and counts as a miss; a corrupt file is deleted."""

    def __init__(self, file: Path):
        self._file = file
        self._connection: tuple[int, sqlite3.Connection] | None = None  # with the process that opened it

    def get_many(self, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the pairs of key and value that are there, in no order. Reads in batches: all values of a large blog would fill the memory."""
        wanted = list(keys)
        with self._best_effort(), closing(self._open()) as database:
            for first in range(0, len(wanted), BATCH_SIZE):
                batch = wanted[first : first + BATCH_SIZE]
                rows = database.execute(f"SELECT key, value FROM kept WHERE key IN ({','.join('?' * len(batch))})", batch).fetchall()
                yield from ((key, value) for key, stored in rows if (value := _verified(stored)) is not None)

    def get(self, key: bytes) -> bytes | None:
        """Return the cached value for `key`, or None. Keeps one connection open per process."""
        with self._best_effort():
            if self._connection is None or self._connection[0] != os.getpid():
                self._connection = os.getpid(), self._open()
            for (stored,) in self._connection[1].execute("SELECT value FROM kept WHERE key = ?", (key,)):
                return _verified(stored)
        return None

    def put(self, values: Mapping[bytes, bytes], in_use: Iterable[bytes] = ()) -> None:
        """Store all `values` or none. With `in_use`, prune all other entries once there are too many."""
        with self._best_effort(), closing(self._open()) as database, database:
            database.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?)", ((key, _checksum(value) + value) for key, value in values.items())
            )
            used = list(in_use)
            (count,) = database.execute("SELECT count(*) FROM kept").fetchone()
            if used and count > _PRUNE_FACTOR * len(used) + BATCH_SIZE:
                database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY)")
                database.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((key,) for key in used))
                database.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM used)")

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._file, timeout=10)
        database.execute("PRAGMA synchronous = OFF")  # a power cut may tear a page; the checksums notice
        database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)")
        return database

    @contextmanager
    def _best_effort(self) -> Iterator[None]:
        """End the block on a database or file error, and send a warning instead of raising."""
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:  # locked by another build, disk full, or no place for it
            send(CacheWarning(f"the cache {shown_path(self._file)} could not be used: {error}"))
        except sqlite3.DatabaseError:
            self._file.unlink(missing_ok=True)
            send(CacheWarning(f"the cache {shown_path(self._file)} was corrupt and has been rebuilt"))


def shown_path(file: Path) -> str:
    """Return the path relative to the current folder where it lies below that, otherwise as it is."""
    return os.path.relpath(file) if file.is_relative_to(Path.cwd()) else str(file)


def _verified(stored: bytes) -> bytes | None:
    """Return the value without its checksum, or None where they do not match."""
    value = stored[_CHECKSUM_SIZE:]
    return value if stored[:_CHECKSUM_SIZE] == _checksum(value) else None


def _checksum(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECKSUM_SIZE).digest()
