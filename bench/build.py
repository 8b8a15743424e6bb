"""How long a blog of so many posts takes to build: as Pelican does it with our plugins, and with plugins.incremental.

Every build is a process of its own, into a folder of its own, on the same disk. Pictures and cards are drawn before, since that is done
once whatever builds; texts, pages and the index of the search begin from nothing where it says “cold”. Each figure is the shorter of two runs.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.corpus import make_corpus
from bench.served import MOMENT
from bench.table import table
from commands.environment import ROOT

RUNS = 2
# Kept between runs: ten thousand cards take minutes to draw.
CACHE = ROOT / "var" / "bench" / "cache"


def main(posts: int = 1000) -> int:
    """Print the table; 1 if the two ways do not give the same bytes."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = Path(folder, "site")
        edited = make_corpus(site, posts)[-1]
        (site / "var" / "cache").unlink()
        CACHE.mkdir(parents=True, exist_ok=True)
        (site / "var" / "cache").symlink_to(CACHE)
        (site / "plain.py").write_text('from publishconf import *\nPLUGINS = [each for each in PLUGINS if each != "plugins.incremental"]\n', encoding="utf-8")
        plain, quick = Path(folder, "plain"), Path(folder, "quick")
        print("Drawing cards, if some are missing …", file=sys.stderr, flush=True)
        build(site, "plain.py", plain)
        stock = best(site, "plain.py", plain, forget)
        cold = best(site, "publishconf.py", quick, forget)
        same = subprocess.run(["diff", "-rq", plain, quick], stdout=subprocess.DEVNULL, check=False).returncode == 0
        nothing = best(site, "publishconf.py", quick, lambda: None)

        def edit() -> None:
            edited.write_text(edited.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")

        edit_stock = best(site, "plain.py", plain, edit)
        edit_quick = best(site, "publishconf.py", quick, edit)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    rows = [
        ("stock Pelican, our plugins", f"{stock:.1f} s", ""),
        ("with plugins.incremental, cold", f"{cold:.1f} s", f"{cold / stock:.2f} × stock"),
        ("nothing changed", f"{nothing:.1f} s", f"{nothing / cold:.2f} × cold"),
        ("one body edit, stock", f"{edit_stock:.1f} s", ""),
        ("one body edit", f"{edit_quick:.1f} s", f"{edit_quick / cold:.2f} × cold, {edit_quick / edit_stock:.2f} × stock"),
    ]
    print(table((f"{posts:,} posts, {len(os.sched_getaffinity(0))} cores", "time", ""), rows))
    print(f"The same bytes both ways: {'yes' if same else 'NO'}. The largest process took {largest} MB.")
    return 0 if same else 1


def forget() -> None:
    """Let the next build begin without texts, without pages and without an index."""
    for store in CACHE.glob("*.sqlite*"):
        store.unlink()
    shutil.rmtree(CACHE / "search", ignore_errors=True)


def best(site: Path, settings: str, output: Path, before) -> float:
    """The shorter of the runs, in seconds."""
    times = []
    for _ in range(RUNS):
        before()
        times.append(build(site, settings, output))
    return min(times)


def build(site: Path, settings: str, output: Path) -> float:
    """Seconds that one build takes, its process included. Ends the program when it fails."""
    shutil.rmtree(output, ignore_errors=True)
    started = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", settings, "-o", str(output), "--fatal", "errors"],
        cwd=site,
        env=os.environ | {"SOURCE_DATE_EPOCH": MOMENT},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode != 0:
        sys.exit(ended.stdout[-3000:])
    return time.perf_counter() - started
