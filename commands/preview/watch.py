"""Calls back whenever something that the site is made of was saved."""

import threading
from collections.abc import Callable
from pathlib import Path

from watchfiles import watch as changes

ROOMS = ("content", "theme", "plugins", "newsroom")
# What the desk tells the site.
FROM_THE_DESK = "followers.json"
SETTINGS = ("pelicanconf.py", "publishconf.py")
# Editors write a file in several steps, and people save several files; one build serves what arrives within this time.
SETTLE_SECONDS = 0.15
# How often the system is asked for changes.
STEP_MILLISECONDS = 10


def watch(root: Path, rebuild: Callable[[], None], saved: Callable[[set[str]], None] = lambda paths: None) -> None:
    """Call `rebuild` now and after every change, one call at a time, until KeyboardInterrupt.

    A change during a call leads to one more call after it, however many there were. `saved` is told at once, from a thread of its own,
    which files they were, as paths below `root` with slashes.
    """
    dirty, stop = threading.Event(), threading.Event()
    dirty.set()

    def listen(*places: Path, recursive: bool, matters: Callable[[str], bool]) -> None:
        batches = changes(*places, stop_event=stop, recursive=recursive, raise_interrupt=False, step=STEP_MILLISECONDS)
        for batch in batches:
            if paths := {Path(path).relative_to(root).as_posix() for _, path in batch if matters(path)}:
                saved(paths)
                dirty.set()

    rooms = [root / room for room in ROOMS if (root / room).is_dir()]
    # The settings are watched through their folder: editors replace a file, and a watch on the old one would go deaf.
    watches = [
        threading.Thread(target=listen, args=rooms, kwargs={"recursive": True, "matters": lambda path: True}, daemon=True),
        threading.Thread(
            target=listen, args=[root], kwargs={"recursive": False, "matters": lambda path: Path(path).name in SETTINGS}, daemon=True
        ),
    ]
    if (desk := root / "var" / "desk").is_dir():
        told = {"recursive": False, "matters": lambda path: Path(path).name == FROM_THE_DESK}
        watches.append(threading.Thread(target=listen, args=[desk], kwargs=told, daemon=True))
    for thread in watches:
        thread.start()
    try:
        while True:
            if dirty.wait(timeout=1):  # with a timeout, or Ctrl-C would not get through on Windows
                stop.wait(SETTLE_SECONDS)
                dirty.clear()
                rebuild()
    finally:
        stop.set()
