"""The follow form on every page: an address, a frequency, a promise, and how many others follow."""

from pathlib import Path

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.follow_form.form import FollowForm, at_the_desk

# Where the desk of this project says how many follow.
COUNTED = Path("var", "desk", "followers.json")


def add_form(generator) -> None:
    """Give the templates `follow`. Raises ValueError, naming the setting, when FOLLOW cannot be understood."""
    settings = generator.settings
    endpoint = settings["PREVIEW_FOLLOW_ENDPOINT"] or settings["PREVIEW_FORM_ENDPOINT"]
    generator.context["follow"] = FollowForm.of(settings["FOLLOW"], endpoint, at_the_desk(Path(settings["PATH"]).parent / COUNTED))


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.generator_init.connect(add_form)
