"""`python -m desk digest`: read the site’s feeds, plan what is due, send it, and retry letters that a mail server had put off. For a timer, every few minutes: nothing is sent twice.

`--dry-run` reads the feeds too and shows what would be sent now, to whom and why, and changes nothing; `--as ADDRESS` shows that for one follower.
"""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from desk.digests.ingest import IngestReport, fetch_feeds, read_feeds
from desk.digests.models import Item, Run
from desk.digests.planner import find_deliveries, plan_due
from desk.follows.addresses import mailbox
from desk.follows.models import Closing, Follower
from desk.jobs import DIGEST, noted
from desk.keeping import forget_restored
from desk.mails.sender import QueuePaused
from desk.masking import masked
from desk.outbox import send_all
from desk.signing_keys import note_keys
from newsroom.errors import SiteUnreadable
from newsroom.site_json import FREQUENCIES


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show what would be sent; change nothing")
        parser.add_argument(
            "--accept-removals", action="store_true", help="many posts are gone from the site at once, and were taken down on purpose"
        )
        parser.add_argument("--as", dest="address", default="", help="with --dry-run: for this follower alone")

    def handle(self, *args, dry_run: bool, address: str, accept_removals: bool, **options) -> None:
        try:
            if dry_run:
                self._show(address, accept_removals)
            else:
                with noted(DIGEST):
                    note_keys()
                    self._send(accept_removals)
        except SiteUnreadable as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database could not be used: {error}\n  Nothing is lost: it goes with the next start. Is the disk full?"
            ) from error

    def _send(self, accept_removals: bool) -> None:
        """What keeps feeds from being read, or digests from being planned, keeps nothing from going that is due already; and the other way round."""
        problems, new, sent = [], 0, 0
        try:
            new = self._plan(accept_removals)
        except SiteUnreadable as error:
            problems.append(str(error))
        finally:
            try:
                sent = send_all()
            except QueuePaused as error:
                sent = error.sent
                problems.append(str(error))
        self.stdout.write(f"{new} new posts, {sent} mails sent.")
        if problems:
            raise CommandError(
                "\n".join([*dict.fromkeys(problems), "  Nothing is lost: it goes with the next start, once that is mended."])
            )

    def _plan(self, accept_removals: bool) -> int:
        """How many posts are new."""
        now = timezone.now()
        reading = read_feeds(now, accept_removals)
        self._tell(reading)
        runs = plan_due(now)
        if not reading.problems:
            forget_restored()
        for run in runs:
            self.stdout.write(f"{run.frequency} {run.key}: {run.deliveries.count()} to send" + (f", held: {run.held}" if run.held else ""))
        for run in Run.objects.exclude(held="").exclude(pk__in=[run.pk for run in runs]):
            self.stdout.write(f"{run.frequency} {run.key} still waits for a person: {run.held}")
        return reading.new

    def _tell(self, reading: IngestReport) -> None:
        """What was read that nobody would expect."""
        for word, problem in reading.problems.items():
            self.stderr.write(f"The feed of {word} could not be read: {problem}")
        sentences = {
            "is not on the site any more: it goes with no digest.": reading.changes.withdrawn,
            "is on the site again, and news for who has not had it.": reading.changes.returned,
            "is on the site again, but too old to be news: it is not mailed.": reading.changes.too_old,
            "was changed after it had left the feeds: its summary goes, with a link.": reading.changes.shortened,
            "has another id now: it is the same post, and is not mailed again.": reading.renamed,
            "is in a feed and not in posts.json: it waits until the two agree.": reading.waiting,
        }
        for sentence, titles in sentences.items():
            for title in titles:
                self.stdout.write(f"“{title}” {sentence}")

    def _show(self, address: str, accept_removals: bool) -> None:
        if Closing.objects.exists():
            self.stdout.write("Following by e-mail has ended: nobody gets anything.")
            return
        fetched = list(fetch_feeds())  # before the transaction: nobody should wait for the site
        with transaction.atomic():
            now = timezone.now()
            self._tell(read_feeds(now, accept_removals, fetched))
            self._show_shares(address, now)
            transaction.set_rollback(True)

    def _show_shares(self, address: str, now: datetime) -> None:
        only = None
        if address and (only := Follower.objects.filter(mailbox=mailbox(address)).first()) is None:
            raise CommandError(f"Nobody follows as {address}.")
        titles, none = dict(Item.objects.values_list("pk", "title")), True
        for frequency in FREQUENCIES:
            for share in find_deliveries(frequency, now, now, only):
                none = False
                targets = ", ".join(follow.target for follow in share.follows)
                self.stdout.write(
                    f"{frequency}, {address or masked(share.follower.email)}, who follows {targets}: {'; '.join(titles[item] for item in share.items)}"
                )
        if none:
            self.stdout.write("Nobody has anything new." if only is None else f"Nothing is new for {address}.")
