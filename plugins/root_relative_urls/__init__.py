"""Links inside pages start at the root (`/about/`), so that the built site works under any host; ROOT is its folder there."""

import re
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals

from newsroom.plugin_order import check_plugin_order


def make_root_relative(generator) -> None:
    """Set ROOT for the templates and the prefix that Pelican puts before {filename} and {static} links."""
    generator.context["ROOT"] = generator.context["localsiteurl"] = urlsplit(generator.settings["SITEURL"]).path.rstrip("/")


def prefix_content(content) -> None:
    """Prefix links that start with a slash, like `/feed.xml`, in the text and in HTML fields, with the folder that the site is served from."""
    if root := urlsplit(content.settings["SITEURL"]).path.rstrip("/"):
        content._content = prefix_root(content._content or "", root)
        for name, value in content.metadata.items():
            if isinstance(value, Markup):
                content.metadata[name] = Markup(prefix_root(value, root))
                setattr(content, name, content.metadata[name])


def prefix_root(markup: str, root: str) -> str:
    """Return HTML with `root` put before every address that starts with a slash."""
    markup = re.sub(r'\b(href|src|srcset)="/(?!/)', rf'\1="{root}/', str(markup))
    return re.sub(r'(?<=\bsrcset=")[^"]+', lambda found: found[0].replace(", /", f", {root}/"), markup)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.generator_init.connect(make_root_relative)
    signals.content_object_init.connect(prefix_content)
