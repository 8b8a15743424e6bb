"""A site that nobody edits is another at midnight, and when a post that is dated ahead appears."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.incremental.clock import valid_until

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2014, 6, 3, 12, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("dates", "until"),
    [
        ([], "2014-06-04T00:00:00+01:00"),
        ([datetime(2014, 6, 3, 9), datetime(2014, 6, 3, 12)], "2014-06-04T00:00:00+01:00"),
        ([datetime(2014, 6, 3, 18, 30), datetime(2014, 7, 1)], "2014-06-03T18:30:00+01:00"),
        ([datetime(2014, 6, 3, 14, tzinfo=ZoneInfo("Europe/Paris"))], "2014-06-03T14:00:00+02:00"),
        ([datetime(2015, 1, 1)], "2014-06-04T00:00:00+01:00"),
    ],
)
def test_until_midnight_or_the_next_post(dates, until):
    assert valid_until(NOON, dates).isoformat() == until


def test_the_day_on_which_the_clocks_change_ends_at_its_own_midnight():
    assert valid_until(datetime(2014, 3, 30, 0, 30, tzinfo=LONDON), []).isoformat() == "2014-03-31T00:00:00+01:00"
