"""Periods of a calendar with changing clocks, and the digest of one period."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.digests.digest import (
    DAILY,
    MONTHLY,
    PERIODICAL,
    WEEKLY,
    Period,
    by_period,
    compose,
    compose_post,
    period_named,
    period_of,
    shortened,
)
from newsroom.errors import PeriodUnknown

LONDON = "Europe/London"
# Clocks that change at one in the morning, at midnight, by half an hour, and not at all.
ZONES = (LONDON, "America/New_York", "America/Sao_Paulo", "America/Havana", "Australia/Lord_Howe", "Asia/Beirut", "Asia/Kolkata", "UTC")
moments = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
some_periods = {"frequency": st.sampled_from(PERIODICAL), "zone": st.sampled_from(ZONES)}


def at(*numbers: int, zone: str = LONDON) -> datetime:
    return datetime(*numbers, tzinfo=ZoneInfo(zone))


@given(moment=moments, **some_periods)
def test_every_moment_lies_in_its_period_and_in_no_other(moment, frequency, zone):
    period = period_of(frequency, moment, zone)
    assert period.start.astimezone(UTC) <= moment < period.end.astimezone(UTC)
    assert period.next().start == period.end
    assert period_of(frequency, period.end.astimezone(UTC), zone) == period.next()
    assert period_of(frequency, period.end.astimezone(UTC) - timedelta(microseconds=1), zone) == period


@given(moment=moments, **some_periods)
def test_a_key_names_its_period(moment, frequency, zone):
    period = period_of(frequency, moment, zone)
    assert period_named(frequency, period.key, zone) == period


@given(moment=moments, build=moments, **some_periods)
def test_a_period_is_finished_from_its_end_on(moment, build, frequency, zone):
    period = period_of(frequency, moment, zone)
    assert period.finished(build) == (build >= period.end.astimezone(UTC))


@pytest.mark.parametrize(("day", "hours"), [(date(2014, 3, 30), 23), (date(2014, 10, 26), 25), (date(2014, 6, 3), 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(day, hours):
    period = Period(DAILY, day, LONDON)
    assert period.end.astimezone(UTC) - period.start.astimezone(UTC) == timedelta(hours=hours)


def test_both_half_past_ones_of_an_autumn_night_are_the_same_day():
    first, second = at(2014, 10, 26, 1, 30), at(2014, 10, 26, 1, 30).replace(fold=1)
    assert first.astimezone(UTC) != second.astimezone(UTC)
    assert period_of(DAILY, first, LONDON) == period_of(DAILY, second, LONDON) == Period(DAILY, date(2014, 10, 26), LONDON)


def test_a_period_is_that_of_the_site_and_not_of_the_moment():
    """Half past eleven at night in London in summer is half past ten in UTC, and tomorrow in Kolkata."""
    moment = at(2014, 6, 3, 23, 30).astimezone(UTC)
    assert period_of(DAILY, moment, LONDON).key == "2014-06-03"
    assert period_of(DAILY, moment, "Asia/Kolkata").key == "2014-06-04"


@pytest.mark.parametrize(
    ("frequency", "day", "key", "title"),
    [
        (DAILY, (2014, 6, 3), "2014-06-03", "Tuesday 3 June 2014"),
        (WEEKLY, (2014, 6, 8), "2014-W23", "Week of 2 to 8 June 2014"),
        (WEEKLY, (2014, 7, 1), "2014-W27", "Week of 30 June to 6 July 2014"),
        (WEEKLY, (2015, 1, 1), "2015-W01", "Week of 29 December 2014 to 4 January 2015"),
        (WEEKLY, (2016, 1, 3), "2015-W53", "Week of 28 December 2015 to 3 January 2016"),
        (MONTHLY, (2014, 6, 30), "2014-06", "June 2014"),
    ],
)
def test_keys_and_titles(frequency, day, key, title):
    period = period_of(frequency, at(*day, 12), LONDON)
    assert (period.key, period.title) == (key, title)


@pytest.mark.parametrize(
    ("frequency", "key"),
    [("daily", "2014-02-30"), ("daily", "2014-6-3"), ("weekly", "2014-W54"), ("weekly", "2014-23"), ("monthly", "2014-13"), ("monthly", ""),
     ("hourly", "2014-06"), ("daily", "../../etc"), ("monthly", "２０１４-06")],
)  # fmt: skip
def test_what_names_no_period_is_refused(frequency, key):
    with pytest.raises(PeriodUnknown, match="examples"):
        period_named(frequency, key, LONDON)


def test_immediately_has_no_periods():
    with pytest.raises(PeriodUnknown, match="daily, weekly, monthly"):
        period_of("immediately", at(2014, 6, 3), LONDON)


def test_only_periods_with_a_post_are_there_newest_first(post):
    groups = by_period([post(3), post(4), post(17)], WEEKLY, LONDON)
    assert [(period.key, [item.title for item in items]) for period, items in groups] == [
        ("2014-W25", ["Tea on day 17"]),
        ("2014-W23", ["Tea on day 4", "Tea on day 3"]),
    ]


def test_posts_of_one_moment_always_come_in_the_same_order(post):
    one, other = post(3, id="b"), post(3, id="a")
    assert [item.id for _, items in by_period([one, other], DAILY, LONDON) for item in items] == ["a", "b"]
    assert by_period([one, other], DAILY, LONDON) == by_period([other, one], DAILY, LONDON)


def test_a_digest_says_what_is_in_it(post, site):
    weeks = [Period(WEEKLY, date(2014, 6, 2) + timedelta(days=7 * number), LONDON) for number in (-1, 0, 2)]
    digest = compose([post(3), post(5, title="More tea."), post(17)], weeks[1], site, previous=weeks[0], next=weeks[2])
    assert digest.subject == "Week of 2 to 8 June 2014: More tea and 1 more"
    assert digest.preheader == "What tea did on day 5. Also: Tea on day 3"
    assert [item.title for item in digest.items] == ["More tea.", "Tea on day 3"]
    assert digest.url == "https://blog.participle.example/digests/weekly/2014-W23/"
    assert (digest.mail_url, digest.text_url) == (f"{digest.url}mail.html", f"{digest.url}mail.txt")
    assert digest.previous.url == "https://blog.participle.example/digests/weekly/2014-W22/"
    assert digest.next.title == "Week of 16 to 22 June 2014"


def test_an_empty_period_makes_no_digest(post, site):
    with pytest.raises(ValueError, match="no post in July 2014"):
        compose([post(3)], Period(MONTHLY, date(2014, 7, 1), LONDON), site)


def test_a_single_post_is_its_own_digest(post):
    digest = compose_post(post(3, title="Tea\r\nBcc: eve@example.org"))
    assert digest.subject == "Tea Bcc: eve@example.org"
    assert (digest.url, digest.key, digest.end) == (digest.items[0].url, digest.items[0].id, None)


@given(st.text(), st.integers(2, 200))
def test_shortened_text_is_one_line_of_the_length_asked_for(text, length):
    short = shortened(text, length)
    assert len(short) <= length
    assert "\n" not in short
    assert short == " ".join(text.split()) or short.endswith("…")
