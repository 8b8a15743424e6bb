"""The follow form on every page: an address, a frequency, a promise, and how many others follow."""

from pelican import signals

from plugins.follows.form import FollowForm


def add_form(generator) -> None:
    """Give the templates `follow`. Raises ValueError, naming the setting, when FOLLOW cannot be understood."""
    settings = generator.settings
    generator.context["follow"] = FollowForm.of(settings["FOLLOW"], settings.get("PREVIEW_FORM_ENDPOINT", ""))


def register() -> None:
    signals.generator_init.connect(add_form)
