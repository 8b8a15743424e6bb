"""What both kinds with releases side by side conclude from what they find."""

import json
from collections.abc import Callable

from commands.publish.releases import LINK, LIST, Standing, line
from commands.publish.target import Refused


def listed(link: str, before: dict[str, str], leftovers: tuple[str, ...], read: Callable[[str], str]) -> Standing:
    """The standing of a target. `read` gives the text of a file below releases/, "" if it cannot be read.

    A `current` that leads nowhere counts as none: nobody is served, so nothing can vanish.
    """
    found = LINK.fullmatch(link)
    live = found[1] if found and found[1] in before else None
    return Standing(live, files_in(read(f"{live}/{LIST}")) if live else {}, link, before, leftovers)


def files_in(text: str) -> dict[str, str] | None:
    """What a list of files says, path → sha256; None if it is no such list."""
    try:
        files = json.loads(text)
    except ValueError:
        return None
    return files if isinstance(files, dict) and all(isinstance(digest, str) for digest in files.values()) else None


def earlier(now: Standing, place: str) -> str:
    """The release that a roll-back leads to. Refuses if there is none."""
    if not now.live:
        raise Refused(f"Nothing has been published to {place} yet, so there is nothing to go back to.")
    reachable = line(now.live, now.before)
    if len(reachable) < 2:
        raise Refused(f"{now.live} is the oldest release that is kept at {place}; it stays live.")
    return reachable[1]


def changed_meanwhile(place: str) -> Refused:
    """What to say when somebody else was quicker."""
    return Refused(
        f"Meanwhile somebody else has published to {place} or rolled back there. Theirs stays live.",
        "Publish again, and yours is compared with that.",
    )
