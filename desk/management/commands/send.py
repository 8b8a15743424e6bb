"""`python -m desk send`: send what is due, those mails too that a server would not take before. For a timer, every few minutes."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from desk.mails.sender import QueuePaused
from desk.outbox import send_all


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        try:
            sent = send_all()
        except QueuePaused as error:
            self.stdout.write(f"{error.sent} sent.")
            raise CommandError(f"{error}\n  Nothing is lost: it goes with the next start, once that is mended.") from error
        except DatabaseError as error:
            raise CommandError(
                f"The database could not be used: {error}\n  Nothing is lost: it goes with the next start. Is the disk full?"
            ) from error
        self.stdout.write(f"{sent} sent.")
