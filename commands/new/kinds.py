"""What can be made new: what each kind asks, where its file goes, and what is in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from commands.new.answers import Question, day, file_in, line, moment, name, one_of, words_of

Answers = dict[str, str]


@dataclass(frozen=True)
class Kind:
    """A kind of file. `place` is a path from content/; `next` is what a person should do after."""

    questions: tuple[Question, ...]
    place: Callable[[Answers], str]
    text: Callable[[Answers], str]
    next: Callable[[Answers], str]

    @property
    def options(self) -> list[str]:
        """The options that mean something for this kind."""
        return [question.name for question in self.questions] + ["slug"]


# What can stand in YAML without quotes wherever a value may, between brackets too.
_PLAIN = re.compile(r"[^\W_](?:[\w /.!?()+–—’‘“”…-]|'(?! )|:(?=[^\s,\]}])|(?<! )#)*")
# Words that mean nothing, or something else, to YAML.
_NO_WORDS = frozenset("null true false yes no on off".split())


def scalar(text: str) -> str:
    """`text` as it must be written after “key: ” in YAML, in quotes only where they are needed."""
    if not text or (_PLAIN.fullmatch(text) and text.casefold() not in _NO_WORDS and text == text.strip()):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def entries(text: str) -> str:
    """“a, b” as a YAML list: [a, b]"""
    return f"[{', '.join(map(scalar, text.split(', ')))}]" if text else ""


def front_matter(*fields: tuple[str, str] | str) -> str:
    """The lines of YAML between ---; an empty field stays, as a reminder that it is there to be filled. Whole lines are comments."""
    lines = [field if isinstance(field, str) else f"{field[0]}: {field[1]}".rstrip() for field in fields]
    return "\n".join(["---", *lines, "---", ""])


# A comma or a colon is at home in such words, so they are shown in quotes.
_PICTURE = """#   file: images/{name}.png
#   alt: "What it shows"
#   credit: {{name: "Who made it"}}
#   licence: CC0 1.0"""
IMAGE = "# image:\n" + _PICTURE.format(name="NAME")
AVATAR = "# avatar:\n" + _PICTURE.format(name="avatar-NAME")
DRAFT = ("# draft, or published when it is ready", ("status", "draft"))

PROGRAMME = Question("programme", "Which programme is it about?", file_in("programmes", "programme"))
TAGS = Question("tags", "Tags, with commas between them?", words_of)
SUMMARY = Question("summary", "A sentence for lists, feeds and mail?", line)
DATE = Question("date", "When?", moment, default=lambda now: f"{now:%Y-%m-%d %H:%M}")


def _id(path: str) -> tuple[str, str]:
    """The feed id for a post in this file, written down so that it stays when the file is renamed. A file without one has the same from its path."""
    return "id", scalar(path.removesuffix(".md"))


def _article(a: Answers) -> str:
    return (
        front_matter(
            ("title", scalar(a["title"])),
            ("date", a["date"]),
            _id(f"articles/{_dated(a)}"),
            ("authors", entries(a["author"])),
            ("programme", scalar(a["programme"])),
            ("tags", entries(a["tags"])),
            ("summary", scalar(a["summary"])),
            IMAGE,
            *DRAFT,
        )
        + "\nThe words go here, in Markdown.\n"
    )


def _contributor(a: Answers) -> str:
    bio = a["summary"]
    return front_matter(
        ("name", scalar(a["title"])),
        "# staff, guest or alumni",
        ("kind", "staff"),
        '# roles:\n#   - {role: "What they do", organisation: "Where", from: 2014-01}',
        AVATAR,
        "# links:\n#   twitter: their_handle\n#   website: https://…",
    ) + (f"\n{bio}\n" if bio else "")


def _callout(a: Answers) -> str:
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


def _submission(a: Answers) -> str:
    return (
        front_matter(
            ("title", scalar(a["title"])),
            ("date", a["date"]),
            _id(f"submissions/{a['callout']}/{_dated(a)}"),
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


def _page(a: Answers) -> str:
    return front_matter(("title", scalar(a["title"])), ("summary", scalar(a["summary"])), *DRAFT) + "\nThe words go here.\n"


def _draft_next(folder: Callable[[Answers], str]) -> Callable[[Answers], str]:
    return lambda a: (
        f"It is a draft: python3 tasks.py preview shows it at {folder(a)}{a['slug']}/. Set “status: published” when it is ready."
    )


def _folder_of_day(a: Answers) -> str:
    return f"/drafts/{a['date'][:10].replace('-', '/')}/"


def _dated(a: Answers) -> str:
    return f"{a['date'][:10]}-{a['slug']}.md"


KINDS = {
    "article": Kind(
        (
            Question("title", "What is its title?", line, needed=True),
            Question(
                "author", "Who wrote it (file names in content/contributors/)?", file_in("contributors", "contributor", True), needed=True
            ),
            DATE,
            PROGRAMME,
            TAGS,
            SUMMARY,
        ),
        lambda a: f"articles/{_dated(a)}",
        _article,
        _draft_next(_folder_of_day),
    ),
    "contributor": Kind(
        (
            Question("title", "What is their name?", name, needed=True),
            Question("summary", "A sentence or two about them?", line),
        ),
        lambda a: f"contributors/{a['slug']}.md",
        _contributor,
        lambda a: f"Fill in their roles and write their bio below. In a post: authors: [{a['slug']}]",
    ),
    "callout": Kind(
        (
            Question("title", "What is the question?", line, needed=True),
            Question("date", "When does it open?", day, default=lambda now: f"{now:%Y-%m-%d}"),
            Question("closes", "When does it close?", day),
            PROGRAMME,
            Question("summary", "A sentence on what you hope to hear?", line),
        ),
        lambda a: f"callouts/{a['slug']}.md",
        _callout,
        lambda a: f"Write the brief below. It is public with the next build, at /callouts/{a['slug']}/.",
    ),
    "submission": Kind(
        (
            Question("callout", "Which callout does it answer?", file_in("callouts", "callout"), needed=True),
            Question("title", "What is its title?", line, needed=True),
            Question("submitter", "What name is it signed with?", name, needed=True),
            Question(
                "consent", "What did they agree to, publish or publish-anonymously?", one_of("publish", "publish-anonymously"), needed=True
            ),
            DATE,
            PROGRAMME,
            TAGS,
            SUMMARY,
        ),
        lambda a: f"submissions/{a['callout']}/{_dated(a)}",
        _submission,
        _draft_next(_folder_of_day),
    ),
    "page": Kind(
        (Question("title", "What is its title?", line, needed=True), SUMMARY),
        lambda a: f"pages/{a['slug']}.md",
        _page,
        _draft_next(lambda a: "/drafts/pages/"),
    ),
}
