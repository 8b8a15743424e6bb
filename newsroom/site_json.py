"""What can be followed and answered on the site: `site.json`, written by the build and read by the desk."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from newsroom.errors import SiteUnreadable

VERSION = 1
FREQUENCIES = ("immediately", "daily", "weekly", "monthly")
TARGETS = ("everything", "contributor", "programme", "tag", "callout")


@dataclass(frozen=True)
class SitePage:
    """A page that mails and forms point to. `kind` is its word: about, follow, privacy, terms, share-your-story …"""

    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class SiteTarget:
    """Something that can be followed. `kind` is one of TARGETS; `feed` is the address of its JSON feed."""

    kind: str
    slug: str
    name: str
    url: str
    feed: str


@dataclass(frozen=True)
class SiteCallout:
    """A question to the public; `state` is upcoming, open, closing-soon or closed on the day of the build."""

    slug: str
    question: str
    state: str
    opens: date
    closes: date | None
    accepts: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class SiteEmailFeed:
    """The feed that a mail service reads for one frequency."""

    frequency: str
    url: str


@dataclass(frozen=True)
class Site:
    """The site. `url` has no slash at the end; `sender` is the line at the foot of each mail: who we are and where."""

    name: str
    url: str
    language: str
    time_zone: str
    description: str = ""
    sender: str = ""
    pages: tuple[SitePage, ...] = ()
    frequencies: tuple[str, ...] = FREQUENCIES
    targets: tuple[SiteTarget, ...] = ()
    callouts: tuple[SiteCallout, ...] = ()
    email_feeds: tuple[SiteEmailFeed, ...] = ()
    version: int = VERSION

    def page(self, kind: str) -> str:
        """The address of the page of that kind, "" when the site has none."""
        return next((page.url for page in self.pages if page.kind == kind), "")


def to_json(site: Site) -> str:
    """`site` as the text of site.json, `version` first."""
    document = {"version": site.version, **asdict(site)}
    return json.dumps(document, ensure_ascii=False, indent=1, default=date.isoformat) + "\n"


def from_json(text: str) -> Site:
    """The site that `text` describes; `from_json(to_json(site)) == site`. Raises SiteUnreadable, which says what is wrong.

    Fields that this program does not know are passed over, so that a newer build still works with an older desk.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise SiteUnreadable(f"This is not JSON: {error}") from None
    version = document.get("version") if isinstance(document, dict) else None
    if version != VERSION:
        raise SiteUnreadable(
            f"This site.json has version {version}; this program knows version {VERSION}. Build the site again with the same release."
        )
    try:
        callouts = [
            _made(
                SiteCallout, entry, opens=date.fromisoformat(entry["opens"]), closes=_day(entry["closes"]), accepts=tuple(entry["accepts"])
            )
            for entry in document["callouts"]
        ]
        return _made(
            Site,
            document,
            pages=tuple(_made(SitePage, entry) for entry in document["pages"]),
            frequencies=tuple(document["frequencies"]),
            targets=tuple(_made(SiteTarget, entry) for entry in document["targets"]),
            callouts=tuple(callouts),
            email_feeds=tuple(_made(SiteEmailFeed, entry) for entry in document["email_feeds"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SiteUnreadable(f"This site.json is broken: {type(error).__name__} {error}") from error


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _made(kind: type, entry: dict, **instead):
    known = {key: value for key, value in entry.items() if key in kind.__dataclass_fields__}
    return kind(**{**known, **instead})
