"""`{% health as health %}`: `figures` and `alarms` for the first page of the admin."""

from django import template
from django.utils import timezone

from desk.health import alarms, figures

register = template.Library()


@register.simple_tag
def health() -> dict:
    """As of now."""
    now = timezone.now()
    found = figures(now)
    return {"figures": found, "alarms": alarms(now, found)}
