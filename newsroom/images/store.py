"""Keeps renditions by what is in the originals, so that none is drawn twice, and draws what is missing on every core."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from newsroom.images.original import inspect
from newsroom.images.picture import Picture
from newsroom.images.rendering import RECIPE, draw, is_drawn, size_of

FEW = 2  # so many are drawn sooner here than other processes would have started


def prepare(files: dict[str, Path], store: Path, tell: Callable[[int, int], None]) -> tuple[dict[str, Picture], dict[str, ValueError]]:
    """The pictures of `files` (path from content/ → file) with all their renditions in `store`, and why others have none.

    The order of both is that of `files`. While something is drawn, `tell(done, of)` counts. An error is “message; cure”.
    Two builds at once may share a store.
    """
    digests: dict[str, str] = {}
    faults: dict[str, ValueError] = {}
    for path, file in files.items():
        try:
            inspect(file)
            digests[path] = _digest(file)
        except OSError as error:
            faults[path] = ValueError(f"cannot be read: {error.strerror}; see who may read it")
        except ValueError as error:
            faults[path] = error
    folders = {path: store / digest[:2] / digest[2:32] for path, digest in digests.items()}
    missing = {folder: files[path] for path, folder in folders.items() if not is_drawn(folder)}
    undrawn: dict[Path, ValueError | None] = {}
    for folder, fault in _draw(missing):
        undrawn[folder] = fault
        tell(len(undrawn), len(missing))
    found = {}
    for path, folder in folders.items():
        if fault := undrawn.get(folder):
            faults[path] = fault
        else:
            found[path] = Picture(path, *size_of(folder), digests[path], folder)
    return found, {path: faults[path] for path in files if path in faults}


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        content = hashlib.file_digest(opened, "sha256").hexdigest()
    return hashlib.sha256(f"{content} {RECIPE}".encode()).hexdigest()


def _draw(missing: dict[Path, Path]) -> Iterator[tuple[Path, ValueError | None]]:
    """Draw each of `missing` (folder → original), as they are done: the folder, and what was wrong."""
    if len(missing) <= FEW:
        yield from ((folder, _fault(file, folder)) for folder, file in missing.items())
        return
    left = dict(missing)
    try:
        with ProcessPoolExecutor(min(cores(), len(missing))) as pool:
            at_work = {pool.submit(_fault, file, folder): folder for folder, file in missing.items()}
            for each in as_completed(at_work):
                fault = each.result()
                del left[at_work[each]]
                yield at_work[each], fault
    except BrokenProcessPool:
        # One picture took a process down, as when memory ran out, and all that waited went with it: each alone now.
        for folder, file in left.items():
            yield folder, _fault_alone(file, folder)


def cores() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _fault_alone(file: Path, folder: Path) -> ValueError | None:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_fault, file, folder).result()
    except BrokenProcessPool:
        return ValueError("could not be drawn: the program that did so was ended, perhaps for want of memory; make the picture smaller")


def _fault(file: Path, folder: Path) -> ValueError | None:
    """Draw one; what was wrong with it, if anything."""
    try:
        draw(file, folder)
    except ValueError as error:
        return error
    return None
