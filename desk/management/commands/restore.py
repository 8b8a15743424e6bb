"""`python -m desk restore FILE`: use a copy from `backup` from now on. Stop the desk and its timers first.

What is planned next, and what waited in the copy, waits for a person, under *Runs* and *Letters*: followers may have got it after the copy was made. With PostgreSQL, put the copy back by its own tools, then say
`restore --done`.
"""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from desk.follows.deciding import tell_the_site
from desk.keeping import CopyProblem, hold_what_was_on_its_way, note_restored, put_back
from desk.signing_keys import key_alarms


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--done", action="store_true", help="the database was put back by other means")

    def handle(self, *args, file: Path | None, done: bool, **options) -> None:
        if (file is None) == (not done):
            raise CommandError("Name the copy, or say --done when the database was put back by other means.")
        try:
            if done:
                note_restored()
            before = put_back(file) if file else None
        except CopyProblem as problem:
            raise CommandError(f"{problem}\n  Nothing was changed.") from problem
        call_command("migrate", interactive=False, verbosity=0)
        if done:
            hold_what_was_on_its_way()
        tell_the_site()
        for said in key_alarms():
            self.stderr.write(said)
        if before:
            self.stdout.write(f"What was there before is now {before}.")
        self.stdout.write(
            "Put back. What was on its way when the copy was made, and the next digests, wait for a person, in the admin under Runs and Letters: release them if nobody has them yet."
        )
