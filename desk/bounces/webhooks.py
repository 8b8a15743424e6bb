"""What a provider tells over HTTP of a mail of ours. Who may tell is judged before, by a secret and, where the provider signs, by its signature."""

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from desk.bounces.classification import kind_of
from desk.bounces.models import Bounce
from desk.bounces.parser import Returned, digest_of, one_line, sent_as
from desk.bounces.policy import note
from desk.follows import deciding
from desk.mails.providers import DELIVERY, full_name

# A mailbox that is not there. Some providers say so of one that is full, too; their words tell them apart.
_GONE = {RejectReason.BOUNCED, RejectReason.INVALID}


@receiver(tracking, dispatch_uid="desk.bounces.webhooks")
def told(sender: type, event: AnymailTrackingEvent, **_) -> None:
    """Keep it, and stop mail to the address if that is due. Nothing, when it names no mail of ours, or tells nothing of an address."""
    mail = sent_as(_names(event))
    if mail is None:
        return
    if event.event_type == EventType.DELIVERED:
        Bounce.objects.filter(
            digest__in=[digest_of(mail, kind) for kind in (Bounce.Kind.SOFT, Bounce.Kind.SENDER)]
        ).delete()  # it was only late
    elif EventType.UNSUBSCRIBED in (event.event_type, event.reject_reason):
        deciding.leave(mail.follower)
    elif kind := _kind(event):
        note(Returned(mail.follower, kind, digest_of(mail, kind), _said(event)))


def _names(event: AnymailTrackingEvent) -> list[str]:
    """What may be the Message-ID of a mail of ours: its name, or what `prepare` gave the provider. Never the address."""
    metadata, tags = event.metadata, event.tags
    short = [metadata.get(DELIVERY) if isinstance(metadata, dict) else None, *(tags if isinstance(tags, list | tuple) else ())]
    return [each for each in [event.message_id] if isinstance(each, str)] + [full_name(each) for each in short if isinstance(each, str)]


def _kind(event: AnymailTrackingEvent) -> Bounce.Kind | None:
    if event.event_type == EventType.COMPLAINED:
        return Bounce.Kind.COMPLAINT
    if event.event_type not in (EventType.DEFERRED, EventType.BOUNCED, EventType.REJECTED):
        return None
    # Turned away for what we are, or for what a server that saw the mail takes it for. A provider alone refuses who has complained before.
    if event.reject_reason == RejectReason.BLOCKED or (event.event_type == EventType.BOUNCED and event.reject_reason == RejectReason.SPAM):
        return Bounce.Kind.SENDER
    gone = event.event_type != EventType.DEFERRED and event.reject_reason in _GONE
    found = kind_of("", _said(event), Bounce.Kind.HARD if gone else Bounce.Kind.SOFT)
    return Bounce.Kind.SOFT if found == Bounce.Kind.HARD and not gone else found


def _said(event: AnymailTrackingEvent) -> str:
    """In the words of the other mail server, and of the provider."""
    return one_line(" ".join(str(each) for each in (event.mta_response, event.description) if each))
