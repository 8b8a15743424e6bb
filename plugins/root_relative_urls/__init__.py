"""Links inside pages start at the root (`/about/`), so that the built site works under any host; ROOT is its folder there."""

import re
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals

from newsroom.plugin_order import check_plugin_order


def make_root_relative(generator) -> None:
    """Set ROOT for the templates and the prefix that Pelican puts before {filename} and {static} links."""
    generator.context["ROOT"] = generator.context["localsiteurl"] = urlsplit(generator.settings["SITEURL"]).path.rstrip("/")


def move_under_root(content) -> None:
    """Let a link that an editor wrote as `/feed.xml`, in the text or in a field of HTML, lead to the site's own, when that lies in a folder."""
    if root := urlsplit(content.settings["SITEURL"]).path.rstrip("/"):
        content._content = moved(content._content or "", root)
        for name, value in content.metadata.items():
            if isinstance(value, Markup):
                content.metadata[name] = Markup(moved(value, root))
                setattr(content, name, content.metadata[name])


def moved(markup: str, root: str) -> str:
    """HTML with each address that starts at the root of the host starting at the site's instead."""
    markup = re.sub(r'\b(href|src|srcset)="/(?!/)', rf'\1="{root}/', str(markup))
    return re.sub(r'(?<=\bsrcset=")[^"]+', lambda found: found[0].replace(", /", f", {root}/"), markup)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.generator_init.connect(make_root_relative)
    signals.content_object_init.connect(move_under_root)
