"""Writes pages on all cores: first all of them are asked for, then workers draw them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pelican.writers import FileOverwriteFailedError, Writer

from plugins.incremental.workers import spread


class SpreadingWriter(Writer):
    """Pelican's writer, but for when it writes: at `flush`, and from then on at once.

    So whoever looks at the output must come after that, and nothing that a template reads may change before it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._waiting: list[Callable[[], Any]] | None = []

    def write_file(self, name, template, context, *args, override_output=False, **kwargs) -> None:
        write = partial(super().write_file, name, template, context, *args, override_output=override_output, **kwargs)
        if override_output:  # which of two pages stays depends on what was written before
            self._write_waiting()
            write()
        else:
            self.later(write)

    def later(self, write: Callable[[], Any]) -> None:
        """Call `write`, which only writes files, in some process or other, at the latest at `flush`."""
        if self._waiting is None:
            write()
        else:
            self._waiting.append(write)

    def flush(self) -> None:
        """Write what waits."""
        self._write_waiting()
        self._waiting = None

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting or [], []
        for _, written in spread(self._written_by, waiting):
            for path in written:
                if path in self._written_files and path not in self._overridden_files:
                    raise FileOverwriteFailedError(f'Failed to overwrite "{path}" as Pelican has already written to it previously')
                self._written_files.add(path)

    def _written_by(self, write: Callable[[], Any]) -> list[str]:
        """Call it, and give the paths of the pages it has written."""
        before, self._written_files = self._written_files, set()
        try:
            write()
            return sorted(self._written_files)
        finally:
            self._written_files = before
