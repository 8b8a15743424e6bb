"""`build`: the site for publishing, whole or not at all."""

import contextlib
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from commands.destination import Unsuitable, destination
from commands.environment import ROOT
from commands.exchange import put_in_place, recover
from commands.json_output import OK, json_output
from commands.lock import Busy, held
from commands.pelican import Outcome, cache_warnings, render_stats, run_pelican
from commands.standing import Record, Standing
from commands.verify import differences
from newsroom.files import write
from newsroom.problems import pluralize

POST = re.compile(r"\d{4}/\d\d/\d\d/[^/]+/index\.html")
OLD = "old"
MOST_NAMED = 20
CAUSES_NAMED = 2
FEED = re.compile(r"(.+/)?(feed\.xml|atom\.xml|feed\.json)|email/[^/]+\.xml")


def build(
    output: str | Path | None = None,
    root: Path = ROOT,
    run: Callable[..., Outcome] = run_pelican,
    verify: bool = False,
    explain: str = "",
    as_json: bool = False,
) -> int:
    """Build into `output`, print how it went, and return an exit code. Unless it is 0, the folder is as it was before.

    With `verify` the site is built once more from nothing, and refused if that gives other bytes. `explain`: an address; the reasons why its page was
    rendered are printed. With `as_json` the report is printed as JSON, and everything else goes to stderr.
    """
    with json_output(as_json) as report:
        try:
            _build(report, output, root, run, verify, explain)
        except BuildFailed as failure:
            print(failure, file=sys.stderr)
            report["error"] = report["error"] or ("" if report["problems"] else str(failure))
            return failure.code
        report["status"] = OK
        return 0


class BuildFailed(Exception):
    """Nothing was built. The text says why and what to do."""

    def __init__(self, message: object, code: int = 1):
        super().__init__(str(message))
        self.code = code


def _build(report: dict, output: str | Path | None, root: Path, run: Callable[..., Outcome], verify: bool, explain: str) -> None:
    """Build, print how it went, and fill in `report`. Raises BuildFailed."""
    started = time.monotonic()
    try:
        target = destination(output, root)
    except (Unsuitable, OSError) as refusal:
        raise BuildFailed(refusal, 2) from None
    try:
        with workshop_for(target) as workshop:
            standing = Standing(root, target)
            changes = standing.changes()
            if changes == [] and not verify and not explain:
                record = standing.record
                report |= Outcome(True, [], "", record.report.when_current()).as_json()
                print(_unchanged(record, target, time.monotonic() - started))
                return
            print(f"Building the site for {target}{_because(changes or [])} …", flush=True)
            # A name of its own: the Pelican of a build that was killed may live on and write for a while.
            site = workshop / f"site-{secrets.token_hex(4)}"
            outcome = run("publishconf.py", site, workshop / "problems.json", {"LAST_OUTPUT": str(target), "EXPLAIN": explain}, root=root)
            report |= outcome.as_json()
            if not outcome.succeeded:
                raise BuildFailed(f"{outcome.report()}\n\nNothing was built. {_left_as_it_was(target)}")
            if differing := _differing(site, workshop, root, run) if verify else []:
                raise BuildFailed(f"{_not_the_same(differing)} {_left_as_it_was(target)}")
            put_in_place(site, target, workshop / OLD)
            amount = counts(target)
            standing.note(outcome, amount)
            write(root / "var", "build-report.json", outcome.build_report.to_json())
    except Busy:
        message = f"Another build is writing to {target}.\n  Wait for it, or name another folder with --output."
        raise BuildFailed(message, 2) from None
    except OSError as error:
        raise BuildFailed(f"The site could not be put at {target}: {error}\n  Is there space, and may you write there?") from error
    print(summary(outcome, target, amount, time.monotonic() - started))
    if explain:
        print("\n".join(outcome.build_report.reasons) or "Nothing is known of why pages are rendered: plugins.incremental is off.")
    if verify:
        print("The same bytes as a build from nothing.")


def _not_the_same(differing: list[str]) -> str:
    listed = "\n".join(f"  {line}" for line in differing[:MOST_NAMED])
    cure = "That is a fault of plugins.incremental: delete var/cache, build again, and tell us."
    return f"Not as in a build from nothing: {pluralize(len(differing), 'file')}\n{listed}\n\n{cure}"


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
    lines = [
        f"{amount} in {seconds:.1f} s{render_stats(outcome.build_report)}: {folder}",
        *cache_warnings(outcome.build_report),
        *_note(folder),
    ]
    return "\n".join([outcome.report() + "\n", *lines] if outcome.problems else lines)


def _because(changes: list[str]) -> str:
    """“, because content/a.md has changed”; the first few, and how many more."""
    named, rest = changes[:CAUSES_NAMED], len(changes) - CAUSES_NAMED
    words = f"{', '.join(named)} and {rest:,} more" if rest > 0 else " and ".join(named)
    return f", because {words}" if named else ""


def _unchanged(record: Record, folder: Path, seconds: float) -> str:
    lines = [
        f"Nothing has changed since {record.report.valid_from:%H:%M:%S}: {record.counts} stay as they are ({seconds:.1f} s): {folder}",
        *_note(folder),
    ]
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
