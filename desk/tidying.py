"""Throws away what is kept no longer."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from desk.bounces import replies, unreadable
from desk.bounces.models import Bounce
from desk.closing import GOODBYE
from desk.digests.models import Delivery
from desk.follows.asking import CONFIRM_WITHIN
from desk.follows.deciding import forget
from desk.follows.models import Consent, DeadLink, Follow, Follower
from desk.follows.tasks import wipe_traces
from desk.guard.client import REMEMBERED
from desk.guard.models import Attempt, ProxyMismatch, Spent
from desk.guard.proof import GOOD_FOR
from desk.mails.models import TransactionalMail
from desk.mails.outbox_message import Status
from desk.traces import IN_USE, JOB_PATIENCE, wipe

logger = logging.getLogger(__name__)

ATTEMPTS_KEPT = timedelta(hours=1)
# Wrong passwords, with the internet address that they came from; django-axes counts them for an hour.
LOGINS_KEPT = timedelta(days=1)
LETTERS_KEPT = timedelta(days=30)
# Longer than a month, so that nobody who follows two things gets a post twice; and for what came back.
DIGESTS_KEPT = timedelta(days=90)
LEFT_KEPT = timedelta(days=30)
_AT_ONCE = 500


@dataclass(frozen=True)
class Tidied:
    """How many of each are gone."""

    unconfirmed: int
    left: int


def tidy() -> Tidied:
    """What was never confirmed goes after a week, who left after a month, and the traces of both: on the disk too."""
    gone = _throw_away()
    unreadable.delete(timezone.now() - unreadable.KEPT)
    if not wipe(JOB_PATIENCE):
        logger.warning(IN_USE)
        wipe_traces.enqueue()
    return gone


@transaction.atomic
def _throw_away() -> Tidied:
    now = timezone.now()
    Attempt.objects.filter(at__lt=now - ATTEMPTS_KEPT).delete()
    Spent.objects.filter(at__lt=now - GOOD_FOR).delete()
    ProxyMismatch.objects.filter(at__lt=now - REMEMBERED).delete()
    replies.delete_old(now)
    DeadLink.objects.filter(at__lt=now - DeadLink.KEPT).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - LOGINS_KEPT).delete()
    # Who has the last mail must not get another, however long the rest of them takes.
    old = TransactionalMail.objects.filter(written__lt=now - LETTERS_KEPT).exclude(kind=GOODBYE)
    old.exclude(status__in=(TransactionalMail.Status.WAITING, TransactionalMail.Status.CLAIMED)).delete()
    # As long as the links in them work, an editor may have letters sent again that were refused.
    TransactionalMail.objects.filter(status=TransactionalMail.Status.REFUSED, written__lt=now - CONFIRM_WITHIN).update(text="", html="")
    _delete_old_digests(now)
    Bounce.objects.filter(at__lt=now - DIGESTS_KEPT).delete()
    Consent.objects.filter(confirmed=None, asked__lt=now - CONFIRM_WITHIN).delete()
    Follow.objects.filter(status=Follow.Status.UNCONFIRMED, consents=None).delete()
    staying = (
        Q(follows__status=Follow.Status.CONFIRMED) | Q(follows__status=Follow.Status.UNCONFIRMED) | Q(follows__ended__gt=now - LEFT_KEPT)
    )
    gone = Follower.objects.exclude(pk__in=Follower.objects.filter(staying).values("pk"))
    had_followed = list(gone.filter(follows__status=Follow.Status.ENDED).distinct())
    for follower in had_followed:
        forget(follower)
    unconfirmed, _ = gone.filter(since__lt=now - CONFIRM_WITHIN).delete()
    return Tidied(unconfirmed, len(had_followed))


def _delete_old_digests(now: datetime) -> None:
    """That a digest went or was refused; a few at a time, since each goes with the list of its posts."""
    old = Delivery.objects.filter(written__lt=now - DIGESTS_KEPT, status__in=(Status.SENT, Status.REFUSED)).order_by("pk")
    while numbers := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        Delivery.objects.filter(pk__in=numbers).delete()
