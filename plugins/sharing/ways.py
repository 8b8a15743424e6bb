"""Where a post can be passed on to, and the address of each that already holds its title and its link."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from newsroom.problems import did_you_mean

BLUESKY_MOST = 300  # characters that a post there may have
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
    return f"mailto:?subject={_part(title)}&body={_part(letter)}"


def _whatsapp(title: str, address: str) -> str:
    return f"https://wa.me/?text={_part(f'{title} {address}')}"


def _bluesky(title: str, address: str) -> str:
    room = BLUESKY_MOST - len(address) - 1
    return f"https://bsky.app/intent/compose?text={_part(f'{_shortened(title, room)} {address}')}"


def _linkedin(title: str, address: str) -> str:
    return f"https://www.linkedin.com/sharing/share-offsite/?url={_part(address)}"


def _facebook(title: str, address: str) -> str:
    return f"https://www.facebook.com/sharer/sharer.php?u={_part(address)}"


# Mastodon is missing on purpose: it would have to ask everybody for the name of their server.
WAYS: dict[str, tuple[str, str, Callable[[str, str], str]]] = {
    "email": ("Share by", "E-mail", _email),
    "whatsapp": ("Share on", "WhatsApp", _whatsapp),
    "bluesky": ("Share on", "Bluesky", _bluesky),
    "linkedin": ("Share on", "LinkedIn", _linkedin),
    "facebook": ("Share on", "Facebook", _facebook),
}


def offered(setting) -> tuple[str, ...]:
    """The names in the setting SHARE. Raises ValueError for anything but a list of names we know, each once."""
    known = [*WAYS, LINK]
    if isinstance(setting, str) or not isinstance(setting, list | tuple):
        raise ValueError(f"SHARE is {setting!r}: give a list, like ['email', 'link']; an empty one offers nothing")
    for name in setting:
        if name not in known:
            cure = did_you_mean(str(name), known) or f"known: {', '.join(known)}"
            raise ValueError(f"SHARE: there is no “{name}”; {cure}")
        if list(setting).count(name) > 1:
            raise ValueError(f"SHARE names “{name}” twice. Leave one out.")
    return tuple(setting)


def ways_to_share(names: tuple[str, ...], title: str, address: str) -> list[Share]:
    """A link for each way in `names`, in their order."""
    title, address = " ".join(str(title).split()), quote(address, safe="/:%")
    return [Share(verb, label, url(title, address)) for verb, label, url in (WAYS[name] for name in names if name != LINK)]


def _part(text: str) -> str:
    """One value of a query: everything but letters, digits and -._~ is encoded."""
    return quote(text, safe="")


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(most - 1, 0)].rstrip() + "…"
