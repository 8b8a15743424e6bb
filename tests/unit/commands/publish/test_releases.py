"""What releases are called, where a roll-back leads, and what may go."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.publish.releases import RELEASE, Standing, after, line, name, superfluous
from commands.publish.standing import earlier, files_in, listed
from commands.publish.target import Refused

JUNE = datetime(2014, 6, 3, 9, 0, tzinfo=UTC)


def on(day: int) -> str:
    return f"201406{day:02}T090000Z-0a0a0a0a"


def standing(live: str, before: dict[str, str], leftovers: tuple[str, ...] = ()) -> Standing:
    return Standing(live, {}, f"releases/{live}", before, leftovers)


ROW = {on(day): on(day - 1) if day > 1 else "" for day in range(1, 8)}


def test_a_release_is_called_by_its_time_in_utc_and_what_is_in_it():
    one = name(JUNE.astimezone(timezone(timedelta(hours=5))), {"a": "1", "b": "2"})
    assert RELEASE.fullmatch(one)
    assert one.startswith("20140603T090000Z-")
    assert one == name(JUNE, {"b": "2", "a": "1"})
    assert one != name(JUNE, {"a": "1", "b": "3"})


def test_the_next_release_comes_later_even_if_a_clock_went_back():
    assert name(after(on(3)), {}) > on(3)
    assert after("99999999T999999Z-0a0a0a0a") < JUNE


def test_the_last_five_that_were_live_are_kept():
    assert superfluous(standing(on(7), ROW), on(8), 5) == [on(1), on(2), on(3)]


def test_after_a_roll_back_the_line_is_the_one_that_leads_on():
    """Seven was rolled back from, and eight comes after six: seven stays for a day, in case somebody looks for what was wrong."""
    assert superfluous(standing(on(6), ROW), on(8), 3) == [on(1), on(2), on(3), on(4)]
    assert superfluous(standing(on(6), ROW), on(9), 3) == [on(1), on(2), on(3), on(4), on(7)]


def test_what_is_on_its_way_stays_for_a_day_and_steps_of_a_switch_do_not():
    young, old = f".{on(8)}.0b0b0b0b.partial", f".{on(6)}.0b0b0b0b.partial"
    link, gone = f".{on(8)}.0b0b0b0b.link", f".{on(8)}.0b0b0b0b.gone"
    strange = ".99999999T999999Z-0a0a0a0a.0b0b0b0b.partial"
    assert superfluous(standing(on(7), {on(7): ""}, (young, old, link, gone, strange)), on(8), 5) == [old, link, gone]


RELEASES = st.integers(1, 28).map(on)


@given(before=st.dictionaries(RELEASES, RELEASES | st.just("")), live=RELEASES, keep=st.integers(2, 6), new=RELEASES)
def test_whatever_is_there_the_live_one_and_the_one_before_stay(before, live, keep, new):
    before[live] = before.get(live, "")
    going = superfluous(standing(live, before), new, keep)
    assert new not in going
    assert live not in going
    assert len(going) == len(set(going))


@given(before=st.dictionaries(RELEASES, RELEASES | st.just("")), newest=RELEASES)
def test_a_line_ends_even_if_it_goes_in_circles(before, newest):
    found = line(newest, before)
    assert len(found) == len(set(found))
    assert set(found) <= before.keys()


def test_a_roll_back_leads_to_what_was_live_before():
    assert earlier(standing(on(6), ROW), "here") == on(5)
    assert earlier(standing(on(9), ROW | {on(9): on(4)}), "here") == on(4)


def test_a_roll_back_from_the_oldest_is_refused():
    with pytest.raises(Refused, match="oldest release"):
        earlier(standing(on(3), {on(3): on(2)}), "here")
    with pytest.raises(Refused, match="Nothing has been published to here yet"):
        earlier(Standing(None, {}, "", {}, ()), "here")


def test_a_link_that_leads_nowhere_counts_as_nothing_live():
    found = listed(f"releases/{on(3)}", {on(2): ""}, (), lambda _: "{}")
    assert (found.live, found.files, found.link) == (None, {}, f"releases/{on(3)}")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"index.html": 1}', "null"])
def test_what_is_no_list_of_files_is_told_from_an_empty_one(text):
    assert files_in(text) is None
    assert files_in("{}") == {}
