"""Settings under names that they no longer have: refused at the start, since nothing would read them."""

from collections.abc import Mapping

RENAMED_SETTINGS = {
    "MAIL_SENDER": "MAIL_FOOTER",
    "FOLLOW.fewest": "FOLLOW.min_count",
    "FOLLOW.trap_field": "FOLLOW.honeypot_field",
    "FOLLOW.page_field": "FOLLOW.referrer_field",
}


class RenamedSetting(ValueError):
    """A settings file uses the old name of a setting."""


def check_renamed_settings(settings: Mapping[str, object]) -> None:
    """Raise RenamedSetting, with the new names, if `settings` has an old name. `NAME.key` in the table is a key of a dictionary."""
    found = [f"{old} is now called {new}" for old, new in RENAMED_SETTINGS.items() if _is_set(settings, *old.split("."))]
    if found:
        raise RenamedSetting(f"Rename in your settings file: {'; '.join(found)}")


def _is_set(settings: Mapping[str, object], name: str, key: str = "") -> bool:
    value = settings.get(name)
    return key in value if key and isinstance(value, Mapping) else not key and name in settings
