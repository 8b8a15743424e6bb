"""What keeps a planned digest from going: a person holds its run, whom it is for has left, or following has ended for all."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone

from desk.digests.models import Delivery, Run
from desk.follows.deciding import ended
from desk.follows.models import Closing, Follow
from desk.mails.admin_actions import NEVER
from desk.mails.outbox_message import Status

LEFT = "They left before it was sent."
ENDED = "Following by e-mail has ended."


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


@transaction.atomic
def drop(runs: QuerySet[Run]) -> int:
    """A person has looked at them: what is held of them never goes; how many runs."""
    Delivery.objects.filter(run__in=runs, status=Status.HELD).update(status=Status.REFUSED, answer=NEVER)
    return runs.update(held="")


def refuse_all() -> None:
    """Of nobody, once following has ended; what a sender has in hand still goes, what one that is no more had in hand does not."""
    left_behind = Q(status=Status.CLAIMED, claimed__lt=timezone.now() - timedelta(seconds=settings.ABANDONED_SECONDS))
    Delivery.objects.filter(Q(status__in=(Status.WAITING, Status.HELD)) | left_behind).update(status=Status.REFUSED, answer=ENDED)


@transaction.atomic
def take_up_again() -> None:
    """Following has not ended after all: what nobody can have got goes on, and of what may have gone a person decides."""
    stopped = Delivery.objects.filter(status=Status.REFUSED, answer=ENDED)
    stopped.filter(claimed=None, run__held="").update(status=Status.WAITING, answer="")
    stopped.update(status=Status.HELD, answer="Following had ended, and goes on: they may have got this already.")


def refuse_those_who_left() -> None:
    """Planned while they were leaving, or while following ended."""
    if Closing.objects.exists():
        refuse_all()
    confirmed = Exists(Follow.objects.filter(follower=OuterRef("follower"), status=Follow.Status.CONFIRMED))
    Delivery.objects.filter(~confirmed, status__in=(Status.WAITING, Status.HELD)).update(status=Status.REFUSED, answer=LEFT)


@receiver(ended)
def _somebody_left(follower, **_) -> None:
    if not follower.follows.filter(status=Follow.Status.CONFIRMED).exists():
        follower.deliveries.filter(status__in=(Status.WAITING, Status.HELD)).update(status=Status.REFUSED, answer=LEFT)
