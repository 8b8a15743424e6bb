"""Pelican as a process that stays, for `preview`: `python -m plugins.incremental.resident pelicanconf.py`.

It loads all that a build needs, then takes orders, a line of JSON each. `{"build": [arguments of pelican]}`, once, builds the site and sends
SiteBuilt. `{"draw": [paths]}` draws the pages of texts that were edited, by themselves, and sends PagesRendered with those it could do: the page an
editor looks at is there at once, and the next build, by another process, makes the whole site of one piece again.
"""

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pelican
from pelican import signals
from pelican.settings import read_settings

from newsroom.build_messages import PagesRendered, SiteBuilt, open_channel, send
from plugins.incremental.again import Again
from plugins.incremental.fingerprint import libraries


def load(settings_file: str) -> None:
    """Import what a build with these settings will, and find out what is installed. What is wrong with it, the build says best."""
    with contextlib.suppress(Exception):
        for name in read_settings(settings_file)["PLUGINS"]:
            importlib.import_module(name)
        libraries()


def serve(orders: Iterable[str]) -> None:
    """Do what each line says, until there is none."""
    made: dict = {}
    generators_seen = lambda generators: made.update(generators=generators)  # noqa: E731 – kept, or the signal would forget it
    writer_seen = lambda _, writer: made.update(writer=writer)  # noqa: E731
    signals.all_generators_finalized.connect(generators_seen)
    signals.article_writer_finalized.connect(writer_seen)
    again = None
    for line in orders:
        order = json.loads(line)
        if "build" in order:
            pelican.main(order["build"])
            again = Again(made["writer"], made["generators"])
            send(SiteBuilt())
            again.warm_up()
        elif again:
            send(PagesRendered(again.draw(order["draw"])))


if __name__ == "__main__":
    open_channel()
    sys.path.insert(0, str(Path.cwd()))
    load(sys.argv[1])
    serve(iter(sys.stdin.readline, ""))
    os._exit(0)  # to clear up after ten thousand posts takes seconds
