"""The whole of `content/`, read, checked and converted before Pelican starts, so that all problems are known at once."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from markupsafe import Markup

from newsroom.images.picture import Picture
from plugins.reader.aliases import wrong_aliases
from plugins.reader.convert import Converter
from plugins.reader.document import Document
from plugins.reader.fields import tag_slug
from plugins.reader.ids import shared_ids
from plugins.reader.link_problems import link_problems
from plugins.reader.links import Links
from plugins.reader.lint import lint
from plugins.reader.models import KINDS, Image
from plugins.reader.pictures import FOLDER as PICTURES
from plugins.reader.pictures import Darkroom, Pictures
from plugins.reader.plain_fields import links_in_plain_fields
from plugins.reader.problems import Problem
from plugins.reader.reading import ReadAll, Reading, one_by_one, read_alone
from plugins.reader.references import References, public_map, shared_addresses
from plugins.reader.site_addresses import POSTS, SiteFacts
from plugins.reader.source import Refused, find_files, read_data
from plugins.reader.switched_off import SwitchedOff
from plugins.reader.tags import Tags
from plugins.reader.time_limit import found_in_time
from plugins.reader.unread import unread


@dataclass(frozen=True)
class Entry:
    """A document ready for Pelican: `values` are its fields with curly quotes and Markdown made HTML; `html` its body.

    `images`: what the figures in its texts say.
    """

    document: Document
    values: dict[str, Any]
    html: str
    images: tuple[Image, ...] = ()

    @property
    def markup(self) -> list[str]:
        """All HTML of it: the body, then the fields that are HTML."""
        return [self.html, *(value for value in self.values.values() if isinstance(value, Markup))]

    def with_markup(self, change: Callable[[str], str]) -> "Entry":
        """The same, with `change` made to all HTML of it."""
        values = {name: Markup(change(str(value))) if isinstance(value, Markup) else value for name, value in self.values.items()}
        return replace(self, values=values, html=change(self.html))


@dataclass
class Library:
    """Everything that may be built, by path; the pictures; and every problem found."""

    pictures: Pictures
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    again: Callable[[str], Entry | None] = lambda path: None

    def reread(self, path: str) -> bool:
        """Read one text again, by itself; whether it could take the place of the one there is.

        It cannot when it has problems, another address, shows a picture that was not shown, or links to what was not there. What it
        shares with others, such as names of tags, only the reading of all of them checks.
        """
        before, now = self.entries.get(path), self.again(path)
        if not before or not now or not _same_place(before.document, now.document):
            return False
        if not self._shown_by(now) <= self._shown_by(before):
            return False
        self.entries[path] = now
        return True

    def forget_sources(self) -> None:
        """Let go of the files' own words, which nobody asks for when all is checked. What comes after takes their place in memory."""
        for path, entry in self.entries.items():
            self.entries[path] = replace(entry, document=entry.document.without_source())

    def forget_words(self) -> None:
        """Let go of the HTML, which nobody asks for when Pelican has it; what was read in the facts stays, and which pictures are shown."""
        for path, entry in self.entries.items():
            self.entries[path] = replace(entry, html=self.pictures.names_in(entry.html))

    def _shown_by(self, entry: Entry) -> set[Picture]:
        return self.pictures.shown_by(entry.document.fields, entry.markup)

    def paths(self, *kinds: str) -> list[str]:
        """The paths of the entries of these kinds, sorted."""
        return sorted(path for path, entry in self.entries.items() if entry.document.kind in kinds)

    def shown(self, now: datetime | None) -> set[Picture]:
        """The pictures that a build at the moment `now` shows somewhere; None: with those of drafts."""
        public = [entry for entry in self.entries.values() if now is None or entry.document.is_public(now)]
        return set().union(*map(self._shown_by, public))

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
    dead: SwitchedOff | None = None,
    read_all: ReadAll = one_by_one,
    zone: tzinfo = UTC,
    facts: SiteFacts | None = None,
) -> Library:
    """Read everything below `content` as it is published at the moment `now` (None: with drafts, as in preview).

    A broken file is left out, its problems are kept. `darkroom` says how pictures are drawn and shown.
    `dead` knows what no plugin makes; links to it are checked all the same, then leave their words.
    `read_all` reads many files. `zone`: that of the site, by whose clock every moment is told.
    `facts`: what the site's addresses depend on besides; at `now`, when nothing else is said.
    With `last_good`, a folder, the text of every whole file is remembered there, and stands in for it while it is broken.
    """
    everything, problems = find_files(content)
    texts = [path for path in everything if path.split("/")[0] in KINDS and path.endswith(".md")]
    files = sorted(set(everything) - set(texts))
    pictures = Pictures(content, files, darkroom)
    names = References(texts, pictures)
    converter.picture = pictures.picture
    library = Library(pictures, {}, [*problems, *pictures.problems, *unread(files, KINDS, PICTURES.rstrip("/"))])

    def read(held: dict[str, bytes]) -> Iterable[tuple[str, Reading]]:
        return read_all(held, lambda path, data: read_alone(path, data, converter, zone), pictures.still_show)

    _take(library, {path: content / path for path in texts}, names, read)
    facts = facts or SiteFacts(build_date=now)
    links, tags = _check_together(library, names, now, facts)
    if last_good:
        for path in texts:
            kept = last_good / path
            if path in library.entries:
                _keep(library.entries[path].document.text.encode(), kept)
            elif kept.is_file():
                _take(library, {path: kept}, names, read)
        links, tags = _check_together(library, names, now, facts)

    def finished(entry: Entry) -> Entry:
        document, values = entry.document, entry.values
        if document.kind in POSTS:
            own = tags.named(values["tags"])
            unlisted = tuple(tag for tag in map(tag_slug, own) if tag not in links.addresses.tags)
            entry = replace(entry, values=values | {"tags": own, "tags_without_page": unlisted})
        return entry.with_markup(lambda html: pictures.placed(links.finished(document, html, dead)))

    def read_one(path: str) -> Entry | None:
        one = Library(pictures)
        _take(one, {path: content / path}, names, lambda held: one_by_one(held, partial(read_alone, converter=converter, zone=zone), None))
        return one.entries.get(path)

    def again(path: str) -> Entry | None:
        entry = read_one(path)
        sound = entry and all(problem.severity != "error" for problem in _links_of(links, entry))
        return finished(entry) if sound else None

    library.again = again
    library.entries = {path: finished(entry) for path, entry in library.entries.items()}
    language, without_code = converter.site_language, converter.without_code
    documents = [entry.document for entry in library.entries.values()]
    linted = (found_in_time(each.path, lint(each, language, zone, without_code, facts.build_date)) for each in documents)
    library.problems = sorted({*library.problems, *chain.from_iterable(linted)})
    library.forget_sources()
    # From now on the texts in memory may be without their words.
    links.markup_of = lambda path: entry.markup if (entry := read_one(path)) else ()
    return library


def _same_place(one: Document, other: Document) -> bool:
    """Whether nothing but words can differ for whoever looks for them."""
    return one.address == other.address and getattr(one.fields, "status", "") == getattr(other.fields, "status", "")


def _take(library: Library, files: dict[str, Path], names: References, read: Callable[[dict[str, bytes]], Iterable]) -> None:
    """Read files into the library, or note what is wrong with them."""
    held: dict[str, bytes] = {}
    for path, file in files.items():
        try:
            held[path] = read_data(file)
        except Refused as refused:
            library.problems.append(refused.at(path))
    for path, reading in read(held):
        library.problems += reading.warnings
        problems = [*reading.problems, *(names.check(reading.document) if reading.document else ())]
        library.problems += [problem for problem in problems if not library.pictures.named_already(problem)]
        if not problems:
            library.entries[path] = Entry(reading.document, reading.values, reading.html, reading.images)


def _keep(text: bytes, file: Path) -> None:
    """Have the file hold this; nearly always it does, and to see that costs a fraction of writing it."""
    with suppress(OSError):
        if file.read_bytes() == text:
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)


def _check_together(library: Library, names: References, now: datetime | None, facts: SiteFacts) -> tuple[Links, Tags]:
    """Take out what has an address that is taken or links to what is not there; what links lead to, and the names of tags."""
    tags = Tags(entry.document for entry in library.entries.values())
    for wrong in (shared_addresses, wrong_aliases, shared_ids, lambda _: tags.problems()):
        for problem in wrong([entry.document for entry in library.entries.values()]):
            library.problems.append(problem)
            if problem.severity == "error":
                library.entries.pop(problem.path, None)
    entries = dict(library.entries)
    documents = [entry.document for entry in entries.values()]
    public = public_map(names.texts, documents, now)
    links = Links(documents, public, library.pictures, facts, lambda path: entries[path].markup)
    for path, entry in entries.items():
        found = _links_of(links, entry)
        library.problems += [problem for problem in found if not library.pictures.named_already(problem)]
        if any(problem.severity == "error" for problem in found):
            del library.entries[path]
    return links, tags


def _links_of(links: Links, entry: Entry) -> list[Problem]:
    """What is wrong with the links of a text."""
    found = chain(link_problems(links, entry.document, entry.html, entry.values), links_in_plain_fields(entry.document, entry.images))
    return found_in_time(entry.document.path, found)
