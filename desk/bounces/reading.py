"""Understands a mail that came to the return address."""

import hashlib
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from itertools import islice

from flufl.bounce import all_failures

from desk.bounces.models import Bounce
from desk.digests.models import Delivery
from desk.follows import links
from desk.follows.models import Follower
from desk.mails.models import Letter
from desk.mails.outgoing import Outgoing

_ID = re.compile(rb"^Message-ID:\s*(<[^>\s]+>)", re.I | re.M)
_MOST_NAMES = 100  # a returned mail quotes a few
_LEAVE = re.compile(r"\bleave (\S+)")
_SAID = re.compile(rb"^Diagnostic-Code:\s*(.+?)(?=^\S|\Z)", re.I | re.M | re.S)


def status_code(which: str) -> re.Pattern[str]:
    """Finds enhanced status codes (RFC 3463) in the words of mail servers. No part of an internet address or of a longer number is one."""
    return re.compile(rf"(?<![\w.])(?:{which})(?!\.?\d)")


# Those that tell of us or of the moment and not of the mailbox: full, too large, refused as spam.
_NOT_THE_MAILBOX = status_code(r"5\.(?:2\.[23]|[347]\.\d{1,3})")


@dataclass(frozen=True)
class Returned:
    """A mail of ours that came back, and what that means for whom it was sent to."""

    follower: Follower
    kind: Bounce.Kind
    digest: str
    said: str


@dataclass(frozen=True)
class WantsToLeave:
    """A mail with the subject that a mail program sends for its button."""

    follower: Follower


def understood(raw: bytes) -> Returned | WantsToLeave | None:
    """What a mail means; None for all that is not about a mail of ours: answers on holidays, people, spam, forgeries."""
    mail = BytesParser(policy=compat32).parsebytes(raw)
    if (found := _LEAVE.search(str(mail.get("Subject", "")))) and (key := links.key_in(links.LEAVE, found[1])):
        follower = Follower.objects.filter(key=key).first()
        return WantsToLeave(follower) if follower else None
    follower = _of_ours(raw)
    if follower is None:
        return None
    kind = _kind(mail, raw)
    said = _SAID.search(raw)
    words = one_line(said[1].decode("utf-8", "replace")) if said else ""
    return Returned(follower, kind, hashlib.sha256(raw).hexdigest(), words) if kind else None


def _of_ours(raw: bytes) -> Follower | None:
    """To whom we sent the mail that is returned in this one. Its name cannot be guessed, so what has none of ours is no answer to us."""
    mail = sent_as([found[1].decode("ascii", "replace") for found in islice(_ID.finditer(raw), _MOST_NAMES)])
    return mail.follower if mail else None


def sent_as(names: list[str]) -> Delivery | Letter | None:
    """The mail of ours that has one of these as its Message-ID."""
    possible = [name for name in names if name.isprintable()]  # databases do not take every letter
    for model in (Delivery, Letter):
        if mail := model.objects.select_related("follower").filter(message_id__in=possible).first():
            return mail
    return None


def digest_of(mail: Outgoing, kind: Bounce.Kind) -> str:
    """For what is told of a mail otherwise than by returning it: it fails once in each way, however often and in whatever words that is told."""
    return hashlib.sha256(f"{mail.message_id} {kind}".encode()).hexdigest()


def one_line(words: str) -> str:
    """What a mail server said, as it is kept: 500 letters at most, and only such as can be printed."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())[:500]


def is_not_the_mailbox(said: str) -> bool:
    """Whether it is refused for what we are or for the moment, by the code in the words of a mail server: an address that may be good."""
    return _NOT_THE_MAILBOX.search(said) is not None


def _kind(mail: Message, raw: bytes) -> Bounce.Kind | None:
    if mail.get_content_type() == "multipart/report" and mail.get_param("report-type") == "feedback-report":
        return Bounce.Kind.COMPLAINT if re.search(rb"^Feedback-Type:\s*abuse", raw, re.I | re.M) else None  # RFC 5965
    try:
        temporary, permanent = all_failures(mail)
    except Exception:  # it takes apart what anybody may have written, and one that breaks it must not keep those behind from being read
        return None
    if permanent:
        return Bounce.Kind.SOFT if is_not_the_mailbox(raw.decode("latin-1")) else Bounce.Kind.HARD
    return Bounce.Kind.SOFT if temporary else None
