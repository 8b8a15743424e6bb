"""What one build did: `plugins.incremental` writes it as build-report.json, and the commands read it."""

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime


@dataclass(frozen=True)
class BuildReport:
    """The counts of one build, and the span of time in which the clock alone does not change the site.

    `parsed`: files of content/ that were read and not found in the cache. `rendered` and `unchanged`: files of the output that were made, and those taken from
    the cache or the previous output. `valid_from` and `valid_until` are None when nobody can tell. `warnings`: what went wrong with caches. `reasons`: why the
    page that `build --explain` names was rendered.
    """

    parsed: int = 0
    rendered: int = 0
    unchanged: int = 0
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        """`1 file parsed, 4 pages rendered, 153 unchanged`"""
        return f"{_counted(self.parsed, 'file')} parsed, {_counted(self.rendered, 'page')} rendered, {self.unchanged:,} unchanged"

    def when_current(self) -> "BuildReport":
        """The report of a build that found everything as this one left it."""
        return replace(self, parsed=0, rendered=0, unchanged=self.rendered + self.unchanged, warnings=(), reasons=())

    def to_json(self) -> str:
        """One JSON object; the moments are ISO 8601 with an offset, or null."""
        return json.dumps(asdict(self), default=datetime.isoformat, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> "BuildReport":
        """The report that `to_json` wrote. Raises ValueError for anything else."""
        found = json.loads(text)
        if not isinstance(found, dict) or found.keys() != {field.name for field in fields(cls)}:
            raise ValueError("not a build report")
        moments = {name: datetime.fromisoformat(found[name]) for name in ("valid_from", "valid_until") if found[name]}
        lists = {name: tuple(found[name]) for name in ("warnings", "reasons")}
        return cls(**{**found, **moments, **lists})


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
