"""What Lighthouse says of each kind of page, as a phone on a slow network sees it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.served import KINDS, lacks, served
from benchmarks.table import table
from testing.chromium import CHROMIUM, FLAGS

HERE = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> int:
    """Print the table; install Lighthouse first if it is not here."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None) or lacks("Chromium", "README.md names the packages that tests need")
    lighthouse = HERE / "node_modules" / ".bin" / "lighthouse"
    if not lighthouse.exists():
        npm = shutil.which("npm") or lacks("npm", "on Debian or Ubuntu: apt install npm")
        print("Installing Lighthouse …", file=sys.stderr, flush=True)
        subprocess.run([npm, "ci", "--ignore-scripts"], cwd=HERE, stdout=subprocess.DEVNULL, check=True)
    with served() as address:
        rows = [judged(lighthouse, program, kind, address + path) for kind, path in KINDS.items()]
    print(table(("page", *CATEGORIES, "largest paint", "in all", "layout shift"), rows))
    return 0


def judged(lighthouse: Path, chromium: str, kind: str, address: str) -> tuple[str, ...]:
    """One row; every audit that a page does not pass whole is named on stderr."""
    command = [str(lighthouse), address, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={' '.join(FLAGS)}"]
    said = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium}, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    report = json.loads(said)
    audits = report["audits"]
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"{kind}: {audit['title']} {audit.get('displayValue', '')}", file=sys.stderr)
    scores = [f"{100 * report['categories'][category]['score']:.0f}" for category in CATEGORIES]
    figures = [
        audits[name]["displayValue"].replace("\u00a0", " ")
        for name in ("largest-contentful-paint", "total-byte-weight", "cumulative-layout-shift")
    ]
    return (kind, *scores, *(figure.removeprefix("Total size was ") for figure in figures))
