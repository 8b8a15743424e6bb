"""The content types that Pelican itself makes pages of: articles and pages."""

from typing import ClassVar, Literal

from pydantic import field_validator

from newsroom.content_models import Image, Post, Status
from newsroom.content_types import ContentType
from newsroom.fields import MAX_ALIASES, MAX_AUTHORS, Alias, Language, LongText, ShortText, Slug, StrictModel, list_of
from newsroom.new_file import (
    DATE,
    DRAFT,
    IMAGE,
    PROGRAMME,
    SUMMARY,
    TAGS,
    Answers,
    NewFile,
    Question,
    dated_name,
    draft_folder,
    draft_step,
    entries,
    feed_id_line,
    file_in,
    front_matter,
    line,
    scalar,
)


class Article(Post):
    """`articles/2014-06-03-a-fair-advantage.md`: a post of ours; somebody must have written it."""

    authors: list_of(ShortText, MAX_AUTHORS)

    @field_validator("authors")
    @classmethod
    def _somebody(cls, authors):
        if not authors:
            raise ValueError("nobody wrote it; name at least one file of content/contributors/, like authors: [kate-bagley]")
        return authors


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


def _article_text(a: Answers) -> str:
    return (
        front_matter(
            ("title", scalar(a["title"])),
            ("date", a["date"]),
            feed_id_line(f"articles/{dated_name(a)}"),
            ("authors", entries(a["author"])),
            ("programme", scalar(a["programme"])),
            ("tags", entries(a["tags"])),
            ("summary", scalar(a["summary"])),
            IMAGE,
            *DRAFT,
        )
        + "\nThe words go here, in Markdown.\n"
    )


def _page_text(a: Answers) -> str:
    return front_matter(("title", scalar(a["title"])), ("summary", scalar(a["summary"])), *DRAFT) + "\nThe words go here.\n"


CONTENT_TYPES = (
    ContentType(
        "article",
        "articles",
        Article,
        "article.html",
        is_post=True,
        new=NewFile(
            (
                Question("title", "What is its title?", line, needed=True),
                Question(
                    "author",
                    "Who wrote it (file names in content/contributors/)?",
                    file_in("contributors", "contributor", True),
                    needed=True,
                ),
                DATE,
                PROGRAMME,
                TAGS,
                SUMMARY,
            ),
            lambda a: f"articles/{dated_name(a)}",
            _article_text,
            draft_step(draft_folder),
        ),
    ),
    ContentType(
        "page",
        "pages",
        Page,
        "page.html",
        templates={"follow": "follows/page.html"},
        new=NewFile(
            (Question("title", "What is its title?", line, needed=True), SUMMARY),
            lambda a: f"pages/{a['slug']}.md",
            _page_text,
            draft_step(lambda a: "/drafts/pages/"),
        ),
    ),
)
