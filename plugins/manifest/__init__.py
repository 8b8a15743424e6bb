"""`/site.json`: what can be followed and answered here, for the desk and for anybody's program."""

from pelican import signals

from plugins.manifest.generator import ManifestGenerator


def add_generator(pelican) -> type:
    return ManifestGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
