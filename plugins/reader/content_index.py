"""Index of everything in `content/`: parsed, checked and converted before Pelican starts, so that all problems are reported at once."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from itertools import chain
from pathlib import Path

from newsroom.content_types import content_types
from newsroom.fields import tag_slug
from newsroom.images.picture import Picture
from newsroom.problems import Problem
from plugins.reader.aliases import find_alias_conflicts
from plugins.reader.converter import Converter
from plugins.reader.decode import InvalidContent, find_files, read_data
from plugins.reader.disabled_features import DisabledFeatures
from plugins.reader.document import Document
from plugins.reader.feed_ids import find_duplicate_feed_ids
from plugins.reader.file_parser import ParsedDocument, ParseFiles, parse_file, parse_sequentially
from plugins.reader.images import FOLDER as IMAGE_FOLDER
from plugins.reader.images import ImageIndex, ImageRenderer
from plugins.reader.link_problems import find_link_problems
from plugins.reader.links import Links
from plugins.reader.linter import lint_document
from plugins.reader.plain_fields import find_markup_in_plain_fields
from plugins.reader.references import References, find_duplicate_addresses, public_map
from plugins.reader.site_addresses import SiteConfig
from plugins.reader.tags import Tags
from plugins.reader.time_limit import collect_in_time
from plugins.reader.unused_files import find_unused_files


@dataclass
class ContentIndex:
    """Every document that can be built, by path; the images; and all problems found."""

    images: ImageIndex
    entries: dict[str, ParsedDocument] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    parse_again: Callable[[str], ParsedDocument | None] = lambda path: None

    def reload(self, path: str) -> bool:
        """Parse one file again and replace its entry; return False, and change nothing, when only a full build can tell the result.

        That is so when the file has errors, its address or status has changed, or it shows an image that it did not show before.
        Conflicts with other files, such as two spellings of a tag, are left to the next build.
        """
        old, new = self.entries.get(path), self.parse_again(path)
        if not old or not new or not _is_same_page(old.document, new.document):
            return False
        if not self._images_of(new) <= self._images_of(old):
            return False
        self.entries[path] = new
        return True

    def release_sources(self) -> None:
        """Drop the source text of all documents, which nothing reads after the checks, to save memory."""
        for path, entry in self.entries.items():
            self.entries[path] = replace(entry, document=entry.document.without_source())

    def release_html(self) -> None:
        """Drop the HTML bodies once Pelican has its copy, to save memory; the fields and the names of the images shown stay."""
        for path, entry in self.entries.items():
            self.entries[path] = replace(entry, html=self.images.names_in(entry.html))

    def _images_of(self, entry: ParsedDocument) -> set[Picture]:
        return self.images.used_by(entry.document.fields, entry.markup)

    def paths(self, *folders: str) -> list[str]:
        """Return the sorted paths of all entries in these folders."""
        return sorted(path for path, entry in self.entries.items() if entry.document.folder in folders)

    def shown_images(self, now: datetime | None) -> set[Picture]:
        """Return the images that a build at the moment `now` shows somewhere; with None, those of drafts too."""
        public = [entry for entry in self.entries.values() if now is None or entry.document.is_public(now)]
        return set().union(*map(self._images_of, public))

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a strict build."""
        return [problem for problem in self.problems if problem.severity == "error"]


def build_index(
    content: Path,
    converter: Converter,
    renderer: ImageRenderer,
    now: datetime | None,
    last_good: Path | None = None,
    disabled: DisabledFeatures | None = None,
    parse_files: ParseFiles = parse_sequentially,
    zone: tzinfo = UTC,
    config: SiteConfig | None = None,
) -> ContentIndex:
    """Parse and check everything below `content` as a build at the moment `now` publishes it (None: with drafts, as in preview).

    A file with errors is left out, and its problems are kept. `disabled`: links to what these features would write are checked, then
    replaced by their text. `parse_files`: how many files are parsed, one after another by default. `zone`: the site's time zone.
    `config`: the settings that the site's addresses depend on. `last_good`: a folder with the last valid text of each file, which
    stands in for a file while that has errors.
    """
    everything, problems = find_files(content)
    texts = [path for path in everything if path.split("/")[0] in content_types() and path.endswith(".md")]
    files = sorted(set(everything) - set(texts))
    images = ImageIndex(content, files, renderer)
    references = References(texts, images)
    converter.find_image = images.resolve
    unused = find_unused_files(files, content_types(), IMAGE_FOLDER.rstrip("/"))
    index = ContentIndex(images, {}, [*problems, *images.problems, *unused])

    def parse(contents: dict[str, bytes]) -> Iterable[tuple[str, ParsedDocument]]:
        return parse_files(contents, lambda path, data: parse_file(path, data, converter, zone), images.images_unchanged)

    _add_files(index, {path: content / path for path in texts}, references, parse)
    config = config or SiteConfig(build_date=now)
    links, tags = _validate_cross_references(index, references, now, config)
    if last_good:
        for path in texts:
            copy = last_good / path
            if path in index.entries:
                _write_if_changed(copy, index.entries[path].document.text.encode())
            elif copy.is_file():
                _add_files(index, {path: copy}, references, parse)
        links, tags = _validate_cross_references(index, references, now, config)

    def finish(entry: ParsedDocument) -> ParsedDocument:
        document, values = entry.document, entry.values
        if document.type.is_post:
            own = tags.canonical(values["tags"])
            unlisted = tuple(tag for tag in map(tag_slug, own) if tag not in links.addresses.tags)
            entry = replace(entry, values=values | {"tags": own, "tags_without_page": unlisted})
        return entry.map_html(lambda html: images.insert(links.rewrite(document, html, disabled)))

    def parse_one(path: str) -> ParsedDocument | None:
        one = ContentIndex(images)
        parse = partial(parse_file, converter=converter, zone=zone)
        _add_files(one, {path: content / path}, references, lambda contents: parse_sequentially(contents, parse, None))
        return one.entries.get(path)

    def parse_again(path: str) -> ParsedDocument | None:
        entry = parse_one(path)
        is_valid = entry and all(problem.severity != "error" for problem in _find_link_problems(links, entry))
        return finish(entry) if is_valid else None

    index.parse_again = parse_again
    index.entries = {path: finish(entry) for path, entry in index.entries.items()}
    language, blank_code = converter.site_language, converter.without_code
    documents = [entry.document for entry in index.entries.values()]
    warnings = (collect_in_time(each.path, lint_document(each, language, zone, blank_code, config.build_date)) for each in documents)
    index.problems = sorted({*index.problems, *chain.from_iterable(warnings)})
    index.release_sources()
    # The entries in memory may lose their HTML, so it is parsed again when a link needs the ids in it.
    links.load_html = lambda path: entry.markup if (entry := parse_one(path)) else ()
    return index


def _is_same_page(one: Document, other: Document) -> bool:
    return one.address == other.address and getattr(one.fields, "status", "") == getattr(other.fields, "status", "")


def _add_files(index: ContentIndex, files: dict[str, Path], references: References, parse: Callable[[dict[str, bytes]], Iterable]) -> None:
    """Parse files and add each to the index, or its problems."""
    contents: dict[str, bytes] = {}
    for path, file in files.items():
        try:
            contents[path] = read_data(file)
        except InvalidContent as error:
            index.problems.append(error.at(path))
    for path, parsed in parse(contents):
        index.problems += parsed.warnings
        problems = [*parsed.problems, *(references.check(parsed.document) if parsed.document else ())]
        index.problems += [problem for problem in problems if not index.images.is_reported(problem)]
        if not problems:
            index.entries[path] = parsed


def _write_if_changed(file: Path, data: bytes) -> None:
    """Write `data` unless the file holds it already: to compare takes a fraction of the time."""
    with suppress(OSError):
        if file.read_bytes() == data:
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _validate_cross_references(index: ContentIndex, references: References, now: datetime | None, config: SiteConfig) -> tuple[Links, Tags]:
    """Remove entries whose address is taken or whose links are broken; return what resolves the links and tags of the rest."""
    tags = Tags(entry.document for entry in index.entries.values())
    for find in (find_duplicate_addresses, find_alias_conflicts, find_duplicate_feed_ids, lambda _: tags.problems()):
        for problem in find([entry.document for entry in index.entries.values()]):
            index.problems.append(problem)
            if problem.severity == "error":
                index.entries.pop(problem.path, None)
    entries = dict(index.entries)
    documents = [entry.document for entry in entries.values()]
    public = public_map(references.texts, documents, now)
    links = Links(documents, public, index.images, config, lambda path: entries[path].markup)
    for path, entry in entries.items():
        problems = _find_link_problems(links, entry)
        index.problems += [problem for problem in problems if not index.images.is_reported(problem)]
        if any(problem.severity == "error" for problem in problems):
            del index.entries[path]
    return links, tags


def _find_link_problems(links: Links, entry: ParsedDocument) -> list[Problem]:
    document = entry.document
    in_html = find_link_problems(links, document, entry.html, entry.values)
    return collect_in_time(document.path, chain(in_html, find_markup_in_plain_fields(document, entry.figures)))
