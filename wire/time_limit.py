"""A limit on the computing time of a block of code."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TimeLimitExceeded(Exception):
    """A block computed for longer than it may."""


class _Alarm(BaseException):
    """Raised by the timer; no `except Exception` within the block may catch it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimitExceeded when the block computes for longer than `seconds`. Python's regular expressions are interrupted too.

    The seconds are those in which the process itself computes, so the load of the machine changes nothing.
    Only the main thread of a Unix process has timers; elsewhere there is no limit.
    """
    if not hasattr(signal, "SIGVTALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise _Alarm

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _Alarm:
        raise TimeLimitExceeded(f"more than {seconds} seconds of computing") from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
