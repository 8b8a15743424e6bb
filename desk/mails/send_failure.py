"""What an error means for a mail: retry it, refuse it, or pause the queue."""

import re
import smtplib
from dataclasses import dataclass, replace

from desk.mails.providers import NOT_US, STOPS, to_smtp_answer
from desk.mails.statuses import about_us, blocked

# Words in an answer to RCPT that refuse us, not the address.
_SENDER_REJECTED = re.compile(r"relay|sender|authenticat", re.I)


@dataclass(frozen=True)
class SendFailure:
    """Why a mail was not sent.

    `said`: the server's words. `for_good`: never retry it. `stops`: no other mail could be sent either. `unexpected`: an error of ours, perhaps not about this mail.
    `of_address`: the address was refused, whatever is in the mail. `sender_rejected`: probably we were refused, and every other address would be too.
    `about_us`: the code or the words say that we were refused; a person should look at it.
    """

    said: str
    for_good: bool = False
    stops: bool = False
    unexpected: bool = False
    of_address: bool = False
    sender_rejected: bool = False
    about_us: bool = False


def classify(error: Exception) -> SendFailure:
    """Classify an error: 4xx is temporary, 5xx permanent (RFC 5321, 4.2.1). After a broken connection the mail is retried, since the server may not have taken it."""
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
        return SendFailure(_answered(error.smtp_code, error.smtp_error).said, stops=True)  # we were refused, not the address
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if (answer := to_smtp_answer(error)) is not None:  # before the next case: some errors of providers are OSErrors too
        code, said = answer
        return SendFailure(_plain(said), stops=True) if code in (STOPS, NOT_US) else _answered(code, said)
    if isinstance(error, OSError):  # all of smtplib’s are
        return SendFailure(_plain(str(error)) or type(error).__name__)
    return SendFailure(_plain(f"{type(error).__name__}: {error}"), unexpected=True)


def _answered(code: int, said: bytes | str) -> SendFailure:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    said, for_good = _plain(f"{code or ''} {words}"), 500 <= code < 600
    # Greylisting servers answer 4.7.1 too, and take the mail a little later.
    return SendFailure(said, for_good=for_good, about_us=about_us(said) if for_good else blocked(said))


def _plain(words: str) -> str:
    """Return the text on one line, without NUL, which PostgreSQL cannot store."""
    return " ".join(words.replace("\0", "").split())
