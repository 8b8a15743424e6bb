"""The form, as the setting FOLLOW describes it: see docs/settings.md for Buttondown, Mailchimp, listmonk and our own desk."""

from dataclasses import dataclass
from difflib import get_close_matches

FREQUENCIES = {
    "immediately": ("Every new post", "as soon as it is published"),
    "daily": ("Once a day", "when there was something new"),
    "weekly": ("Once a week", "on Monday, with all of the week’s posts"),
    "monthly": ("Once a month", "on the first, with all of the month’s posts"),
}
DEFAULTS = {"endpoint": "", "count": None, "email_field": "email", "frequency_field": "frequency", "frequencies": {}, "hidden": {}}


@dataclass(frozen=True)
class FollowForm:
    """`endpoint` is "" when there is nowhere to post to; `frequencies` are (value, label, help); `hidden` (name, value)."""

    endpoint: str
    count_line: str
    email_field: str
    frequency_field: str
    frequencies: list[tuple[str, str, str]]
    hidden: list[tuple[str, str]]

    @classmethod
    def of(cls, setting: dict, preview_endpoint: str = "") -> "FollowForm":
        """Raises ValueError for an unknown key or frequency, a count below 0, or an endpoint that is no https address."""
        given = DEFAULTS | setting
        for key in setting:
            if key not in DEFAULTS:
                raise ValueError(f"FOLLOW: there is no “{key}”. {_near(key, DEFAULTS)}")
        for key in given["frequencies"]:
            if key not in FREQUENCIES:
                raise ValueError(f"FOLLOW[“frequencies”]: there is no “{key}”. {_near(key, FREQUENCIES)}")
        if given["endpoint"] and not given["endpoint"].startswith(("https://", "http://127.0.0.1", "http://localhost", "/")):
            raise ValueError(f"FOLLOW[“endpoint”] is “{given['endpoint']}”: people’s addresses may only be sent to https://…")
        values = given["frequencies"] or {name: name for name in FREQUENCIES}
        return cls(
            endpoint=preview_endpoint or given["endpoint"],
            count_line=count_line(given["count"]),
            email_field=given["email_field"],
            frequency_field=given["frequency_field"],
            frequencies=[(values[name], *words) for name, words in FREQUENCIES.items() if name in values],
            hidden=list(given["hidden"].items()),
        )


def count_line(count: int | None) -> str:
    """“Join 111 other followers”; the reader is not one of them, hence “other”. "" when the count is not known."""
    if count is None:
        return ""
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"FOLLOW[“count”] is {count!r}: give how many people follow, or None to say nothing")
    if count == 0:
        return "Be the first to follow"
    return f"Join {count:,} other follower{'s'[: count != 1]}"


def _near(word: str, known: dict) -> str:
    near = get_close_matches(word, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
