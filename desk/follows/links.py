"""The secrets in links. Each serves one purpose and no other."""

import hashlib
import re
import secrets
from functools import lru_cache

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare

YOURS, LEAVE = "yours", "leave"
# To leave, a link works for ever; to see and change what is kept, for as long as a mail is likely to stay private.
YOURS_DAYS = 30
_WORD = "what-is-signed"
# A key, when it was signed, and an HMAC of 256 bits, of which 132 at least must be there: nobody guesses those.
_SIGNED = re.compile(r"(?P<value>[\w-]{22}\.[0-9A-Za-z]{6})\.(?P<signature>[\w-]{22,43})", re.ASCII)
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)
_BREAKS = re.compile(r"=\r?\n|[\s\u00ad\u200b-\u200f\u2060\ufeff]")
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
    whole = word_in(purpose, word)
    return whole and whole.partition(".")[0]


def word_in(purpose: str, word: str) -> str | None:
    """What of a link is signed, whole as we wrote it; None where `key_in` is.

    What mail programs do to a link is undone: signs of the sentence around it, line breaks within it, and an end that is missing, as long as 128 bits of the signature are
    there.
    """
    found = _SIGNED.search(_bare(word))
    if found is None:
        return None
    value, signature = found["value"], found["signature"]
    signer = _signer(purpose)
    for key in (signer.key, *signer.fallback_keys):
        whole = signer.signature(value, key)
        if constant_time_compare(signature, whole[: len(signature)]):
            return _checked(signer, f"{value}{signer.sep}{whole}", _AGES[purpose])
    return None


def secret_in(word: str) -> str:
    """The secret in what is left of a link to confirm."""
    found = _SECRET.search(_bare(word))
    return found[0] if found else ""


def _bare(word: str) -> str:
    """Without line breaks, those of quoted-printable too, and what shows nowhere."""
    return _BREAKS.sub("", word)


def _checked(signer: signing.TimestampSigner, word: str, max_age: int | None) -> str | None:
    try:
        signer.unsign(word, max_age=max_age)
    except signing.BadSignature:
        return None
    return word


@lru_cache
def _around(purpose: str, desk_url: str) -> str:
    return f"{desk_url}{reverse(purpose, args=[_WORD])}"


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt=f"desk.follows.{purpose}")
