"""The services a post can be shared on, and the share links with its title and address filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from newsroom.problems import did_you_mean

BLUESKY_MAX_LENGTH = 300  # characters that a post there may have
LINK = "link"


@dataclass(frozen=True)
class Share:
    """`verb` and `label` make “Share on Bluesky”; `url` leads there."""

    verb: str
    label: str
    url: str


def _email(title: str, address: str) -> str:
    """RFC 6068: UTF-8, percent-encoded, with line breaks as %0D%0A."""
    letter = f"{title}\r\n\r\n{address}\r\n"
    return f"mailto:?subject={_quote(title)}&body={_quote(letter)}"


def _whatsapp(title: str, address: str) -> str:
    return f"https://wa.me/?text={_quote(f'{title} {address}')}"


def _bluesky(title: str, address: str) -> str:
    room = BLUESKY_MAX_LENGTH - len(address) - 1
    return f"https://bsky.app/intent/compose?text={_quote(f'{_truncate(title, room)} {address}')}"


def _linkedin(title: str, address: str) -> str:
    return f"https://www.linkedin.com/sharing/share-offsite/?url={_quote(address)}"


def _facebook(title: str, address: str) -> str:
    return f"https://www.facebook.com/sharer/sharer.php?u={_quote(address)}"


# Mastodon is missing on purpose: it would have to ask everybody for the name of their server.
SERVICES: dict[str, tuple[str, str, Callable[[str, str], str]]] = {
    "email": ("Share by", "E-mail", _email),
    "whatsapp": ("Share on", "WhatsApp", _whatsapp),
    "bluesky": ("Share on", "Bluesky", _bluesky),
    "linkedin": ("Share on", "LinkedIn", _linkedin),
    "facebook": ("Share on", "Facebook", _facebook),
}


def parse_services(setting) -> tuple[str, ...]:
    """Return the services named in the setting SHARE. Raises ValueError unless it is a list of known names without duplicates."""
    known = [*SERVICES, LINK]
    if isinstance(setting, str) or not isinstance(setting, list | tuple):
        raise ValueError(f"SHARE is {setting!r}: give a list, like ['email', 'link']; an empty one offers nothing")
    for name in setting:
        if name not in known:
            cure = did_you_mean(str(name), known) or f"known: {', '.join(known)}"
            raise ValueError(f"SHARE: there is no “{name}”; {cure}")
        if list(setting).count(name) > 1:
            raise ValueError(f"SHARE names “{name}” twice. Leave one out.")
    return tuple(setting)


def share_links(names: tuple[str, ...], title: str, address: str) -> list[Share]:
    """Return a share link for each service in `names`, in their order."""
    title, address = " ".join(str(title).split()), quote(address, safe="/:%")
    return [Share(verb, label, url(title, address)) for verb, label, url in (SERVICES[name] for name in names if name != LINK)]


def _quote(text: str) -> str:
    """Percent-encode a query value: everything except letters, digits and -._~."""
    return quote(text, safe="")


def _truncate(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(most - 1, 0)].rstrip() + "…"
