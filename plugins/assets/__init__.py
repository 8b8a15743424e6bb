"""The theme's static files under names that carry a hash of their bytes, so that browsers may keep them for ever; CSS as one file."""

from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from newsroom.files import write
from newsroom.plugin_order import check_plugin_order
from plugins.assets.assets import Assets


class AssetsGenerator(Generator):
    """Writes every file under its name."""

    def generate_output(self, writer) -> None:
        for address, data in self.settings["JINJA_GLOBALS"]["asset"].files.items():
            write(self.output_path, address, data)


def replace_pelican_static(pelican) -> None:
    """Let `asset()` give the new names, and keep Pelican from copying the files under their old ones."""
    settings = pelican.settings
    assets = Assets(Path(settings["THEME"], "static"), settings["THEME_STATIC_DIR"])
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], "asset": assets}
    settings["THEME_STATIC_PATHS"] = []


def add_generator(pelican) -> type:
    return AssetsGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(replace_pelican_static)
    signals.get_generators.connect(add_generator)
