"""Dates in British words, for pages and mails alike. Never the machine's locale, so that every build agrees."""

from datetime import date

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class PartialDate(date):
    """A date that was given as a year, a month or a day; it compares as the first day of what was given. `text`: as it was given."""

    text: str

    @classmethod
    def of(cls, text: str) -> "PartialDate":
        """From `2013`, `2013-01` or `2013-01-15`. Raises ValueError for anything else."""
        day = date.fromisoformat(text + "-01" * (2 - text.count("-")))
        value = cls(day.year, day.month, day.day)
        value.text = text
        return value

    def __reduce__(self):
        return PartialDate.of, (self.text,)

    def __repr__(self) -> str:
        return f"PartialDate.of({self.text!r})"


def day(value: date) -> str:
    """`3 June 2014`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """`Tuesday 3 June 2014`."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def month(value: date) -> str:
    """`June 2014`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def partial_date(value: date) -> str:
    """No more than was given: `2014`, `June 2014`, `3 June 2014`; the month of any other date."""
    parts = value.text.count("-") if isinstance(value, PartialDate) else 1
    return (str(value.year), month(value), day(value))[parts]


def span(first: date, last: date) -> str:
    """Both days and what lies between, no part said twice: `2 to 8 June 2014`, `30 June to 6 July 2014`."""
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day} to {day(last)}"


def iso(value: date) -> str:
    """ISO 8601, with the offset when the value has one: `2014-06-03T09:00:00+01:00`."""
    return value.isoformat()
