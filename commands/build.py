"""`build`: the site for publishing, whole or not at all."""

import contextlib
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from commands.destination import Unsuitable, destination
from commands.environment import ROOT
from commands.exchange import put_in_place, recover
from commands.lock import Busy, held
from commands.pelican import Outcome, doubts, drawn, run_pelican
from commands.standing import Record, Standing
from commands.verify import differences
from newsroom.problems import pluralize

POST = re.compile(r"\d{4}/\d\d/\d\d/[^/]+/index\.html")
OLD = "old"
MOST_NAMED = 20
CAUSES_NAMED = 2
# What plugins.incremental answers to EXPLAIN.
WHY = re.compile(r"^Why: (.+)$", re.M)
FEED = re.compile(r"(.+/)?(feed\.xml|atom\.xml|feed\.json)|email/[^/]+\.xml")


def build(
    output: str | Path | None = None, root: Path = ROOT, run: Callable[..., Outcome] = run_pelican, verify: bool = False, explain: str = ""
) -> int:
    """Build into `output` and say how it went; an exit code. Unless it is 0, the folder is as it was before.

    With `verify` the site is built once more from nothing, and refused if that gives other bytes. `explain`: an address, of which is said
    why it was drawn anew.
    """
    started = time.monotonic()
    try:
        target = destination(output, root)
    except (Unsuitable, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    try:
        with workshop_for(target) as workshop:
            standing = Standing(root, target)
            changes = standing.changes()
            if changes == [] and not verify and not explain:
                print(_unchanged(standing.record, target, time.monotonic() - started))
                return 0
            print(f"Building the site for {target}{_because(changes or [])} …", flush=True)
            # A name of its own: the Pelican of a build that was killed may live on and write for a while.
            site = workshop / f"site-{secrets.token_hex(4)}"
            outcome = run("publishconf.py", site, workshop / "problems.json", {"LAST_OUTPUT": str(target), "EXPLAIN": explain}, root=root)
            differing = _differing(site, workshop, root, run) if verify and outcome.succeeded else []
            if outcome.succeeded and not differing:
                put_in_place(site, target, workshop / OLD)
                amount = counts(target)
                standing.note(outcome, amount)
    except Busy:
        print(f"Another build is writing to {target}.\n  Wait for it, or name another folder with --output.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"The site could not be put at {target}: {error}\n  Is there space, and may you write there?", file=sys.stderr)
        return 1
    if not outcome.succeeded:
        print(f"{outcome.report()}\n\nNothing was built. {_left_as_it_was(target)}", file=sys.stderr)
        return 1
    if differing:
        listed = "\n".join(f"  {line}" for line in differing[:MOST_NAMED])
        cure = "That is a fault of plugins.incremental: delete var/cache, build again, and tell us."
        print(
            f"Not as in a build from nothing: {pluralize(len(differing), 'file')}\n{listed}\n\n{cure} {_left_as_it_was(target)}",
            file=sys.stderr,
        )
        return 1
    print(summary(outcome, target, amount, time.monotonic() - started))
    if explain:
        print("\n".join(WHY.findall(outcome.log)) or "Nothing is known of why pages are drawn: plugins.incremental is off.")
    if verify:
        print("The same bytes as a build from nothing.")
    return 0


def _differing(site: Path, workshop: Path, root: Path, run: Callable[..., Outcome]) -> list[str]:
    """What a build that knows no other gives otherwise."""
    plain = workshop / f"plain-{secrets.token_hex(4)}"
    outcome = run("publishconf.py", plain, workshop / "problems.json", {"INCREMENTAL": False}, root=root)
    return differences(site, plain) if outcome.succeeded else [f"the build from nothing failed: {outcome.last_words}"]


@contextlib.contextmanager
def workshop_for(target: Path) -> Iterator[Path]:
    """A hidden folder beside `target`, on the same file system, held by this process and gone afterwards.

    What a killed build left in it is put back or cleared away first. Raises Busy while another build holds it.
    """
    workshop = target.parent / f".{target.name}.building"
    workshop.mkdir(parents=True, exist_ok=True)
    with held(workshop / "lock"):
        _tidy(workshop, target)
        try:
            yield workshop
        finally:
            _tidy(workshop, target)
            shutil.rmtree(workshop, ignore_errors=True)


def _tidy(workshop: Path, target: Path) -> None:
    recover(target, workshop / OLD)
    for folder in workshop.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def _left_as_it_was(target: Path) -> str:
    return f"{target} is as it was." if target.exists() else f"{target} was not made."


def summary(outcome: Outcome, folder: Path, amount: str, seconds: float) -> str:
    """What a person wants to know of a finished build: how much, how long, where, and what to look at."""
    lines = [f"{amount} in {seconds:.1f} s{drawn(outcome.log)}: {folder}", *doubts(outcome.log), *_note(folder)]
    return "\n".join([outcome.report() + "\n", *lines] if outcome.problems else lines)


def _because(changes: list[str]) -> str:
    """“, because content/a.md has changed”; the first few, and how many more."""
    named, rest = changes[:CAUSES_NAMED], len(changes) - CAUSES_NAMED
    words = f"{', '.join(named)} and {rest:,} more" if rest > 0 else " and ".join(named)
    return f", because {words}" if named else ""


def _unchanged(record: Record, folder: Path, seconds: float) -> str:
    since = datetime.fromisoformat(record.begins)
    lines = [f"Nothing has changed since {since:%H:%M:%S}: {record.counts} stay as they are ({seconds:.1f} s): {folder}", *_note(folder)]
    return "\n".join(lines)


def _note(folder: Path) -> list[str]:
    if address := example_address(folder):
        return [f"Note: the site’s address is still {address}. Set SITEURL in publishconf.py before you publish."]
    return []


def counts(folder: Path) -> str:
    """How much a site has: “97 pages, 41 posts and 63 feeds”"""
    root = os.path.join(folder, "")
    whole = (os.path.join(place, name) for place, _, names in os.walk(root) for name in names)
    files = [path.removeprefix(root).replace(os.sep, "/") for path in whole]
    pages = sum(name.endswith(".html") for name in files)
    posts = sum(POST.fullmatch(name) is not None for name in files)
    feeds = sum(FEED.fullmatch(name) is not None for name in files)
    return f"{pluralize(pages, 'page')}, {pluralize(posts, 'post')} and {pluralize(feeds, 'feed')}"


def example_address(folder: Path) -> str:
    """The address that the site was delivered with, if that is still its own; "" once it has another."""
    robots = folder / "robots.txt"
    if robots.exists() and (found := re.search(r"https?://[^/\s]+\.example(?![\w.-])", robots.read_text(encoding="utf-8"))):
        return found[0]
    return ""
