"""The form, as the setting FOLLOW describes it: see docs/settings.md for Buttondown, Mailchimp, listmonk and our own desk."""

import json
from dataclasses import dataclass
from pathlib import Path

from newsroom.form_routes import desk_of
from newsroom.problems import did_you_mean, pluralize

FREQUENCIES = {
    "immediately": ("Every new post", "as soon as it is published"),
    "daily": ("Once a day", "when there was something new"),
    "weekly": ("Once a week", "on Monday, with all of the week’s posts"),
    "monthly": ("Once a month", "on the first, with all of the month’s posts"),
}
DEFAULTS = {
    "endpoint": "",
    "count": None,
    "min_count": 0,
    "email_field": "email",
    "frequency_field": "frequency",
    "frequencies": {},
    "target_field": "",
    "honeypot_field": "",
    "referrer_field": "",
    "hidden": {},
}


@dataclass(frozen=True)
class FollowForm:
    """`endpoint` is "" when there is nowhere to post to; `frequencies` are (value, label, help); `hidden` (name, value).

    `target_field` takes what is followed, `honeypot_field` what only programs fill in, `referrer_field` the page that the form is on. Each is "" for a service without such a field.
    """

    endpoint: str
    count_line: str
    email_field: str
    frequency_field: str
    frequencies: list[tuple[str, str, str]]
    target_field: str
    honeypot_field: str
    referrer_field: str
    hidden: list[tuple[str, str]]

    @classmethod
    def of(cls, setting: dict, preview_endpoint: str = "", desk_count: int = 0) -> "FollowForm":
        """Read the setting FOLLOW. `desk_count`: followers at the desk, added to the setting's own `count`. Raises ValueError for an unknown key or frequency, a count below 0, an endpoint that is not an https address,
        or one that is not the follow form of our desk.
        """
        given = DEFAULTS | setting
        for key in setting:
            if key not in DEFAULTS:
                raise ValueError(f"FOLLOW has no key “{key}”; {did_you_mean(key, DEFAULTS) or 'its keys: ' + ', '.join(DEFAULTS)}")
        for key in given["frequencies"]:
            if key not in FREQUENCIES:
                cure = did_you_mean(key, FREQUENCIES) or f"known: {', '.join(FREQUENCIES)}"
                raise ValueError(f"FOLLOW[“frequencies”]: there is no “{key}”; {cure}")
        if given["endpoint"] and not given["endpoint"].startswith(("https://", "http://127.0.0.1", "http://localhost", "/")):
            raise ValueError(f"FOLLOW[“endpoint”] is “{given['endpoint']}”: people’s addresses may only be sent to https://…")
        desk_of(given)
        values = given["frequencies"] or {name: name for name in FREQUENCIES}
        return cls(
            endpoint=preview_endpoint or given["endpoint"],
            count_line=count_line(given["count"], desk_count, given["min_count"]),
            email_field=given["email_field"],
            frequency_field=given["frequency_field"],
            frequencies=[(values[name], *words) for name, words in FREQUENCIES.items() if name in values],
            target_field=given["target_field"],
            honeypot_field=given["honeypot_field"],
            referrer_field=given["referrer_field"],
            hidden=list(given["hidden"].items()),
        )


def desk_count(file: Path) -> int:
    """Return the number of followers that the desk wrote to `file`, or 0 if there is no file. Raises ValueError if the file is corrupt."""
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["followers"])
    except FileNotFoundError:
        return 0
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is damaged ({type(error).__name__}): delete it, and the desk writes it again when it starts") from error


def count_line(count: int | None, more: int = 0, min_count: int = 0) -> str:
    """“Join 111 other followers”, those at the desk included; the reader is not one of them, hence “other”.

    "" when the count is not known, or smaller than somebody wants to say.
    """
    if count is None:
        return ""
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"FOLLOW[“count”] is {count!r}: give how many people follow, or None to say nothing")
    count += more
    if count < min_count:
        return ""
    if count == 0:
        return "Be the first to follow"
    return f"Join {pluralize(count, 'other follower')}"
