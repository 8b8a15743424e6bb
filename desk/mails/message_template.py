"""A mail that is put together once for many; each reader's copy is its bytes with a few words put in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.charset import QP, Charset
from email.quoprimime import body_encode

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import sanitize_address

# Lines of 76 letters, all of them ASCII: every server takes them as they are, and a stand-in is found even where a line ends in it.
QUOTED = Charset("utf-8")
QUOTED.body_encoding = QP
_SOFT_BREAK = "=\r\n"
_LINE = 72
_NOTHING_TO_QUOTE = re.compile(r"[\w:/.@<>-]+", re.ASCII).fullmatch


class MessageTemplate:
    """`mail` with stand-ins in its fields: ASCII words without an equals sign that stand for each reader's own, `to` for the address."""

    def __init__(self, mail: EmailMultiAlternatives, standins: Iterable[str]):
        self.mail = mail
        self.standins = tuple(standins)
        # Where copies come back to when they cannot be delivered.
        self.sender = sanitize_address(mail.from_email, "utf-8")
        mail.encoding = QUOTED
        head, end, body = mail.message().as_bytes(linesep="\r\n").partition(b"\r\n\r\n")
        self._head, self._body = self._cut(head), self._cut(end + body)

    def _cut(self, raw: bytes) -> list[bytes]:
        """Pieces of what is common, and between them stand-ins."""
        broken = ("(?:=\r\n)?".join(map(re.escape, each)) for each in self.standins)
        pieces = re.split(f"({'|'.join(broken)})".encode(), raw)
        pieces[1::2] = [piece.replace(b"=\r\n", b"") for piece in pieces[1::2]]
        return pieces

    def bytes_with(self, words: dict[str, str]) -> bytes:
        """The whole mail. Raises ValueError for a word that would begin a new line, and so perhaps another header."""
        if wrong := next((word for word in words.values() if not word.isprintable()), None):
            raise ValueError(f"{wrong!r} cannot stand in a mail")
        in_head = {name.encode(): word.encode("ascii") for name, word in words.items()}
        in_body = {name.encode(): _quoted(word) for name, word in words.items()}
        return b"".join([in_head.get(piece, piece) for piece in self._head] + [in_body.get(piece, piece) for piece in self._body])


@dataclass(frozen=True)
class PersonalizedMessage:
    """One reader's copy: the bytes as they go to a server, or all of it as a mail of Django's for what is no server."""

    template: MessageTemplate
    words: dict[str, str]
    to: str

    def raw(self) -> bytes:
        """Raises ValueError, as `MessageTemplate.bytes_with` does."""
        return self.template.bytes_with(self.words)

    def mail(self) -> EmailMultiAlternatives:
        """The same, field by field."""
        common = self.template.mail
        headers = {name: self._own(value) for name, value in common.extra_headers.items()}
        made = EmailMultiAlternatives(common.subject, self._own(common.body), common.from_email, [self.to], headers=headers)
        for each in common.alternatives:
            made.attach_alternative(self._own(each.content), each.mimetype)
        return made

    def _own(self, text: str) -> str:
        for name, word in self.words.items():
            text = text.replace(name, word)
        return text


def _quoted(word: str) -> bytes:
    """As quoted-printable that begins and ends with a soft line break, so that no line becomes too long (RFC 2045, 6.7)."""
    if _NOTHING_TO_QUOTE(word):
        pieces = [word[first : first + _LINE] for first in range(0, len(word), _LINE)]
    else:
        pieces = [body_encode(word, _LINE, "\r\n")]
    return _SOFT_BREAK.join(["", *pieces, ""]).encode("ascii")
