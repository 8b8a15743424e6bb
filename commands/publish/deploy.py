"""From a finished folder to a live release, and back to the one before."""

import json
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from commands.changes import Changes, compare
from commands.publish.changes import NAMED_IF_VANISHING, in_words, list_files, pages, some, vanishing
from commands.publish.compress import compress, size
from commands.publish.releases import LIST, after, name
from commands.publish.target import Now, Target
from newsroom.problems import pluralize

VANISHING = 3
# What a web server reads only when it starts, or when it is told to.
RULES = re.compile(r"\.delivery/(?:[\w-]+\.conf|Caddyfile)")


def deploy(site: Path, place: Target, command: str, cache: Path, now: Callable[[], datetime], allow_vanishing: bool, again: bool) -> int:
    """Bring the folder `site` to `place` and make it live, unless nothing is new there; an exit code. Raises Refused.

    `command` is how publishing to this place is typed. The folder gets its list of files and the compressed copies.
    """
    started = time.monotonic()
    files = list_files(site)
    live = place.look()
    changes = compare(live.files or {}, files)
    if live.files is not None and live.live and not changes and not again:
        print(f"Nothing has changed: release {live.live} stays live. (--again makes a new one all the same.)")
        return 0
    if stop := None if allow_vanishing else in_the_way(live, changes, command):
        print(stop, file=sys.stderr)
        return VANISHING
    print(summary(live, changes, files), flush=True)
    write_list(site / LIST, files)
    print(f"Compressed: {compress(site, files, cache)}", flush=True)
    release = name(max(now(), after(live.live)) if live.live else now(), files)
    print("Sending …", flush=True)
    sent = place.put(site, release, live)
    print(f"Sent: {pluralize(sent.files, 'file')}, {size(sent.bytes)}")
    print(f"Live: release {release}, {time.monotonic() - started:.1f} s after the build. To take it back: {command} --rollback")
    if sent.left:
        print(f"Note: these could not be cleared away in {place.place}/releases: {', '.join(sent.left)}")
    rules = [path for path in (*changes.new, *changes.changed) if RULES.fullmatch(path)] if live.files else []
    if rules:
        print(f"Note: if the web server there reads {' or '.join(sorted(rules))}, reload it: that is not as it was.")
    return 0


def roll_back(place: Target, command: str) -> int:
    """Make live what was before; an exit code. Raises Refused."""
    live = place.look()
    release = place.back(live)
    print(f"Rolled back {place.place}: {release} is live, {live.live} is not any more.")
    print(f"Once more goes one further back; {command} goes forward again.")
    return 0


def in_the_way(live: Now, changes: Changes, command: str) -> str:
    """Why this should not go live unless somebody means it, in words; "" if nothing speaks against it."""
    cure = f"\n  If that is meant: {command} --allow-vanishing"
    if live.files is None:
        return f"What is live there, {live.live}, has no list of its files, so nobody can say what would vanish. Nothing was sent.{cure}"
    gone = vanishing(live.files, changes)
    if not gone:
        return ""
    words = [
        f"{len(gone)} of the {pluralize(len(pages(live.files)), 'page')} that are live would vanish:",
        *some(gone, NAMED_IF_VANISHING),
        f"That is more than one in ten, so nothing was sent.{cure}",
    ]
    return "\n".join(words)


def summary(live: Now, changes: Changes, files: dict[str, str]) -> str:
    """What will be different for readers."""
    if not live.files:
        found = len(pages(files))
        return f"Everything is new: {pluralize(found, 'page')} and {pluralize(len(files) - found, 'other file')}"
    return in_words(changes) or f"Nothing has changed since {live.live}; this is made again all the same."


def write_list(file: Path, files: dict[str, str]) -> None:
    """The list that the next publish compares with: path → sha256 of the file as it is uncompressed."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(files, indent=1, sort_keys=True) + "\n", encoding="utf-8")
