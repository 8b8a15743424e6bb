"""When the digests of a day are due, whatever the clocks do."""

from datetime import datetime, timedelta

import pytest

from desk.digests.schedule import latest


@pytest.mark.parametrize(
    "now, period, due",
    [
        ("2026-06-03T05:59+00:00", "2026-06-01", "2026-06-02T06:00+00:00"),
        ("2026-06-03T06:00+00:00", "2026-06-02", "2026-06-03T06:00+00:00"),
        ("2026-03-28T07:00+00:00", "2026-03-27", "2026-03-28T07:00+00:00"),
        ("2026-03-29T06:30+00:00", "2026-03-28", "2026-03-29T06:00+00:00"),  # the clocks went forward in the night
        ("2026-10-25T06:30+00:00", "2026-10-23", "2026-10-24T06:00+00:00"),  # and back
        ("2026-10-25T07:00+00:00", "2026-10-24", "2026-10-25T07:00+00:00"),
    ],
)
def test_the_hour_is_that_of_the_clocks_in_london(now, period, due):
    found, moment = latest("daily", datetime.fromisoformat(now), "Europe/London", 7)
    assert (found.key, moment) == (period, datetime.fromisoformat(due))


@pytest.mark.parametrize("hour", [0, 1, 2, 23])
@pytest.mark.parametrize("start", ["2026-03-27", "2026-10-23", "2026-12-30"])
def test_over_a_change_of_the_clocks_each_day_has_one_digest(hour, start):
    moment, keys, last = datetime.fromisoformat(f"{start}T00:00+00:00"), [], None
    for _ in range(4 * 24 * 12):
        moment += timedelta(minutes=5)
        period, due = latest("daily", moment, "Europe/London", hour)
        assert due <= moment < due + timedelta(hours=25)
        if period.key != last:
            keys.append(period.key)
            last = period.key
    assert keys == sorted(set(keys)) and 4 <= len(keys) <= 6
