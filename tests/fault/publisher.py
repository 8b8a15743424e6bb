"""The real `publish` of a site made by hand, as a process that can be killed: python -m tests.fault.publisher JOB [N]

JOB is a JSON file, see Blog.job. With N, the process kills itself just before its Nth step that changes a file anywhere.
"""

import itertools
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from commands.pelican import Outcome
from commands.publish import publish

CHANGING = {
    "os.mkdir",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.truncate",
    "shutil.rmtree",
    "subprocess.Popen",
}


def die_before(step: int) -> None:
    """Arm the process."""
    steps = itertools.count(1)

    def on_event(event, arguments):
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if (writes or event in CHANGING) and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(on_event)


def main(job: dict) -> int:
    """Publish as the job says; the exit code of the command."""

    def copy(settings, output, notes, overrides=None, root=None) -> Outcome:
        shutil.copytree(job["site"], output)
        return Outcome(True, [], "")

    root = Path(job["root"])
    return publish(root=root, run=copy, read=lambda root: (job["publish"], root / "cache"), **job["options"])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        die_before(int(sys.argv[2]))
    sys.exit(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
