"""Finds an e-mail address in the bytes of an unparseable mail, in every form that servers and programs write."""

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
# Levels of nested encoding to look into, such as quoted-printable within base64.
_DEPTH = 2


def contains_address(raw: bytes, address: str) -> bool:
    """Tell whether a mail contains the address: plain, VERP, percent-encoded, quoted-printable or base64, in any case, folded or not."""
    spellings = {each.lower() for each in (tidied(address), mailbox(address), readable(mailbox(address)), address.strip())}
    wanted = [each.encode().replace(b"@", sign) for each in spellings for sign in (b"@", b"=")]  # VERP writes = for @
    return _contains(raw, wanted, _DEPTH)


def _contains(raw: bytes, wanted: list[bytes], depth: int) -> bool:
    for text in (raw, quopri.decodestring(raw), unquote_to_bytes(raw), _ENTITY.sub(_character, raw)):
        found = text.translate(None, _SPACE).lower()
        if any(each in found for each in wanted):
            return True
    return depth > 0 and any(_contains(part, wanted, depth - 1) for part in _decoded(raw))


def _decoded(raw: bytes) -> list[bytes]:
    """Decode what looks like base64. Folds are removed, so the start of a run is unknown and all four offsets are tried."""
    runs = _BASE64.findall(raw.translate(None, _SPACE).replace(b"-", b"+").replace(b"_", b"/"))
    return [b"\n".join(_decode(run[start:]) for run in runs) for start in range(4)]


def _decode(run: bytes) -> bytes:
    try:
        return base64.b64decode(
            run[: len(run) // 4 * 4] + (run[len(run) // 4 * 4 :] + b"==")[:4] if len(run) % 4 > 1 else run[: len(run) // 4 * 4]
        )
    except binascii.Error:
        return b""


def _character(entity: re.Match[bytes]) -> bytes:
    return html.unescape(entity[0].decode("ascii")).encode("utf-8", "replace")
