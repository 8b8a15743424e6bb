"""What every kind of target promises, and the words for it."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from newsroom.problems import with_cure


class Refused(Exception):
    """Publishing cannot go on; what is live stays live. The text says what is wrong and, on a second line, the cure."""

    code = 1

    def __init__(self, wrong: str, cure: str = ""):
        super().__init__(with_cure(wrong, cure))


class Misconfigured(Refused):
    """PUBLISH, or an option of the command, cannot be used as it is."""

    code = 2


class Unfit(ValueError):
    """One value of PUBLISH that will not do: what is wrong with it, and the cure."""

    def __init__(self, wrong: str, cure: str):
        super().__init__(wrong)
        self.wrong, self.cure = wrong, cure


@dataclass(frozen=True)
class Now:
    """What is live at a target. `live` is its release, None before the first one.

    `files` is the list that came with it, path → sha256, empty before the first release; None if it cannot be read.
    """

    live: str | None
    files: dict[str, str] | None


@dataclass(frozen=True)
class Sent:
    """What a publish cost, in files and bytes, and which names it should have cleared away at the target and could not."""

    files: int
    bytes: int
    left: tuple[str, ...] = ()


class Target(Protocol):
    """One place that a site can be published to. Each method raises Refused, and then what is live has not changed."""

    @property
    def place(self) -> str:
        """Where it is, for people: deploy@blog.example.org:/srv/blog"""

    def look(self) -> Now:
        """What is live there now. Finds out what would be in the way of a publish."""

    def put(self, site: Path, release: str, now: Now) -> Sent:
        """Bring the folder `site` there as `release` and make it live, in one step for those who read.

        Whatever moment it is killed at, the old or the new release is live, whole, and the next `put` clears up.
        Refuses if something else is live by then than `now` says.
        """

    def back(self, now: Now) -> str:
        """Make live what was before, and give its release. Refuses if there is none, or the kind keeps none."""


def setting(check: Callable[[Any, Path], None], **default) -> Any:
    """A field of a kind that is a key in PUBLISH. `check` gets the value and the project’s folder, and raises Unfit."""
    return dataclasses.field(metadata={"check": check}, **default)
