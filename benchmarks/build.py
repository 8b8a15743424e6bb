"""How long a blog of so many posts takes to build, and an edit to be seen: beside stock Pelican with the same plugins and theme, and beside Hugo.

All is measured in the same run and on the same disk. `tasks.py build` and stock Pelican begin as processes of their own; pictures and cards are drawn
before, since that is done once whatever builds. A figure is the shorter of two runs, or the only one where it says “once”; live, the median of five saves.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.asked import HEAD, growth, line, weight
from benchmarks.figures import Figures, measure, measure_cold
from benchmarks.hugo import find
from benchmarks.table import table

# What an edit is called, and how much of a cold build it may take.
ASKED = {
    "body": ("one body edit", 0.02),
    "title": ("title edit", 0.05),
    "bio": ("bio edit, contributor with 50 posts", 0.05),
    "new": ("new post", 0.15),
    "deleted": ("deleted post", 0.15),
}


def main(posts: Sequence[int] = (1000,)) -> int:
    """Print a table for the first number of posts and, if there are others, how the time of a cold build grows with them; 1 if a byte was not as stock Pelican writes it."""
    hugo, (first, *others) = find(), posts
    if not hugo:
        print(
            "Hugo is not here and could not be fetched, so what is measured beside it is left out. Install it, or see that the network is there.\n"
        )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        figures = measure(Path(folder), first, hugo)
    print(table((f"{first:,} posts, {len(os.sched_getaffinity(0))} cores", *HEAD), lines(figures)))
    same = ", ".join(f"{when} {'yes' if so else 'NO'}" for when, so in figures.same.items())
    print(f"The same bytes as stock: {same}.\n", flush=True)
    colds = {first: figures.cold}
    for number in others:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            colds[number] = measure_cold(Path(folder), number)
    if others:
        print(table(("growth", *HEAD), growth(colds)))
    return 0 if all(figures.same.values()) else 1


def lines(figures: Figures) -> list[tuple[str, ...]]:
    """What each takes, beside what is asked of it."""
    cold, beside = figures.cold.seconds, figures.others
    found = [
        line("cold, stock Pelican", figures.stock),
        line("cold", figures.cold, cold / figures.stock.seconds, "stock", 0.33),
        line("cold on one core, stock", figures.stock_on_one),
        line("cold on one core", figures.cold_on_one, figures.cold_on_one.seconds / figures.stock_on_one.seconds, "stock on one core", 1),
        line("nothing changed", figures.nothing, figures.nothing.seconds / cold, "cold", 0.02),
        *(line(words, figures.edits[name], figures.edits[name].seconds / cold, "cold", most) for name, (words, most) in ASKED.items()),
    ]
    if beside:
        body, live = figures.edits["body"], figures.live.time
        found += [
            line("one body edit, beside Hugo", body, body.seconds / beside.cold.seconds, "Hugo, cold", 0.05),
            line("live, body edit", live, live.seconds / beside.live.time.seconds, "hugo server", 0.1),
        ]
    else:
        found.append(line("live, body edit", figures.live.time))
    found += [
        weight("memory of a cold build", figures.memory, 1000),
        weight("memory of the live preview", figures.live.memory, 400),
    ]
    if beside:
        found += [
            line("minimal theme, Pelican, cold", beside.pelican),
            line(f"minimal theme, Hugo {beside.version}, cold", beside.cold, beside.cold.seconds / beside.pelican.seconds, "Pelican"),
            line("minimal theme, Hugo, one body edit", beside.edited),
            line("minimal theme, hugo server, body edit", beside.live.time),
        ]
    return found
