"""For the desk and for anybody's program: `/site.json`, what can be followed and answered here, and `/posts.json`, all posts.

A post has its id from `plugins.feeds`, wherever that stands in PLUGINS: both files are written when all posts have theirs.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.site_json.generator import ManifestGenerator

OUTPUT = PluginOutput(files=("site.json", "posts.json", "desk.txt"), folders=("letters/",))


def add_generator(pelican) -> type:
    return ManifestGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.get_generators.connect(add_generator)
