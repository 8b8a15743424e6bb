"""Hugo and Pelican side by side: the same posts in the same minimal theme, no plugins."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hugo import Hugo
from benchmarks.live import Seen
from benchmarks.minimal import address, write_minimal
from benchmarks.runs import Time, say, shorter, spent


@dataclass(frozen=True)
class Others:
    """What the two take: all of it, and of Hugo one body edit in a new process and one that its server sees."""

    version: str
    pelican: Time
    cold: Time
    edited: Time
    live: Seen


def measured(folder: Path, posts: Sequence[Path], saved: Sequence[Path], hugo: Path) -> Others:
    """Their figures for these posts, of which some are saved while the server runs. Ends the program if they do not make the same pages."""
    say("Hugo, and Pelican in the same theme …")
    write_minimal(posts, folder)
    site, output = Hugo(hugo, folder / "hugo"), folder / "pelican" / "output"

    def pelican() -> float:
        shutil.rmtree(output, ignore_errors=True)
        return spent([sys.executable, "-m", "pelican", "content", "-s", "settings.py", "-o", output, "--fatal", "errors"], output.parent)

    alone, cold = shorter(pelican), shorter(site.cold)
    if other := pages(output) ^ pages(site.output):
        sys.exit(f"Hugo and Pelican did not make the same pages: {', '.join(sorted(other)[:5])} …")
    edited = shorter(lambda: site.edited(saved[-1].name))
    return Others(site.version, alone, cold, edited, site.live([(post.name, address(post)) for post in saved]))


def pages(folder: Path) -> set[str]:
    """All that was made, by path."""
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
