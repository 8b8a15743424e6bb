"""When mail to an address stops: at once for one that is not there and for a complaint; for one that is full, when it stays so."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from desk.bounces.models import Bounce
from desk.bounces.parser import Returned
from desk.follows import deciding
from desk.follows.models import Follow, Follower

# Soft ones count once a day, over so many days.
SOFT_DAYS, WITHIN = 3, timedelta(days=14)
BOUNCED = "bounced"


@transaction.atomic
def note(returned: Returned) -> bool:
    """Keep it, and stop mail to the address if that is due; False if it was read before."""
    _, new = Bounce.objects.get_or_create(
        digest=returned.digest, defaults={"follower": returned.follower, "kind": returned.kind, "said": returned.said}
    )
    if new and (why := _reason(returned)):
        deciding.end(returned.follower, f"{BOUNCED}: {why}"[:200])
    return new


def _reason(returned: Returned) -> str:
    """Why mail stops now; "" while it does not."""
    if returned.kind == Bounce.Kind.SENDER:
        return ""
    if returned.kind == Bounce.Kind.COMPLAINT:
        return "they told their mail provider that it is unwanted"
    if returned.kind == Bounce.Kind.HARD:
        return returned.said or "there is no such mailbox"
    soft = returned.follower.bounces.filter(kind=Bounce.Kind.SOFT, at__gt=timezone.now() - WITHIN)
    days = {at.date() for at in soft.values_list("at", flat=True)}
    return f"{returned.said or 'not delivered'}, on {len(days)} days" if len(days) >= SOFT_DAYS else ""


@transaction.atomic
def lift(follower: Follower) -> int:
    """Let what bounces ended go on, with what comes from now on; how many follows. What was held against the address is forgotten."""
    follower.bounces.all().delete()
    ended = follower.follows.filter(status=Follow.Status.ENDED, reason__startswith=BOUNCED)
    number = ended.update(status=Follow.Status.CONFIRMED, reason="", ended=None, seen=timezone.now())
    transaction.on_commit(deciding.tell_the_site)
    return number
