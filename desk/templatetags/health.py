"""`{% health as health %}`: `alarms` and `figures` for the first page of the admin, in the words of `/health`."""

from dataclasses import asdict
from datetime import datetime

from django import template
from django.utils import timezone

from desk.checks import doubtful
from desk.health import alarms, figures

register = template.Library()


@register.simple_tag
def health() -> dict:
    """As of now: sentences, and names of figures with what people read."""
    now = timezone.now()
    found = figures(now)
    notices = [f"{each.msg} {each.hint}" for each in doubtful(None)]
    return {
        "notices": notices,
        "figures": [(name.replace("_", " "), _read(name, value)) for name, value in asdict(found).items()],
        "alarms": alarms(now, found),
    }


def _read(name: str, value: str | float) -> str:
    if isinstance(value, str):
        return f"{datetime.fromisoformat(value):%d %B, %H:%M} UTC" if value else "never"
    if name in ("oldest_due", "worker_waits"):
        return f"{value // 60} minutes{' ago' if name == 'oldest_due' else ''}" if value else "none"
    return f"{value:.1%}".replace("%", " %") if isinstance(value, float) else str(value)
