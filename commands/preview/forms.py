"""Reads what a browser sends from a form, to show it and forget it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

MAX_BYTES = 25_000_000
BOUNDARY = re.compile(r'boundary="?([^";,\s]+)')
FACT = re.compile(rb';\s*(name|filename)="([^"]*)"')


@dataclass(frozen=True)
class Field:
    """One field as it arrived; of a file, its name and size."""

    name: str
    value: str


def fields_of(content_type: str, body: bytes) -> list[Field]:
    """The fields of a form in either encoding, in their order; what cannot be read is left out.

    The many-part one is read as browsers write it (HTML standard, “multipart/form-data encoding algorithm”): Python’s
    parser is for mail, and an odd content type makes it fail.
    """
    if not content_type.startswith("multipart/form-data"):
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return [Field(name, value) for name, value in pairs]
    boundary = BOUNDARY.search(content_type)
    if not boundary:
        return []
    parts = body.split(b"--" + boundary[1].encode("utf-8", "replace"))[1:-1]
    return [field for part in parts if (field := _field(part))]


def _field(part: bytes) -> Field | None:
    head, _, content = part.partition(b"\r\n\r\n")
    content = content.removesuffix(b"\r\n")
    facts = {key: unquote(value.decode("utf-8", "replace")) for key, value in FACT.findall(head)}
    if b"name" not in facts:
        return None
    if b"filename" not in facts:
        return Field(facts[b"name"], content.decode("utf-8", "replace"))
    return Field(facts[b"name"], f"{facts[b'filename']}, {len(content):,} bytes" if facts[b"filename"] else "no file")
