"""The content type of contributors: the people who write for us."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from newsroom.content_models import Avatar
from newsroom.content_types import ContentType, FeedText
from newsroom.fields import MAX_ROLES, Language, Links, LongText, PartialDay, ShortText, StrictModel, list_of
from newsroom.new_file import AVATAR, Answers, NewFile, Question, front_matter, line, name, scalar
from plugins.contributors.contributor import ContributorPage

KINDS = ("staff", "guest", "alumni")


class Role(StrictModel):
    """What somebody was called, where, from when to when. An open end means still; an open start means not known."""

    PROSE: ClassVar = ("role", "organisation")
    role: LongText
    organisation: LongText | None = None
    start: PartialDay | None = Field(None, alias="from")
    end: PartialDay | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self):
        if not self.start or not self.end:
            return self
        start, end = self.start.text, self.end.text
        known = min(len(start), len(end))  # of 2014-05 and 2014 only the years can be compared
        if end[:known] < start[:known]:
            raise ValueError(f"ends ({end}) before it starts ({start}); correct one of the two days")
        return self

    def held_on(self, day: date) -> bool:
        """Whether the role was held on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Contributor(StrictModel):
    """`contributors/gosbert-chagula.md`: someone who writes for us; the body is the bio."""

    name: ShortText
    roles: list_of(Role, MAX_ROLES) = ()
    avatar: Avatar | None = None
    links: Links = {}
    lang: Language | None = None
    kind: Literal["staff", "guest", "alumni"]


def _contributor_text(a: Answers) -> str:
    bio = a["summary"]
    return front_matter(
        ("name", scalar(a["title"])),
        "# staff, guest or alumni",
        ("kind", "staff"),
        '# roles:\n#   - {role: "What they do", organisation: "Where", from: 2014-01}',
        AVATAR,
        "# links:\n#   twitter: their_handle\n#   website: https://…",
    ) + (f"\n{bio}\n" if bio else "")


CONTENT_TYPES = (
    ContentType(
        "contributor",
        "contributors",
        Contributor,
        "contributors/contributor.html",
        url="author/{slug}/",
        index_template="contributors/index.html",
        sort_key=lambda person: (KINDS.index(person.kind), person.name),
        page_class=ContributorPage,
        feed=FeedText("{name} – {site}", ("Posts by {name} on {site}",)),
        follow_target="contributor",
        add_hint="To add someone: python3 tasks.py new contributor",
        new=NewFile(
            (
                Question("title", "What is their name?", name, needed=True),
                Question("summary", "A sentence or two about them?", line),
            ),
            lambda a: f"contributors/{a['slug']}.md",
            _contributor_text,
            lambda a: f"Fill in their roles and write their bio below. In a post: authors: [{a['slug']}]",
        ),
    ),
)
