"""Parses mails to the return address: bounces, complaints and requests to unsubscribe."""

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

from desk.bounces.classification import classify_bounce
from desk.bounces.models import Bounce
from desk.digests.models import Delivery
from desk.follows import links
from desk.follows.models import Follower
from desk.mails.models import TransactionalMail
from desk.mails.outbox_message import OutboxMessage

# Anybody can write to this address, so every pattern must run in linear time. Longer lines than RFC 5322, 2.1.1, allows are cut,
# and so are mails of more lines than one of ours with a report before it.
_MAX_LINE, _MAX_LINES = 998, 20_000
_ID = re.compile(rb"^Message-ID:\s{0,998}(<[^>\s]{1,998}>)", re.I | re.M)
_MAX_IDS = 100  # a bounce quotes a few
_MAX_TEXT = 5000
MAX_HEADERS = 100_000
_MAX_SUBJECT = 2000
_LEAVE = re.compile(r"\bleave\s{1,998}([\w.-]{1,998})", re.I | re.A)
_SAID = re.compile(rb"^Diagnostic-Code:\s{0,998}(.{1,5000}?)(?=^\S|\Z)", re.I | re.M | re.S)
_STATUS = re.compile(rb"^Status:\s{0,998}([245]\.\d{1,3}\.\d{1,3})", re.I | re.M)
# Where a server that sends no report begins to quote the mail.
_QUOTED = re.compile(rb"^(?:--.{0,996}?(?:copy|original|message|header)|Return-Path:|Received:)", re.I | re.M)


@dataclass(frozen=True)
class ParsedBounce:
    """A failure of one of our mails. `fingerprint` identifies it, so that it is counted once."""

    follower: Follower
    kind: Bounce.Kind
    fingerprint: str
    said: str


@dataclass(frozen=True)
class UnsubscribeRequest:
    """A mail that a mail program sends for its unsubscribe button; `follower` is None if they were erased since."""

    follower: Follower | None


def parse(raw: bytes) -> ParsedBounce | UnsubscribeRequest | None:
    """Parse a mail; return None if it is not about a mail of ours (people, holiday replies, spam, forgeries). Any parser error may be raised."""
    fingerprint, raw = hashlib.sha256(raw).hexdigest(), truncate(raw)
    subject = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_HEADERS]).get("Subject", "")
    if (found := _LEAVE.search(decode_subject(subject))) and (key := links.key_in(links.LEAVE, found[1].rstrip("."))):
        follower = Follower.objects.filter(key=key).first()
        return UnsubscribeRequest(follower)
    follower = _recipient(raw)
    if follower is None:
        return None
    mail = BytesParser(policy=compat32).parsebytes(raw)
    words, status = _words(raw), _STATUS.search(raw)
    kind = _kind(mail, raw, status[1].decode("ascii") if status else "", words)
    return ParsedBounce(follower, kind, fingerprint, _diagnostic_code(raw)) if kind else None


def follower_keys(raw: bytes) -> list[str]:
    """Return the keys of the followers to whom we sent the mails whose Message-IDs are in `raw`."""
    names = _message_ids(truncate(raw))
    return sorted(
        {
            key
            for model in (Delivery, TransactionalMail)
            for key in model.objects.filter(message_id__in=names).values_list("follower__key", flat=True)
        }
    )


def truncate(raw: bytes) -> bytes:
    """Cut long lines and long mails, to bound the time of searches."""
    return b"\n".join(line[:_MAX_LINE] for line in raw.split(b"\n", _MAX_LINES)[:_MAX_LINES])


def decode_subject(subject: object) -> str:
    """Decode a subject (RFC 2047) onto one line, cut at `_MAX_SUBJECT` characters."""
    subject = str(subject)[:_MAX_SUBJECT]
    try:
        return " ".join(str(make_header(decode_header(subject))).split())
    except (LookupError, ValueError, HeaderParseError):  # an unknown character set, or bytes that are not in it
        return subject


def _diagnostic_code(raw: bytes) -> str:
    said = _SAID.search(raw)
    return one_line(said[1].decode("utf-8", "replace")) if said else ""


def _words(raw: bytes) -> str:
    """Return what the other server said: the diagnostic code of its report, or the text before the quoted mail."""
    if said := _diagnostic_code(raw):
        return said
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    quoted = _QUOTED.search(body)
    return (body[: quoted.start()] if quoted else body)[:_MAX_TEXT].decode("latin-1")


def _recipient(raw: bytes) -> Follower | None:
    """Return the follower whose mail is quoted in this one, by its Message-ID, which nobody can guess."""
    mail = find_sent_mail(_message_ids(raw))
    return mail.follower if mail else None


def _message_ids(raw: bytes) -> list[str]:
    """Return possible Message-IDs of ours, without characters that databases refuse."""
    names = (found[1].decode("ascii", "replace") for found in islice(_ID.finditer(raw), _MAX_IDS))
    return [name for name in names if name.isprintable()]


def find_sent_mail(names: list[str]) -> Delivery | TransactionalMail | None:
    """Return our mail with one of these Message-IDs, or None."""
    possible = [name for name in names if name.isprintable()]  # databases refuse some characters
    for model in (Delivery, TransactionalMail):
        if mail := model.objects.select_related("follower").filter(message_id__in=possible).first():
            return mail
    return None


def event_fingerprint(mail: OutboxMessage, kind: Bounce.Kind) -> str:
    """Return the fingerprint of a failure that is not told by a returned mail: one for each mail and kind."""
    return hashlib.sha256(f"{mail.message_id} {kind}".encode()).hexdigest()


def one_line(words: str) -> str:
    """Return a mail server's words as they are stored: one line of at most 500 printable characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())[:500]


def _kind(mail: Message, raw: bytes, status: str, words: str) -> Bounce.Kind | None:
    if mail.get_content_type() == "multipart/report" and mail.get_param("report-type") == "feedback-report":
        return Bounce.Kind.COMPLAINT if re.search(rb"^Feedback-Type:\s{0,998}abuse", raw, re.I | re.M) else None  # RFC 5965
    temporary, permanent = all_failures(mail)
    if not temporary and not permanent:
        return None
    return classify_bounce(status, words, Bounce.Kind.HARD if permanent else Bounce.Kind.SOFT)
