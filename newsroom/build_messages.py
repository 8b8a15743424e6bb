"""Typed messages of a running build to the command that started it: one JSON object a line, on the stdout of the process."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Progress:
    """How far a long task is."""

    task: str
    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.task}: {self.done:,} of {self.total:,}"


@dataclass(frozen=True)
class CacheWarning:
    """A cache could not be used. The build goes on without it."""

    text: str

    def __str__(self) -> str:
        return f"warning: {self.text}"


@dataclass(frozen=True)
class SiteBuilt:
    """The build worker of a preview has built the whole site."""


@dataclass(frozen=True)
class PagesRendered:
    """The build worker of a preview has rendered the pages of these files, given as content/articles/x.md."""

    paths: Sequence[str]


Message = Progress | CacheWarning | SiteBuilt | PagesRendered
_TYPES = {each.__name__: each for each in (Progress, CacheWarning, SiteBuilt, PagesRendered)}
# Where this process sends its messages: a file descriptor; None prints them for a person.
_channel: int | None = None


def open_channel() -> None:
    """Keep stdout for messages: from now on whatever else this process prints goes to stderr.

    The descriptor is inherited by forked workers, and by no program that the process starts.
    """
    global _channel
    sys.stdout.flush()
    _channel = os.dup(1)
    os.dup2(2, 1)


def send(message: Message) -> None:
    """Send a message to the command, or print it when no command listens. Lines of several processes never mix: each is one short write."""
    if _channel is None:
        print(message, flush=True)
        return
    with open(_channel, "wb", closefd=False) as channel:
        channel.write(encode(message).encode())


def encode(message: Message) -> str:
    """The line of a message."""
    return json.dumps({"type": type(message).__name__, **asdict(message)}) + "\n"


def decode(line: str) -> Message | None:
    """The message of a line; None if it is not one."""
    try:
        found = json.loads(line)
        return _TYPES[found.pop("type")](**found)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
