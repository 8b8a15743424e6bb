"""What must not be in production. `serve` refuses to start, and `check --deploy` says why; each finding has an id, the name of the setting and a cure."""

import re
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.db import DatabaseError

from desk.bounces.urls import webhooks
from desk.mails import providers
from desk.published import published
from desk.signing_keys import key_alarms
from newsroom.errors import SiteUnreadable

SHORTEST_KEY = 40
SHORTEST_SECRET = 24


@register(Tags.security, deploy=True)
def dangerous(app_configs, **kwargs) -> list[Error]:
    """All that is wrong with the settings of a desk that is not just tried out."""
    if settings.PREVIEW:
        return []
    return [
        error for check in (_numbers, _returns, _key, _debug, _addresses, _sender, _provider, _hooks, _site, _database) for error in check()
    ]


@register(Tags.security, deploy=True)
def doubtful(app_configs, **kwargs) -> list[Warning]:
    """What keeps no desk from starting, but should be seen to: mails without a postal address, which the law asks for in many countries."""
    if settings.PREVIEW:
        return []
    try:
        sender = published().site().sender
    except SiteUnreadable:
        return []  # an error of its own
    if sender.strip():
        return []
    cure = "Set MAIL_FOOTER in publishconf.py, for example “The blog, 1 High Street, London N1”, and publish the site."
    return [
        Warning(
            "MAIL_FOOTER is empty: no mail says who sends it and from where, as the law of many countries wants it.",
            hint=cure,
            id="desk.W001",
        )
    ]


@register(Tags.security, deploy=True)
def other_key(app_configs, **kwargs) -> list[Warning]:
    """Keys that are missing though links in mails were signed with them. A database without tables has none."""
    try:
        return [Warning(said, id="desk.W002") for said in key_alarms()]
    except DatabaseError:
        return []


def refuse() -> None:
    """Go no further with dangerous settings. Raises ImproperlyConfigured, which names them all."""
    if found := dangerous(None):
        raise ImproperlyConfigured("The desk does not start like this:\n" + "\n".join(str(each) for each in found))


# What each number may be.
_RANGES = {
    "DIGEST_HOUR": (0, 23),
    "DESK_TRUSTED_PROXIES": (0, 9),
    "MAIL_CONNECTIONS": (1, 100),
    "DESK_MAIL_CLAIM_TIMEOUT": (0, 86_400),
    "MAIL_PER_SECOND": (0, 10_000),
}
_NAMES = {"DESK_TRUSTED_PROXIES": "TRUSTED_PROXIES", "DESK_MAIL_CLAIM_TIMEOUT": "MAIL_CLAIM_TIMEOUT"}


def _numbers() -> list[Error]:
    found = []
    for name, (least, most) in _RANGES.items():
        value = getattr(settings, _NAMES.get(name, name))
        if not least <= value <= most:
            found.append(
                Error(
                    f"{name} is {value:g}: it is a number from {least} to {most}.",
                    hint=f"For example {name}={max(least, min(value, most)):g}",
                    id="desk.E009",
                )
            )
    return found


def _returns() -> list[Error]:
    address = settings.BOUNCE_ADDRESS
    if not address or (parseaddr(address)[1] == address and address.count("@") == 1):
        return []
    return [
        Error(
            f"BOUNCE_ADDRESS is “{address}”: it is one address, without a name.",
            hint="For example BOUNCE_ADDRESS=bounces@example.org",
            id="desk.E010",
        )
    ]


def _key() -> list[Error]:
    if len(settings.SECRET_KEY) >= SHORTEST_KEY:
        return []
    cure = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    return [
        Error(
            f"DESK_SECRET_KEY is {'missing' if settings.SECRET_KEY == 'missing' else 'too short'}: with it, links in mails are signed.",
            hint=cure,
            id="desk.E001",
        )
    ]


def _debug() -> list[Error]:
    return (
        [Error("DESK_DEBUG is on: whoever meets an error would read our settings.", hint="Unset it.", id="desk.E002")]
        if settings.DEBUG
        else []
    )


def _addresses() -> list[Error]:
    found = []
    for name, example in (("SITE_URL", "https://blog.example.org"), ("DESK_URL", "https://desk.example.org")):
        value = getattr(settings, name)
        if not value.startswith("https://"):
            found.append(
                Error(f"{name} is “{value}”: links in mails need an https address.", hint=f"For example {name}={example}", id="desk.E003")
            )
    return found


def _sender() -> list[Error]:
    if "@" in parseaddr(settings.MAIL_FROM)[1] and settings.EMAIL != "inbox:":
        return []
    cure = "For example MAIL_FROM='The blog <blog@example.org>' and EMAIL_URL=smtp+tls://user:password@mail.example.org:587"
    return [Error("MAIL_FROM or EMAIL_URL is missing: no mail would reach anybody.", hint=cure, id="desk.E004")]


def _provider() -> list[Error]:
    if settings.EMAIL != "anymail:":
        return []
    if settings.PROVIDER not in providers.NAMES:
        cure = f"One of: {', '.join(providers.NAMES)}."
        return [Error(f"ANYMAIL_PROVIDER is “{settings.PROVIDER}”: there is no such provider.", hint=cure, id="desk.E007")]
    try:
        get_connection()
        for hook in webhooks(settings.PROVIDER) if settings.ANYMAIL.get("WEBHOOK_SECRET") else ():
            hook.callback.view_class()
    except ImproperlyConfigured as error:
        missing = re.findall(r"ANYMAIL_[A-Z_]+", str(error))
        if not missing:
            return [
                Error(
                    f"ANYMAIL_PROVIDER={settings.PROVIDER} cannot be used: {' '.join(str(error).split())}",
                    hint="Install that beside the desk.",
                    id="desk.E007",
                )
            ]
        cure = f"It is in your account there. In a file: {missing[0]}_FILE=/run/secrets/…"
        return [Error(f"{missing[0]} is missing: {settings.PROVIDER} cannot be used without it.", hint=cure, id="desk.E007")]
    return []


def _hooks() -> list[Error]:
    secret = str(settings.ANYMAIL.get("WEBHOOK_SECRET", ""))
    if not webhooks(settings.PROVIDER) or (len(secret) >= SHORTEST_SECRET and ":" in secret):
        return []
    cure = """Make one: python3 -c 'import secrets; print("desk:" + secrets.token_urlsafe(32))'"""
    state = "has no colon or is too short" if secret else "is missing"
    return [Error(f"ANYMAIL_WEBHOOK_SECRET {state}: without it, anybody could tell of bounces.", hint=cure, id="desk.E008")]


def _site() -> list[Error]:
    try:
        site = published().site()
    except SiteUnreadable as error:
        return [Error(str(error), id="desk.E005")]
    if settings.SITE_URL.startswith("https://") and site.url != settings.SITE_URL:
        cure = f"Set SITE_URL={site.url}, or build the site for {settings.SITE_URL} (SITEURL in publishconf.py)."
        return [
            Error(
                f"SITE_URL is “{settings.SITE_URL}”, but the site that is read was built for {site.url}: its feeds would not be found.",
                hint=cure,
                id="desk.E005",
            )
        ]
    return []


def _database() -> list[Error]:
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or not (file := Path(database["NAME"])).exists():
        return []
    if file.stat().st_mode & 0o077:
        return [
            Error(
                f"{file} can be read by others on this machine, and it holds people’s addresses.", hint=f"chmod 600 {file}", id="desk.E006"
            )
        ]
    return []
