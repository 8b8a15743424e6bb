"""The desk that goes with a preview: forms work at once, and its mails stay on this machine."""

import contextlib
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

from commands.environment import DESK, EnvironmentProblem, prepare

# Its usual place is so far from the site’s.
BESIDE = 100


class Desk:
    """A process beside the preview of the site at `site_url`. It ends with the preview, whatever ends that: it listens for the end of its input."""

    def __init__(self, root: Path, site_url: str, port: int):
        self.address = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "DESK_PREVIEW": "1",
            "SITE_URL": site_url,
            "DESK_URL": self.address,
            "DESK_DATA_DIR": str(root / "var" / "desk"),
        }
        command = [sys.executable, "-m", "desk", "try", "--port", str(port)]
        (root / "var" / "desk").mkdir(parents=True, exist_ok=True, mode=0o700)
        self._running = subprocess.Popen(command, cwd=root, env=environment, stdin=subprocess.PIPE)

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(OSError):
            self._running.stdin.close()
        self._running.terminate()
        self._running.wait()


def beside(root: Path, site_url: str, site_port: int) -> Desk | None:
    """The desk, with what it needs installed; None where the project has none, or it cannot be installed just now."""
    if not (root / "desk").is_dir():
        return None
    try:
        if Path(sys.prefix) == root / ".venv":
            prepare(root, extra=(DESK,))
        elif importlib.util.find_spec("django") is None:  # an environment of somebody's own
            raise EnvironmentProblem(f"What {DESK} pins is not installed here.")
    except EnvironmentProblem as problem:
        print(f"{problem}\nThe preview goes on without the desk: forms show what they would have sent.", flush=True)
        return None
    return Desk(root, site_url, _free(site_port + BESIDE))


def _free(port: int) -> int:
    """The port, or when it is taken any that is not."""
    for candidate in (port, 0):
        with contextlib.suppress(OSError), socket.socket() as tried:
            tried.bind(("127.0.0.1", candidate))
            return tried.getsockname()[1]
    raise OSError("this machine has no free port")
