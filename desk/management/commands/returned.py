"""`python -m desk returned < MAIL`: what a mail server hands a mail for the return address to. `--maildir FOLDER` reads a folder of them instead.

Mails that are understood count; in a Maildir they are moved to `cur`. All else is left where it is, and the exit code is 0 whatever it was: a mail
server would answer it otherwise.
"""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from desk.bounces.reading import Returned, WantsToLeave, understood
from desk.bounces.scoring import note
from desk.follows import deciding

MOST_BYTES = 10_000_000


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--maildir", type=Path, help="a Maildir, of which the new mails are read")

    def handle(self, *args, maildir: Path | None, **options) -> None:
        if maildir is None:
            self.stdout.write(taken(sys.stdin.buffer.read(MOST_BYTES)) or "This is about no mail of ours.")
            return
        if not (maildir / "new").is_dir():
            raise CommandError(f"{maildir} is no Maildir: it has no folder “new”.")
        number = 0
        for file in sorted((maildir / "new").iterdir()):
            if said := taken(file.read_bytes()[:MOST_BYTES]):
                number += 1
                self.stdout.write(said)
                (maildir / "cur").mkdir(exist_ok=True)
                file.rename(maildir / "cur" / f"{file.name}:2,S")
        self.stdout.write(f"{number} understood.")


def taken(raw: bytes) -> str:
    """What was done with a mail; "" when it is not about one of ours."""
    found = understood(raw)
    if isinstance(found, WantsToLeave):
        deciding.leave(found.follower)
        return "One left."
    if isinstance(found, Returned):
        return f"One bounce, {found.kind}." if note(found) else "One that was read before."
    return ""
