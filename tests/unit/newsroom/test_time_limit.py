"""The limit on computing time holds whenever its timer rings."""

import signal
import sys

import pytest

from newsroom.time_limit import _LEAVING, TimeLimitExceeded, time_limit


@pytest.fixture(autouse=True)
def no_timer(monkeypatch):
    monkeypatch.setattr(signal, "setitimer", lambda timer, seconds, again=0: None)


@pytest.fixture
def rings_while_leaving():
    """The timer rings as soon as a block is left."""

    def ring(frame, event, _):
        if event == "call" and frame.f_code is _LEAVING and callable(signal.getsignal(signal.SIGPROF)):
            signal.raise_signal(signal.SIGPROF)

    sys.setprofile(ring)
    yield
    sys.setprofile(None)


def test_a_second_ring_while_the_block_is_left_hides_nothing(rings_while_leaving):
    with pytest.raises(TimeLimitExceeded), time_limit(5):
        signal.raise_signal(signal.SIGPROF)


def test_a_block_that_has_ended_is_not_too_slow(rings_while_leaving):
    with time_limit(5):
        done = True
    assert done


def test_what_the_first_ring_could_not_stop_the_second_does():
    rung = []
    with pytest.raises(TimeLimitExceeded), time_limit(5):
        try:
            signal.raise_signal(signal.SIGPROF)
        except BaseException:
            rung.append(1)
        signal.raise_signal(signal.SIGPROF)
        rung.append(2)
    assert rung == [1]
