"""How long the reading of one text may take, whatever is done with it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import newsroom.time_limit
from newsroom.problems import Problem
from plugins.reader.decode import InvalidContent

SECONDS = 5


@contextmanager
def time_limit(seconds: float | None = None) -> Iterator[None]:
    """Raise Refused when the block computes for more than `seconds`, SECONDS if None; see newsroom/time_limit.py.

    Where there are no timers the limits of `source` alone must do.
    """
    seconds = SECONDS if seconds is None else seconds
    try:
        with newsroom.time_limit.time_limit(seconds):
            yield
    except newsroom.time_limit.TimeLimitExceeded:
        raise InvalidContent(
            f"takes more than {seconds} seconds of computing to read",
            "look for a very long run of brackets, signs or words without a space, and shorten it; split a very long text in two",
        ) from None


def collect_in_time(path: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of the file at `path`, which are looked for here; one that says so when that takes too long."""
    try:
        with time_limit():
            return list(problems)
    except InvalidContent as error:
        return [error.at(path)]
