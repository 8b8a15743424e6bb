"""What a provider tells over HTTP of a mail of ours. Who may tell is judged before, by a secret and, where the provider signs, by its signature."""

import re

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from desk.bounces.models import Bounce
from desk.bounces.reading import Returned, digest_of, is_not_the_mailbox, one_line, sent_as
from desk.bounces.scoring import note
from desk.follows import deciding
from desk.mails.providers import DELIVERY, full_name

# A mailbox that is not there. Some providers say so of one that is full, too; their words tell them apart.
_GONE = {RejectReason.BOUNCED, RejectReason.INVALID}
_FOR_NOW = re.compile(r"\b(?:transient|undetermined|temporar(?:y|ily)|quota|mailbox (?:is )?full)\b|\b4\.\d{1,3}\.\d{1,3}\b|(?:^|;)\s*4\d\d\b", re.I)


@receiver(tracking, dispatch_uid="desk.bounces.webhooks")
def told(sender: type, event: AnymailTrackingEvent, **_) -> None:
    """Keep it, and stop mail to the address if that is due. Nothing, when it names no mail of ours, or tells nothing of an address."""
    mail = sent_as(_names(event))
    if mail is None:
        return
    if event.event_type == EventType.DELIVERED:
        Bounce.objects.filter(digest=digest_of(mail, Bounce.Kind.SOFT)).delete()  # it was only late
    elif EventType.UNSUBSCRIBED in (event.event_type, event.reject_reason):
        deciding.leave(mail.follower)
    elif kind := _kind(event):
        note(Returned(mail.follower, kind, digest_of(mail, kind), _said(event)))


def _names(event: AnymailTrackingEvent) -> list[str]:
    """What may be the Message-ID of a mail of ours: its name, or what `prepare` gave the provider. Never the address."""
    short = [(event.metadata or {}).get(DELIVERY), *(event.tags or [])]
    return [each for each in [event.message_id] if isinstance(each, str)] + [full_name(each) for each in short if isinstance(each, str)]


def _kind(event: AnymailTrackingEvent) -> Bounce.Kind | None:
    if event.event_type == EventType.COMPLAINED:
        return Bounce.Kind.COMPLAINT
    if event.event_type == EventType.DEFERRED:
        return Bounce.Kind.SOFT
    if event.event_type not in (EventType.BOUNCED, EventType.REJECTED):
        return None
    said = _said(event)
    gone = event.reject_reason in _GONE and not is_not_the_mailbox(said) and not _FOR_NOW.search(said)
    return Bounce.Kind.HARD if gone else Bounce.Kind.SOFT


def _said(event: AnymailTrackingEvent) -> str:
    """In the words of the other mail server, and of the provider."""
    return one_line(" ".join(str(each) for each in (event.mta_response, event.description) if each))
