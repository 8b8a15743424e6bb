"""`bench`: installs what the benchmarks need, then runs them."""

import subprocess
import sys
from pathlib import Path

from commands.environment import ROOT, EnvironmentProblem, prepare
from commands.testing import REQUIREMENTS


def bench(only: str = "", posts: str = "1000", root: Path = ROOT) -> int:
    """Run the benchmarks named in `only`, with commas between them, or all; their exit code. `posts`: of the blog that is built."""
    try:
        python = prepare(root, extra=REQUIREMENTS)
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    names = [name.strip() for name in only.split(",") if name.strip()]
    return subprocess.call([str(python), "-m", "benchmarks", "--posts", str(posts), *names], cwd=root)
