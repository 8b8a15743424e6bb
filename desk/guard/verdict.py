"""What to do with a form that came in."""

import enum
import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from desk.guard.client import client_address
from desk.guard.models import Attempt
from desk.guard.proof import PROOF, holds

# A field that people do not see; programs fill in whatever they find.
TRAP = "website"
AGE = "opened"
# From one address: a school or an office in which everybody follows on one morning stays below the first.
MANY, MANY_WITHIN = 40, timedelta(minutes=10)
TOO_MANY, TOO_MANY_WITHIN = 100, timedelta(minutes=1)
YOUNGEST_SECONDS, OLDEST_SECONDS = 3, 3600
# Without a proof of work, where one is asked for: a household without JavaScript stays below it, and a program gains nothing by leaving it out.
MOST_BY_HAND, BY_HAND_WITHIN = 5, timedelta(minutes=10)
_SALT = "desk.guard.age"


class Verdict(enum.Enum):
    """`PASS`; `DROP`: say thank you and forget it; `ASK`: show the form once more, to be sent by hand; `SLOW`: refuse for a while."""

    PASS = "pass"
    DROP = "drop"
    ASK = "ask"
    SLOW = "slow"


def judge(request: HttpRequest) -> Verdict:
    """Note the attempt, and say what to do with it.

    With settings.PROOF_OF_WORK only a form with a proof passes. The site’s own form cannot have one, so it is always shown once more. Who has no JavaScript sends that
    by hand, after a few seconds: this passes five times in ten minutes for each client, since the form’s age is all that speaks for it, and a program can wait too.
    """
    now = timezone.now()
    client = _client(request, now)
    attempt = Attempt.objects.create(client=client, at=now)
    lately = list(Attempt.objects.filter(client=client, at__gt=now - MANY_WITHIN).values_list("at", flat=True))
    if sum(at > now - TOO_MANY_WITHIN for at in lately) > TOO_MANY:
        return Verdict.SLOW
    if request.POST.get(TRAP):
        return Verdict.DROP
    if settings.PROOF_OF_WORK:
        return Verdict.PASS if holds(request.POST.get(PROOF, "")) or _one_of_few(attempt, request.POST.get(AGE, "")) else Verdict.ASK
    if len(lately) > MANY and not _by_hand(request.POST.get(AGE, "")):
        return Verdict.ASK
    return Verdict.PASS


def stamp() -> str:
    """For a form that is shown by us: when that was."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


def _by_hand(stamped: str) -> bool:
    """Whether a form was open for as long as people need at least, and no longer than they keep one."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(stamped, max_age=OLDEST_SECONDS)
    except signing.BadSignature:
        return False
    try:
        signer.unsign(stamped, max_age=YOUNGEST_SECONDS)
    except signing.SignatureExpired:
        return True
    return False


def _one_of_few(attempt: Attempt, stamped: str) -> bool:
    """Whether it was sent by hand, and the same client had not done so too often; if so, it is noted."""
    lately = Attempt.objects.filter(client=attempt.client, by_hand=True, at__gt=attempt.at - BY_HAND_WITHIN)
    if not _by_hand(stamped) or lately.count() >= MOST_BY_HAND:
        return False
    attempt.by_hand = True
    attempt.save()
    return True


def _client(request: HttpRequest, now: datetime) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{now:%Y-%m-%d} {client_address(request)}".encode(), hashlib.sha256).hexdigest()[:32]
