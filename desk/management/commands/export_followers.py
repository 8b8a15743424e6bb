"""`python -m desk export_followers FILE`: write who follows what into a CSV file, for another desk or another service; nothing is changed here."""

import logging
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from desk.follows.csv_export import write_followers

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="a new file, which its owner alone can read")

    def handle(self, *args, file: Path, **options) -> None:
        try:
            number = write_followers(file)
        except FileExistsError:
            raise CommandError(f"{file} is there already; give another name. Nothing was written.") from None
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        logger.info("desk export_followers: %d follows written to %s", number, file)
        self.stdout.write(
            f"{number} follows are in {file}, with people’s addresses: keep it where nobody else reads it, and delete it when it has been used. The stop-list is not in it."
        )
