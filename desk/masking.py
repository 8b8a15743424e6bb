"""Mask e-mail addresses in words that are stored, shown or logged: mail servers quote them, and whoever was erased must not stay in a quotation."""

import logging
import re
import sys
from traceback import format_exception

from django.db import models

# Also as a server may write the sign: %40 in a web address, =40 in quoted-printable; and a number in brackets in place of a domain.
# No part is longer than an address may be (RFC 5321, 4.5.3.1), so that no words of a stranger take longer than in proportion to their length.
_ADDRESS = re.compile(r"""[^\s<>"'(),:;=\[\]]{1,64}(?P<at>@|%40|=40)(?:[\w.-]{0,253}\w|\[[^\]\s]{0,253}\])""", re.I)


def masked(email: str) -> str:
    """`j•••@example.org`"""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def without_addresses(words: str) -> str:
    """The words with everything that looks like an e-mail address masked."""
    return _ADDRESS.sub(lambda found: masked(found[0].replace(found["at"], "@")), words)


class MaskedCharField(models.CharField):
    """A CharField for what a mail server said: addresses are masked on their way into the database, by whichever query. In migrations it is a plain CharField."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return without_addresses(value)[: self.max_length] if isinstance(value, str) else value

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class MaskingFormatter(logging.Formatter):
    """Formats log records, tracebacks included, with addresses masked."""

    def format(self, record: logging.LogRecord) -> str:
        return without_addresses(super().format(record))


def print_masked(kind: type[BaseException], error: BaseException, trace) -> None:
    """An excepthook: print the traceback that Python would print, with addresses masked."""
    sys.stderr.write(without_addresses("".join(format_exception(kind, error, trace))))
