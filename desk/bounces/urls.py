"""Where the provider that sends our mails tells what became of them. There is no such address without a provider and a secret, and none for other providers."""

from collections.abc import Iterator
from contextlib import contextmanager

from anymail.urls import urlpatterns as all_hooks
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import URLPattern, path


def hooks(provider: str) -> list[URLPattern]:
    """Those of one provider; none for one that tells nothing."""
    names = (f"{provider}_tracking_webhook", f"{provider}_webhook")
    return [
        path(str(each.pattern), _strict(each.callback.view_class).as_view(), name=each.name) for each in all_hooks if each.name in names
    ]


def _strict(view: type) -> type:
    """A provider’s view that answers 400 to what is not in the form of that provider. What fails after it was read is a fault of ours, and answered as one."""

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
    """Raise BadRequest for what the parsers of JSON, and those who look for fields in it, raise."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise BadRequest(f"not in the form of this provider: {type(error).__name__}") from error


app_name = "anymail"
urlpatterns = hooks(settings.PROVIDER) if settings.ANYMAIL.get("WEBHOOK_SECRET") else []
