"""Talks to Pagefind’s program: pages in, the files of an index out.

Neither of its front doors will do. The command line numbers the pages as the disk happens to list them, and ends before all it wrote
has reached the disk; its Python package waits a tenth of a second for every page. So this speaks the protocol that the package
speaks: JSON in base64, each message ended by a comma, to a process that keeps everything in memory.
"""

import base64
import json
import os
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable

# What the text of a page should not be found by: words that stand elsewhere too, and whose pictures they are.
CONFIG = {"exclude_selectors": [".pull-quote", ".credit", ".footnote-ref", ".footnote-backref"]}
_AHEAD = 8  # pages that are sent before the answer to the first is read: it works while we prepare the next
PATIENCE = 300  # seconds for whatever is asked
PATIENCE_A_PAGE = 0.1  # and so much more for each page; 1,000 take 2


class SearchError(Exception):
    """There is no index; the message says why, and what to do about it."""


def program() -> Path:
    """Where Pagefind’s program is. Raises SearchError when it is not installed."""
    try:
        found = get_executable()
    except FileNotFoundError:
        found = None
    if found is None or not found.is_file():
        raise SearchError(
            f"Pagefind’s program is not {'at ' + str(found) if found else 'here'}."
            "\n  Delete .venv and start again, or take plugins.search out of PLUGINS to build without search."
        )
    return found


def version(at: Path) -> str:
    """What the program says when asked its version, such as “pagefind 1.5.2”. Raises SearchError when it does not run."""
    try:
        return subprocess.run([at, "--version"], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True).stdout.strip()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise SearchError(f"Pagefind’s program, {at}, does not run: {error}\n  Delete .venv and start again.") from error


def index(at: Path, pages: Iterable[tuple[str, str]], number: int) -> dict[str, bytes]:
    """The files of an index over so many `pages`, each its path below the site and its HTML; every file by its path. Raises SearchError."""
    # In a folder of its own and without its own variables: it would take settings from either.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as complaints:
        try:
            service = subprocess.Popen(
                [at, "--service"], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
            )
        except OSError as error:
            raise SearchError(f"Pagefind’s program, {at}, does not run: {error}\n  Delete .venv and start again.") from error
        watchdog = threading.Timer(PATIENCE + PATIENCE_A_PAGE * number, service.kill)
        watchdog.start()
        try:
            return _converse(service, pages)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            service.kill()
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip()[-500:]
            raise SearchError(
                f"Pagefind did not finish: {error or type(error).__name__}" + (f"\n  It said: {said}" if said else "")
            ) from error
        finally:
            watchdog.cancel()
            service.kill()  # it has handed over everything, and knows nothing else to do
            service.communicate()


def _converse(service: subprocess.Popen, pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    number = _ask(service, type="NewIndex", config=CONFIG)["index_id"]
    waiting: deque[str] = deque()
    for path, text in pages:
        _send(service, type="AddFile", index_id=number, file_path=path, url=None, file_contents=text)
        waiting.append(path)
        if len(waiting) == _AHEAD:
            _answer(service, waiting.popleft())
    while waiting:
        _answer(service, waiting.popleft())
    files = _ask(service, type="GetFiles", index_id=number)["files"]
    return {file["path"].replace("\\", "/"): base64.b64decode(file["content"]) for file in files}


def _ask(service: subprocess.Popen, **payload) -> dict:
    """Send one request, wait for its answer."""
    _send(service, **payload)
    return _answer(service, payload["type"])


def _send(service: subprocess.Popen, **payload) -> None:
    service.stdin.write(base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode()) + b",")
    service.stdin.flush()


def _answer(service: subprocess.Popen, about: str) -> dict:
    """The next answer; they come in the order of the requests."""
    answer = bytearray()
    while (more := service.stdout.peek()) and not more.startswith(b","):
        answer += service.stdout.read(len(more.partition(b",")[0]))
    if not service.stdout.read(1):
        raise EOFError("it ended in the middle")
    said = json.loads(base64.b64decode(answer))["payload"]
    if said["type"] == "Error":
        raise SearchError(f"Pagefind refused {about}: {said['message']}")
    return said
