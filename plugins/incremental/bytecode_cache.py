"""Templates compiled once, not in every process of every build."""

from collections.abc import Callable

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from newsroom.cache import Cache
from plugins.incremental.inputs import digest

# What compiling looks at besides the source and the names of filters and tests.
_OPTIONS = "trim_blocks lstrip_blocks keep_trailing_newline newline_sequence optimized is_async autoescape finalize".split()


class TemplateBytecodeCache(BytecodeCache):
    """What Jinja makes of a template, kept under its source, its place, and what its environment asks of the compiler."""

    def __init__(self, cache: Cache, base: Callable[[], bytes]):
        """`base()`: a digest of libraries, settings and our code, which has the filters that Jinja applies while it compiles."""
        self._cache, self._base = cache, base
        self._asked: set[bytes] = set()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        options = [getattr(environment, each) for each in _OPTIONS]
        options = [getattr(option, "__qualname__", repr(option)) for option in options]
        names = [*sorted(environment.filters), *sorted(environment.tests), *sorted(environment.extensions)]
        key = digest(self._base(), *(part.encode() for part in (name, filename or "", source, *options, *names)))
        self._asked.add(key)
        bucket = Bucket(environment, key.hex(), "")
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._cache.get(bytes.fromhex(bucket.key)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.put({bytes.fromhex(bucket.key): bucket.bytecode_to_string()}, self._asked)
