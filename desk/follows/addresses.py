"""E-mail addresses: which are one mailbox, and what is left of one that must be forgotten."""

import hashlib
import hmac

from django.conf import settings


def tidied(email: str) -> str:
    """The address as mail is sent to it: domains know no capitals."""
    name, _, domain = email.strip().rpartition("@")
    return f"{name}@{domain.lower()}"


def mailbox(email: str) -> str:
    """What two spellings of one address have in common. Servers may tell capitals apart in a name; none that people use does."""
    return tidied(email).lower()


def digests(email: str) -> list[str]:
    """The address under the key in use, and under those before it; it cannot be read from them."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [hmac.new(key.encode(), f"desk.stopped {mailbox(email)}".encode(), hashlib.sha256).hexdigest() for key in keys]
