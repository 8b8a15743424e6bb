"""For the desk and for anybody's program: `/site.json`, what can be followed and answered here, and `/posts.json`, all posts.

Comes after `plugins.feeds`, since a post has its id from there.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from plugins.manifest.generator import ManifestGenerator


def add_generator(pelican) -> type:
    return ManifestGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
