"""What is not wrong but could be better: warnings for `check`, never a reason to stop a build."""

import re
from collections.abc import Iterator

from plugins.reader.document import Document
from plugins.reader.problems import Problem

_LAZY_LINK = re.compile(r"\[(here|click here|this|link|read more|more)\]\(", re.I)
_PLAIN_IMAGE = re.compile(r"!\[[^\]]*\]\(")
_DASH_LIST = re.compile(r"^-[A-Za-z“'\"]", re.M)


def lint(document: Document) -> Iterator[Problem]:
    """Warnings about one document whose front matter holds."""
    fields = document.fields
    if document.kind in {"articles", "submissions"}:
        if not fields.summary:
            yield document.problem(
                ("summary",),
                "has no summary",
                "one sentence for lists, feeds and mails; the first words of the text stand in for it",
                "warning",
            )
        elif len(fields.summary) > 250:
            yield document.problem(("summary",), f"is {len(fields.summary)} characters long", "mail programs show about 150", "warning")
    if (image := getattr(fields, "image", None)) and image.credit is None:
        yield document.problem(
            ("image",), "has no credit", "credit: {name: …, via: …, url: …}; for a picture of your own, your name", "warning"
        )
    for pattern, message, cure in (
        (_LAZY_LINK, "the words of a link say nothing of where it leads", "name what the reader finds there"),
        (_PLAIN_IMAGE, "a picture without a credit", "a /// figure block has room for caption, credit and licence, and is on /credits/"),
        (_DASH_LIST, "a dash without a space makes no list", "write “- words”"),
    ):
        if found := pattern.search(document.body):
            line = document.body_line + document.body[: found.start()].count("\n")
            yield Problem(document.path, line, "", message, cure, "warning")
