"""Reads many texts on all cores, and none that it has read before."""

import hashlib
import pickle
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from newsroom.cache import BATCH_SIZE, Cache
from newsroom.parallel import parallel_map

_EVERY = 50  # texts between two words about how far it is; fewer are done before they are said


class ParseCache:
    """What the reader asks for many texts at once. A reading is kept under its path, its bytes and `environment()`."""

    def __init__(self, cache: Cache, environment: Callable[[], bytes], tell: Callable[[int, int], None]):
        """`tell(done, of)` says how far it is, when there is much to read."""
        self._cache, self._environment, self._tell = cache, environment, tell
        self.anew = 0  # how many were read, and not remembered

    def __call__(
        self, files: Mapping[str, bytes], read: Callable[[str, bytes], Any], still_holds: Callable[[Any], bool]
    ) -> Iterable[tuple[str, Any]]:
        """Pairs of path and reading, in the order of `files`. What has problems is not kept: it will be mended."""
        environment = self._environment() if files else b""
        keys = {path: _key(environment, path, data) for path, data in files.items()}
        path_of = {key: path for path, key in keys.items()}
        found = ((path_of[key], pickle.loads(packed)) for key, packed in self._cache.get_many(path_of))
        readings = {path: reading for path, reading in found if still_holds(reading)}
        missing = [path for path in files if path not in readings]
        made = {}
        self.anew += len(missing)
        for done, (place, packed) in enumerate(
            parallel_map(lambda path: pickle.dumps(read(path, files[path]), pickle.HIGHEST_PROTOCOL), missing), 1
        ):
            path = missing[place]
            readings[path] = pickle.loads(packed)
            if not readings[path].problems:
                made[keys[path]] = packed
            if len(made) == BATCH_SIZE:
                self._cache.put(made)
                made = {}
            if len(missing) >= _EVERY and (done % _EVERY == 0 or done == len(missing)):
                self._tell(done, len(missing))
        if missing:
            self._cache.put(made, keys.values())
        return [(path, readings[path]) for path in files]


def _key(environment: bytes, path: str, data: bytes) -> bytes:
    return hashlib.blake2b(path.encode() + b"\0" + data, key=environment, digest_size=20).digest()
