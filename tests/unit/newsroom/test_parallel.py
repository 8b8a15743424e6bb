"""Every item is made once, whatever happens to those who make them."""

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from newsroom.parallel import MIN_ITEMS, parallel_map


@given(number=some.integers(0, 200), processes=some.integers(1, 4))
def test_each_result_comes_once_with_its_place(number, processes):
    assert sorted(parallel_map(lambda item: item * item, range(number), processes)) == [(place, place * place) for place in range(number)]


def test_all_have_a_part_in_the_work_when_there_is_enough_of_it():
    def at_work(items, processes):
        return {process for _, process in parallel_map(lambda _: os.getpid(), range(items), processes)}

    assert os.getpid() in at_work(MIN_ITEMS, 3)
    assert len(at_work(MIN_ITEMS, 3)) == 3
    assert at_work(MIN_ITEMS - 1, 3) == at_work(MIN_ITEMS, 1) == {os.getpid()}


def test_what_the_parent_knows_need_not_be_sent():
    """Neither the function nor the items can be pickled."""
    secret = object()
    items = [lambda number=number: (number, secret is not None) for number in range(50)]
    assert sorted(parallel_map(lambda item: item(), items, 2)) == [(number, (number, True)) for number in range(50)]


def test_what_a_dying_worker_owed_is_made_here():
    here = os.getpid()

    def make(item):
        if item % 30 == 7 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert sorted(parallel_map(make, range(100), 3)) == [(number, number) for number in range(100)]


def test_a_result_that_cannot_be_sent_is_made_here():
    results = dict(parallel_map(lambda item: (lambda: item) if item == 40 else item, range(60), 2))
    assert results[40]() == 40
    assert len(results) == 60


def test_an_exception_is_raised_here_with_all_that_leads_to_it():
    def make(item):
        if item == 77:
            raise ValueError("77 is none of ours")
        return item

    with pytest.raises(ValueError, match="77 is none of ours") as raised:
        list(parallel_map(make, range(100), 2))
    assert raised.traceback[-1].name == "make"


def test_who_stops_listening_leaves_nobody_at_work():
    results = parallel_map(lambda _: os.getpid(), range(500), 2)
    worker = next(process for _, process in results if process != os.getpid())
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
