"""What is not wrong but could be better: warnings for `check`, never a reason to stop a build."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import PurePosixPath

from newsroom.fields import tag_slug
from newsroom.languages import direction
from newsroom.problems import Problem
from plugins.reader.document import DATED, Document
from plugins.reader.time_zones import find_ambiguous_times

_LAZY_LINK = re.compile(r"\[(here|click here|this|link|read more|more)\]\(", re.I)
_PLAIN_IMAGE = re.compile(r"!\[[^\]]*\]\(")
_WORD = re.compile(r"[^\W_]")
_HTML_COMMENT = re.compile(r"<!--.*?-->", re.S)
DAYS_AHEAD = 365
# The lists whose entries count once, and what makes two of them the same.
_LISTS = {"authors": str, "tags": tag_slug, "aliases": str, "contact": str, "accepts": str}
_DASH_LIST = re.compile(r"^-[A-Za-z“'\"]", re.M)

_ASCII_BUT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_EXAMPLES = {
    "HEBREW": "he or yi",
    "CYRILLIC": "ru or uk",
    "GREEK": "el",
    "CJK": "zh or ja",
    "HIRAGANA": "ja",
    "HANGUL": "ko",
    "THAANA": "dv",
}


def lint_document(
    document: Document,
    site_language: str = "en",
    zone: tzinfo = UTC,
    without_code: Callable[[str], str] = str,
    today: datetime | None = None,
) -> Iterator[Problem]:
    """Warnings about one document whose front matter holds, on a site in `site_language`, by the clock of `zone`.

    `without_code` blanks out code, in which nothing is a mark. With `today`, the moment of the build, dates far ahead are told.
    """
    fields = document.fields
    yield from _language(document, site_language)
    yield from _repeated(document)
    yield from _without_words(document)
    yield from _other_day(document)
    if today:
        yield from _far_ahead(document, today.date())
    for name, message, cure in find_ambiguous_times(document.front_matter.values, zone):
        yield document.problem((name,), message, cure, "warning")
    if document.type.is_post:
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
        found = pattern.search(document.body)
        # Most texts have none of these; only then is it worth to tell what is code.
        if found and (found := pattern.search(without_code(document.body))):
            line = document.body_line + document.body[: found.start()].count("\n")
            yield Problem(document.path, line, "", message, cure, "warning")


def _repeated(document: Document) -> Iterator[Problem]:
    """What a list names more than once."""
    for name, same in _LISTS.items():
        given, first = document.front_matter.values.get(name), {}
        for number, entry in enumerate(given if isinstance(given, list) else ()):
            entry = str(entry).strip()
            key = same(entry)
            if key not in first:
                first[key] = entry
            else:
                again = "is named twice" if entry == first[key] else f"is “{first[key]}” once more"
                yield document.problem((name, number), f"“{entry}” {again}, and counts once", "take it out", "warning")


def _without_words(document: Document) -> Iterator[Problem]:
    fields = document.fields
    if (summary := getattr(fields, "summary", None)) and not _WORD.search(summary):
        yield document.problem(("summary",), f"“{summary}” has no words", "write one sentence for lists, feeds and mails", "warning")
    written = document.type.is_post or document.template == "page.html"
    if written and getattr(fields, "status", "") != "draft" and not _WORD.search(_HTML_COMMENT.sub("", document.body)):
        message, cure = "there are no words below the front matter", "write them, or set “status: draft” until they are there"
        yield Problem(document.path, document.body_line, "", message, cure, "warning")


def _other_day(document: Document) -> Iterator[Problem]:
    """A post whose file is named after another day than its own."""
    name = PurePosixPath(document.path).stem
    if document.type.is_post and DATED.fullmatch(name) and name[:10] != f"{document.fields.date:%Y-%m-%d}":
        message = (
            f"is {document.fields.date:%Y-%m-%d}, and the file’s name says {name[:10]}; the address goes by the date: /{document.address}"
        )
        yield document.problem(("date",), message, "correct the one that is wrong", "warning")


def _far_ahead(document: Document, today: date) -> Iterator[Problem]:
    """Dates so far ahead that a year is likely to be mistyped."""
    for name in ("date", "modified", "opens"):
        value = getattr(document.fields, name, None)
        day = value.date() if isinstance(value, datetime) else value
        if day and (day - today).days >= DAYS_AHEAD:
            message = f"{day} is a year or more ahead"
            yield document.problem((name,), message, "correct the year; if it is meant, leave it", "warning")


def _language(document: Document, site_language: str) -> Iterator[Problem]:
    """Whether the letters of a text run the way of its language, and are of a script that its site can be taken to use."""
    words = document.body + " ".join(str(getattr(document.fields, name, None) or "") for name in document.fields.PROSE)
    given = getattr(document.fields, "lang", None)
    if _mostly_ascii(words) and direction(given or site_language) == "ltr":
        return
    letters = Counter(unicodedata.name(letter, "?").split()[0] for letter in words if letter.isalpha())
    if not letters:
        return
    script, most = letters.most_common(1)[0]
    if most * 2 <= letters.total():
        return
    runs = next("rtl" if unicodedata.bidirectional(letter) in {"R", "AL"} else "ltr" for letter in words if _script(letter) == script)
    cure = "its direction, its quotation marks and what screen readers say go by it"
    if given and direction(given) != runs:
        yield document.problem(
            ("lang",), f"“{given}” is not written in {_named(script)} letters", f"correct the language: {cure}", "warning"
        )
    elif not given and script != "LATIN" and (direction(site_language) != runs or site_language.startswith("en")):
        example = "ar, fa or ur" if script == "ARABIC" else _EXAMPLES.get(script, "the code of its language")
        message = f"is written in {_named(script)} letters, and does not say in which language"
        yield document.problem(("lang",), message, f"add “lang: …” with {example}: {cure}", "warning")


def _named(script: str) -> str:
    return script if script == "CJK" else script.title()


def _mostly_ascii(words: str) -> bool:
    """Whether most letters are certainly those of ASCII. Told in a hundredth of the time that the names of all letters take."""
    ascii_words = words.encode("ascii", "ignore")
    return len(ascii_words.translate(None, _ASCII_BUT_LETTERS)) > len(words) - len(ascii_words)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0] if letter.isalpha() else ""
