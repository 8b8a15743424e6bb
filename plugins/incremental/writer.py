"""Writes pages on all cores: first all of them are asked for, then workers draw them, or remember how they looked."""

import os
import pickle
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.writers import FileOverwriteFailedError, Writer

from newsroom.cache import BATCH_SIZE, Cache
from newsroom.errors import UnsafePath
from newsroom.parallel import parallel_map
from plugins.incremental.inputs import digest
from plugins.incremental.jobs import FileJob, RenderJob, given_to_pages, per_page
from plugins.incremental.keys import Keys
from plugins.incremental.previous_output import Manifest, PreviousOutput, break_hard_link, read, written
from plugins.incremental.reasons import Parts, explained
from plugins.incremental.template_dependencies import TemplateDependencies


@dataclass
class Counts:
    """How many pages were drawn, and how many were as before."""

    drawn: int = 0
    kept: int = 0


class CachingWriter(Writer):
    """Pelican's writer, but for when it writes: at `flush`, and from then on at once.

    So whoever looks at the output must come after that, and nothing that a template reads may change before it.
    """

    def __init__(
        self, output_path: str, settings: dict, environment: Callable[[], tuple[bytes, bytes]], cache: Cache, closures: TemplateDependencies
    ):
        """`environment()`: digests of what all pages depend on, and of all templates; `cache` keeps what was drawn."""
        super().__init__(output_path, settings)
        self._root = os.path.abspath(output_path)
        self._waiting: list[RenderJob | FileJob] | None = []
        self._environment, self._cache, self._closures = environment, cache, closures
        self._keys: Keys | None = None
        self._folders: set[str] = set()
        self.counts = Counts()
        self._last = digest(b"last build", str(settings.get("SITEURL")).encode())
        self.forget()
        self.own_pages: dict[Content, list[RenderJob]] = {}

    def write_file(
        self, name, template, context, relative_urls=False, paginated=None, template_name=None, override_output=False, url=None, **kwargs
    ) -> None:
        own = [value for value in kwargs.values() if isinstance(value, Content) and value.save_as == name]
        if override_output or self._waiting is None:  # which of two pages stays depends on what was written before
            self._write_waiting()
            break_hard_link(os.path.join(self._root, name))
            super().write_file(name, template, context, relative_urls, paginated, template_name, override_output, url, **kwargs)
        elif name:
            all_given = given_to_pages(name, url, paginated, kwargs, per_page(template_name, self.settings), self.settings)
            pages = [RenderJob(address, template, context, relative_urls, given) for address, given in all_given]
            self._waiting += pages
            self.own_pages.update(dict.fromkeys(own, pages))

    def artifacts(self, make: Callable[[], dict[str, str | bytes]], *inputs: Any) -> None:
        """Write what `make` gives, content by path below the output; it is made of nothing but `inputs`, its code and the templates."""
        if self._waiting is None:
            self.put(make())
        else:
            self._waiting.append(FileJob(make, inputs))

    def flush(self) -> None:
        """Write what waits."""
        self._write_waiting()
        self._waiting = None

    def forget(self) -> None:
        """Let go of what says whether a page is as before, when all is written and explained: that leads to everything that any page was made of."""
        self._keys = None
        # What each file was made of in this build, and whether it was drawn; and in the one before, for the same address.
        self._made_of: dict[str, tuple[bytes, bool]] = {}
        self._before: Manifest = {}
        self._previous_output = PreviousOutput("", {})

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        self._keys = Keys(*self._environment(), self._closures)
        self._before = read(self._cache.get(self._last))
        self._previous_output = PreviousOutput(self.settings.get("LAST_OUTPUT", ""), self._before)
        self._keys.learn(list(self.own_pages))
        made: dict[bytes, bytes] = {}
        in_use = [self._last]
        for _, (paths, key, packed) in parallel_map(self._do, waiting):
            for path in paths:
                if path in self._written_files:
                    raise FileOverwriteFailedError(f'Failed to overwrite "{path}" as Pelican has already written to it previously')
                self._written_files.add(path)
            self.counts.drawn += len(paths) if packed or not key else 0
            self.counts.kept += len(paths) if key and not packed else 0
            if key:
                in_use.append(key)
                self._made_of.update(dict.fromkeys((os.path.relpath(path, self._root) for path in paths), (key, bool(packed))))
            if packed:
                made[key] = packed
                if len(made) == BATCH_SIZE:
                    self._cache.put(made)
                    made = {}
        made[self._last] = written(self._root, {path: key for path, (key, _) in self._made_of.items()})
        self._cache.put(made, in_use)

    def explain(self, path: str) -> Iterable[str]:
        """Lines that say why the file at `path` was drawn anew, or was not."""
        key, drawn = self._made_of.get(path, (None, False))
        before = self._before.get(path)
        return explained(path, self._kept_parts(before and before.key), self._kept_parts(key), drawn)

    def _kept_parts(self, key: bytes | None) -> Parts | None:
        packed = self._cache.get(key) if key else None
        return pickle.loads(zlib.decompress(packed))[1] if packed else None

    def _do(self, job: RenderJob | FileJob) -> tuple[list[str], bytes | None, bytes | None]:
        """The paths that a job has written; its key, if it can be remembered; and what to keep, if that is new."""
        key = job.key(self._keys)
        if key and (paths := self._previous_output.links(key, self._root)):
            return paths, key, None
        if key and (packed := self._cache.get(key)):
            files, _ = pickle.loads(zlib.decompress(packed))
            return self.put(files), key, None
        paths = job.write(self)
        if not key:
            return paths, None, None
        files = {os.path.relpath(path, self._root): Path(path).read_bytes() for path in paths}
        return paths, key, zlib.compress(pickle.dumps((files, job.parts(self._keys)), pickle.HIGHEST_PROTOCOL), 1)

    def put(self, files: dict[str, str | bytes]) -> list[str]:
        """Write contents by path below the output, which nobody reads before it is finished; the whole paths."""
        paths = []
        for path, content in files.items():
            whole = os.path.normpath(os.path.join(self._root, path))
            if not whole.startswith(self._root + os.sep):
                raise UnsafePath(f"“{path}” would be written outside the output")
            folder = os.path.dirname(whole)
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            break_hard_link(whole)
            with open(whole, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            paths.append(whole)
        return paths

    def draw(self, page: RenderJob) -> list[str]:
        """Let Pelican draw it, and give the whole path."""
        before, self._written_files = self._written_files, set()
        try:
            super().write_file(page.name, page.template, page.context, page.relative_urls, **page.given)
            return sorted(self._written_files)
        finally:
            self._written_files = before
