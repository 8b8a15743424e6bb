"""Front matter that several content types share. Each type declares its own in the package of its plugin."""

from typing import ClassVar, Literal

from newsroom.fields import (
    MAX_ALIASES,
    MAX_AUTHORS,
    MAX_TAGS,
    Alias,
    ContentFile,
    DateTime,
    Language,
    LongText,
    MarkdownText,
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
    licence: ShortText | None = None


class Avatar(StrictModel):
    """A contributor's portrait."""

    PROSE: ClassVar = ("alt",)
    file: ContentFile
    alt: LongText
    credit: Credit | None = None
    licence: ShortText | None = None


class Website(StrictModel):
    """A link with its words."""

    label: ShortText
    url: WebAddress


class Post(StrictModel):
    """What articles and submissions share. `lang` is the language of title, summary and body; what editors add is in the site's own."""

    PROSE: ClassVar = ("title", "summary")
    MARKDOWN: ClassVar = ("editors_note",)
    REFERENCES: ClassVar = {"authors": "contributors", "programme": "programmes"}
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
