"""Finds an e-mail address in a mail that nobody could take apart, in whatever form servers and programs write it."""

import base64
import binascii
import html
import quopri
import re
from urllib.parse import unquote_to_bytes

from desk.domains import readable
from desk.follows.addresses import mailbox, tidied

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{8,}")
_ENTITY = re.compile(rb"&#(?:x[0-9a-f]{1,6}|\d{1,7});?|&(?:commat|period|plus|lowbar|equals);", re.I)
_SPACE = b" \t\r\n\0"
# A part in base64 may have quoted-printable in it; nothing is encoded more often than that.
_DEPTH = 2


def quotes(raw: bytes, address: str) -> bool:
    """Whether the address stands in it: plain, with another sign for the @, percent-encoded, quoted-printable or in base64, in any case, and folded or not."""
    spellings = {each.lower() for each in (tidied(address), mailbox(address), readable(mailbox(address)), address.strip())}
    wanted = [each.encode().replace(b"@", sign) for each in spellings for sign in (b"@", b"=")]  # the second: VERP
    return _holds(raw, wanted, _DEPTH)


def _holds(raw: bytes, wanted: list[bytes], depth: int) -> bool:
    for text in (raw, quopri.decodestring(raw), unquote_to_bytes(raw), _ENTITY.sub(_letter, raw)):
        found = text.translate(None, _SPACE).lower()
        if any(each in found for each in wanted):
            return True
    return depth > 0 and any(_holds(part, wanted, depth - 1) for part in _decoded(raw))


def _decoded(raw: bytes) -> list[bytes]:
    """What runs of letters of base64 are in clear, one after the other. Where a run begins is not known, since folds are taken out, so each of the four places is tried."""
    runs = _BASE64.findall(raw.translate(None, _SPACE).replace(b"-", b"+").replace(b"_", b"/"))
    return [b"\n".join(_clear(run[start:]) for run in runs) for start in range(4)]


def _clear(run: bytes) -> bytes:
    try:
        return base64.b64decode(
            run[: len(run) // 4 * 4] + (run[len(run) // 4 * 4 :] + b"==")[:4] if len(run) % 4 > 1 else run[: len(run) // 4 * 4]
        )
    except binascii.Error:
        return b""


def _letter(entity: re.Match[bytes]) -> bytes:
    return html.unescape(entity[0].decode("ascii")).encode("utf-8", "replace")
