"""Proof of work, after ALTCHA: a sum that a browser does before the form is taken, asked for while settings.PROOF_OF_WORK is on.

The challenge stands in the page that we show and nobody else has a part in it. Which number solves it is chosen here, so nobody’s browser is unlucky: it tries
so many numbers at most. What it tries them with is desk/static/desk/proof.js, a program of our own: ALTCHA’s, with its style sheet and its worker, is 104 kB,
and it would have a look of its own.
"""

import hashlib
import hmac
import json
import secrets
from datetime import timedelta

from altcha import Payload, create_challenge, verify_solution
from django.conf import settings
from django.utils import timezone

from desk.guard.models import Spent

# What ALTCHA’s own program calls it.
PROOF = "altcha"
# As long as people keep a form.
GOOD_FOR = timedelta(hours=1)
# One try takes a few milliseconds; all of them about a second, and a few on an old phone.
ALGORITHM, COST = "PBKDF2/SHA-256", 5000
FEWEST_TRIES, MOST_TRIES = 150, 350


def challenge() -> str:
    """For a form that is shown by us: a new challenge, as JSON; "" while none is asked for."""
    if not settings.PROOF_OF_WORK:
        return ""
    number = FEWEST_TRIES + secrets.randbelow(MOST_TRIES - FEWEST_TRIES)
    until = timezone.now() + GOOD_FOR
    return json.dumps(create_challenge(ALGORITHM, COST, counter=number, expires_at=until, **_keys(settings.SECRET_KEY)).to_dict())


def holds(proof: str) -> bool:
    """Whether this solves a challenge of ours that is not too old; once only, since it is spent by this."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(verify_solution(proof, **_keys(key)).verified for key in keys):
        return False
    _, new = Spent.objects.get_or_create(nonce=Payload.from_base64(proof).challenge.parameters.nonce)
    return new


def _keys(secret: str) -> dict[str, bytes]:
    """What signs a challenge, and what signs its solution so that it is checked without doing the sum again."""
    return {
        name: hmac.new(secret.encode(), f"desk.guard.proof.{name}".encode(), hashlib.sha256).digest()
        for name in ("hmac_secret", "hmac_key_secret")
    }
