"""`python -m desk backup`: a copy of the database, made while the desk runs, into `copies/` of its folder under the day’s date; older ones are deleted. For a timer, once a day.

`backup FILE` writes another copy, which is never deleted here.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desk.jobs import BACKUP, noted
from desk.keeping import COPIES_DAYS, CopyProblem, back_up, copies, delete_old_copies


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="a new file (default: today’s in copies/)")
        parser.add_argument(
            "--keep",
            type=int,
            default=COPIES_DAYS,
            metavar="DAYS",
            help=f"how long daily copies are kept (default: {COPIES_DAYS}); more than that breaks the promise of the page on privacy",
        )

    def handle(self, *args, file: Path | None, keep: int, **options) -> None:
        now = timezone.now()
        if keep < 1:
            raise CommandError(f"--keep {keep} would keep nothing. It is a number of days, 1 or more.")
        to = file or _todays(now)
        try:
            with noted(BACKUP):
                back_up(to)
        except CopyProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{to}: {to.stat().st_size:,} bytes, whole. It holds people’s addresses: keep it where nobody else reads it.")
        if file is None:
            for old in delete_old_copies(now, keep):
                self.stdout.write(f"{old} was older than {keep} days and is deleted.")
        else:
            self.stdout.write("Delete it when it is no longer needed; nothing here does that for you.")


def _todays(now) -> Path:
    """By the date, with a number for a second one on that day."""
    number = 1
    while (file := copies() / f"{now:%Y-%m-%d}{f'-{number}' if number > 1 else ''}.sqlite3").exists():
        number += 1
    return file
