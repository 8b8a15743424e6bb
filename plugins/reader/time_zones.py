"""Moments by the site's clock: one day for the address, the page, the archives, the feeds and the digests of a post."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, tzinfo
from typing import Any

from pydantic import BaseModel

# A name for the moments of a text, in the order in which they must come.
FIELDS = ("date", "modified")


def to_time_zone(zone: tzinfo, moment: datetime) -> datetime:
    """The moment in `zone`; without an offset it is taken for one there. An hour that comes twice is the first, one that is left out the next."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone)


def convert_times(zone: tzinfo, fields: BaseModel) -> BaseModel:
    """The fields with their moments in `zone`. Raises ValueError, “message; cure”, for a `modified` before `date`.

    A `modified` without an hour, on the day of the post, is the moment of the post.
    """
    given = {name: to_time_zone(zone, value) for name in FIELDS if (value := getattr(fields, name, None))}
    first, last = given.get("date"), given.get("modified")
    # Python compares two moments of one zone by what the clock shows, which an hour that comes twice shows twice.
    if first and last and last.timestamp() < first.timestamp():
        if last.date() != first.date() or fields.modified.time() != time():
            raise ValueError(
                f"“{last:%Y-%m-%d %H:%M}” is before the date of the post, {first:%Y-%m-%d %H:%M}; correct one of the two, or leave it out"
            )
        given["modified"] = first
    return fields.model_copy(update=given) if given else fields


def find_ambiguous_times(values: dict[str, Any], zone: tzinfo) -> Iterator[tuple[str, str, str]]:
    """Field, message and cure for each moment, as it was written, that the clock of `zone` does not show just once."""
    for name in FIELDS:
        if not (text := values.get(name)):
            continue
        given = datetime.fromisoformat(str(text).strip())
        if given.tzinfo:
            continue
        taken, second = (to_time_zone(zone, given.replace(fold=fold)) for fold in (0, 1))
        if taken.replace(tzinfo=None) != given:
            yield name, f"the clocks go forward, and “{text}” is left out; {taken:%H:%M} is taken", f"write {taken:%Y-%m-%d %H:%M}"
        elif taken.utcoffset() != second.utcoffset():
            yield (
                name,
                f"the clocks go back, and “{text}” comes twice; the first is taken",
                f"to say which, write {taken.isoformat()} or {second.isoformat()}",
            )
