"""Writes pages on all cores: first all of them are asked for, then workers draw them, or remember how they looked."""

import hashlib
import os
import pickle
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from pelican.contents import Content
from pelican.writers import FileOverwriteFailedError, Writer

from plugins.incremental.closure import Closure, Closures, Unforeseeable
from plugins.incremental.inputs import Inputs, Undigestible, digest
from plugins.incremental.last import LastOutput, Manifest, fresh, read, written
from plugins.incremental.reasons import Parts, explained, own_parts, shared_parts
from plugins.incremental.shelf import Shelf
from plugins.incremental.workers import spread
from wire.errors import PathOutside

_AT_ONCE = 500  # drawn pages that are kept together


@dataclass(frozen=True)
class Job:
    """Something to write. `write` does it and gives the whole paths; `key` says what it is made of, None when that cannot be told, and
    `parts` the same for people.
    """

    write: Callable[[], list[str]]
    key: Callable[[], bytes | None]
    parts: Callable[[], Parts]


@dataclass(frozen=True)
class OwnPage:
    """The page of a text itself. `draw` takes what `write_file` takes besides the writer and the parts that name the text."""

    name: str
    template: Any
    context: dict
    named: dict[str, Any]


@dataclass
class Counts:
    """How many pages were drawn, and how many were as before."""

    drawn: int = 0
    kept: int = 0


class SpreadingWriter(Writer):
    """Pelican's writer, but for when it writes: at `flush`, and from then on at once.

    So whoever looks at the output must come after that, and nothing that a template reads may change before it.
    """

    def __init__(self, output_path: str, settings: dict, environment: Callable[[], tuple[bytes, bytes]], shelf: Shelf, closures: Closures):
        """`environment()`: digests of what all pages depend on, and of all templates; `shelf` keeps what was drawn."""
        super().__init__(output_path, settings)
        self._root = os.path.abspath(output_path)
        self._waiting: list[Job] | None = []
        self._environment, self._shelf = environment, shelf
        self._closures, self._inputs = closures, Inputs()
        # What pages of a template take from the same context; the jobs that wait keep every context alive.
        self._common: dict[tuple, bytes] = {}
        self._shared: dict[tuple, Parts] = {}
        self._folders: set[str] = set()
        self.counts = Counts()
        # What each file was made of in this build, and whether it was drawn; and in the one before, for the same address.
        self._made_of: dict[str, tuple[bytes, bool]] = {}
        self._before: Manifest = {}
        self._last = digest(b"last build", str(settings.get("SITEURL")).encode())
        self._last_output = LastOutput("", {})
        self.own_pages: dict[Content, OwnPage] = {}

    def write_file(self, name, template, context, *args, override_output=False, **kwargs) -> None:
        draw = partial(super().write_file, name, template, context, *args, override_output=override_output, **kwargs)
        for value in kwargs.values():
            if isinstance(value, Content) and value.save_as == name and not args:
                self.own_pages[value] = OwnPage(name, template, context, kwargs)
        if override_output or self._waiting is None:  # which of two pages stays depends on what was written before
            self._write_waiting()
            fresh(os.path.join(self._root, name))
            draw()
        elif name:
            key = partial(self._page_key, name, template, context, args, kwargs)
            self._waiting.append(Job(partial(self._drawn, draw), key, partial(self._page_parts, template, context, kwargs)))

    def artifacts(self, make: Callable[[], dict[str, str | bytes]], *inputs: Any) -> None:
        """Write what `make` gives, content by path below the output; it is made of nothing but `inputs`, its code and the templates."""
        if self._waiting is None:
            self._put(make())
        else:
            key, parts = partial(self._artifact_key, make, inputs), partial(self._artifact_parts, inputs)
            self._waiting.append(Job(lambda: self._put(make()), key, parts))

    def flush(self) -> None:
        """Write what waits."""
        self._write_waiting()
        self._waiting = None

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        self._base, self._templates = self._environment()
        self._before = read(self._shelf.one(self._last))
        self._last_output = LastOutput(self.settings.get("LAST_OUTPUT", ""), self._before)
        made: dict[bytes, bytes] = {}
        in_use = [self._last]
        for _, (paths, key, packed) in spread(self._do, waiting):
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
                if len(made) == _AT_ONCE:
                    self._shelf.keep(made)
                    made = {}
        made[self._last] = written(self._root, {path: key for path, (key, _) in self._made_of.items()})
        self._shelf.keep(made, in_use)

    def explain(self, path: str) -> Iterable[str]:
        """Lines that say why the file at `path` was drawn anew, or was not."""
        key, drawn = self._made_of.get(path, (None, False))
        before = self._before.get(path)
        return explained(path, self._kept_parts(before and before.key), self._kept_parts(key), drawn)

    def _kept_parts(self, key: bytes | None) -> Parts | None:
        packed = self._shelf.one(key) if key else None
        return pickle.loads(zlib.decompress(packed))[1] if packed else None

    def _do(self, job: Job) -> tuple[list[str], bytes | None, bytes | None]:
        """The paths that a job has written; its key, if it can be remembered; and what to keep, if that is new."""
        key = job.key()
        if key and (paths := self._last_output.links(key, self._root)):
            return paths, key, None
        if key and (packed := self._shelf.one(key)):
            files, _ = pickle.loads(zlib.decompress(packed))
            return self._put(files), key, None
        paths = job.write()
        if not key:
            return paths, None, None
        files = {os.path.relpath(path, self._root): Path(path).read_bytes() for path in paths}
        return paths, key, zlib.compress(pickle.dumps((files, job.parts()), pickle.HIGHEST_PROTOCOL), 1)

    def _put(self, files: dict[str, str | bytes]) -> list[str]:
        """Write contents by path below the output, which nobody reads before it is finished; the whole paths."""
        paths = []
        for path, content in files.items():
            whole = os.path.normpath(os.path.join(self._root, path))
            if not whole.startswith(self._root + os.sep):
                raise PathOutside(f"“{path}” would be written outside the output")
            folder = os.path.dirname(whole)
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            fresh(whole)
            with open(whole, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            paths.append(whole)
        return paths

    def _drawn(self, draw: Callable[[], None]) -> list[str]:
        """Let Pelican draw, and give the paths of the pages it has written."""
        before, self._written_files = self._written_files, set()
        try:
            draw()
            return sorted(self._written_files)
        finally:
            self._written_files = before

    def _page_key(self, name: str, template, context: dict, args: tuple, kwargs: dict) -> bytes | None:
        """A digest of all that the page may show; None when that cannot be told."""
        if not template.name:
            return None
        try:
            closure = self._closures.of(template.environment, template.name)
            own = [word for word in closure.names if word in kwargs]
            common = template.name, id(context), *own
            if common not in self._common:
                self._common[common] = self._inputs.of(_given(closure, template, context, kwargs))
            parts = [self._inputs.of(kwargs[word], full=True) for word in own]
            parts.append(self._inputs.of(self._paginated(kwargs)))
            address = self._inputs.of((name, args, kwargs.get("url"), kwargs.get("template_name")))
        except (Undigestible, Unforeseeable, TemplateError):  # what is wrong with a template, its drawing says best
            return None
        return self._key(b"page", closure.digest, self._common[common], address, *parts)

    def _page_parts(self, template, context: dict, kwargs: dict) -> Parts:
        closure = self._closures.of(template.environment, template.name)
        own = {word: kwargs[word] for word in closure.names if word in kwargs} | self._paginated(kwargs)
        common = template.name, id(context), *own
        if common not in self._shared:
            self._shared[common] = shared_parts(self._inputs, self._base, closure.sources, _given(closure, template, context, kwargs))
        return self._shared[common] | own_parts(self._inputs, own)

    def _paginated(self, kwargs: dict) -> dict[str, list]:
        """The lists that Pelican cuts into pages, for the template to find under names that nobody has given it."""
        if kwargs.get("template_name") not in self.settings["PAGINATED_TEMPLATES"]:
            return {}
        return kwargs.get("paginated") or {name: kwargs[name] for name in ("articles", "dates") if name in kwargs}

    def _artifact_parts(self, inputs: tuple) -> Parts:
        own = own_parts(self._inputs, {type(value).__name__: value for value in inputs})
        return shared_parts(self._inputs, self._base, {}, {}) | own

    def _artifact_key(self, make: Callable, inputs: tuple) -> bytes | None:
        code = make.func if isinstance(make, partial) else make
        try:
            return self._key(b"artifact", self._templates, code.__qualname__.encode(), self._inputs.of(inputs))
        except Undigestible:
            return None

    def _key(self, *parts: bytes) -> bytes:
        return hashlib.blake2b(digest(*parts), key=self._base, digest_size=20).digest()


def _given(closure: Closure, template, context: dict, kwargs: dict) -> dict[str, Any]:
    """What a template finds under the names it asks for, besides what the page is given; whether there is anything, where it asks for no more."""
    found = {word: context.get(word, template.environment.globals.get(word)) for word in closure.names if word not in kwargs}
    return {word: bool(value) if word in closure.only_whether else value for word, value in found.items()}
