"""A limit on mails per second, for providers that set one."""

import time

_UNLIMITED = 1_000_000


class RateLimiter:
    """Spread `per_second` mails evenly over time; 0 is no limit. A pause does not allow a burst afterwards."""

    def __init__(self, per_second: float):
        self._between = 1 / per_second if per_second else 0.0
        self._next = time.monotonic()

    def room(self) -> int:
        """Return how many mails may be sent now."""
        if not self._between:
            return _UNLIMITED
        return int(time.monotonic() >= self._next)

    def record(self, number: int) -> None:
        """Count `number` mails as sent now."""
        if number:
            self._next = max(self._next, time.monotonic() - self._between) + number * self._between

    def delay(self) -> float | None:
        """Return the seconds until the next mail may be sent; None without a limit."""
        return max(0.0, self._next - time.monotonic()) if self._between else None
