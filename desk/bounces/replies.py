"""Recognises mails that a person wrote to the return address, and stores them for an editor to read."""

import hashlib
import html
import re
from datetime import datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from email.utils import parseaddr

from django.db import transaction
from django.utils.html import strip_tags
from flufl.bounce import all_failures

from desk.bounces.models import Reply
from desk.bounces.parser import MAX_HEADERS, decode_subject, truncate
from desk.follows.addresses import mailbox

KEPT = timedelta(days=30)
# More than anybody reads. Beyond that, mails stay with the mail server, which tells the sender in the end.
MOST = 200
MAX_CHARACTERS = 5000
_MAX_HTML = 100_000
_MAX_SENDER = 254
# RFC 3834 and older headers of programs; mailing lists; spam filters.
_AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients", "List-Id", "List-Unsubscribe", "Feedback-ID")
_BULK = re.compile(r"\s*(?:bulk|junk|list|auto_reply)\b", re.I)
_PROGRAM = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+.-].*)?@", re.I)
_AWAY = re.compile(
    r"(?:auto(?:matic|matische|mated)?[ -]?(?:reply|response|antwort)|out of (?:the )?office|away from |on (?:holiday|vacation)\b"
    r"|abwesend|abwesenheit|r[ée]ponse automatique|absence\b)",
    re.I,
)
_LEAVE = re.compile(
    r"\bunsubscri|\bopt(?:ing)?[ -]?out\b|\b(?:take|get|remove|delete) me\b|^(?:re: *)?leave\b"
    r"|^(?:re: *)?(?:please )?stop\b(?:[\s.!]*$| (?:sending|mailing|writing|emailing|these|all|e?-?mails?)\b)",
    re.I,
)


class NoRoom(Exception):
    """Too many replies wait for a person to store another one. The text says what to do."""


def reply_in(raw: bytes) -> Reply | None:
    """Return the reply of a person, not stored yet, or None for a mail from a program. Any parser error may be raised."""
    head = BytesHeaderParser(policy=compat32).parsebytes(raw[:MAX_HEADERS])
    sender = mailbox(parseaddr(str(head.get("From", "")))[1])
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", sender) or len(sender) > _MAX_SENDER or not sender.isprintable() or _is_automatic(head, sender):
        return None
    temporary, permanent = all_failures(BytesParser(policy=compat32).parsebytes(truncate(raw)))
    if temporary or permanent:
        return None
    subject, text = _printable(decode_subject(head.get("Subject", ""))), _text(BytesParser(policy=compat32).parsebytes(raw))
    return Reply(
        digest=hashlib.sha256(raw).hexdigest(), sender=sender, subject=subject, text=text, asks_to_leave=asks_to_leave(subject, text)
    )


def asks_to_leave(subject: str, text: str) -> bool:
    """Tell whether the subject or the first line asks to unsubscribe. Only a hint: the sender may be forged."""
    first = next((line for line in map(str.strip, text.splitlines()) if line), "")
    return bool(_LEAVE.search(subject) or (not first.startswith(">") and _LEAVE.search(first)))


@transaction.atomic
def store(reply: Reply) -> bool:
    """Store a reply for a person to read; False if it is stored already. Raises NoRoom."""
    if Reply.objects.filter(digest=reply.digest).exists():
        return False
    if Reply.objects.count() >= MOST:
        raise NoRoom(f"{MOST} mails from people wait in the admin, under Replies: read and delete them, and this one is taken, too.")
    _, new = Reply.objects.get_or_create(
        digest=reply.digest,
        defaults={"sender": reply.sender, "subject": reply.subject, "text": reply.text, "asks_to_leave": reply.asks_to_leave},
    )
    return new


def number() -> int:
    """Return how many wait for a person."""
    return Reply.objects.count()


def reply_alarms(waiting: int) -> list[str]:
    """Return an alarm about `waiting` replies, with what to do."""
    if not waiting:
        return []
    asking = Reply.objects.filter(asks_to_leave=True).count()
    what = f"{waiting} mail{'s' if waiting > 1 else ''} to the return address {'were' if waiting > 1 else 'was'} written by people"
    off = f", and {asking} of them ask{'' if asking > 1 else 's'} to be taken off" if asking else ""
    return [f"{what}{off}: read them under Replies, do what they ask, and delete them."]


def delete_old(now: datetime) -> None:
    """Delete replies older than KEPT."""
    Reply.objects.filter(at__lt=now - KEPT).delete()


def _is_automatic(head: Message, sender: str) -> bool:
    return bool(
        str(head.get("Auto-Submitted", "no")).strip().lower() != "no"
        or str(head.get("Return-Path", "")).strip() == "<>"
        or _BULK.match(str(head.get("Precedence", "")))
        or str(head.get("X-Spam-Flag", "")).strip().lower() == "yes"
        or head.get_content_type() == "multipart/report"
        or any(name in head for name in _AUTOMATIC_HEADERS)
        or _PROGRAM.match(sender)
        or _AWAY.match(decode_subject(head.get("Subject", "")))
    )


def _text(mail: Message) -> str:
    """Return the text of the first plain-text part, else of the first HTML part, else ""."""
    parts = {"text/plain": "", "text/html": ""}
    for part in mail.walk():
        kind = part.get_content_type()
        if kind in parts and not parts[kind] and part.get_content_disposition() != "attachment":
            parts[kind] = _letters(part)
    return _printable(parts["text/plain"].strip() or _without_tags(parts["text/html"]))[:MAX_CHARACTERS].strip()


def _letters(part: Message) -> str:
    payload = part.get_payload(decode=True) or b""
    try:
        return payload.decode(str(part.get_content_charset() or "utf-8"), "replace")
    except LookupError:  # an unknown character set
        return payload.decode("utf-8", "replace")


def _without_tags(markup: str) -> str:
    bare = re.sub(r"<(style|script)\b[^>]{0,1000}>.{0,50000}?</\1[^>]{0,100}>", "", markup[:_MAX_HTML], flags=re.I | re.S)
    return html.unescape(strip_tags(bare)).strip()


def _printable(text: str) -> str:
    """Remove unprintable characters, some of which databases refuse."""
    return "".join(each for each in text.replace("\r\n", "\n") if each == "\n" or each.isprintable())
