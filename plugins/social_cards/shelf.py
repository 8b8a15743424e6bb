"""Where drawn cards are kept: a file for each, named after all that is drawn on it and with, so that nothing is drawn twice."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from newsroom.files import write
from plugins.social_cards.layouts import draw
from plugins.social_cards.materials import Materials
from plugins.social_cards.words import Words

MANY = 32  # from here on it is worth the half second that more processes take to start
_BATCH = 8


def drawn(folder: Path, name: str) -> Path:
    """The file of a drawing, whether it is there or not."""
    return folder / f"{name}.png"


def fill(folder: Path, wanted: dict[str, Words], materials: Materials, tell: Callable[[int, int], None]) -> int:
    """Draw what `folder` does not have of `wanted`, by name; how many that were. When there are many, `tell(done, of)` counts.

    Two builds at once do no harm: same name, same bytes.
    """
    missing = [(name, words) for name, words in sorted(wanted.items()) if not drawn(folder, name).exists()]
    folder.mkdir(parents=True, exist_ok=True)
    batches = [missing[start : start + _BATCH] for start in range(0, len(missing), _BATCH)]
    # A copy, since fonts that are open cannot go to another process.
    draw_batch = partial(draw_all, folder, replace(materials))
    if len(missing) < MANY:
        return sum(map(draw_batch, batches))
    # “spawn” starts clean processes: a fork would copy locks that another thread may hold.
    processes = min(os.cpu_count() or 1, len(batches))
    done = 0
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for number in pool.map(draw_batch, batches):
            done += number
            tell(done, len(missing))
    return done


def draw_all(folder: Path, materials: Materials, batch: list[tuple[str, Words]]) -> int:
    """Draw a batch into `folder`, but for what another build has drawn meanwhile; how many are there now."""
    for name, words in batch:
        if not drawn(folder, name).exists():
            write(folder, drawn(folder, name).name, draw(words, materials.colours, materials.faces))
    return len(batch)
