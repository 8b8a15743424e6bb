"""How soon a saved file is seen: from the moment a sentence is written into a post until its page, fetched again and again, holds it."""

import contextlib
import http.client
import re
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import watched
from benchmarks.runs import Time, started
from testing.ports import free_port

# What goes on behind a page that is already new has time until a person saves again.
PAUSE_SECONDS = 3
POLL_SECONDS = 0.001
PATIENCE_SECONDS = 3600
TITLE = re.compile(r'^title: "?(.*?)"?$', re.M)


@dataclass(frozen=True)
class Seen:
    """The median of the saves, and the most memory since the server serves, in MB."""

    time: Time
    memory: float


def live(command: Callable[[int], Sequence[str | Path]], folder: Path, posts: Sequence[tuple[Path, str]]) -> Seen:
    """Start a server on the port that `command` is given, save the posts one after the other once it serves, and end it.

    A post comes with the address of its page. Ends the program when the server fails.
    """
    port = free_port()
    with (
        started(command(port), folder) as (process, words),
        contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line,
    ):

        def wait(path: str, word: str, every: float) -> None:
            """Until the page at `path` holds the word."""
            patience = time.monotonic() + PATIENCE_SECONDS
            while word.encode() not in fetched(line, path):
                if process.poll() is not None or time.monotonic() > patience:
                    sys.exit(f"{words()[-3000:]}\n{path} never came to hold “{word}”.")
                time.sleep(every)

        def save(post: Path, path: str) -> float:
            """Seconds from the save to the page."""
            time.sleep(PAUSE_SECONDS)
            fetched(line, path)  # whoever writes has the page before them
            begun = time.perf_counter()
            wait(path, add_sentence(post), POLL_SECONDS)
            return time.perf_counter() - begun

        for post, path in posts:
            wait(path, TITLE.search(post.read_text(encoding="utf-8"))[1], 0.1)
        seconds = [save(*each) for each in posts]
        with watched(process.pid) as watch:  # which is work of its own, so these are not timed
            for each in posts[:2]:
                save(*each)
            time.sleep(PAUSE_SECONDS)
    return Seen(Time(statistics.median(seconds), len(seconds)), watch.largest)


def add_sentence(post: Path) -> str:
    """Write one more sentence at the end of a text; gives the one word of it that no text ever had."""
    word = f"sentence{secrets.token_hex(4)}"
    with post.open("a", encoding="utf-8") as text:
        text.write(f"\nAnd here is {word}.\n")
    return word


def fetched(line: http.client.HTTPConnection, path: str) -> bytes:
    """The page at `path`; nothing while there is none. The connection stays, if the server lets it."""
    try:
        line.request("GET", path)
        answer = line.getresponse()
        page = answer.read()
    except (OSError, http.client.HTTPException):
        line.close()
        return b""
    return page if answer.status == http.client.OK else b""
