"""What an error means for a mail: later, never, or that all of them wait."""

import re
import smtplib
from dataclasses import dataclass, replace

from desk.mails.providers import NOT_US, STOPS, answer_of
from desk.mails.statuses import about_us, blocked

# What servers say to RCPT when it is not the address that they refuse.
_SENDER_REJECTED = re.compile(r"relay|sender|authenticat", re.I)


@dataclass(frozen=True)
class SendFailure:
    """`said`: in the server's words. `for_good`: it never goes. `stops`: it is not about this mail, and no other would go either. `unexpected`: a fault of ours, of which it is not known here whether it is about this mail.

    `of_address`: it is the address that was not taken, whatever the mail says. `sender_rejected`: most likely it is us, and then all others are told the same.
    `about_us`: it is refused for what we are, by a code or by words; people should look.
    """

    said: str
    for_good: bool = False
    stops: bool = False
    unexpected: bool = False
    of_address: bool = False
    sender_rejected: bool = False
    about_us: bool = False


def classify(error: Exception) -> SendFailure:
    """RFC 5321, 4.2.1: 4xx is for now, 5xx for good. When the line broke, whether the mail was taken is not known: it goes again, with the same Message-ID."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        answered = _answered(int(code), said)
        sender_rejected = answered.for_good and (answered.about_us or _SENDER_REJECTED.search(answered.said) is not None)
        return replace(
            answered,
            for_good=answered.for_good and not sender_rejected,
            of_address=not sender_rejected,
            sender_rejected=sender_rejected,
            about_us=answered.about_us or sender_rejected,
        )
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError):
        return SendFailure(_answered(error.smtp_code, error.smtp_error).said, stops=True)  # it is us who are not welcome
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if (answer := answer_of(error)) is not None:  # before the next, since some of a provider’s are OSErrors too
        code, said = answer
        return SendFailure(_plain(said), stops=True) if code in (STOPS, NOT_US) else _answered(code, said)
    if isinstance(error, OSError):  # all of smtplib’s are
        return SendFailure(_plain(str(error)) or type(error).__name__)
    return SendFailure(_plain(f"{type(error).__name__}: {error}"), unexpected=True)


def _answered(code: int, said: bytes | str) -> SendFailure:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    said, for_good = _plain(f"{code or ''} {words}"), 500 <= code < 600
    # Servers that greylist say 4.7.1 too, and take the mail a little later.
    return SendFailure(said, for_good=for_good, about_us=about_us(said) if for_good else blocked(said))


def _plain(words: str) -> str:
    """On one line, and without what PostgreSQL does not keep."""
    return " ".join(words.replace("\0", "").split())
