"""What keeps a planned digest from going: a person holds its run, or whom it is for has left."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.dispatch import receiver

from desk.digests.models import Delivery, Run
from desk.follows.deciding import ended
from desk.follows.models import Follow
from desk.mails.outgoing import Status

LEFT = "They left before it was sent."


@transaction.atomic
def hold(runs: QuerySet[Run], why: str) -> int:
    """Send nothing more of them until they are released; how many. What a sender has in hand still goes."""
    Delivery.objects.filter(run__in=runs, status=Status.WAITING).update(status=Status.HELD, answer="")
    return runs.update(held=why)


@transaction.atomic
def release(runs: QuerySet[Run]) -> int:
    """A person has looked at them: all that is held of them goes with the next start; how many."""
    Delivery.objects.filter(run__in=runs, status=Status.HELD).update(status=Status.WAITING, crashes=0, answer="")
    return runs.update(held="")


def refuse_those_who_left() -> None:
    """Planned while they were leaving."""
    confirmed = Exists(Follow.objects.filter(follower=OuterRef("follower"), status=Follow.Status.CONFIRMED))
    Delivery.objects.filter(~confirmed, status__in=(Status.WAITING, Status.HELD)).update(status=Status.REFUSED, answer=LEFT)


@receiver(ended)
def _somebody_left(follower, **_) -> None:
    if not follower.follows.filter(status=Follow.Status.CONFIRMED).exists():
        follower.deliveries.filter(status__in=(Status.WAITING, Status.HELD)).update(status=Status.REFUSED, answer=LEFT)
