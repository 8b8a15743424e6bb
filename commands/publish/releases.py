"""Releases side by side: what they are called, which was live before which, and which may go.

    <path>/current                       a link to the release that is served
    <path>/releases/<id>/                a whole release; it is never changed
    <path>/releases/<id>/.delivery/      files.json: path → sha256; before: the release that was live until this one was
    <path>/releases/.<id>.<token>.partial    a release on its way; .link and .gone are steps of a switch that was cut off
    <path>/releases/.lock                held while `current` is switched

`before` and not the order of the ids says where a roll-back leads: what was rolled back from is newer, and nobody wants it back.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commands.publish.target import Now

ID = r"\d{8}T\d{6}Z-[0-9a-f]{8}"
RELEASE = re.compile(ID)
LINK = re.compile(rf"(?:.*/)?releases/({ID})")
LEFTOVER = re.compile(rf"\.({ID})\.[0-9a-f]{{8}}\.(partial|link|gone)")
STAMP = "%Y%m%dT%H%M%SZ"
LIST = ".delivery/files.json"
BEFORE = ".delivery/before"
A_WHILE = timedelta(days=1)


@dataclass(frozen=True)
class Standing(Now):
    """What is at a target with releases side by side.

    `link` is what `current` says, word for word, "" if there is none. `before` names all whole releases and what was
    live before each, "" if nothing was. `leftovers` are the names of what was begun and not finished.
    """

    link: str
    before: dict[str, str]
    leftovers: tuple[str, ...]


def name(moment: datetime, files: dict[str, str]) -> str:
    """What a release of these files is called: 20140603T090000Z-1f2e3d4c, in the order of time."""
    content = json.dumps(files, sort_keys=True).encode()
    return f"{moment.astimezone(UTC):{STAMP}}-{hashlib.sha256(content).hexdigest()[:8]}"


def moment_of(release: str) -> datetime:
    """When a release, or something that begins like one, was made. Raises ValueError if no calendar has that moment."""
    return datetime.strptime(release.split("-")[0], STAMP).replace(tzinfo=UTC)


def after(release: str) -> datetime:
    """The first moment whose releases come after this one by name, whatever another machine’s clock said."""
    try:
        return moment_of(release) + timedelta(seconds=1)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def line(newest: str, before: dict[str, str]) -> list[str]:
    """The releases that a roll-back can reach from `newest`, which comes first."""
    found = []
    while newest in before and newest not in found:
        found.append(newest)
        newest = before[newest]
    return found


def superfluous(standing: Standing, release: str, keep: int) -> list[str]:
    """What may go once `release` is live: all but the `keep` last that were live one after the other.

    What is not in that line was rolled back from, or cut off before it was live; it stays for a day, in case somebody
    wants to look at it. So does what is on its way: somebody else may be sending it just now.
    """
    reachable = line(release, {**standing.before, release: standing.live or ""})
    kept = set(reachable[: max(keep, 2)])
    long_ago = moment_of(release) - A_WHILE
    old = [each for each in standing.before if each not in kept and (each in reachable or _is_before(each, long_ago))]
    return sorted(old) + [each for each in standing.leftovers if _is_dead(each, long_ago)]


def _is_dead(leftover: str, long_ago: datetime) -> bool:
    found = LEFTOVER.fullmatch(leftover)
    return bool(found) and (found[2] != "partial" or _is_before(found[1], long_ago))


def _is_before(release: str, moment: datetime) -> bool:
    try:
        return moment_of(release) < moment
    except ValueError:
        return False
