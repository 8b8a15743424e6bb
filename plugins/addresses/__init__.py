"""Links inside pages start at the root (`/about/`), so that the built site works under any host; ROOT is its folder there."""

import re
from urllib.parse import urlsplit

from pelican import signals


def make_root_relative(generator) -> None:
    """Set ROOT for the templates and the prefix that Pelican puts before {filename} and {static} links."""
    generator.context["ROOT"] = generator.context["localsiteurl"] = urlsplit(generator.settings["SITEURL"]).path.rstrip("/")


def move_under_root(content) -> None:
    """Let a link that an editor wrote as `/feed.xml` lead to the site's own, when that lies in a folder."""
    if root := urlsplit(content.settings["SITEURL"]).path.rstrip("/"):
        moved = re.sub(r'\b(href|src|srcset)="/(?!/)', rf'\1="{root}/', content._content or "")
        content._content = re.sub(r'(?<=\bsrcset=")[^"]+', lambda found: found[0].replace(", /", f", {root}/"), moved)


def register() -> None:
    signals.generator_init.connect(make_root_relative)
    signals.content_object_init.connect(move_under_root)
