"""Reads what a browser sends from a form, to show it and forget it."""

from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from urllib.parse import parse_qsl

MAX_BYTES = 25_000_000


@dataclass(frozen=True)
class Field:
    """One field as it arrived; of a file, its name and size."""

    name: str
    value: str


def fields_of(content_type: str, body: bytes) -> list[Field]:
    """The fields of a form in either encoding, in their order; what cannot be read is left out."""
    if not content_type.startswith("multipart/form-data"):
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return [Field(name, value) for name, value in pairs]
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    form = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    return [_field(part) for part in form.iter_parts()] if form.is_multipart() else []


def _field(part) -> Field:
    name = part.get_param("name", "", header="content-disposition")
    content = part.get_payload(decode=True) or b""
    file = part.get_filename()
    if file is None:
        return Field(name, content.decode("utf-8", "replace"))
    return Field(name, f"{file}, {len(content):,} bytes" if file else "no file")
