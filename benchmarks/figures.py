"""All that is measured of one blog, one after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import edits, others
from benchmarks.blog import Blog
from benchmarks.live import Seen
from benchmarks.others import Others
from benchmarks.runs import RUNS, Time, one_core, say, shorter

SAVES = 5
EDITS: dict[str, Callable[[Blog], None]] = {
    "body": edits.body,
    "title": edits.title,
    "bio": edits.bio,
    "new": edits.new_post,
    "deleted": edits.deleted_post,
}


@dataclass
class Figures:
    """Times of stock Pelican and of our builds, `edits` by the names in EDITS, memory in MB, and of each comparison whether it found the same bytes."""

    stock: Time
    cold: Time
    stock_on_one: Time
    cold_on_one: Time
    nothing: Time
    edits: dict[str, Time]
    live: Seen
    memory: float
    others: Others | None
    same: dict[str, bool] = field(default_factory=dict)


def measure(folder: Path, posts: int, hugo: Path | None) -> Figures:
    """Write a blog into `folder` and measure it. Where stock Pelican takes long, it builds only once more after the edits, not after each."""
    blog = _written(folder, posts)
    saved = [blog.posts[len(blog.posts) * number // (SAVES + 1)] for number in range(1, SAVES + 1)]
    content = blog.site / "content"
    texts = [*sorted((content / "articles").glob("*.md")), *sorted((content / "submissions").rglob("*.md"))]
    beside = others.measured(folder, texts, saved, hugo) if hugo else None
    blog.build()
    same = {}

    say("All of it …")
    stock, cold = _told("stock", shorter(blog.stock)), _told("cold", shorter(blog.cold))
    same["cold"] = blog.is_as_stock()
    memory = _told("memory", blog.memory())
    with one_core():
        stock_on_one, cold_on_one = _told("stock on one core", shorter(blog.stock)), _told("cold on one core", shorter(blog.cold))
    same["on one core"] = blog.is_as_stock()

    say("Edits …")
    nothing, times = _told("nothing", shorter(blog.build)), {}
    for name, edit in EDITS.items():
        times[name] = _told(name, shorter(lambda edit=edit: blog.after(edit)))
        if stock.runs == RUNS:
            blog.stock()
            same[f"after {name}"] = blog.is_as_stock()

    say("Live …")
    live = blog.live(saved)
    blog.build()
    blog.stock()
    same["after all edits"] = blog.is_as_stock()
    return Figures(stock, cold, stock_on_one, cold_on_one, nothing, times, live, memory, beside, same)


def measure_cold(folder: Path, posts: int) -> Time:
    """Write a blog into `folder` and build it from nothing but the pictures and cards, which a first build draws."""
    blog = _written(folder, posts)
    blog.build()
    return _told("cold", shorter(blog.cold))


def _written(folder: Path, posts: int) -> Blog:
    say(f"{posts:,} posts: writing them, and drawing cards if some are missing …")
    return Blog(folder, posts)


def _told(what: str, figure: Time | float) -> Any:
    """At once: ten thousand posts take an hour, and the table comes last."""
    say(f"  {what}: {figure if isinstance(figure, Time) else f'{figure:,.0f} MB'}")
    return figure
