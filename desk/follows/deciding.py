"""What followers decide, each by the press of a button: to confirm, to change, to leave, to be forgotten."""

import enum
import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import Signal
from django.utils import timezone

from desk import traces
from desk.follows import links
from desk.follows.addresses import digests
from desk.follows.asking import CONFIRM_WITHIN
from desk.follows.models import Consent, Follow, Follower, Stopped
from newsroom.files import write

LEFT = "left"
# In `Consent.how`: its owner unsubscribed before confirming it. It is kept until it would expire, so that its link can say why it no longer works.
WITHDRAWN = "withdrawn by unsubscribing"
# What an operator or an editor is told who has erased somebody.
LEFT_AFTER_ERASING = "what remains is a fingerprint that keeps old lists from bringing them back. Copies of the database hold them until those are thrown away."
# Sent within the transaction in which something that an address follows has ended, with `follower`.
ended = Signal()


class Found(enum.Enum):
    """What a link to confirm is worth."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


def consent_of(secret: str) -> tuple[Found, Consent | None]:
    """What the link with this secret is worth now, and what was asked for with it."""
    consent = Consent.objects.select_related("follow__follower").filter(secret=links.digest(links.secret_in(secret))).first()
    if consent is None:
        return Found.UNKNOWN, None
    if consent.confirmed:
        return Found.USED, consent
    if consent.how == WITHDRAWN:
        return Found.WITHDRAWN, consent
    return (Found.OPEN if timezone.now() - consent.asked < CONFIRM_WITHIN else Found.EXPIRED), consent


@transaction.atomic
def confirm(consent: Consent) -> bool:
    """Let the follow begin as it was asked for; False if another press of the button was first, or its owner unsubscribed."""
    now = timezone.now()
    if not Consent.objects.filter(pk=consent.pk, confirmed=None, how="").update(
        confirmed=now, how="the button behind the link in the mail"
    ):
        return False
    follow = Follow.objects.filter(pk=consent.follow_id)
    follow.exclude(status=Follow.Status.CONFIRMED).update(status=Follow.Status.CONFIRMED, confirmed=now, seen=now, reason="", ended=None)
    follow.update(frequency=consent.frequency)
    Stopped.objects.filter(digest__in=digests(consent.follow.follower.email)).delete()
    transaction.on_commit(tell_the_site)
    return True


@transaction.atomic
def change(follower: Follower, wanted: dict[int, str]) -> None:
    """Give confirmed follows, by their numbers, another frequency; "" ends one."""
    for follow in follower.follows.filter(status=Follow.Status.CONFIRMED, pk__in=wanted):
        if wanted[follow.pk]:
            Follow.objects.filter(pk=follow.pk).update(frequency=wanted[follow.pk])
        else:
            _end(follower, follower.follows.filter(pk=follow.pk), LEFT)
    transaction.on_commit(tell_the_site)


@transaction.atomic
def leave(follower: Follower) -> None:
    """End all that an address follows, and withdraw what it was asked to confirm."""
    end(follower, LEFT)
    open_questions(follower).update(how=WITHDRAWN)


def open_questions(follower: Follower) -> QuerySet[Consent]:
    """What an address was asked to confirm, and has neither confirmed nor withdrawn."""
    return Consent.objects.filter(follow__follower=follower, confirmed=None, how="")


def can_leave(follower: Follower) -> bool:
    """Whether there is anything to end: a follow, or a question that is open."""
    return follower.follows.exclude(status=Follow.Status.ENDED).exists() or open_questions(follower).exists()


@transaction.atomic
def erase(follower: Follower) -> None:
    """Forget everything about an address, on the disk too, but that nobody may bring it back for its owner."""
    forget(follower)
    traces.wipe_later()


@transaction.atomic
def forget(follower: Follower) -> None:
    """The same but for the disk, for callers that erase many and wipe it once."""
    Stopped.objects.get_or_create(digest=digests(follower.email)[0])
    follower.delete()
    traces.mask_everywhere(follower.email, follower.key)
    transaction.on_commit(tell_the_site)


def end(follower: Follower, reason: str) -> None:
    """End all that an address follows, and keep why."""
    _end(follower, follower.follows.exclude(status=Follow.Status.ENDED), reason)
    transaction.on_commit(tell_the_site)


def _end(follower: Follower, follows, reason: str) -> None:
    follows.update(status=Follow.Status.ENDED, reason=reason, ended=timezone.now())
    ended.send(Follower, follower=follower)


@dataclass(frozen=True)
class Counted:
    """How many addresses follow anything, all confirmed and none ended."""

    followers: int


def counted() -> Counted:
    """As of now."""
    return Counted(Follower.objects.filter(follows__status=Follow.Status.CONFIRMED).distinct().count())


def tell_the_site() -> None:
    """Write the number into the file that the next build of the site reads; if it is another, since a preview builds when it is written."""
    file, text = settings.PLACE / "followers.json", json.dumps(asdict(counted())) + "\n"
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        write(settings.PLACE, file.name, text)
