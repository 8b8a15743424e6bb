"""A contributor: Pelican content with dated roles, links and a bio."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from pelican.contents import Content

from newsroom.profiles import profile, service_key


@dataclass(frozen=True)
class Role:
    """What somebody was called, from the day `start` to the day `end`; either may be None: not known, and still."""

    role: str
    organisation: str
    start: date | None
    end: date | None

    def held_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Link:
    """Where to find somebody: `service` is the word from the front matter in small letters, `label` what the page says."""

    service: str
    label: str
    url: str

    @classmethod
    def of(cls, service: str, value: str) -> "Link":
        """From a handle (`kate_bagley`, `@kate_bagley`) or a whole address. Raises ValueError for what is neither."""
        found = profile(service, value)
        return cls(service_key(service), found.label, found.url)


class Contributor(Content):
    """A file in content/contributors/. `content` is the bio; `articles` and `submissions` are newest first."""

    mandatory_properties = ("name", "kind")
    default_template = "contributors/contributor"
    default_status = "published"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = [Role(r.role, r.organisation or "", r.start, r.end) for r in self.metadata.get("roles", ())]
        self.links = [Link.of(service, value) for service, value in self.metadata.get("links", {}).items()]
        self.avatar = getattr(self, "avatar", None)
        self.articles: list[Content] = []
        self.submissions: list[Content] = []

    @property
    def url(self) -> str:
        return f"author/{self.slug}/"

    @property
    def save_as(self) -> str:
        return self.url + "index.html"

    @property
    def note(self) -> str:
        """The bio as plain text."""
        return " ".join(unescape(re.sub(r"<[^>]+>", "", self.content)).split())

    def role_on(self, day: date) -> Role | None:
        """The role held on that day; of several, the one that began last."""
        held = [role for role in self.roles if role.held_on(day)]
        return max(held, key=lambda role: role.start or date.min, default=None)

    @property
    def current(self) -> Role | None:
        """Today's role, today being the build date."""
        return self.role_on(self.settings["BUILD_DATE"].date())

    @property
    def last(self) -> Role | None:
        """The newest role, held still or not."""
        return max(self.roles, key=lambda role: role.start or date.min, default=None)

    def add(self, article) -> None:
        """Note an article of theirs, or a submission that they introduced."""
        (self.submissions if hasattr(article, "callout") else self.articles).append(article)
