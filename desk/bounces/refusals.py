"""What the other mail server says of an address while we send to it counts as a mail that came back."""

import re

from django.dispatch import receiver

from desk.bounces.models import Bounce
from desk.bounces.reading import Returned, digest_of, one_line, status_code
from desk.bounces.scoring import note
from desk.mails.outgoing import Outgoing
from desk.mails.sending import address_refused

# RFC 3463, 3.2 and 3.3: of addresses that are wrong, or closed, as against those that are full or not reached now; then what servers write who give no such code.
_GONE = status_code(r"5\.(?:1\.(?:[1236]|10)|2\.1)")
_ANY = status_code(r"5\.\d\.\d{1,3}")
_GONE_WORDS = re.compile(r"no such (?:user|mailbox|recipient|address)|(?:user|recipient|mailbox) (?:is )?(?:unknown|not found)|unknown (?:user|recipient|mailbox)|does ?n[o']t exist", re.I)
# A mailbox that is full, or that was out of reach for three days.
_FULL = status_code(r"[45]\.2\.\d{1,3}")
_FULL_WORDS = re.compile(r"\bfull\b|quota", re.I)


@receiver(address_refused, dispatch_uid="desk.bounces.refusals")
def refused(sender: type, mail: Outgoing, said: str, **_) -> None:
    """Keep it, and stop mail to the address if that is due. What is plainly of neither kind is held against nobody: it may mean us, and then all would be told so."""
    if kind := _kind(said):
        note(Returned(mail.follower, kind, digest_of(mail, kind), one_line(said)))


def _kind(said: str) -> Bounce.Kind | None:
    if _GONE.search(said) or (not _ANY.search(said) and _GONE_WORDS.search(said)):
        return Bounce.Kind.HARD
    return Bounce.Kind.SOFT if _FULL.search(said) or _FULL_WORDS.search(said) else None
