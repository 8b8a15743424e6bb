"""Mail by the API of a provider, through django-anymail: who there is, what each is told of a mail, and what its answers mean."""

import pkgutil
from email.utils import parseaddr

import anymail.backends
import requests
from anymail.exceptions import AnymailConfigurationError, AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused
from anymail.signals import pre_send
from django.conf import settings
from django.dispatch import receiver
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

# What django-anymail has besides: what its backends are built from, what sends nothing, and the old name of one.
_NO_PROVIDERS = {"base", "base_requests", "console", "test", "sendinblue"}
NAMES = tuple(sorted({module.name for module in pkgutil.iter_modules(anymail.backends.__path__)} - _NO_PROVIDERS))
# Who can be told, mail by mail, not to count who opens it and what is clicked on; with the others it is a switch in one's account there.
TOLD_NOT_TO_TRACK = {"mailersend", "mailgun", "mailjet", "mandrill", "postmark", "sendgrid", "sparkpost", "unisender_go"}
# Who keeps no data beside a mail, but tags.
TAGS_ONLY = {"mailersend", "postal"}
DELIVERY = "delivery"

UNKNOWN, LATER, STOPS, NOT_US, NEVER, NO_MAILBOX = 0, 451, 421, 535, 550, 553
# What a provider says of our key, our account and our domain. No other mail would go either.
_ABOUT_US = {401, 402, 403, 404, 405, 407}
_BUSY = {429, 503}
_TOO_LARGE = 413
# Nothing was asked of the provider yet when these were raised.
_NOT_REACHED = (NewConnectionError, ConnectTimeoutError)


@receiver(pre_send, dispatch_uid="desk.mails.providers")
def prepare(sender: type, message, **_) -> None:
    """Whatever the provider: the mail keeps its name, is known by it when something is told of it, and nobody is watched who reads it.

    What cannot be delivered comes back to the provider, which tells of it over HTTP; so there is one sender, MAIL_FROM.
    """
    provider = sender.__module__.rpartition(".")[2]
    headers = dict(message.extra_headers)
    message.from_email = headers.pop("From", message.from_email)
    if provider == "postmark":
        headers["X-PM-KeepID"] = "true"  # else it gives each mail a name of its own
    message.extra_headers = headers
    if provider in TOLD_NOT_TO_TRACK:
        message.track_opens = message.track_clicks = False
    if name := headers.get("Message-ID"):
        if provider in TAGS_ONLY:
            message.tags = [_short(name)]
        else:
            message.metadata = {DELIVERY: _short(name)}


def full_name(short: str) -> str:
    """The Message-ID of a mail, by what a provider was given of it."""
    return f"<{short}@{parseaddr(settings.MAIL_FROM)[1].rpartition('@')[2]}>"


def _short(message_id: str) -> str:
    """What stands before the @; Postmark takes 80 letters at most, and domains may be longer."""
    return message_id.strip("<>").partition("@")[0]


def answer_of(error: Exception) -> tuple[int, str] | None:
    """What a mail server would have answered, and the words on one line; None for an error that is no provider's.

    5xx but 535: this mail goes never. 451: later. 421 (busy, or not reached) and 535 (our key, account, domain or settings): nothing was taken, and no other mail would go
    either. 0: whether it was taken is not known. A plain “bad request” is 451: providers say it of a mail and of an account alike.
    """
    if isinstance(error, AnymailConfigurationError):
        return NOT_US, _plain(error)
    if not isinstance(error, AnymailError):
        return None
    if isinstance(error, AnymailRecipientsRefused):
        return NEVER, _plain(error)
    if isinstance(error, AnymailInvalidAddress):
        return NO_MAILBOX, _plain(error)
    if status := _status(error):
        return _code(status), _plain(error)
    if isinstance(error, requests.RequestException):
        return _broken(error), _plain(error)
    return LATER, _plain(error)


def _status(error: AnymailError) -> int | None:
    """That of HTTP; Amazon’s library keeps it in its own place."""
    if isinstance(error.response, dict):
        return error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return error.status_code


def _code(status: int) -> int:
    if status in _ABOUT_US:
        return NOT_US
    if status in _BUSY:
        return STOPS
    if status == _TOO_LARGE:
        return NEVER
    # It took the mail and said so in words that are not understood, or it broke while it had it.
    return LATER if 400 <= status < 500 and status != 408 else UNKNOWN


def _broken(error: requests.RequestException) -> int:
    """There was no answer at all."""
    if isinstance(error, ValueError):  # an address or a key that cannot be one
        return NOT_US
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return STOPS
    cause = error.__cause__
    reason = getattr(cause.args[0], "reason", None) if cause and cause.args else None
    return STOPS if isinstance(reason, _NOT_REACHED) else UNKNOWN


def _plain(error: Exception) -> str:
    return " ".join(str(error).replace("\0", "").split())[:500]
