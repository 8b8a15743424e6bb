"""A moment in any offset is a moment of the site's own clock: one day for the address, the page and the digest."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

LONDON, NEW_YORK, APIA = (ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Pacific/Apia"))
ARTICLE = "---\ntitle: Late\n{facts}authors: [ada]\nsummary: s\n---\nWords.\n"
PATH = "articles/late.md"


def read(newsroom, front_matter: str, zone=LONDON, now=datetime(2030, 1, 1, tzinfo=UTC)):
    newsroom.write(PATH, ARTICLE.format(facts=front_matter))
    return newsroom.read(now=now, zone=zone)


@pytest.mark.parametrize(
    ("given", "zone", "address"),
    [
        ("2024-03-08T23:30:00-05:00", LONDON, "2024/03/09/late/"),
        ("2024-03-08T23:30:00-05:00", NEW_YORK, "2024/03/08/late/"),
        ("2024-03-08 23:30", LONDON, "2024/03/08/late/"),
        ("2024-06-30T23:30:00Z", LONDON, "2024/07/01/late/"),
        ("2024-12-31T23:30:00Z", LONDON, "2024/12/31/late/"),
        ("2024-12-31T23:30:00+00:00", APIA, "2025/01/01/late/"),
        ("2025-01-01T00:30:00+01:00", LONDON, "2024/12/31/late/"),
        ("2024-03-08", APIA, "2024/03/08/late/"),
    ],
)
def test_the_address_has_the_day_that_it_was_for_the_site(newsroom, given, zone, address):
    entry = read(newsroom, f"date: {given}\n", zone).entries[PATH]
    assert entry.document.address == address
    moment = entry.values["date"]
    assert moment.utcoffset() == moment.astimezone(zone).utcoffset()
    assert f"{moment:%Y/%m/%d}/late/" == address


def test_a_change_is_a_moment_of_the_site_too(newsroom):
    entry = read(newsroom, "date: 2024-03-08\nmodified: 2024-07-31T23:30:00Z\n").entries[PATH]
    assert entry.values["modified"].isoformat() == "2024-08-01T00:30:00+01:00"


@pytest.mark.parametrize(
    ("date", "modified"),
    [
        ("2024-03-08", "2024-03-07"),
        ("2024-03-08 09:00", "2024-03-08 08:59"),
        ("2024-03-08T23:30:00-05:00", "2024-03-08 23:45"),
        ("2024-03-09", "2024-03-09T00:30:00+02:00"),
    ],
)
def test_a_change_before_the_post_is_refused(newsroom, date, modified):
    (problem,) = read(newsroom, f"date: {date}\nmodified: {modified}\n").errors
    assert (problem.path, problem.line, problem.field) == (PATH, 4, "modified")
    assert "is before the date" in problem.message
    assert problem.cure


@pytest.mark.parametrize(("date", "modified"), [("2024-03-08 09:00", "2024-03-08"), ("2024-03-08T23:30:00-05:00", "2024-03-09")])
def test_a_change_on_the_day_itself_without_an_hour_is_no_earlier_than_the_post(newsroom, date, modified):
    entry = read(newsroom, f"date: {date}\nmodified: {modified}\n").entries[PATH]
    assert entry.values["modified"] == entry.values["date"]


def test_an_hour_that_the_clocks_leave_out_is_the_next_and_said(newsroom):
    index = read(newsroom, "date: 2024-03-31 01:30\n")
    assert index.entries[PATH].values["date"].isoformat() == "2024-03-31T02:30:00+01:00"
    (problem,) = index.problems
    assert (problem.severity, problem.line, problem.field) == ("warning", 3, "date")
    assert "the clocks go forward" in problem.message
    assert "02:30" in problem.message


def test_an_hour_that_comes_twice_is_the_first_and_said(newsroom):
    index = read(newsroom, "date: 2024-10-27 01:30\n")
    assert index.entries[PATH].values["date"].isoformat() == "2024-10-27T01:30:00+01:00"
    (problem,) = index.problems
    assert "comes twice" in problem.message
    assert "2024-10-27T01:30:00+00:00" in problem.cure
    assert read(newsroom, "date: 2024-10-27T01:30:00+00:00\n").problems == []


def test_a_post_is_public_from_its_moment_on_in_whichever_offset(newsroom):
    for given in ("2024-03-08T23:30:00-05:00", "2024-03-09 04:30"):
        entry = read(newsroom, f"date: {given}\n").entries[PATH]
        assert entry.document.is_public(datetime(2024, 3, 9, 4, 30, tzinfo=LONDON))
        assert not entry.document.is_public(datetime(2024, 3, 9, 4, 29, tzinfo=LONDON))


@pytest.mark.parametrize("given", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-12:00", "0999-12-31"])
def test_a_year_without_four_figures_is_refused(newsroom, given):
    (problem,) = read(newsroom, f"date: {given}\n").errors
    assert (problem.line, problem.field) == (3, "date")
    assert "between 1000 and 9998" in problem.cure


def test_in_the_hour_that_comes_twice_a_post_waits_for_its_own(newsroom):
    entry = read(newsroom, "date: 2024-10-27T01:30:00+00:00\n").entries[PATH]
    assert not entry.document.is_public(datetime(2024, 10, 27, 1, 45, tzinfo=LONDON))
    assert entry.document.is_public(datetime(2024, 10, 27, 1, 45, fold=1, tzinfo=LONDON))
    assert read(newsroom, "date: 2024-10-27T01:45:00+01:00\nmodified: 2024-10-27T01:30:00+00:00\n").errors == []
