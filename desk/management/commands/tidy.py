"""`python -m desk tidy`: throw away what is kept no longer. For a timer, once a day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from desk.jobs import TIDY, noted
from desk.keeping import COPIES_DAYS, delete_old_copies
from desk.tidying import tidy


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        with noted(TIDY):
            gone = tidy()
        self.stdout.write(f"Gone: {gone.unconfirmed} that were never confirmed, {gone.left} that left a month ago.")
        for old in delete_old_copies(timezone.now()):
            self.stdout.write(f"{old} was older than {COPIES_DAYS} days and is deleted.")
