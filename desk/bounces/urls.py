"""URLs of the provider's webhook, if there is a provider with a secret."""

from collections.abc import Iterator
from contextlib import contextmanager

from anymail.urls import urlpatterns as all_webhooks
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import URLPattern, path


def webhooks(provider: str) -> list[URLPattern]:
    """Return the webhook URLs of a provider; empty for one without webhooks."""
    names = (f"{provider}_tracking_webhook", f"{provider}_webhook")
    return [
        path(str(each.pattern), _strict(each.callback.view_class).as_view(), name=each.name) for each in all_webhooks if each.name in names
    ]


def _strict(view: type) -> type:
    """Return a subclass of a provider’s view that answers 400 to malformed requests; later errors are ours, and answered with 500."""

    class Strict(view):
        def run_validators(self, request: HttpRequest) -> None:
            with _refusing():
                super().run_validators(request)

        def parse_events(self, request: HttpRequest) -> list:
            with _refusing():
                return list(super().parse_events(request))

    Strict.__name__, Strict.__module__ = view.__name__, view.__module__
    return Strict


@contextmanager
def _refusing() -> Iterator[None]:
    """Raise BadRequest for errors of parsing JSON and of reading its fields."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise BadRequest(f"not in the form of this provider: {type(error).__name__}") from error


app_name = "anymail"
urlpatterns = webhooks(settings.PROVIDER) if settings.ANYMAIL.get("WEBHOOK_SECRET") else []
