"""What the other mail server says of an address while we send to it counts as a mail that came back."""

from django.dispatch import receiver

from desk.bounces.classification import kind_of
from desk.bounces.models import Bounce
from desk.bounces.parser import Returned, digest_of, one_line
from desk.bounces.policy import note
from desk.mails.outbox_message import OutboxMessage
from desk.mails.sender import address_refused, sender_refused


@receiver(address_refused, dispatch_uid="desk.bounces.refusals")
def refused(sender: type, mail: OutboxMessage, said: str, **_) -> None:
    """Keep it, and stop mail to the address if that is due. What is plainly of no kind is held against nobody: it may mean us, and then all would be told so."""
    if kind := kind_of("", said, None):
        note(Returned(mail.follower, kind, digest_of(mail, kind), one_line(said)))


@receiver(sender_refused, dispatch_uid="desk.bounces.refusals.sender")
def sender_was_refused(sender: type, mail: OutboxMessage, said: str, **_) -> None:
    """Keep it for people to look at; once for each mail, however often that is retried."""
    note(Returned(mail.follower, Bounce.Kind.SENDER, digest_of(mail, Bounce.Kind.SENDER), one_line(said)))
