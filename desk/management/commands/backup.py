"""`python -m desk backup FILE`: a copy of the database, made while the desk runs. For a timer, once a day."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from desk.jobs import BACKUP, noted
from desk.keeping import CopyProblem, back_up


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options) -> None:
        try:
            with noted(BACKUP):
                back_up(file)
        except CopyProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes, whole. It holds people’s addresses: keep it where nobody else reads it, and throw old ones away.")
