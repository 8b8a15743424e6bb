"""The secrets in links. Each serves one purpose and no other."""

import hashlib
import secrets
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.urls import reverse

YOURS, LEAVE = "yours", "leave"
# To leave, a link works for ever; to see and change what is kept, for as long as a mail is likely to stay private.
YOURS_DAYS = 30
_WORD = "what-is-signed"
_AGES = {YOURS: YOURS_DAYS * 24 * 3600, LEAVE: None}


def new_secret() -> tuple[str, str]:
    """256 bits for a link in a mail, and the digest that is kept of them."""
    secret = secrets.token_urlsafe(32)
    return secret, digest(secret)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def confirm(secret: str) -> str:
    """The address of the page with the button that confirms."""
    return f"{settings.DESK_URL}{reverse('confirm', args=[secret])}"


def signed(purpose: str, key: str) -> str:
    """The address of a follower’s own page (YOURS), or of the one to leave by (LEAVE)."""
    return _around(purpose, settings.DESK_URL).replace(_WORD, _signer(purpose).sign(key))


def word_of(url: str) -> str:
    """What of such an address is signed: enough to leave by, in the subject of a mail."""
    return url.rstrip("/").rpartition("/")[2]


def key_in(purpose: str, word: str) -> str | None:
    """The key of the follower whose link this is; None if it is none of ours, was made for something else, or is too old."""
    try:
        return _signer(purpose).unsign(word, max_age=_AGES[purpose])
    except signing.BadSignature:
        return None


@lru_cache
def _around(purpose: str, desk_url: str) -> str:
    return f"{desk_url}{reverse(purpose, args=[_WORD])}"


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt=f"desk.follows.{purpose}")
