"""`python -m desk close`: end following by e-mail. Everybody gets a last mail; once those are out, `close --finish` erases all addresses. The site stays as it is.

Start it again until it says that all are out: nobody gets two. Before `--finish`, `close --undo` takes it back.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.closing import NotYet, close, left_to_send, undo
from desk.erasing import erase_all
from desk.mails.sender import QueuePaused
from desk.mails.transactional import send_letters
from newsroom.errors import InvalidMail


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--words", "--word", default="", help="a sentence or two of yours for the last mail")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--finish", action="store_true", help="erase everybody; this cannot be taken back")
        way.add_argument("--undo", dest="back", action="store_true", help="take it back: forms are taken and digests sent again")
        parser.add_argument("--export", action="store_true", help="with --finish: keep addresses and consents in a file first")
        parser.add_argument("--anyway", action="store_true", help="with --finish: even if some last mails are not out")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, words: str, finish: bool, back: bool, export: bool, anyway: bool, yes: bool, **options) -> None:
        if (export or anyway) and not finish:
            raise CommandError("--export and --anyway go with --finish. Nothing was changed.")
        try:
            if back:
                self._undo()
            elif finish:
                self._finish(yes, export, anyway)
            else:
                self._close(yes, words)
        except NotYet as problem:
            raise CommandError(str(problem)) from problem

    def _close(self, yes: bool, words: str) -> None:
        if not yes:
            _ask("end following")
        try:
            written = close(words)
        except InvalidMail as error:
            raise CommandError(
                f"The last mail cannot be written: {error}\n  No more forms are taken, and who has no last mail yet gets it when this is started again."
            ) from error
        try:
            send_letters()
        except QueuePaused as error:
            raise CommandError(f"{error}\n  Nothing is lost: start this again.") from error
        left = left_to_send()
        after = "Start this again in a while." if left else "All are out: desk close --finish erases all addresses."
        self.stdout.write(f"Following has ended. {written} last mails written, {left} not out yet. {after}")

    def _finish(self, yes: bool, export: bool, anyway: bool) -> None:
        if not yes:
            _ask("erase all who followed")
        folder = erase_all(anyway, export)
        self.stdout.write(
            f"Nobody is left. The record is in {folder}. Throw away the copies of the database too, and take the follow form off the site: FOLLOW in pelicanconf.py."
        )

    def _undo(self) -> None:
        gone = undo()
        self.stdout.write(f"Following goes on. {gone} had their last mail already, and follow still: tell them on the blog.")


def _ask(what: str) -> None:
    host = urlsplit(settings.SITE_URL).hostname or ""
    try:
        answer = input(f"To {what} of {host} by e-mail for good, type {host}: ")
    except EOFError:
        raise CommandError("There is no terminal to ask in; say --yes if you are sure. Nothing was changed.") from None
    if answer.strip() != host:
        raise CommandError("Nothing was changed.")
