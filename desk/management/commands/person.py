"""`python -m desk person ADDRESS`: do for one follower what they ask you for: hand out what is kept about them, end what they follow, or erase them.

Exit code 0: done; 1: nothing was changed, and why; 2: the command was not understood; 3: nobody here has this address.
"""

import json
import logging
import os
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from desk import traces
from desk.follows import deciding
from desk.follows.addresses import digests, mailbox
from desk.follows.models import Follow, Follower, Stopped
from desk.follows.personal_data import everything_about, mails_from
from desk.masking import masked

UNKNOWN = 3
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("address", help="the whole e-mail address, in capitals or not")
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--export", action="store_true", help="write all that is kept about them, as JSON, to the terminal or to --output")
        way.add_argument("--unfollow", action="store_true", help="end all that they follow; what is kept goes after 30 days")
        way.add_argument("--erase", action="store_true", help="delete all that is kept, at once; this cannot be taken back")
        parser.add_argument("--output", type=Path, metavar="FILE", help="with --export: a new file, which its owner alone can read")
        parser.add_argument("--yes", action="store_true", help="with --erase: do not ask")

    def handle(self, *args, address: str, export: bool, unfollow: bool, erase: bool, output: Path | None, yes: bool, **options) -> None:
        if output and not export:
            raise CommandError("--output goes with --export. Nothing was changed.")
        follower = Follower.objects.filter(mailbox=mailbox(address)).first()
        try:
            if follower is None:
                self._unknown(address, export, erase, output)
            elif export:
                self._export(everything_about(follower), str(follower), output)
            elif unfollow:
                self._unfollow(follower)
            else:
                self._erase(follower, yes)
        except DatabaseError as error:
            raise CommandError(f"The database could not be used: {error}\n  Nothing was changed.") from error

    def _unknown(self, address: str, export: bool, erase: bool, output: Path | None) -> None:
        written = mails_from(address)
        if export and written:
            self._export({"address": address, "written to us": written}, masked(address), output)
            return
        if erase:  # it may have been erased by a desk that was less thorough
            traces.mask_everywhere(address)
            traces.wipe_later()
        on_list = Stopped.objects.filter(digest__in=digests(address)).exists()
        said = (
            "It was erased here before, and no import brings it back."
            if on_list
            else "Is it spelt right? People often follow with another of their addresses."
        )
        if erase and written:
            said += f" {len(written)} mail{'s' if len(written) > 1 else ''} that came from it to the return address: deleted."
        raise CommandError(f"Nobody here has the address {address}. {said}", returncode=UNKNOWN)

    def _export(self, kept: dict, whose: str, output: Path | None) -> None:
        text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            with os.fdopen(os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise CommandError(f"{output} is there already; give another name. Nothing was written.") from None
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}. Nothing was written.") from error
        self.stdout.write(f"All that is kept about {whose} is in {output}. Send it to them and to nobody else, then delete it.")

    def _unfollow(self, follower: Follower) -> None:
        number = follower.follows.filter(status=Follow.Status.CONFIRMED).count()
        deciding.leave(follower)
        logger.info("desk person: ended what one follower had, %s", follower.key)
        self.stdout.write(
            f"{follower} follows nothing any more; {number} ended. What is kept about them is deleted after 30 days, or now with --erase."
        )

    def _erase(self, follower: Follower, yes: bool) -> None:
        if not yes and _answer(f"Erase all that is kept about {follower.email}? This cannot be taken back. Type yes: ") != "yes":
            raise CommandError("Nothing was changed.")
        deciding.erase(follower)
        logger.info("desk person: erased one follower")
        self.stdout.write(f"{follower} is erased: {deciding.LEFT_AFTER_ERASING}")
        if not traces.wipe(0):
            self.stdout.write(traces.IN_USE)
        if get_user_model().objects.filter(email__iexact=follower.email).exists():
            self.stdout.write("An editor’s account has the same address, for test mails; it was left as it is. See Users in the admin.")


def _answer(question: str) -> str:
    try:
        return input(question).strip().lower()
    except EOFError:
        raise CommandError("There is no terminal to ask in; say --yes if you are sure. Nothing was changed.") from None
