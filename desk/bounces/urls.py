"""Where the provider that sends our mails tells what became of them. There is no such address without a provider and a secret, and none for other providers."""

from anymail.urls import urlpatterns as all_hooks
from django.conf import settings
from django.urls import URLPattern


def hooks(provider: str) -> list[URLPattern]:
    """Those of one provider; none for one that tells nothing."""
    names = (f"{provider}_tracking_webhook", f"{provider}_webhook")
    return [each for each in all_hooks if each.name in names]


app_name = "anymail"
urlpatterns = hooks(settings.PROVIDER) if settings.ANYMAIL.get("WEBHOOK_SECRET") else []
