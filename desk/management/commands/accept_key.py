"""`python -m desk accept_key`: go on without an earlier key that is lost or was retired on purpose. Links in mails that it signed stay dead."""

from django.core.management.base import BaseCommand, CommandError

from desk.signing_keys import accept_keys
from newsroom.problems import pluralize


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        number = accept_keys()
        if not number:
            raise CommandError("No earlier key is missing. Nothing was changed.")
        self.stdout.write(
            f"The desk goes on without {pluralize(number, 'key')}. Who cannot unsubscribe by an old link will write to you: desk person ADDRESS --unfollow"
        )
