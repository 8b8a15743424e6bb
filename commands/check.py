"""`check`: what is wrong with the content, and how to mend it."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from commands.environment import ROOT
from commands.json_output import OK, json_output
from commands.pelican import Outcome, run_pelican


def check(root: Path = ROOT, run: Callable[..., Outcome] = run_pelican, as_json: bool = False) -> int:
    """Build as strictly as for publishing, into a folder that is thrown away; 1 if that is impossible, else 0.

    With `as_json` the report is printed as JSON, and everything else goes to stderr.
    """
    with json_output(as_json) as report:
        with tempfile.TemporaryDirectory(prefix="check-") as folder:
            outcome = run("publishconf.py", Path(folder) / "site", Path(folder) / "problems.json", root=root)
        report |= outcome.as_json()
        if not outcome.succeeded:
            print(outcome.report(), file=sys.stderr)
            return 1
        report["status"] = OK
        print(outcome.report() or "Nothing wrong: every file in content/ is fit to be published.")
        return 0
