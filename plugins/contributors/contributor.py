"""A contributor: Pelican content with dated roles, links and a bio."""

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

from pelican.contents import Content

from newsroom.profiles import profile, service_key
from newsroom.subject_page import SubjectPage

if TYPE_CHECKING:
    from plugins.contributors.content_types import Role


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


class ContributorPage(SubjectPage, Content):
    """A file in content/contributors/. `content` is the bio; `articles` and `submissions` are newest first."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = self.metadata.get("roles", ())
        self.links = [Link.of(service, value) for service, value in self.metadata.get("links", {}).items()]
        self.submissions: list[Content] = []

    @property
    def posts(self) -> list[Content]:
        return [*self.articles, *self.submissions]

    @property
    def note(self) -> str:
        """The bio as plain text."""
        return " ".join(unescape(re.sub(r"<[^>]+>", "", self.content)).split())

    def role_on(self, day: date) -> "Role | None":
        """The role held on that day; of several, the one that began last."""
        held = [role for role in self.roles if role.held_on(day)]
        return max(held, key=lambda role: role.start or date.min, default=None)

    @property
    def current(self) -> "Role | None":
        """Today's role, today being the build date."""
        return self.role_on(self.settings["BUILD_DATE"].date())

    @property
    def last(self) -> "Role | None":
        """The newest role, held still or not."""
        return max(self.roles, key=lambda role: role.start or date.min, default=None)

    def add(self, article) -> None:
        """Note an article of theirs, or a submission that they introduced."""
        (self.submissions if "callout" in article.metadata else self.articles).append(article)
