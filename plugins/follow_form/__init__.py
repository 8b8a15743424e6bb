"""The follow form on every page: an address, a frequency, a promise, and how many others follow."""

from pathlib import Path

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.follow_form.form import FollowForm, desk_count

# Where the desk of this project says how many follow.
FOLLOWERS_FILE = Path("var", "desk", "followers.json")


def add_form(generator) -> None:
    """Give the templates `follow`. Raises ValueError, naming the setting, when FOLLOW cannot be understood."""
    settings = generator.settings
    endpoint = settings["PREVIEW_FOLLOW_ENDPOINT"] or settings["PREVIEW_FORM_ENDPOINT"]
    generator.context["follow"] = FollowForm.of(settings["FOLLOW"], endpoint, desk_count(Path(settings["PATH"]).parent / FOLLOWERS_FILE))


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.generator_init.connect(add_form)
