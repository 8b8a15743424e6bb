"""How long a built site stays right by itself."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta


def valid_until(build_date: datetime, dates: Iterable[datetime]) -> datetime:
    """The first moment after `build_date` at which the clock alone changes the site: midnight, or a post that is dated ahead.

    Dates without an offset are in the time zone of `build_date`.
    """
    midnight = datetime.combine(build_date.date() + timedelta(days=1), time(), build_date.tzinfo)
    ahead = (date if date.tzinfo else date.replace(tzinfo=build_date.tzinfo) for date in dates)
    return min([midnight, *(date for date in ahead if date > build_date)], key=datetime.timestamp)
