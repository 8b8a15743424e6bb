"""What a failure says of an address: that it is gone, that it is full or out of reach for now, or nothing, since it is about us."""

import re

from desk.bounces.models import Bounce
from desk.mails.statuses import about_us, status_code

# A class and a subject of RFC 3463; what else has three numbers, such as the version of a program, has others.
_CODE = status_code(r"[45]\.[0-7]\.\d{1,3}")
_GONE = status_code(r"5\.1\.\d{1,3}|5\.2\.1")
# Of a mailbox, a system, the way to it, or the mail: it may be good again.
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


def kind_of(status: str, said: str, otherwise: Bounce.Kind | None) -> Bounce.Kind | None:
    """The kind of a failure with that `status` (RFC 3463, "" when none is given) and those words of a mail server, whatever `Action` it came with.

    `otherwise`: what it is when neither says anything.
    """
    found = _CODE.search(said)
    # One that only says “other” gives way to what the server said itself.
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
