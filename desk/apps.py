"""The desk as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import checks, masked_jobs  # noqa: F401 – register themselves
        from desk.bounces import refusals, webhooks  # noqa: F401 – listen
        from desk.digests import holds  # noqa: F401 – listens
        from desk.mails import providers  # noqa: F401 – listens
