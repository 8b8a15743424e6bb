"""`python -m desk serve`: the desk for readers, by gunicorn, once its settings are safe and its tables are up to date."""

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
        parser.add_argument("--bind", default="127.0.0.1:8100", help="where to listen: the web server before it passes https on to this")
        parser.add_argument("--workers", type=int, default=2, help="processes; each keeps its connection to the database")

    def handle(self, *args, bind: str, workers: int, **options) -> None:
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
        os.execv(
            sys.executable,
            [
                sys.executable,
                "-m",
                "gunicorn",
                "--bind",
                bind,
                "--workers",
                str(workers),
                "--log-level",
                "warning",
                "desk.wsgi:application",
            ],
        )
