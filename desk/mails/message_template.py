"""A mail that is encoded once for many recipients; each copy is the same bytes with a few values filled in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.charset import QP, Charset
from email.quoprimime import body_encode

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

# ASCII lines of 76 characters, which every server takes; a placeholder is found even where a soft line break splits it.
QUOTED_PRINTABLE = Charset("utf-8")
QUOTED_PRINTABLE.body_encoding = QP
_SOFT_BREAK = "=\r\n"
_LINE = 72
_NEEDS_NO_ENCODING = re.compile(r"[\w:/.@<>-]+", re.ASCII).fullmatch


class MessageTemplate:
    """A mail with placeholders, ASCII words without an equals sign, for what differs between recipients."""

    def __init__(self, mail: EmailMultiAlternatives, placeholders: Iterable[str]):
        self.mail = mail
        self.placeholders = tuple(placeholders)
        # The envelope sender, to which bounces go.
        self.sender = sanitize_address(mail.from_email, "utf-8")
        mail.encoding = QUOTED_PRINTABLE
        head, end, body = mail.message().as_bytes(linesep="\r\n").partition(b"\r\n\r\n")
        self._head, self._body = self._split(head), self._split(end + body)

    def _split(self, raw: bytes) -> list[bytes]:
        """Split at the placeholders; every second piece is one."""
        broken = ("(?:=\r\n)?".join(map(re.escape, each)) for each in self.placeholders)
        pieces = re.split(f"({'|'.join(broken)})".encode(), raw)
        pieces[1::2] = [piece.replace(b"=\r\n", b"") for piece in pieces[1::2]]
        return pieces

    def fill(self, values: dict[str, str]) -> bytes:
        """Return the mail with `values` in place of the placeholders. Raises ValueError for a value that could start another header."""
        if wrong := next((value for value in values.values() if not value.isprintable()), None):
            raise ValueError(f"{wrong!r} cannot stand in a mail")
        in_head = {name.encode(): value.encode("ascii") for name, value in values.items()}
        in_body = {name.encode(): _encode_body(value) for name, value in values.items()}
        return b"".join([in_head.get(piece, piece) for piece in self._head] + [in_body.get(piece, piece) for piece in self._body])


@dataclass(frozen=True)
class PersonalizedMessage:
    """One recipient's copy: as bytes for an SMTP server, or as an EmailMultiAlternatives for other backends."""

    template: MessageTemplate
    values: dict[str, str]
    to: str

    def raw(self) -> bytes:
        """Return the bytes to send. Raises ValueError, as `MessageTemplate.fill` does."""
        return self.template.fill(self.values)

    def mail(self) -> EmailMultiAlternatives:
        """Return the same mail as a Django message."""
        common = self.template.mail
        headers = {name: self._fill(value) for name, value in common.extra_headers.items()}
        made = EmailMultiAlternatives(common.subject, self._fill(common.body), common.from_email, [self.to], headers=headers)
        for each in common.alternatives:
            made.attach_alternative(self._fill(each.content), each.mimetype)
        return made

    def _fill(self, text: str) -> str:
        for name, value in self.values.items():
            text = text.replace(name, value)
        return text


def _encode_body(value: str) -> bytes:
    """Encode as quoted-printable between two soft line breaks, so that no line becomes too long (RFC 2045, 6.7)."""
    if _NEEDS_NO_ENCODING(value):
        pieces = [value[first : first + _LINE] for first in range(0, len(value), _LINE)]
    else:
        pieces = [body_encode(value, _LINE, "\r\n")]
    return _SOFT_BREAK.join(["", *pieces, ""]).encode("ascii")
