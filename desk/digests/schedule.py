"""When digests are due, in the site's time zone. Nothing here reads the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from newsroom.digests.digest import DAILY, WEEKLY, Period, period_of


def latest(frequency: str, now: datetime, zone: str, hour: int) -> tuple[Period, datetime]:
    """Return the last period whose digest is due at `now` (aware), and since when: `hour` on the day after the period.

    If the clocks skip that hour, it is the moment after the change; if they repeat it, the first one.
    """
    current = period_of(frequency, now, zone)
    period = _before(current)
    due = _at(current.first, hour, zone)
    if now < due:
        current, period = period, _before(period)
        due = _at(current.first, hour, zone)
    return period, due


def _before(period: Period) -> Period:
    length = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}.get(period.frequency)
    first = period.first - length if length else _month_before(period.first)
    return Period(period.frequency, first, period.zone)


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def _at(day: date, hour: int, zone: str) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
