"""Understands a mail that came to the return address."""

import hashlib
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from flufl.bounce import all_failures

from desk.bounces.models import Bounce
from desk.digests.models import Delivery
from desk.follows import links
from desk.follows.models import Follower
from desk.mails.models import Letter

_ID = re.compile(rb"^Message-ID:\s*(<[^>\s]+>)", re.I | re.M)
_LEAVE = re.compile(r"\bleave (\S+)")
_SAID = re.compile(rb"^Diagnostic-Code:\s*(.+?)(?=^\S|\Z)", re.I | re.M | re.S)
# Enhanced status codes (RFC 3463) that tell of us or of the moment and not of the mailbox: full, too large, refused as spam.
_NOT_THE_MAILBOX = re.compile(rb"\b5\.(?:2\.2|2\.3|3\.\d+|4\.\d+|7\.\d+)\b")


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
    words = " ".join(said[1].decode("utf-8", "replace").split()) if said else ""
    return Returned(follower, kind, hashlib.sha256(raw).hexdigest(), words[:500]) if kind else None


def _of_ours(raw: bytes) -> Follower | None:
    """To whom we sent the mail that is returned in this one. Its name cannot be guessed, so what has none of ours is no answer to us."""
    names = [name.decode("ascii", "replace") for name in _ID.findall(raw)]
    for model in (Delivery, Letter):
        if mail := model.objects.select_related("follower").filter(message_id__in=names).first():
            return mail.follower
    return None


def _kind(mail: Message, raw: bytes) -> Bounce.Kind | None:
    if mail.get_content_type() == "multipart/report" and mail.get_param("report-type") == "feedback-report":
        return Bounce.Kind.COMPLAINT if re.search(rb"^Feedback-Type:\s*abuse", raw, re.I | re.M) else None  # RFC 5965
    temporary, permanent = all_failures(mail)
    if permanent:
        return Bounce.Kind.SOFT if _NOT_THE_MAILBOX.search(raw) else Bounce.Kind.HARD
    return Bounce.Kind.SOFT if temporary else None
