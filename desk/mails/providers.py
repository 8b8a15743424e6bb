"""Mail through the API of a provider, by django-anymail: the providers, what each is told of a mail, and what its errors mean."""

import pkgutil
from email.utils import parseaddr

import anymail.backends
import requests
from anymail.exceptions import AnymailConfigurationError, AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused
from anymail.signals import pre_send
from django.conf import settings
from django.dispatch import receiver
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

# Modules of django-anymail that are not providers: base classes, test backends and an old name.
_NO_PROVIDERS = {"base", "base_requests", "console", "test", "sendinblue"}
NAMES = tuple(sorted({module.name for module in pkgutil.iter_modules(anymail.backends.__path__)} - _NO_PROVIDERS))
# Providers that take a flag, mail by mail, against tracking of opens and clicks; with the others it is a setting of the account.
TOLD_NOT_TO_TRACK = {"mailersend", "mailgun", "mailjet", "mandrill", "postmark", "sendgrid", "sparkpost", "unisender_go"}
# Providers that store tags with a mail but no metadata.
TAGS_ONLY = {"mailersend", "postal"}
DELIVERY = "delivery"

UNKNOWN, LATER, STOPS, NOT_US, NEVER, NO_MAILBOX = 0, 451, 421, 535, 550, 553
# HTTP statuses about our key, account or domain: no other mail would be sent either.
_ABOUT_US = {401, 402, 403, 404, 405, 407}
_BUSY = {429, 503}
_TOO_LARGE = 413
# The provider was not reached when these are raised.
_NOT_REACHED = (NewConnectionError, ConnectTimeoutError)


@receiver(pre_send, dispatch_uid="desk.mails.providers")
def prepare(sender: type, message, **_) -> None:
    """Keep our Message-ID, give the provider a key for its webhooks, and switch tracking off.

    Bounces go to the provider, which reports them over HTTP, so the envelope sender is MAIL_FROM.
    """
    provider = sender.__module__.rpartition(".")[2]
    headers = dict(message.extra_headers)
    message.from_email = headers.pop("From", message.from_email)
    if provider == "postmark":
        headers["X-PM-KeepID"] = "true"  # else it replaces the Message-ID
    message.extra_headers = headers
    if provider in TOLD_NOT_TO_TRACK:
        message.track_opens = message.track_clicks = False
    if name := headers.get("Message-ID"):
        if provider in TAGS_ONLY:
            message.tags = [_short(name)]
        else:
            message.metadata = {DELIVERY: _short(name)}


def full_name(short: str) -> str:
    """Return the Message-ID for the key that a provider was given."""
    return f"<{short}@{parseaddr(settings.MAIL_FROM)[1].rpartition('@')[2]}>"


def _short(message_id: str) -> str:
    """Return the part before the @: Postmark takes 80 characters at most, and domains may be longer."""
    return message_id.strip("<>").partition("@")[0]


def to_smtp_answer(error: Exception) -> tuple[int, str] | None:
    """Return the SMTP code that means the same as a provider's error, and its text on one line; None for other errors.

    5xx but 535: this mail is never sent. 451: it is retried. 421 (busy or not reached) and 535 (our key, account, domain or settings): no mail can be sent.
    0: it is not known whether the mail was taken. A plain “bad request” is 451, since providers say it of a mail and of an account alike.
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
    """Return the HTTP status; Amazon’s library has its own place for it."""
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
    # The provider may have taken the mail: its answer was not understood, or it failed afterwards.
    return LATER if 400 <= status < 500 and status != 408 else UNKNOWN


def _broken(error: requests.RequestException) -> int:
    """Return the code for a request without an answer."""
    if isinstance(error, ValueError):  # a malformed address or key
        return NOT_US
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return STOPS
    cause = error.__cause__
    reason = getattr(cause.args[0], "reason", None) if cause and cause.args else None
    return STOPS if isinstance(reason, _NOT_REACHED) else UNKNOWN


def _plain(error: Exception) -> str:
    return " ".join(str(error).replace("\0", "").split())[:500]
