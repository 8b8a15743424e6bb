"""A limit on the computing time of a block of code."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# The timer rings again after so many seconds, in case what it interrupted could not pass the first exception on.
_AGAIN = 0.5


class TimeLimitExceeded(Exception):
    """A block computed for longer than it may."""


class _Alarm(BaseException):
    """Raised by the timer; no `except Exception` within the block may catch it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimitExceeded when the block computes for longer than `seconds`. Python's regular expressions are interrupted too.

    The seconds are those in which the process itself computes, or the system for it, so the load of the machine changes nothing.
    Only the main thread of a Unix process has timers; elsewhere there is no limit.
    """
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    ended = False

    def stop(_, frame):
        if not ended and not _is_leaving(frame):
            raise _Alarm

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    except _Alarm:
        ended = True
        raise TimeLimitExceeded(f"more than {seconds} seconds of computing") from None
    finally:
        ended = True
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# What Python calls at the end of a `with` block of a function such as `time_limit`.
_LEAVING = type(time_limit(1)).__exit__.__code__


def _is_leaving(frame: FrameType | None) -> bool:
    """Whether a `with` block is being left: an exception that came then would pass by the code that waits for it."""
    while frame:
        if frame.f_code is _LEAVING:
            return True
        frame = frame.f_back
    return False
