"""Pictures with four separate facts – alt, caption, credit, licence – as lead images, in the text, and on /credits/."""

from pelican import signals

from newsroom.plugin_order import check_plugin_order
from newsroom.site_output import PluginOutput
from plugins.figures.block import FigureExtension
from plugins.figures.credits import CreditsGenerator
from plugins.figures.figure import Figure

REQUIRES = ("plugins.reader",)
OUTPUT = PluginOutput({"credits/": "figures/credits.html"}, sitemap=("credits/",))


def add_extension(pelican) -> None:
    """Make `/// figure` known to Markdown, drawn with the theme's template."""
    pelican.settings["MARKDOWN"]["extensions"].append(FigureExtension(pelican.settings))


def attach(content) -> None:
    """Give every piece of content with an image its `figure`, and turn a contributor's avatar into one."""
    images = content._context["content_index"].images
    if content.image:
        content.figure = Figure.of(content.image, images.resolve(content.image.file))
    if content.portrait:
        content.avatar = Figure.of(content.portrait, images.resolve(content.portrait.file))


def add_generator(pelican) -> type:
    return CreditsGenerator


def register() -> None:
    signals.initialized.connect(check_plugin_order)
    signals.initialized.connect(add_extension)
    signals.content_object_init.connect(attach)
    signals.get_generators.connect(add_generator)
