"""The mail backend of a desk that is tried out: mails are files in a folder, to be read at /inbox/."""

import email
import email.policy
import secrets
import time
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from newsroom.files import write


def folder() -> Path:
    """Return the folder of the mails."""
    return settings.PLACE / "inbox"


class Inbox(BaseEmailBackend):
    """An e-mail backend for Django that writes each mail to a file."""

    def send_messages(self, email_messages) -> int:
        for each in email_messages:
            write(folder(), f"{time.time_ns()}-{secrets.token_hex(4)}.eml", each.message().as_bytes())
        return len(email_messages)


def delete_mails_to(address: str) -> None:
    """Delete all mails to an address that is erased."""
    for name in names():
        if (mail := read(name)) and address.lower() in str(mail["To"]).lower():
            (folder() / f"{name}.eml").unlink(missing_ok=True)


def names() -> list[str]:
    """Return the names of all mails, newest first."""
    return sorted((file.stem for file in folder().glob("*.eml")), reverse=True) if folder().is_dir() else []


def read(name: str) -> EmailMessage | None:
    """Return the mail with that name, or None."""
    if name not in names():
        return None
    return email.message_from_bytes((folder() / f"{name}.eml").read_bytes(), policy=email.policy.default)
