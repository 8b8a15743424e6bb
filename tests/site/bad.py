"""Every kind of content that must not be published, each as one file with one fault."""

from dataclasses import dataclass


def post(
    extra: str = "", body: str = "Words.", title: str = "A bad post", date: str = "2014-08-08 09:00", authors: str = "[kate-bagley]"
) -> str:
    """An article with a fault in one of its parts. `extra` stands on line 6."""
    return f"---\ntitle: {title}\ndate: {date}\nauthors: {authors}\nsummary: In short.\n{extra}\n---\n{body}\n"


def submission(consent: str, callout: str = "childrens-services") -> str:
    """An answer whose consent stands on line 6."""
    lines = ["---", "title: Kept secret", "date: 2014-08-08 09:00", f"callout: {callout}", "submitter: {name: Cleo Vane}", consent]
    return "\n".join([*lines, "edited: as-sent", "---", "The words that Cleo sent us."]) + "\n"


@dataclass(frozen=True)
class Bad:
    """A file, and what is said of it: the line (0: none) and words that must be there."""

    path: str
    text: str | bytes
    line: int
    said: str


BODY = 8  # the line on which the body of `post` begins
FILES = [
    Bad("articles/2014-08-08-unknown-key.md", post("sumary: Twice."), 6, "did you mean “summary”?"),
    Bad("articles/2014-08-08-wrong-type.md", post("image: pulse.png"), 6, "a group of fields belongs"),
    Bad("articles/2014-08-08-unknown-contributor.md", post(authors="[kate-bagly]"), 4, "did you mean “kate-bagley”?"),
    Bad("articles/2014-08-08-nobody.md", post(authors=""), 4, "kate-bagley"),
    Bad("articles/2014-08-08-unknown-programme.md", post("programme: backer"), 6, "did you mean “backr”?"),
    Bad("articles/2014-08-08-no-date.md", post(date="the eighth of August"), 3, "2014-06-03 09:00"),
    Bad("articles/2014-08-08-no-such-day.md", post(date="2014-02-30 09:00"), 3, "is not a date"),
    Bad("articles/2014-08-08-no-alt.md", post("image: {file: images/pulse.png}"), 6, "cannot see it"),
    Bad("articles/2014-08-08-no-picture.md", post("image: {file: images/pulze.png, alt: A line}"), 6, "did you mean “images/pulse.png”?"),
    Bad("articles/2014-08-08-picture-outside.md", post("image: {file: ../../secret.png, alt: A line}"), 6, "leaves content/"),
    Bad("articles/2014-08-08-slug-outside.md", post("slug: ../../index"), 6, "cannot be part of an address"),
    Bad("articles/2014-08-08-slug-index.md", post("slug: index"), 0, "called index"),
    Bad("articles/2014-08-08-colon.md", post(title="Networks: why?"), 2, "in quotes"),
    Bad("articles/2014-08-08-twice.md", post("title: Again"), 6, "given twice"),
    Bad("articles/2014-08-08-anchor.md", post("tags: &all [work]"), 6, "anchors"),
    Bad("articles/2014-08-08-no-front-matter.md", "Just words.\n", 1, "no front matter"),
    Bad(
        "articles/2014-06-03-same-address.md",
        post("slug: a-fair-advantage", date="2014-06-03 10:00"),
        6,
        "the same address as content/articles/2014-06-03-a-fair",
    ),
    Bad("articles/2014-08-08-latin-1.md", post(body="caf\xe9").encode("latin-1"), BODY, "UTF-8"),
    Bad("articles/2014-08-08-nul.md", post(body="nothing\0here"), BODY, "U+0000"),
    Bad("articles/2014-08-08-control.md", post(title='"A\x0bB"'), 2, "U+000B"),
    Bad("articles/2014-08-08-escaped-control.md", post(title='"A\\u0007B"'), 2, "U+0007"),
    Bad("articles/2014-08-08-ten-megabytes.md", post(body="words and words\n" * 700_000), 0, "MB long"),
    Bad("articles/2014-08-08-deep-quotes.md", post(body="> " * 10_000 + "deep"), BODY, "nested more than"),
    Bad("articles/2014-08-08-brackets.md", post(body="[" * 50_000), BODY, "opening brackets"),
    Bad("articles/2014-08-08-script.md", post(body="Fine.\n\n<script>alert(1)</script>"), BODY + 2, "<script>"),
    Bad("articles/2014-08-08-handler.md", post(body='<b onclick="alert(1)">Fine</b>'), BODY, "onclick"),
    Bad("articles/2014-08-08-javascript.md", post(body="[a link](javascript:alert%281%29)"), BODY, "javascript:"),
    Bad(
        "articles/2014-08-08-no-such-file.md",
        post(body="Fine.\n\n[About]({filename}/pages/abuot.md)"),
        BODY + 2,
        "did you mean “pages/about.md”?",
    ),
    Bad("articles/2014-08-08-block.md", post(body="/// pull-qoute\nWords\n///"), BODY, "pull-quote"),
    Bad("articles/2014-08-08-figure.md", post(body="Fine.\n\n/// figure\n    file: images/pulse.png\n///"), BODY + 2, "alt"),
    Bad(
        "articles/2014-08-08-never-closed.md", post(body="First.\n\n/// pull-quote\nStop.\n\nThe heart.\n\nThe end."), BODY + 2, "only ///"
    ),
    Bad("articles/2014-08-08-h1.md", post(body="First.\n\n`# One`\n\n# Two"), BODY + 4, "use ## for headings"),
    Bad("articles/2014-08-08-no-note.md", post(body="First.\n\nA claim.[^src]"), BODY + 2, "[^src]"),
    Bad("articles/2014-08-08-🎂.md", post(), 0, "no address can be made"),
    Bad("submissions/childrens-services/2014-08-08-talk-first.md", submission("consent: contact-first"), 6, "does not allow publication"),
    Bad("submissions/childrens-services/2014-08-08-only-read.md", submission("consent: information-only"), 6, "does not allow publication"),
    Bad("submissions/childrens-services/2014-08-08-never-asked.md", submission("authors: [kate-bagley]"), 0, "consent"),
    Bad("submissions/childrens-services/2014-08-08-other-folder.md", submission("consent: publish", "good-help"), 4, "not the folder"),
    Bad("submissions/no-such-question/2014-08-08-lost.md", submission("consent: publish", "no-such-question"), 4, "no callout"),
    Bad("contributors/Dov Moderator.md", "---\nname: Dov\nkind: staff\n---\nDov.\n", 0, "a–z, 0–9"),
    Bad("contributors/dov.md", "---\nname: Dov\nkind: stuff\n---\nDov.\n", 3, "did you mean “staff”?"),
    Bad("callouts/backwards.md", "---\nquestion: When?\nopens: 2014-06-02\ncloses: 2014-06-01\n---\nTell us.\n", 0, "before it opens"),
    Bad("programmes/nameless.md", "---\nsummary: Nothing.\n---\nWords.\n", 0, "name"),
    Bad("pages/archive.md", "---\ntitle: Archive\n---\nWords.\n", 0, "belongs to the site itself"),
]
