"""The content types of callouts, questions to the public, and of submissions, the answers to them."""

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from newsroom.content_models import Image, Post
from newsroom.content_types import ContentType, FeedText
from newsroom.fields import MAX_CONTACTS, Contact, Date, Language, LongText, MarkdownText, ShortText, StrictModel, WebAddress, list_of
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
    day,
    draft_folder,
    draft_step,
    entries,
    feed_id_line,
    file_in,
    front_matter,
    line,
    name,
    one_of,
    scalar,
)
from plugins.submissions.callout import STATES, CalloutPage


class Callout(StrictModel):
    """`callouts/childrens-services.md`: a question to the public; the body is the brief. No `closes`: open until closed."""

    PROSE: ClassVar = ("question", "summary")
    MARKDOWN: ClassVar = ("outcome",)
    REFERENCES: ClassVar = {"programme": "programmes"}
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


class Submitter(StrictModel):
    """Who sent it. `pseudonym: true` marks a pen-name."""

    name: ShortText
    pseudonym: bool = False


class Platform(StrictModel):
    """Where it was first published."""

    name: ShortText
    original: WebAddress | None = None


class Submission(Post):
    """`submissions/CALLOUT/2014-07-02-slug.md`: an answer to a callout; the body is the submitter's words."""

    MARKDOWN: ClassVar = ("editors_note", "intro", "thanks")
    REFERENCES: ClassVar = {**Post.REFERENCES, "callout": "callouts"}
    callout: ShortText
    submitter: Submitter
    platform: Platform | None = None
    consent: Literal["publish", "publish-anonymously"]
    edited: Literal["as-sent", "for-length", "retold"]
    intro: MarkdownText | None = None
    thanks: MarkdownText | None = None
    contact: list_of(Contact, MAX_CONTACTS) = ()


def _sort_key(callout: Any) -> tuple:
    """The open ones first, then the newest."""
    return STATES.index(callout.state), callout.closes or date.max, callout.slug


def _callout_text(a: Answers) -> str:
    brief = a["summary"]
    return front_matter(
        ("question", scalar(a["title"])),
        ("opens", a["date"]),
        ("closes", a["closes"]),
        "# text, photo, video, audio",
        ("accepts", "[text]"),
        ("programme", scalar(a["programme"])),
        ("summary", scalar(brief)),
        IMAGE,
        "# outcome: |\n#   What happened next, in Markdown.",
    ) + (f"\n{brief}\n" if brief else "")


def _submission_text(a: Answers) -> str:
    return (
        front_matter(
            ("title", scalar(a["title"])),
            ("date", a["date"]),
            feed_id_line(f"submissions/{a['callout']}/{dated_name(a)}"),
            ("callout", scalar(a["callout"])),
            ("submitter", f"{{name: {scalar(a['submitter'])}, pseudonym: false}}"),
            '# platform:\n#   name: "Where it was first published"\n#   original: https://…',
            ("consent", a["consent"]),
            "# as-sent, for-length or retold (in our own words)",
            ("edited", "as-sent"),
            "# intro: |\n#   The editor’s words above it, in Markdown.",
            "# thanks: |\n#   The editor’s words below it, in Markdown.",
            '# contact: [blog@example.org, "@handle"]',
            "# Who introduces it: file names in content/contributors/, like [kate-bagley]",
            ("authors", ""),
            ("programme", scalar(a["programme"])),
            ("tags", entries(a["tags"])),
            ("summary", scalar(a["summary"])),
            IMAGE,
            *DRAFT,
        )
        + "\nThe submitter’s words go here.\n"
    )


CONTENT_TYPES = (
    ContentType(
        "callout",
        "callouts",
        Callout,
        "callouts/callout.html",
        url="callouts/{slug}/",
        index_template="callouts/index.html",
        sort_key=_sort_key,
        page_class=CalloutPage,
        feed=FeedText("Answers to “{name}” – {site}", ("What readers of {site} answered",)),
        follow_target="callout",
        add_hint="To open one: python3 tasks.py new callout",
        new=NewFile(
            (
                Question("title", "What is the question?", line, needed=True),
                Question("date", "When does it open?", day, default=lambda now: f"{now:%Y-%m-%d}"),
                Question("closes", "When does it close?", day),
                PROGRAMME,
                Question("summary", "A sentence on what you hope to hear?", line),
            ),
            lambda a: f"callouts/{a['slug']}.md",
            _callout_text,
            lambda a: f"Write the brief below. It is public with the next build, at /callouts/{a['slug']}/.",
        ),
    ),
    ContentType(
        "submission",
        "submissions",
        Submission,
        "article.html",
        is_post=True,
        untrusted=True,
        new=NewFile(
            (
                Question("callout", "Which callout does it answer?", file_in("callouts", "callout"), needed=True),
                Question("title", "What is its title?", line, needed=True),
                Question("submitter", "What name is it signed with?", name, needed=True),
                Question(
                    "consent",
                    "What did they agree to, publish or publish-anonymously?",
                    one_of("publish", "publish-anonymously"),
                    needed=True,
                ),
                DATE,
                PROGRAMME,
                TAGS,
                SUMMARY,
            ),
            lambda a: f"submissions/{a['callout']}/{dated_name(a)}",
            _submission_text,
            draft_step(draft_folder),
        ),
    ),
)
