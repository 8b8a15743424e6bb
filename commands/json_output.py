"""`--json`: a report for programs on stdout; what people read goes to stderr."""

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import Any

from newsroom.build_report import BuildReport

OK, FAILED = "ok", "failed"


@contextlib.contextmanager
def json_output(wanted: bool) -> Iterator[dict[str, Any]]:
    """A report to fill in; it is printed at the end as JSON if `wanted`. Until something else is filled in, it is that of a build that failed."""
    report = {"status": FAILED, "error": "", "problems": [], **json.loads(BuildReport().to_json())}
    if not wanted:
        yield report
        return
    with contextlib.redirect_stdout(sys.stderr):
        yield report
    print(json.dumps(report, ensure_ascii=False, indent=2))
