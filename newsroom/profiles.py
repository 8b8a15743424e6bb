"""Where to find somebody: services on the web, and the address that a name there stands for."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsroom.problems import did_you_mean

_HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.(?!-)[\w-]{1,63})+\.?")
_MAIL = re.compile(r"[^\s@<>\"',;]+@([^\s@<>\"',;]+)")
WEBSITE, EMAIL, MASTODON = "website", "email", "mastodon"


@dataclass(frozen=True)
class Service:
    """`address` has a place for the handle, of which `handle` is the shape; `hosts` are where whole addresses of it may lead."""

    name: str
    address: str
    handle: str
    hosts: tuple[str, ...]
    example: str = "their_handle"


# https://help.x.com/en/managing-your-account/x-username-rules and the like; where a service does not say, anything that an address can hold.
SERVICES = {
    "twitter": Service("Twitter", "https://twitter.com/{}", r"\w{1,15}", ("twitter.com", "x.com")),
    "x": Service("X", "https://x.com/{}", r"\w{1,15}", ("x.com", "twitter.com")),
    "bluesky": Service("Bluesky", "https://bsky.app/profile/{}", r"[\w-]+(?:\.[\w-]+)+", ("bsky.app",), "their-handle.bsky.social"),
    "linkedin": Service("LinkedIn", "https://www.linkedin.com/in/{}/", r"[\w-]{3,100}", ("linkedin.com", "lnkd.in")),
    "github": Service("GitHub", "https://github.com/{}", r"[A-Za-z\d](?:-?[A-Za-z\d]){0,38}", ("github.com", "github.io")),
    "instagram": Service("Instagram", "https://www.instagram.com/{}/", r"[\w.]{1,30}", ("instagram.com",)),
    "threads": Service("Threads", "https://www.threads.net/@{}", r"[\w.]{1,30}", ("threads.net", "threads.com")),
    "facebook": Service("Facebook", "https://www.facebook.com/{}", r"[\w.]{1,50}", ("facebook.com", "fb.com", "fb.me")),
    "youtube": Service("YouTube", "https://www.youtube.com/@{}", r"[\w.-]{1,30}", ("youtube.com", "youtu.be")),
    "tiktok": Service("TikTok", "https://www.tiktok.com/@{}", r"[\w.]{1,24}", ("tiktok.com",)),
    MASTODON: Service("Mastodon", "", r"[\w.-]+@[\w-]+(?:\.[\w-]+)+", (), "@their_handle@their.server"),
    WEBSITE: Service("Website", "https://{}", "", (), "https://example.org/"),
    EMAIL: Service("E-mail", "mailto:{}", "", (), "name@example.org"),
}
_ALSO = {
    "e-mail": EMAIL,
    "mail": EMAIL,
    "web": WEBSITE,
    "homepage": WEBSITE,
    "site": WEBSITE,
    "bsky": "bluesky",
    "ig": "instagram",
    "fb": "facebook",
}


@dataclass(frozen=True)
class Profile:
    """`label` is what a page says, `url` where it leads."""

    label: str
    url: str


def service_key(word: str) -> str:
    """One name for a service that may be written in several ways: `Twitter` is `twitter`, `E-Mail` is `email`."""
    plain = word.strip().casefold()
    return _ALSO.get(plain, plain)


def profile(word: str, value: str) -> Profile:
    """Where somebody is found at the service called `word`, from a handle (`ann`, `@ann`) or a whole address.

    Raises ValueError, “message; cure”: for a service that is not among SERVICES anything but a whole address, for the others what
    cannot be a name there.
    """
    key = service_key(word)
    service = SERVICES.get(key)
    if re.match(r"https?:", value, re.I):
        return _by_address(word, key, value)
    if service is None:
        near = did_you_mean(key, SERVICES)
        hint = f"{near} Otherwise" if near else "for a service that is not known here,"
        raise ValueError(
            f"“{value}” is not a whole address; {hint} write the whole address of the profile, like https://example.org/their_handle"
        )
    if key == EMAIL:
        address = value.removeprefix("mailto:")
        if not mail_address(address):
            raise ValueError(f"“{value}” is not an e-mail address; write it like name@example.org")
        return Profile(address, f"mailto:{address}")
    if key == WEBSITE:
        return Profile(value, web_address(f"https://{value}"))
    handle = value.removeprefix("@")
    if not re.fullmatch(service.handle, handle, re.ASCII) or handle.casefold().removeprefix("www.") in service.hosts:
        raise ValueError(f"“{value}” cannot be a name on {service.name}; {_cure(key, service, handle)}")
    if key == MASTODON:
        name, _, server = handle.partition("@")
        return Profile(f"@{handle} on {service.name}", f"https://{server}/@{name}")
    return Profile(f"@{handle} on {service.name}", service.address.format(handle))


def _cure(key: str, service: Service, handle: str) -> str:
    if key == "bluesky" and re.fullmatch(r"[\w-]+", handle, re.ASCII):
        return f"did you mean “{handle}.bsky.social”?"
    if handle.partition("/")[0].casefold().removeprefix("www.") in service.hosts and "/" in handle:
        return f"did you mean “https://{handle}”?"
    return f"write “{service.example}”, or the whole address of the profile"


def _by_address(word: str, key: str, value: str) -> Profile:
    service = SERVICES.get(key)
    url = web_address(value)
    host = (urlsplit(url).hostname or "").removesuffix(".")
    if key == EMAIL:
        raise ValueError(f"“{value}” is not an e-mail address; write it like name@example.org, or call the link website")
    if service and service.hosts and not any(host == own or host.endswith(f".{own}") for own in service.hosts):
        raise ValueError(f"“{value}” does not lead to {service.name}; correct one of the two, or call the link website")
    return Profile(service.name if service else word[:1].upper() + word[1:], url)


def web_address(value: str) -> str:
    """`value`, when it is a whole address of the web, with a host that can exist. Raises ValueError, “message; cure”."""
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError(f"“{value}” is no web address; look for a slip in it") from None
    if parts.scheme not in {"http", "https"} or not host or re.search(r"[\s\"<>]", value):
        raise ValueError(f"“{value}” is no web address; it must start with https://")
    if not _HOST.fullmatch(host) or port == 0:
        raise ValueError(
            f"“{value}” leads nowhere, because “{host}” is not the name of a site; write the whole of it, like https://example.org/"
        )
    if "@" in parts.netloc:
        raise ValueError(f"“{value}” leads to {host}, whatever stands before the @; leave that out")
    return value


def mail_address(value: str) -> bool:
    """Whether `value` has the shape of an e-mail address."""
    found = _MAIL.fullmatch(value)
    return bool(found and _HOST.fullmatch(found[1]))
