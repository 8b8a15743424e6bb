"""`publish`: check, build, compress, deploy, and say what that changed for readers.

Where to is what PUBLISH in publishconf.py says (settings.py). A target has a kind, and each kind is one module: folder.py
and rsync.py, which keep releases side by side (releases.py has the layout). To add another, such as S3, GitHub Pages or
a zip file: write a frozen dataclass with the methods of target.Target, its fields being the keys that PUBLISH may give
it, each made by `setting` with the check for its value from fields.py; put it into the table in kinds.py; give
docs/settings.md its row; and let tests/fault/test_every_kind.py run over it. What cannot be taken back there refuses in `back`.
"""

import secrets
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands.build import counts, example_address, workshop_for
from commands.environment import ROOT
from commands.json_output import OK, json_output
from commands.lock import Busy
from commands.pelican import Outcome, run_pelican
from commands.publish.deploy import deploy, roll_back
from commands.publish.kinds import KINDS
from commands.publish.settings import chosen, read_settings, targets
from commands.publish.target import Misconfigured, Refused


def publish(
    target: str = "",
    rollback: bool = False,
    allow_vanishing: bool = False,
    again: bool = False,
    root: Path = ROOT,
    run: Callable[..., Outcome] = run_pelican,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    kinds: Mapping[str, type] = KINDS,
    read: Callable[[Path], tuple[Any, Path]] = read_settings,
    as_json: bool = False,
) -> int:
    """Publish to the target of that name, "" being the first of PUBLISH, or roll back there, and say how it went.

    An exit code: 0 if what should be live is; 1 if the site cannot be built or brought there; 2 for settings or options
    that cannot be; 3 if too many pages would vanish. Unless it is 0, what is live is as it was. With `as_json` the report
    of the build is printed as JSON, and everything else goes to stderr.
    """
    with json_output(as_json) as report:
        code = _publish(report, target, rollback, allow_vanishing, again, root, run, now, kinds, read)
        if code == 0:
            report["status"] = OK
        return code


def _publish(report: dict, target, rollback, allow_vanishing, again, root, run, now, kinds, read) -> int:
    """What `publish` does; the report of the build is filled into `report`."""
    try:
        given, cache = read(root)
        known = targets(given, root, kinds)
        target = chosen(target, known)
        place = known[target]
        # As it has to be typed.
        command = "python3 tasks.py publish" + (f" --target {target}" if target != next(iter(known)) else "")
        if rollback and (allow_vanishing or again):
            raise Misconfigured("--rollback goes back to what is there already", "leave --allow-vanishing and --again out")
        if rollback:
            return roll_back(place, command)
        with workshop_for(root / "var" / "publish" / "site") as workshop:
            # A name of its own: the Pelican of a publish that was killed may live on and write for a while.
            site = workshop / f"site-{secrets.token_hex(4)}"
            print(f"Publishing to {place.place}", flush=True)
            started = time.monotonic()
            outcome = run("publishconf.py", site, workshop / "problems.json", root=root)
            report |= outcome.as_json()
            if not outcome.succeeded:
                raise Refused(f"{outcome.report()}\n\nNothing was published. What is live has not changed.")
            print(built(outcome, site, time.monotonic() - started), flush=True)
            code = deploy(site, place, command, cache / "compressed", now, allow_vanishing, again)
            if code == 0 and (address := example_address(site)):
                print(f"Note: the pages still say that they are at {address}. Set SITEURL in publishconf.py, then publish again.")
            return code
    except Busy:
        return _failed(report, "Another publish is at work in this folder.\n  Wait for it, then start again.", 2)
    except Refused as refusal:
        return _failed(report, str(refusal), refusal.code)
    except OSError as error:
        return _failed(report, f"The site could not be prepared: {error}\n  Is there space, and may you write in var/?", 1)
    except KeyboardInterrupt:
        print("\nStopped. What is live is whole.", file=sys.stderr)
        return 130


def _failed(report: dict, message: str, code: int) -> int:
    """Print why it failed, and return the exit code."""
    print(message, file=sys.stderr)
    report["error"] = report["error"] or ("" if report["problems"] else message)
    return code


def built(outcome: Outcome, site: Path, seconds: float) -> str:
    """How much there is, after whatever is doubtful about it."""
    lines = [f"{outcome.report()}\n"] if outcome.problems else []
    return "\n".join([*lines, f"Checked and built: {counts(site)} in {seconds:.1f} s"])
