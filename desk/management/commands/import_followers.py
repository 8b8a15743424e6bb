"""`python -m desk import_followers FILE`: take over followers from a CSV file of WordPress.com or another service, and say what became of every row."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from desk.follows.deciding import tell_the_site
from desk.follows.importing import Unreadable, import_followers
from desk.follows.models import Closing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options) -> None:
        if Closing.objects.exists():
            raise CommandError("Following has ended here: see `desk close`.")
        became = Counter()
        try:
            for row in import_followers(file):
                became[row.became] += 1
                self.stdout.write(f"{file.name}:{row.line}: {row.email or '(empty)'}: {row.became.value}")
        except (OSError, Unreadable) as error:
            raise CommandError(str(error)) from error
        finally:
            tell_the_site()
        self.stdout.write(", ".join(f"{number} {what.value}" for what, number in became.items()) or "No rows.")
