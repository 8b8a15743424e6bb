"""`python -m desk returned < MAIL`: what a mail server hands a mail for the return address to. `--maildir FOLDER` reads a folder of them instead.

Mails that are understood count; in a Maildir they are moved to `cur`, and all else is left where it is. A mail about one of ours that cannot be read, or not within ten seconds of computing, is put into `returned-unreadable` of DESK_DATA_DIR with a report, counts for nothing, and stops none of those behind it.

What a person wrote is stored for an editor to read, under Replies in the admin, and is moved to `cur` as one that is unread; what another program wrote is left alone.

For one mail the exit code is 0 whatever it was, since a mail server would answer it otherwise; and 75 when the desk can do nothing just now, or too many replies wait for a person, so that the mail server tries again. For a Maildir it is 1 when there was a mail that could not be read.
"""

import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from desk.bounces import replies
from desk.bounces.parser import ParsedBounce, UnsubscribeRequest, follower_keys, parse
from desk.bounces.policy import record
from desk.bounces.unreadable import set_aside
from desk.follows import deciding
from newsroom.time_limit import time_limit

# More than any server quotes of our mails; what is behind is not looked at.
MOST_BYTES = 1_000_000
# The largest that was ever seen takes less than one.
COMPUTING_SECONDS = 10
_FROM_A_PERSON, _READ_BEFORE = "One mail from a person.", "One that was read before."


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--maildir", type=Path, help="a Maildir, of which the new mails are read")

    def handle(self, *args, maildir: Path | None, **options) -> None:
        if maildir is None:
            self._one(sys.stdin.buffer.read(MOST_BYTES))
        elif (maildir / "new").is_dir():
            self._all(maildir)
        else:
            raise CommandError(f"{maildir} is no Maildir: it has no folder “new”.")

    def _one(self, raw: bytes) -> None:
        try:
            said, aside = read(raw)
        except (DatabaseError, OSError, replies.NoRoom) as error:
            raise CommandError(f"Nothing can be kept just now: {error}", returncode=os.EX_TEMPFAIL) from error
        self.stdout.write(said or "This is about no mail of ours.")
        if aside:
            self.stderr.write(f"It could not be read, and is now {aside}.")

    def _all(self, maildir: Path) -> None:
        understood, problems = 0, []
        for file in sorted((maildir / "new").iterdir()):
            try:
                with file.open("rb") as opened:
                    raw = opened.read(MOST_BYTES)
            except OSError as error:
                problems.append(f"{file.name}: {error}")
                continue
            try:
                said, aside = read(raw)
            except replies.NoRoom as error:
                problems.append(f"{file.name}: {error}")
                continue
            if aside:
                problems.append(f"{file.name} could not be read, and is now {aside}.")
                file.unlink()
            elif said:
                understood += 1
                self.stdout.write(said)
                (maildir / "cur").mkdir(exist_ok=True)
                file.rename(maildir / "cur" / f"{file.name}:2,{'' if said == _FROM_A_PERSON else 'S'}")
        self.stdout.write(f"{understood} understood.")
        if problems:
            raise CommandError("\n".join([*problems, "  All others were read."]))


def read(raw: bytes) -> tuple[str, Path | None]:
    """What was done with a mail, and where it was set aside if it is about one of ours and no parser could take it apart. Raises DatabaseError, OSError and NoRoom, which are no fault of the mail."""
    try:
        return taken(raw), None
    except (DatabaseError, OSError, replies.NoRoom):
        raise
    except Exception as error:  # anybody may write here, and the parsers are not ours
        keys = follower_keys(raw)
        return "", set_aside(raw, error, keys) if keys else None


def taken(raw: bytes) -> str:
    """What was done with a mail; "" when it is not about one of ours, nor from a person. Raises NoRoom, and whatever parsers raise."""
    with time_limit(COMPUTING_SECONDS):
        found = parse(raw) or replies.reply_in(raw)
    if isinstance(found, UnsubscribeRequest):
        if found.follower:
            deciding.leave(found.follower)
        return "One left."
    if isinstance(found, ParsedBounce):
        return f"One bounce, {found.kind}." if record(found) else _READ_BEFORE
    if found:
        return _FROM_A_PERSON if replies.store(found) else _READ_BEFORE
    return ""
