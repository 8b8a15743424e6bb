"""A content type in one package: galleries are posts with several pictures, taken at a venue, which has a page of its own."""

from pelican import signals

from newsroom.plugin_order import check_plugin_order

REQUIRES = ("plugins.reader",)


def register() -> None:
    signals.initialized.connect(check_plugin_order)
