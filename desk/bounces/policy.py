"""Decides when mails to an address stop: at once after a hard bounce or a complaint, after soft bounces on several days."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from desk.bounces.models import Bounce
from desk.bounces.parser import ParsedBounce
from desk.follows import deciding
from desk.follows.models import Follow, Follower

# Soft bounces on SOFT_DAYS different days within this time end mails.
SOFT_DAYS, WITHIN = 3, timedelta(days=14)
BOUNCED = "bounced"


@transaction.atomic
def record(bounce: ParsedBounce) -> bool:
    """Store a bounce and stop mails to the address if that is due; return False if it is stored already."""
    _, new = Bounce.objects.get_or_create(
        digest=bounce.fingerprint, defaults={"follower": bounce.follower, "kind": bounce.kind, "said": bounce.said}
    )
    if new and (why := _reason(bounce)):
        deciding.end(bounce.follower, f"{BOUNCED}: {why}"[:200])
    return new


def _reason(bounce: ParsedBounce) -> str:
    """Return why mails stop now, or ""."""
    if bounce.kind == Bounce.Kind.SENDER:
        return ""
    if bounce.kind == Bounce.Kind.COMPLAINT:
        return "they told their mail provider that it is unwanted"
    if bounce.kind == Bounce.Kind.HARD:
        return bounce.said or "there is no such mailbox"
    soft = bounce.follower.bounces.filter(kind=Bounce.Kind.SOFT, at__gt=timezone.now() - WITHIN)
    days = {at.date() for at in soft.values_list("at", flat=True)}
    return f"{bounce.said or 'not delivered'}, on {len(days)} days" if len(days) >= SOFT_DAYS else ""


@transaction.atomic
def lift(follower: Follower) -> int:
    """Resume the follows that bounces ended, from now on, and delete the bounces; return the number of follows."""
    follower.bounces.all().delete()
    ended = follower.follows.filter(status=Follow.Status.ENDED, reason__startswith=BOUNCED)
    number = ended.update(status=Follow.Status.CONFIRMED, reason="", ended=None, seen=timezone.now())
    transaction.on_commit(deciding.tell_the_site)
    return number
