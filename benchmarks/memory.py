"""What a process and all that it started take of the memory together, at the worst moment.

A page that several of them share counts once: the kernel's PSS divides it among them. Looking is work for a core, more of it the more memory there is, so
what is looked at is not timed.
"""

import contextlib
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

EVERY_SECONDS = 0.05


class Watch(threading.Thread):
    """Looks until `end`; `largest` is in MB of a million bytes."""

    def __init__(self, process: int):
        super().__init__(daemon=True)
        self.largest = 0.0
        self._process = process
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            self.largest = max(self.largest, sum(map(share, family(self._process))) * 1024 / 1e6)
            self._ended.wait(EVERY_SECONDS)

    def end(self) -> None:
        self._ended.set()
        self.join()


@contextlib.contextmanager
def watched(process: int) -> Iterator[Watch]:
    """A watch over a process and all it starts, as long as the block lasts."""
    watch = Watch(process)
    watch.start()
    try:
        yield watch
    finally:
        watch.end()


def family(process: int) -> list[int]:
    """A process, its children, theirs, and so on."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # it ended meanwhile
                # The name, in brackets, may hold anything; after it come the state and the parent.
                parent = int((entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
                children[parent].append(int(entry.name))
    found = [process]
    for each in found:
        found += children[each]
    return found


def share(process: int) -> int:
    """The kilobytes of one; 0 once it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
