"""`python -m desk try`: the desk on this machine alone, for whoever writes the site. `preview` starts it; it ends when its input does."""

import contextlib
import os
import sys
import threading
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.utils import timezone

from desk.digests.ingest import read_feeds
from desk.digests.planner import plan_due
from desk.follows.deciding import tell_the_site
from desk.mails.sender import QueuePaused
from desk.outbox import send_all
from newsroom.errors import SiteUnreadable

EVERY_SECONDS = 3


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8100)

    def handle(self, *args, port: int, **options) -> None:
        if not settings.PREVIEW:
            raise CommandError("This is for trying out. Set DESK_PREVIEW=1; in production it is `serve`.")
        call_command("migrate", interactive=False, verbosity=0)
        tell_the_site()
        threading.Thread(target=_end_with_input, daemon=True).start()
        threading.Thread(target=_send_digests, daemon=True).start()
        run("127.0.0.1", port, get_internal_wsgi_application(), threading=True)


def _send_digests() -> None:
    """What a timer does in production. The site may be between two builds, and a template in the middle of an edit."""
    said = ""
    while True:
        problem = ""
        with contextlib.suppress(SiteUnreadable):
            now = timezone.now()
            read_feeds(now)
            plan_due(now)
            try:
                send_all()
            except QueuePaused as error:
                problem = str(error)
        if problem and problem != said:
            sys.stderr.write(f"{problem}\n")
        said = problem
        time.sleep(EVERY_SECONDS)


def _end_with_input() -> None:
    """However whoever started us ends, the pipe to us closes."""
    sys.stdin.read()
    os._exit(0)
