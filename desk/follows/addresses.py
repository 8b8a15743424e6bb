"""E-mail addresses: which can be written to, which are one mailbox, and what is left of one that must be forgotten."""

import hashlib
import hmac
import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from desk.domains import ascii_domain, readable

# Domains that mean something on one computer or network alone (RFC 6761, RFC 6762).
_LOCAL = re.compile(r"\[.*\]|[\d.]+|[\w-]+|(?:.*\.)?(?:localhost|localdomain|local|internal|invalid)", re.I | re.S)
_LONGEST_NAME, _LONGEST = 64, 254  # RFC 5321, 4.5.3.1
# One provider under two names, which takes no notice of dots before the @.
_GMAIL = ("gmail.com", "googlemail.com")
_WRONG = "This is not an e-mail address. It should look like name@example.org."
_LONG = "No e-mail address is that long."
_LETTERS = (
    "Before the @ we can take plain Latin letters, digits and signs alone, as in name@example.org: many mail servers still lose mail to any other. "
    "If you have such an address too, write that one."
)
_HERE = "This address means something on one computer or network alone, and our mail would not find it. Write one that the whole internet knows, like name@example.org."


def tidied(email: str) -> str:
    """The address as mail is sent to it: the domain in small ASCII letters, one with other letters as its A-labels (RFC 5890)."""
    name, _, domain = email.strip().rpartition("@")
    return f"{name}@{ascii_domain(domain)}"


def check_address(email: str) -> str:
    """The address as mail is sent to it. Raises ValidationError, in words for who typed it, for one that we cannot write to."""
    found = tidied(email)
    name, _, domain = found.rpartition("@")
    if name and _LOCAL.fullmatch(domain):
        raise ValidationError(_HERE)
    if not name.isascii() and name.isprintable() and domain.isascii():
        raise ValidationError(_LETTERS)
    if not found.isascii():
        raise ValidationError(_WRONG)
    if len(found) > _LONGEST or len(name) > _LONGEST_NAME:
        raise ValidationError(_LONG)
    EmailValidator(_WRONG, allowlist=[])(found)
    return found


def deliverable(email: str) -> str:
    """The address as a server and a header take it. Raises ValueError for one that they do not: it was kept before such addresses were refused."""
    found = tidied(email)
    if not (found.isascii() and found.isprintable() and " " not in found):
        raise ValueError(f"{found!r} has letters in it that mail servers do not take")
    return found


def mailbox(email: str) -> str:
    """What two spellings of one address have in common. Servers may tell capitals apart in a name; none that people use does."""
    return tidied(email).lower()


def inbox(email: str) -> str:
    """What all spellings have in common that most likely end in one inbox: without a tag behind a `+`, and without quotes. For limits alone: who has `a+b@example.org` may be another than who has `a@example.org`."""
    name, _, domain = mailbox(email).rpartition("@")
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1], flags=re.S)
    name = name[:1] + name[1:].partition("+")[0]
    return f"{name.replace('.', '')}@{_GMAIL[0]}" if domain in _GMAIL else f"{name}@{domain}"


def domain_spellings(domain: str) -> tuple[str, ...]:
    """The domains at which `inbox` takes mailboxes for the same as at this one."""
    return _GMAIL if domain in _GMAIL else (domain,)


def digests(email: str) -> list[str]:
    """The address under the key in use, and under those before it; it cannot be read from them. Then, of one in a domain with other letters, as it was spelt before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        hmac.new(key.encode(), f"desk.stopped {each}".encode(), hashlib.sha256).hexdigest() for each in _spellings(email) for key in keys
    ]


def _spellings(email: str) -> list[str]:
    found = mailbox(email)
    return list(dict.fromkeys((found, readable(found))))
