"""Dates in British words, for pages and mails alike. Never the machine's locale, so that every build agrees."""

from datetime import date

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def day(value: date) -> str:
    """`3 June 2014`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """`Tuesday 3 June 2014`."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def month(value: date) -> str:
    """`June 2014`."""
    return f"{MONTHS[value.month - 1]} {value.year}"


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
