"""Handles the events of a provider's webhook. django-anymail has checked the secret, and the signature where there is one."""

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from desk.bounces.classification import classify_bounce
from desk.bounces.models import Bounce
from desk.bounces.parser import ParsedBounce, event_fingerprint, find_sent_mail, one_line
from desk.bounces.policy import record
from desk.follows import deciding
from desk.mails.providers import DELIVERY, full_name

# The mailbox does not exist. Some providers say so of a full one too; their words tell them apart.
_GONE = {RejectReason.BOUNCED, RejectReason.INVALID}


@receiver(tracking, dispatch_uid="desk.bounces.webhooks")
def handle_event(sender: type, event: AnymailTrackingEvent, **_) -> None:
    """Record a bounce or complaint, or unsubscribe; ignore events that name none of our mails."""
    mail = find_sent_mail(_message_ids(event))
    if mail is None:
        return
    if event.event_type == EventType.DELIVERED:
        Bounce.objects.filter(
            digest__in=[event_fingerprint(mail, kind) for kind in (Bounce.Kind.SOFT, Bounce.Kind.SENDER)]
        ).delete()  # it was only delayed
    elif EventType.UNSUBSCRIBED in (event.event_type, event.reject_reason):
        deciding.leave(mail.follower)
    elif kind := _kind(event):
        record(ParsedBounce(mail.follower, kind, event_fingerprint(mail, kind), _said(event)))


def _message_ids(event: AnymailTrackingEvent) -> list[str]:
    """Return possible Message-IDs of ours: of the event, or as `prepare` gave them to the provider."""
    metadata, tags = event.metadata, event.tags
    short = [metadata.get(DELIVERY) if isinstance(metadata, dict) else None, *(tags if isinstance(tags, list | tuple) else ())]
    return [each for each in [event.message_id] if isinstance(each, str)] + [full_name(each) for each in short if isinstance(each, str)]


def _kind(event: AnymailTrackingEvent) -> Bounce.Kind | None:
    if event.event_type == EventType.COMPLAINED:
        return Bounce.Kind.COMPLAINT
    if event.event_type not in (EventType.DEFERRED, EventType.BOUNCED, EventType.REJECTED):
        return None
    # We were blocked, or a server took the mail for spam; SPAM in another event is the provider's own list of complaints.
    if event.reject_reason == RejectReason.BLOCKED or (event.event_type == EventType.BOUNCED and event.reject_reason == RejectReason.SPAM):
        return Bounce.Kind.SENDER
    gone = event.event_type != EventType.DEFERRED and event.reject_reason in _GONE
    found = classify_bounce("", _said(event), Bounce.Kind.HARD if gone else Bounce.Kind.SOFT)
    return Bounce.Kind.SOFT if found == Bounce.Kind.HARD and not gone else found


def _said(event: AnymailTrackingEvent) -> str:
    """Return the words of the other mail server and of the provider."""
    return one_line(" ".join(str(each) for each in (event.mta_response, event.description) if each))
