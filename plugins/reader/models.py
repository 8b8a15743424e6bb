"""The front matter of every kind of file in `content/`: one model a folder. This is the list of what an editor may write."""

from typing import ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from newsroom.fields import (
    MAX_ALIASES,
    MAX_AUTHORS,
    MAX_CONTACTS,
    MAX_ROLES,
    MAX_TAGS,
    Alias,
    Contact,
    ContentFile,
    Date,
    DateTime,
    Language,
    Links,
    LongText,
    MarkdownText,
    PartialDay,
    ShortText,
    Slug,
    StrictModel,
    Tag,
    WebAddress,
    list_of,
    tag_slug,
)

Medium = Literal["photo", "drawing", "painting", "film", "map", "chart"]
Status = Literal["published", "draft", "hidden"]
Licence = ShortText


class Credit(StrictModel):
    """Who made a picture, where it was found."""

    name: ShortText
    via: ShortText | None = None
    url: WebAddress | None = None
    medium: Medium = "photo"


class Image(StrictModel):
    """A picture and its four separate facts: alt, caption, credit, licence. `file` is a path from content/."""

    PROSE: ClassVar = ("alt", "caption")
    file: ContentFile
    alt: LongText
    caption: LongText | None = None
    credit: Credit | None = None
    licence: Licence | None = None


class Avatar(StrictModel):
    """A contributor's portrait."""

    PROSE: ClassVar = ("alt",)
    file: ContentFile
    alt: LongText
    credit: Credit | None = None
    licence: Licence | None = None


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


class Submitter(StrictModel):
    """Who sent it. `pseudonym: true` marks a pen-name."""

    name: ShortText
    pseudonym: bool = False


class Platform(StrictModel):
    """Where it was first published."""

    name: ShortText
    original: WebAddress | None = None


class Website(StrictModel):
    """A link with its words."""

    label: ShortText
    url: WebAddress


class Post(StrictModel):
    """What articles and submissions share. `lang` is the language of title, summary and body; what editors add is in the site's own."""

    PROSE: ClassVar = ("title", "summary")
    MARKDOWN: ClassVar = ("editors_note",)
    title: LongText
    date: DateTime
    modified: DateTime | None = None
    authors: list_of(ShortText, MAX_AUTHORS) = ()
    programme: ShortText | None = None
    tags: list_of(Tag, MAX_TAGS, tag_slug) = ()
    summary: LongText | None = None
    image: Image | None = None
    status: Status = "published"
    slug: Slug | None = None
    id: ShortText | None = None
    aliases: list_of(Alias, MAX_ALIASES) = ()
    lang: Language | None = None
    editors_note: MarkdownText | None = None


class Article(Post):
    """`articles/2014-06-03-a-fair-advantage.md`: a post of ours; somebody must have written it."""

    authors: list_of(ShortText, MAX_AUTHORS)

    @field_validator("authors")
    @classmethod
    def _somebody(cls, authors):
        if not authors:
            raise ValueError("nobody wrote it; name at least one file of content/contributors/, like authors: [kate-bagley]")
        return authors


class Submission(Post):
    """`submissions/CALLOUT/2014-07-02-slug.md`: an answer to a callout; the body is the submitter's words."""

    MARKDOWN: ClassVar = ("editors_note", "intro", "thanks")
    callout: ShortText
    submitter: Submitter
    platform: Platform | None = None
    consent: Literal["publish", "publish-anonymously"]
    edited: Literal["as-sent", "for-length", "retold"]
    intro: MarkdownText | None = None
    thanks: MarkdownText | None = None
    contact: list_of(Contact, MAX_CONTACTS) = ()


class Contributor(StrictModel):
    """`contributors/gosbert-chagula.md`: someone who writes for us; the body is the bio."""

    name: ShortText
    roles: list_of(Role, MAX_ROLES) = ()
    avatar: Avatar | None = None
    links: Links = {}
    lang: Language | None = None
    kind: Literal["staff", "guest", "alumni"]


class Callout(StrictModel):
    """`callouts/childrens-services.md`: a question to the public; the body is the brief. No `closes`: open until closed."""

    PROSE: ClassVar = ("question", "summary")
    MARKDOWN: ClassVar = ("outcome",)
    question: LongText
    opens: Date
    closes: Date | None = None
    accepts: list_of(Literal["text", "photo", "video", "audio"], 4) = ("text",)
    programme: ShortText | None = None
    outcome: MarkdownText | None = None
    summary: LongText | None = None
    lang: Language | None = None
    image: Image | None = None

    @model_validator(mode="after")
    def _in_order(self):
        if self.closes and self.closes < self.opens:
            raise ValueError(f"closes ({self.closes}) before it opens ({self.opens}); correct one of the two days")
        return self


class Programme(StrictModel):
    """`programmes/backr.md`: a project the blog writes about; the body is the page's text."""

    PROSE: ClassVar = ("name", "summary")
    name: LongText
    summary: LongText
    website: Website | None = None
    lang: Language | None = None
    image: Image | None = None


class Page(StrictModel):
    """`pages/about.md`: a page outside the stream of posts."""

    PROSE: ClassVar = ("title", "summary")
    title: LongText
    summary: LongText | None = None
    template: Literal["page", "follow"] = "page"
    slug: Slug | None = None
    status: Status = "published"
    aliases: list_of(Alias, MAX_ALIASES) = ()
    lang: Language | None = None
    image: Image | None = None


KINDS: dict[str, type[StrictModel]] = {
    "articles": Article,
    "submissions": Submission,
    "contributors": Contributor,
    "callouts": Callout,
    "programmes": Programme,
    "pages": Page,
}
