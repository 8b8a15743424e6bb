"""`test`: installs what the tests need, then hands over to pytest."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from commands.environment import DESK, ROOT, EnvironmentProblem, fingerprint, prepare

# The long files first: what is left at the end is short, and no core waits long for another.
TIERS = ("fault", "site", "journey", "browser", "unit", "architecture")
ROOMS = ("newsroom", "plugins", "desk", "commands")
REQUIREMENTS = (DESK, "requirements-test.txt")


def test(only: str = "", whole: bool = False, coverage: bool = False, root: Path = ROOT) -> int:
    """Run the tiers named in `only`, with commas between them, or all, and return pytest’s exit code.

    Of the tests that take long and find little, some cases run; with `whole`, all.
    With `coverage`, print the share of branches that ran for each room; what tests start as another process is not counted.
    """
    tiers = [tier.strip() for tier in only.split(",") if tier.strip()] or list(TIERS)
    unknown = [tier for tier in tiers if tier not in TIERS]
    if unknown:
        print(f"there are no “{unknown[0]}” tests\n  the tiers are: {', '.join(TIERS)}", file=sys.stderr)
        return 2
    try:
        python = prepare(root, extra=REQUIREMENTS)
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    install_page_judges(root)
    places = [str(root / "tests" / tier) for tier in tiers if (root / "tests" / tier).is_dir()]
    # Many tests wait for a server or a browser: one process more than cores, so that no core waits with them.
    processes = f"--numprocesses={(os.cpu_count() or 1) + 1}"
    # One file, one process: the tests of a file share what they have built. Files of few tests are the long ones, and would come last.
    options = [processes, "--dist=loadfile", "--no-loadscope-reorder", "--durations=10", *(["--whole"] if whole else [])]
    if not coverage:
        return subprocess.call([str(python), "-m", "pytest", *options, *places], cwd=root)
    report = root / "var" / "coverage.json"
    report.unlink(missing_ok=True)
    options += ["--cov-branch", "--cov-report=", f"--cov-report=json:{report}", *(f"--cov={room}" for room in ROOMS)]
    code = subprocess.call(
        [str(python), "-m", "pytest", *options, *places], cwd=root, env=os.environ | {"COVERAGE_FILE": str(root / "var" / "coverage")}
    )
    if report.exists():
        print(coverage_table(json.loads(report.read_text(encoding="utf-8"))["files"]))
    return code


def coverage_table(files: dict) -> str:
    """Return a line for each room: lines and branches that ran, in per cent, from the files of coverage’s JSON report."""
    rows = ["room         lines  branches"]
    for room in ROOMS:
        own = [entry["summary"] for path, entry in files.items() if Path(path).parts[0] == room]
        shares = []
        for ran, all_ in (("covered_lines", "num_statements"), ("covered_branches", "num_branches")):
            total = sum(each[all_] for each in own)
            shares.append(f"{sum(each[ran] for each in own) / total:.0%}" if total else "–")
        rows.append(f"{room:<12} {shares[0]:>5}  {shares[1]:>8}")
    return "\n".join(rows)


def install_page_judges(root: Path, run=subprocess.call, npm: str | None = None) -> None:
    """Install axe and vnu, which judge pages, once for each package-lock.json, if npm is here.

    Without npm, or without a network, it says so and the tests go on: those that need the two say what they lack.
    """
    stamp = root / "node_modules" / ".participle-stamp"
    wanted = fingerprint(root / "package-lock.json")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    npm = npm or shutil.which("npm")
    if not npm:
        print("npm is not here, so axe and vnu are not installed: the tests that need them cannot run.", flush=True)
        return
    print("Installing axe and vnu, which judge pages …", flush=True)
    if run([npm, "ci", "--ignore-scripts"], cwd=root) != 0:
        print("npm could not install them: the tests that need them cannot run.", flush=True)
        return
    stamp.write_text(wanted, encoding="utf-8")
