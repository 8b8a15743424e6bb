"""Understands a mail that came to the return address."""

import hashlib
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from itertools import islice

from flufl.bounce import all_failures

from desk.bounces.classification import kind_of
from desk.bounces.models import Bounce
from desk.digests.models import Delivery
from desk.follows import links
from desk.follows.models import Follower
from desk.mails.models import Letter
from desk.mails.outbox_message import OutboxMessage

# Anybody may write here: each pattern takes time in proportion to the mail, whatever is in it. Of a line that is longer than RFC 5322, 2.1.1, lets it be the rest is not read;
# nor what stands behind more lines than any of our mails has with a report before it.
_LONGEST_LINE, _MOST_LINES = 998, 20_000
_ID = re.compile(rb"^Message-ID:\s{0,998}(<[^>\s]{1,998}>)", re.I | re.M)
_MOST_NAMES = 100  # a returned mail quotes a few
_MOST_WORDS = 5000
MOST_HEADERS = 100_000
_LONGEST_SUBJECT = 2000
_LEAVE = re.compile(r"\bleave\s{1,998}([\w.-]{1,998})", re.I | re.A)
_SAID = re.compile(rb"^Diagnostic-Code:\s{0,998}(.{1,5000}?)(?=^\S|\Z)", re.I | re.M | re.S)
_STATUS = re.compile(rb"^Status:\s{0,998}([245]\.\d{1,3}\.\d{1,3})", re.I | re.M)
# Where a server that writes no report begins to quote the mail.
_QUOTED = re.compile(rb"^(?:--.{0,996}?(?:copy|original|message|header)|Return-Path:|Received:)", re.I | re.M)


@dataclass(frozen=True)
class Returned:
    """A mail of ours that came back, and what that means for whom it was sent to."""

    follower: Follower
    kind: Bounce.Kind
    digest: str
    said: str


@dataclass(frozen=True)
class WantsToLeave:
    """A mail with the subject that a mail program sends for its button; `follower` is None when they were erased since."""

    follower: Follower | None


def understood(raw: bytes) -> Returned | WantsToLeave | None:
    """What a mail means; None for all that is not about a mail of ours: answers on holidays, people, spam, forgeries. Raises whatever parsers raise for what anybody may have written."""
    digest, raw = hashlib.sha256(raw).hexdigest(), within_limits(raw)
    subject = BytesHeaderParser(policy=compat32).parsebytes(raw[:MOST_HEADERS]).get("Subject", "")
    if (found := _LEAVE.search(decoded(subject))) and (key := links.key_in(links.LEAVE, found[1].rstrip("."))):
        follower = Follower.objects.filter(key=key).first()
        return WantsToLeave(follower)
    follower = _of_ours(raw)
    if follower is None:
        return None
    mail = BytesParser(policy=compat32).parsebytes(raw)
    words, status = _words(raw), _STATUS.search(raw)
    kind = _kind(mail, raw, status[1].decode("ascii") if status else "", words)
    return Returned(follower, kind, digest, _kept(raw)) if kind else None


def keys_of_followers(raw: bytes) -> list[str]:
    """Those to whom we sent the mails that one names; without any it is not about us, whatever else is in it."""
    names = _names(within_limits(raw))
    return sorted(
        {key for model in (Delivery, Letter) for key in model.objects.filter(message_id__in=names).values_list("follower__key", flat=True)}
    )


def within_limits(raw: bytes) -> bytes:
    """The mail without what is too long for the patterns that are searched for in it."""
    return b"\n".join(line[:_LONGEST_LINE] for line in raw.split(b"\n", _MOST_LINES)[:_MOST_LINES])


def decoded(subject: object) -> str:
    """A subject in its letters, which a mail program may have encoded (RFC 2047), on one line; of one that is very long, the beginning."""
    subject = str(subject)[:_LONGEST_SUBJECT]
    try:
        return " ".join(str(make_header(decode_header(subject))).split())
    except (LookupError, ValueError, HeaderParseError):  # a character set that nobody knows, or letters that are not of it
        return subject


def _kept(raw: bytes) -> str:
    said = _SAID.search(raw)
    return one_line(said[1].decode("utf-8", "replace")) if said else ""


def _words(raw: bytes) -> str:
    """What the other server said: as its report quotes it, or what stands before the mail that is returned."""
    if said := _kept(raw):
        return said
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    quoted = _QUOTED.search(body)
    return (body[: quoted.start()] if quoted else body)[:_MOST_WORDS].decode("latin-1")


def _of_ours(raw: bytes) -> Follower | None:
    """To whom we sent the mail that is returned in this one. Its name cannot be guessed, so what has none of ours is no answer to us."""
    mail = sent_as(_names(raw))
    return mail.follower if mail else None


def _names(raw: bytes) -> list[str]:
    """What may be Message-IDs of ours. Databases do not take every letter."""
    names = (found[1].decode("ascii", "replace") for found in islice(_ID.finditer(raw), _MOST_NAMES))
    return [name for name in names if name.isprintable()]


def sent_as(names: list[str]) -> Delivery | Letter | None:
    """The mail of ours that has one of these as its Message-ID."""
    possible = [name for name in names if name.isprintable()]  # databases do not take every letter
    for model in (Delivery, Letter):
        if mail := model.objects.select_related("follower").filter(message_id__in=possible).first():
            return mail
    return None


def digest_of(mail: OutboxMessage, kind: Bounce.Kind) -> str:
    """For what is told of a mail otherwise than by returning it: it fails once in each way, however often and in whatever words that is told."""
    return hashlib.sha256(f"{mail.message_id} {kind}".encode()).hexdigest()


def one_line(words: str) -> str:
    """What a mail server said, as it is kept: 500 letters at most, and only such as can be printed."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())[:500]


def _kind(mail: Message, raw: bytes, status: str, words: str) -> Bounce.Kind | None:
    if mail.get_content_type() == "multipart/report" and mail.get_param("report-type") == "feedback-report":
        return Bounce.Kind.COMPLAINT if re.search(rb"^Feedback-Type:\s{0,998}abuse", raw, re.I | re.M) else None  # RFC 5965
    temporary, permanent = all_failures(mail)
    if not temporary and not permanent:
        return None
    return kind_of(status, words, Bounce.Kind.HARD if permanent else Bounce.Kind.SOFT)
