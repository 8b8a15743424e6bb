"""Counts refusals during sending as bounces."""

from django.dispatch import receiver

from desk.bounces.classification import classify_bounce
from desk.bounces.models import Bounce
from desk.bounces.parser import ParsedBounce, event_fingerprint, one_line
from desk.bounces.policy import record
from desk.mails.outbox_message import OutboxMessage
from desk.mails.sender import address_refused, sender_refused


@receiver(address_refused, dispatch_uid="desk.bounces.refusals")
def refused(sender: type, mail: OutboxMessage, said: str, **_) -> None:
    """Record a refused address. A refusal of no clear kind is ignored: it may be about us, and then every address would get it."""
    if kind := classify_bounce("", said, None):
        record(ParsedBounce(mail.follower, kind, event_fingerprint(mail, kind), one_line(said)))


@receiver(sender_refused, dispatch_uid="desk.bounces.refusals.sender")
def sender_was_refused(sender: type, mail: OutboxMessage, said: str, **_) -> None:
    """Record a refusal of us for people to look at, once for each mail."""
    record(ParsedBounce(mail.follower, Bounce.Kind.SENDER, event_fingerprint(mail, Bounce.Kind.SENDER), one_line(said)))
