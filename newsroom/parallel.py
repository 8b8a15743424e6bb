"""Work for every core: the parent and forked processes that know all it knows, so that nothing need be sent to them.

Only results come back, pickled. Where a system cannot fork safely, has one core or little to do, the parent does all itself.
"""

import gc
import multiprocessing
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from newsroom import memory

# Below so many items a fork takes longer than it saves.
MIN_ITEMS = 24
# Items that a worker is given at a time: few enough that all end at the same time, many enough that asking costs nothing.
_CHUNKS_PER_PROCESS = 32
_MAX_CHUNK = 64


def cores() -> int:
    """How many processes are worth it here."""
    can_fork = sys.platform.startswith("linux")  # elsewhere what a library does in threads does not outlive it
    return len(os.sched_getaffinity(0)) if can_fork else 1


def parallel_map(make: Callable[[Any], Any], items: Sequence[Any], processes: int | None = None) -> Iterator[tuple[int, Any]]:
    """Pairs of a position in `items` and `make` of what stands there, each once, in no order. The parent is one of the `processes`: what it knows is most of
    the memory of a build, and each worker has a copy of what it touches.

    Where `make` raises, or kills its worker, it is called again here, so that the exception is raised with all that leads to it.
    """
    processes = min(cores() if processes is None else processes, len(items))
    if processes < 2 or len(items) < MIN_ITEMS:
        yield from ((place, make(item)) for place, item in enumerate(items))
        return
    size = max(1, min(_MAX_CHUNK, len(items) // (processes * _CHUNKS_PER_PROCESS)))
    waiting = deque(range(first, min(first + size, len(items))) for first in range(0, len(items), size))
    owed: deque[range] = deque()
    with _Pool(make, items, processes - 1) as pool:
        for pipe in pool.pipes:
            _give(pipe, waiting, pool)
        while pool.at_work or waiting:
            for pipe in wait(list(pool.at_work), timeout=0 if waiting else None):
                share = pool.at_work[pipe]
                results = _answer(pipe)
                if results is None:
                    owed.append(share)
                    pool.lose(pipe)
                    continue
                _give(pipe, waiting, pool)
                yield from zip(share, results, strict=False)
                if len(results) < len(share):
                    owed.append(share[len(results) :])
            yield from _one(make, items, owed or waiting)
    while owed:
        yield from _one(make, items, owed)


def _one(make: Callable[[Any], Any], items: Sequence[Any], shares: deque[range]) -> Iterator[tuple[int, Any]]:
    """What the parent does before it looks at the pipes again: one item of the last share, so that no worker waits for long."""
    if shares:
        share = shares.pop()
        if share[1:]:
            shares.append(share[1:])
        yield share[0], make(items[share[0]])


class _Pool:
    """The workers. `at_work` says what each pipe's worker is at."""

    def __init__(self, make: Callable[[Any], Any], items: Sequence[Any], number: int):
        self.at_work: dict[Connection, range] = {}
        self._workers: dict[Connection, multiprocessing.process.BaseProcess] = {}
        self._make, self._items, self._number = make, items, number

    @property
    def pipes(self) -> list[Connection]:
        return list(self._workers)

    def __enter__(self) -> "_Pool":
        fork = multiprocessing.get_context("fork")
        sys.stdout.flush()  # or what waits to be said would be said by each of them
        sys.stderr.flush()
        memory.release()  # or each of them would have a share in what nobody uses
        gc.freeze()  # a collection would copy every page of memory that it looks at
        for _ in range(self._number):
            ours, theirs = fork.Pipe()
            worker = fork.Process(target=self._begin, args=(ours, theirs), daemon=True)
            worker.start()
            theirs.close()
            self._workers[ours] = worker
        return self

    def _begin(self, ours: Connection, theirs: Connection) -> None:
        """In a worker. Its copies of the parent's ends are closed, or it would wait for ever for a parent that was killed."""
        for pipe in (ours, *self._workers):
            pipe.close()
        _work(self._make, self._items, theirs)

    def lose(self, pipe: Connection) -> None:
        """A worker is gone."""
        del self.at_work[pipe]
        self._workers.pop(pipe).join()
        pipe.close()

    def __exit__(self, *_) -> None:
        for pipe, worker in self._workers.items():
            pipe.close()
            worker.kill()
            worker.join()
        gc.unfreeze()


def _give(pipe: Connection, waiting: deque[range], pool: _Pool) -> None:
    """The next share, if there is one."""
    pool.at_work.pop(pipe, None)
    if waiting:
        pool.at_work[pipe] = waiting.popleft()
        try:
            pipe.send(pool.at_work[pipe])
        except OSError:
            return  # it has died: the pipe says so when it is asked


def _answer(pipe: Connection) -> list[Any] | None:
    """The results of a share; None when its worker has died, however far it got."""
    try:
        return pickle.loads(pipe.recv_bytes())
    except (EOFError, OSError):
        return None


def _work(make: Callable[[Any], Any], items: Sequence[Any], pipe: Connection) -> None:
    """Answer each share with its results: with those before it when one fails."""
    while True:
        try:
            share = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)  # no clearing up after what is the parent's
        results = []
        for place in share:
            try:
                results.append(make(items[place]))
            except Exception:
                break
        pipe.send_bytes(pickle.dumps(results, pickle.HIGHEST_PROTOCOL))
