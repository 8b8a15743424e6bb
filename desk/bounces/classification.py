"""Classifies failures as hard (the address does not exist), soft (full or unreachable for now), or refusals of us as the sender."""

import re

from desk.bounces.models import Bounce
from desk.mails.statuses import about_us, status_code

# Only classes and subjects of RFC 3463, not other numbers of three parts such as versions.
_CODE = status_code(r"[45]\.[0-7]\.\d{1,3}")
_GONE = status_code(r"5\.1\.\d{1,3}|5\.2\.1")
# About a mailbox, system, route or mail: may be temporary.
_NOT_THE_MAILBOX = status_code(r"5\.(?:2\.(?:[02-9]|1\d\d)|[3456]\.\d{1,3})|4\.[0-7]\.\d{1,3}")
_GONE_WORDS = re.compile(
    r"no such (?:user|mailbox|recipient|address|person)|(?:user|recipient|mailbox) (?:is )?(?:unknown|not found)|unknown (?:user|recipient|mailbox)|does ?n[o']t (?:exist|have)|no mailbox here",
    re.I,
)
_REPLY_FOR_NOW = re.compile(r"(?:^|[;:]\s*)4\d\d[ -](?=\D)")
_FOR_NOW_WORDS = re.compile(
    r"\bfull\b|quota|timed? ?out|time-?out|temporar|grey-?list|gray-?list|try again|too long in (?:the )?queue|queue(?:d)? too long|retry time|deferred|not reachable|unreachable"
    r"|(?:host|domain)(?: name)? (?:lookup|not found)|name server|could not resolve|no route|connection (?:refused|reset|lost)|transient|undetermined",
    re.I,
)


def classify_bounce(status: str, said: str, otherwise: Bounce.Kind | None) -> Bounce.Kind | None:
    """Return the kind of a failure by its `status` (RFC 3463, or "") and the mail server's words, ignoring `Action`.

    `otherwise` is the result if neither tells.
    """
    found = _CODE.search(said)
    # A code in the words is better than a status that only says “other”.
    code = found[0] if found and (not status or status[1:].startswith(".0.")) else status
    if about_us(code) or about_us(said):
        return Bounce.Kind.SENDER
    if _NOT_THE_MAILBOX.search(code):
        return Bounce.Kind.SOFT
    if _GONE.search(code) or _GONE_WORDS.search(said):
        return Bounce.Kind.HARD
    if code.startswith("4") or _REPLY_FOR_NOW.search(said) or _FOR_NOW_WORDS.search(said):
        return Bounce.Kind.SOFT
    return otherwise
