"""The build date: the one place where the clock is read."""

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def build_date(time_zone: str, environ=os.environ) -> datetime:
    """When this build happens, as an aware datetime in `time_zone` (an IANA name).

    It is an input: SOURCE_DATE_EPOCH (seconds since 1970, https://reproducible-builds.org/specs/source-date-epoch/)
    when set, else now, to the second. Raises ValueError if SOURCE_DATE_EPOCH is not a whole number.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch and not epoch.isdigit():
        raise ValueError(f"SOURCE_DATE_EPOCH is “{epoch}”; it must be whole seconds since 1970, for example 1401786000")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
    return moment.astimezone(ZoneInfo(time_zone))
