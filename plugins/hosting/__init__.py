"""How servers deliver the site: headers, media types, caching and redirects, said once and written for each of them.

`_headers` and `_redirects` are for hosts of static sites; `.delivery/nginx.conf`, `.delivery/nginx-brotli.conf` and
`.delivery/Caddyfile` are for a server of one's own. Comes last, because it looks at what the others have written.
"""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.hosting.generator import DeliveryGenerator
from plugins.hosting.rules import old_shapes

AFTER = ("plugins.incremental",)
OUTPUT = PluginOutput(files=("_headers", "_redirects"), folders=(".delivery/",))


def add_generator(pelican) -> type:
    return DeliveryGenerator


def tell_redirects(pelican) -> None:
    """The reader asks REDIRECTS which old addresses a link in a text may name."""
    pelican.settings["REDIRECTS"] = old_shapes(pelican.settings["PLUGINS"])


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(tell_redirects)
    signals.get_generators.connect(add_generator)
