"""Holds, releases and refuses planned digests: by an editor, for followers who left, or after the shutdown."""

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
    """Hold the runs until they are released; return how many. Mails that are being sent still go out."""
    Delivery.objects.filter(run__in=runs, status=Status.WAITING).update(status=Status.HELD, answer="")
    return runs.update(held=why)


@transaction.atomic
def release(runs: QuerySet[Run]) -> int:
    """Release the held deliveries of the runs, after a person has checked them; return the number of runs."""
    Delivery.objects.filter(run__in=runs, status=Status.HELD).update(status=Status.WAITING, crashes=0, answer="")
    return runs.update(held="")


@transaction.atomic
def drop(runs: QuerySet[Run]) -> int:
    """Refuse the held deliveries of the runs for good; return the number of runs."""
    Delivery.objects.filter(run__in=runs, status=Status.HELD).update(status=Status.REFUSED, answer=NEVER)
    return runs.update(held="")


def refuse_all() -> None:
    """Refuse everything that is not being sent right now, after the shutdown. Abandoned claims are refused too."""
    abandoned = Q(status=Status.CLAIMED, claimed__lt=timezone.now() - timedelta(seconds=settings.MAIL_CLAIM_TIMEOUT))
    Delivery.objects.filter(Q(status__in=(Status.WAITING, Status.HELD)) | abandoned).update(status=Status.REFUSED, answer=ENDED)


@transaction.atomic
def resume() -> None:
    """Undo `refuse_all` after a shutdown was undone; hold what may have been sent already."""
    stopped = Delivery.objects.filter(status=Status.REFUSED, answer=ENDED)
    stopped.filter(claimed=None, run__held="").update(status=Status.WAITING, answer="")
    stopped.update(status=Status.HELD, answer="Following had ended, and goes on: they may have got this already.")


def refuse_unsubscribed() -> None:
    """Refuse deliveries that were planned while their followers left, or during the shutdown."""
    if Closing.objects.exists():
        refuse_all()
    confirmed = Exists(Follow.objects.filter(follower=OuterRef("follower"), status=Follow.Status.CONFIRMED))
    Delivery.objects.filter(~confirmed, status__in=(Status.WAITING, Status.HELD)).update(status=Status.REFUSED, answer=LEFT)


@receiver(ended)
def _on_unsubscribe(follower, **_) -> None:
    if not follower.follows.filter(status=Follow.Status.CONFIRMED).exists():
        follower.deliveries.filter(status__in=(Status.WAITING, Status.HELD)).update(status=Status.REFUSED, answer=LEFT)
