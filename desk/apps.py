"""The desk as Django knows it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"

    def ready(self) -> None:
        from desk import checks  # noqa: F401 – registers itself
