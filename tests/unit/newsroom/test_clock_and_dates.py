"""The build date is an input; dates are said in British words whatever the machine's locale."""

from datetime import date

import pytest

from newsroom import dates
from newsroom.clock import build_date


def test_the_epoch_fixes_the_build_date_in_the_sites_time_zone():
    assert build_date("Europe/London", {"SOURCE_DATE_EPOCH": "1401786000"}).isoformat() == "2014-06-03T10:00:00+01:00"


def test_without_it_the_build_happens_now_in_the_sites_time_zone():
    assert build_date("Europe/London", {}).tzinfo.key == "Europe/London"


def test_a_wrong_epoch_is_named():
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH is “tomorrow”"):
        build_date("Europe/London", {"SOURCE_DATE_EPOCH": "tomorrow"})


@pytest.mark.parametrize(
    "first, last, words",
    [
        (date(2014, 6, 2), date(2014, 6, 8), "2 to 8 June 2014"),
        (date(2014, 6, 30), date(2014, 7, 6), "30 June to 6 July 2014"),
        (date(2014, 12, 29), date(2015, 1, 4), "29 December 2014 to 4 January 2015"),
    ],
)
def test_a_span_says_no_part_twice(first, last, words):
    assert dates.span(first, last) == words


def test_a_day_a_weekday_and_a_month():
    assert (dates.day(date(2014, 6, 3)), dates.weekday(date(2014, 6, 3)), dates.month(date(2014, 6, 3))) == (
        "3 June 2014",
        "Tuesday 3 June 2014",
        "June 2014",
    )
