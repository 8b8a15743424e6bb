"""How many mails may go in a second, where a provider sets a limit."""

import time

_UNLIMITED = 1_000_000


class RateLimiter:
    """`per_second` of them, evenly; 0 is no limit. A pause is not made up for afterwards."""

    def __init__(self, per_second: float):
        self._between = 1 / per_second if per_second else 0.0
        self._next = time.monotonic()

    def room(self) -> int:
        """How many may go now."""
        if not self._between:
            return _UNLIMITED
        return int(time.monotonic() >= self._next)

    def took(self, number: int) -> None:
        """So many went."""
        if number:
            self._next = max(self._next, time.monotonic() - self._between) + number * self._between

    def seconds(self) -> float | None:
        """Until the next may go; None when there is no limit to wait for."""
        return max(0.0, self._next - time.monotonic()) if self._between else None
