"""The site as a reader gets it: built, compressed, and served by nginx with the configuration that the build wrote."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from commands.environment import ROOT
from commands.publish.changes import list_files
from commands.publish.compress import compress
from testing.webservers import nginx

# One page of each kind that people arrive at.
KINDS = {
    "home": "/",
    "post": "/2014/06/03/a-fair-advantage/",
    "submission": "/2014/07/02/not-another-review/",
    "callout": "/callouts/good-help/",
    "contributor": "/author/the-editors/",
    "archive": "/archive/",
}
# 1 January 2026, as in the tests.
MOMENT = "1767225600"


def built(folder: Path) -> Path:
    """The real site, built into `folder`."""
    build = [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "build", "--output", str(folder)]
    subprocess.run(build, env=os.environ | {"SOURCE_DATE_EPOCH": MOMENT}, stdout=subprocess.DEVNULL, check=True)
    return folder


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address, such as http://127.0.0.1:40123, without a slash at the end. Ends the program when this machine has no nginx."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site, work = Path(folder, "site"), Path(folder, "nginx")
        work.mkdir()
        built(site)
        compress(site, list_files(site), ROOT / "var" / "cache" / "compressed")
        with nginx(site, site / ".delivery", work, lacks) as address:
            yield address


def lacks(what: str, cure: str) -> NoReturn:
    """End with a plain word."""
    sys.exit(f"{what} is not here; {cure}")
