"""The whole of `content/`, read, checked and converted before Pelican starts, so that all problems are known at once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pictures.picture import Picture
from plugins.reader.aliases import wrong_aliases
from plugins.reader.convert import Converter
from plugins.reader.document import Document, parse
from plugins.reader.lint import lint
from plugins.reader.models import KINDS
from plugins.reader.pictures import Darkroom, Pictures
from plugins.reader.problems import Problem
from plugins.reader.references import References, public_map, shared_addresses
from plugins.reader.source import Refused, find_files, read_text

SUMMARY_WORDS = 30


@dataclass(frozen=True)
class Entry:
    """A document ready for Pelican: `values` are its fields with curly quotes and Markdown made HTML; `html` its body."""

    document: Document
    values: dict[str, Any]
    html: str

    @property
    def markup(self) -> list[str]:
        """All HTML of it: the body, then the fields that are HTML."""
        return [self.html, *(value for value in self.values.values() if isinstance(value, Markup))]

    def with_markup(self, change: Callable[[str], str]) -> "Entry":
        """The same, with `change` made to all HTML of it."""
        values = {name: Markup(change(value)) if isinstance(value, Markup) else value for name, value in self.values.items()}
        return replace(self, values=values, html=change(self.html))


@dataclass
class Library:
    """Everything that may be built, by path; the pictures; and every problem found."""

    pictures: Pictures
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def paths(self, *kinds: str) -> list[str]:
        """The paths of the entries of these kinds, sorted."""
        return sorted(path for path, entry in self.entries.items() if entry.document.kind in kinds)

    def shown(self, now: datetime | None) -> set[Picture]:
        """The pictures that a build at the moment `now` shows somewhere; None: with those of drafts."""
        public = [entry for entry in self.entries.values() if now is None or entry.document.is_public(now)]
        return {picture for entry in public for picture in self.pictures.shown_by(entry.document.fields, entry.markup)}

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a strict build."""
        return [problem for problem in self.problems if problem.severity == "error"]


def read_library(
    content: Path,
    converter: Converter,
    darkroom: Darkroom,
    now: datetime | None,
    last_good: Path | None = None,
    dead: re.Pattern | None = None,
) -> Library:
    """Read everything below `content` as it is published at the moment `now` (None: with drafts, as in preview).

    A broken file is left out, its problems are kept. `darkroom` says how pictures are drawn and shown.
    `dead` finds links to what no plugin makes; they are checked all the same, then leave their words, its first group.
    With `last_good`, a folder, the text of every whole file is remembered there, and stands in for it while it is broken.
    """
    everything, problems = find_files(content)
    texts = [path for path in everything if path.split("/")[0] in KINDS and path.endswith(".md")]
    files = [path for path in everything if path not in set(texts)]
    pictures = Pictures(content, files, darkroom)
    names = References(texts, pictures)
    converter.picture = pictures.picture
    library = Library(pictures, {}, [*problems, *pictures.problems, *_strays(files)])
    for path in texts:
        _take(library, path, lambda path=path: read_text(content / path), names, converter)
    _check_together(library, names, now)
    if last_good:
        for path in texts:
            kept = last_good / path
            if path in library.entries:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(library.entries[path].document.text, encoding="utf-8")
            elif kept.is_file():
                _take(library, path, lambda kept=kept: read_text(kept), names, converter)
        _check_together(library, names, now)
    if dead:
        library.entries = {path: entry.with_markup(lambda html: dead.sub(r"\1", html)) for path, entry in library.entries.items()}
    library.entries = {path: entry.with_markup(pictures.placed) for path, entry in library.entries.items()}
    library.problems = sorted(set(library.problems) | {p for e in library.entries.values() for p in lint(e.document)})
    return library


def _strays(files: Iterable[str]) -> Iterable[Problem]:
    for path in files:
        if path.split("/")[0] in KINDS:
            yield Problem(path, 0, "", "is no Markdown file and is left out", "give it the ending .md, or move it", "warning")


def _take(library: Library, path: str, read, names: References, converter: Converter) -> None:
    """Read, check and convert one file into the library, or note what is wrong with it."""
    try:
        document, problems = parse(path, read())
        if document:
            problems += names.check(document)
            if not problems:
                library.entries[path] = Entry(document, *_converted(document, converter))
        library.problems += problems
    except Refused as refused:
        library.problems.append(refused.at(path))


def _check_together(library: Library, names: References, now: datetime | None) -> None:
    """Take out what has an address that is taken or links to what is not there."""
    for wrong in (shared_addresses, wrong_aliases):
        for problem in wrong([entry.document for entry in library.entries.values()]):
            library.problems.append(problem)
            library.entries.pop(problem.path, None)
    public = public_map(names.texts, [entry.document for entry in library.entries.values()], now)
    for entry in list(library.entries.values()):
        found = [problem for text in entry.markup for problem in names.links(entry.document, text, public)]
        library.problems += found
        if found:
            del library.entries[entry.document.path]


def _converted(document: Document, converter: Converter) -> tuple[dict[str, Any], str]:
    """The values and the HTML of a document. Raises Refused with the line in the file."""
    public = document.kind == "submissions"
    html = _at(document.body_line, "", converter.html, document.body, document.slug, public)
    values = dict(converter.curled(document.fields))
    for name in document.fields.MARKDOWN:
        if values[name]:
            line = document.header.line((name,))
            values[name] = Markup(_at(line, name, converter.html, values[name], f"{document.slug}-{name}", public))
    if document.kind in {"articles", "submissions"} and not values["summary"]:
        values["summary"] = first_words(html)
    return values, html


def _at(line: int, field_name: str, convert, *args) -> str:
    """`convert(*args)`, with the line of a refusal counted from the top of the file instead of from its own text."""
    try:
        return convert(*args)
    except Refused as refused:
        offset = max(refused.line - 1, 0)
        raise Refused(refused.message, refused.cure, line + offset, field_name or refused.field) from None


def first_words(html: str) -> str:
    """The first words of the first paragraphs as plain text, for a post without a summary."""
    text = re.sub(r"<aside.*?</aside>|<sup.*?</sup>|<figure.*?</figure>", " ", html, flags=re.S)
    words = unescape(re.sub(r"<[^>]+>", " ", text)).split()
    return " ".join(words[:SUMMARY_WORDS]) + ("…" if len(words) > SUMMARY_WORDS else "")
