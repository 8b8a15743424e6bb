"""`python -m desk serve`: check the settings, migrate the database, and serve the desk with gunicorn."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from desk.checks import doubtful, refuse
from desk.follows.deciding import tell_the_site
from desk.jobs import note_installed
from desk.signing_keys import key_alarms, note_keys


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--bind", default="127.0.0.1:8100", help="address that your web server passes requests to (default: 127.0.0.1:8100)"
        )
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        # A request takes a thread from its first byte on, so each slow sender occupies one.
        parser.add_argument(
            "--threads", type=int, default=16, help="requests that a process handles at once, each with a database connection (default: 16)"
        )

    def handle(self, *args, bind: str, workers: int, threads: int, **options) -> None:
        try:
            refuse()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        for each in doubtful(None):
            self.stderr.write(f"{each.msg}\n  {each.hint}")
        call_command("migrate", interactive=False, verbosity=0)
        note_installed()
        note_keys()
        for said in key_alarms():
            self.stderr.write(said)
        tell_the_site()
        self.stdout.write(f"The desk listens at http://{bind}" + (", and its mails are at /inbox/" if settings.EMAIL == "inbox:" else ""))
        self.stdout.flush()
        gunicorn = f"--bind {bind} --workers {workers} --worker-class gthread --threads {threads} --log-level warning desk.wsgi:application"
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *gunicorn.split()])
