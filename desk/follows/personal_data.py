"""Everything that is kept about one address, as its owner may take it along (GDPR, articles 15 and 20)."""

from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from desk.bounces.models import Reply
from desk.digests.models import Item
from desk.follows.addresses import digests, mailbox
from desk.follows.deciding import open_questions
from desk.follows.models import Follow, Follower, Stopped


def everything_about(follower: Follower) -> dict:
    """All that is kept about an address, as JSON can write it. Moments are in ISO 8601; what has not happened is null.

    Not in it, since it cannot be told whose it is: the attempts that desk/guard counts by a keyed digest of an internet address, for an hour.
    """
    return {
        "address": follower.email,
        "since": _moment(follower.since),
        "follows": [_follow(follow) for follow in follower.follows.order_by("pk")],
        "mails": [_mail(each, what=each.kind) for each in follower.letters.order_by("written")],
        "digests": [_digest(each) for each in follower.deliveries.select_related("run").order_by("written")],
        "came back": [
            {"what": each.kind, "when": _moment(each.at), "what the mail server said": each.said}
            for each in follower.bounces.order_by("at")
        ],
        "written to us": mails_from(follower.email),
        "links": {
            "open questions": open_questions(follower).count(),
            "key": "Links in your mails hold a random key that stands for you; no other is kept.",
        },
        "editors": [{"when": _moment(each.action_time), "what": each.get_change_message()} for each in _log(follower)],
        "on the stop-list": Stopped.objects.filter(digest__in=digests(follower.email)).exists(),
    }


def mails_from(address: str) -> list[dict]:
    """What came from an address to the return address and is still kept, also when nobody follows with it."""
    return [
        {"when": _moment(each.at), "subject": each.subject, "text": each.text}
        for each in Reply.objects.filter(sender=mailbox(address)).order_by("at")
    ]


def _follow(follow: Follow) -> dict:
    return {
        "target": follow.target,
        "name": follow.name,
        "frequency": follow.frequency,
        "status": follow.status,
        "confirmed": _moment(follow.confirmed),
        "sent up to": _moment(follow.seen),
        "ended": _moment(follow.ended),
        "reason": follow.reason,
        "asked": [
            {
                "when": _moment(consent.asked),
                "frequency": consent.frequency,
                "wording": consent.wording,
                "page": consent.page,
                "confirmed": _moment(consent.confirmed),
                "how": consent.how,
            }
            for consent in follow.consents.order_by("asked")
        ],
    }


def _mail(mail, **what) -> dict:
    return {
        **what,
        "when": _moment(mail.written),
        "what became of it": mail.status,
        "why": mail.answer,
        "attempts": mail.attempts,
        "Message-ID": mail.message_id,
    }


def _digest(delivery) -> dict:
    posts = Item.objects.filter(deliveries=delivery).order_by("pk").values_list("title", flat=True)
    return _mail(delivery, what=delivery.run.frequency, period=delivery.run.key, posts=list(posts))


def _log(follower: Follower):
    """What editors did with this follower, as the admin has noted it."""
    return LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Follower), object_id=str(follower.pk)).order_by(
        "action_time"
    )


def _moment(moment: datetime | None) -> str | None:
    return moment and moment.isoformat()
