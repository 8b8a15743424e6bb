"""How servers deliver the site: headers, media types, caching and redirects, said once and written for each of them.

`_headers` and `_redirects` are for hosts of static sites; `.delivery/nginx.conf`, `.delivery/nginx-brotli.conf` and
`.delivery/Caddyfile` are for a server of one's own. Comes last, because it looks at what the others have written.
"""

from pelican import signals

from plugins.delivery.generator import DeliveryGenerator


def add_generator(pelican) -> type:
    return DeliveryGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
