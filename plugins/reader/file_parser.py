"""Parser of one content file: front matter and Markdown to typed fields and HTML, or the problems in it.

Depends on no other text, so files can be parsed in any order and in any process, and the results can be cached.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import Markup

from newsroom.content_models import Image
from newsroom.content_types import content_types
from newsroom.html_fragment import parse_fragment
from newsroom.problems import Problem
from newsroom.segmentation import first_words
from plugins.reader.anonymity import find_name_leaks
from plugins.reader.converter import Converter
from plugins.reader.decode import InvalidContent, decode_text
from plugins.reader.document import Document, parse_document
from plugins.reader.front_matter import split_front_matter
from plugins.reader.hidden_characters import strip_hidden
from plugins.reader.time_limit import time_limit

SUMMARY_WORDS = 30
_BESIDE_THE_TEXT = ".//aside | .//figure | .//div[@class='footnote'] | .//sup[a[@class='footnote-ref']]"


@dataclass(frozen=True)
class ParsedDocument:
    """Result of parsing one file. With problems, the rest may be missing; warnings stop no build.

    `values`: the fields of `document` with smart quotes and with Markdown as HTML. `html`: the body. `figures`: the options of its
    `/// figure` blocks. `image_hashes`: path and hash of each image that these show.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    html: str = ""
    figures: tuple[Image, ...] = ()
    image_hashes: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def markup(self) -> list[str]:
        """All HTML of it: the body, then the fields that are HTML."""
        return [self.html, *(value for value in self.values.values() if isinstance(value, Markup))]

    def map_html(self, change: Callable[[str], str]) -> "ParsedDocument":
        """Return a copy with `change` applied to all its HTML."""
        values = {name: Markup(change(str(value))) if isinstance(value, Markup) else value for name, value in self.values.items()}
        return replace(self, values=values, html=change(self.html))


# `parse_files(files, parse, is_current)` yields path and `parse(path, data)` for each file, in the order of `files`. An
# implementation with a cache asks `is_current(parsed)` before it returns a cached result.
ParseFiles = Callable[
    [Mapping[str, bytes], Callable[[str, bytes], ParsedDocument], Callable[[ParsedDocument], bool]], Iterable[tuple[str, ParsedDocument]]
]


def parse_sequentially(
    files: Mapping[str, bytes], parse: Callable[[str, bytes], ParsedDocument], _
) -> Iterator[tuple[str, ParsedDocument]]:
    """Parse the files one after another, without a cache."""
    return ((path, parse(path, data)) for path, data in files.items())


def parse_file(path: str, data: bytes, converter: Converter, zone: tzinfo = UTC) -> ParsedDocument:
    """Parse the file at `path`, relative to content/, with the content `data`. Errors in it are returned, never raised."""
    document, problems = None, []
    try:
        with time_limit():
            text, hidden = strip_hidden(path, decode_text(data))
            document, problems = parse_document(path, text, zone)
            if problems:
                return ParsedDocument(None, tuple(sorted({*problems, *_find_body_errors(path, text, converter)})))
            converter.take_figures(), converter.take_findings()
            values, html, found = _convert(document, converter)
            found += [*find_name_leaks(document), *hidden]
    except InvalidContent as error:
        return ParsedDocument(None if problems else document, (*problems, error.at(path)))
    errors = tuple(problem for problem in found if problem.severity == "error")
    if errors:
        return ParsedDocument(document, errors)
    figures = converter.take_figures()
    hashes = {image.file: converter.find_image(image.file).digest for image in figures}
    return ParsedDocument(document, (), values, html, figures, tuple(sorted(hashes.items())), tuple(found))


def _find_body_errors(path: str, text: str, converter: Converter) -> list[Problem]:
    """Return the errors in the body of a file whose front matter is invalid, so that an editor sees all of them at once."""
    try:
        _, body, line = split_front_matter(text)
        converter.take_figures(), converter.take_findings()
        converter.set_language(None)
        _with_file_line(_counted_from(line), "", converter.convert, body, "", content_types()[path.split("/")[0]].untrusted)
    except InvalidContent as error:
        return [error.at(path)]
    return [problem for problem in _problems(path, converter.take_findings(), _counted_from(line)) if problem.severity == "error"]


def _convert(document: Document, converter: Converter) -> tuple[dict[str, Any], str, list[Problem]]:
    """Return the values and the HTML of a document, and the problems in them. Raises InvalidContent with the line in the file.

    In a submission only the body is the public's; the other fields are the editors' words.
    """
    converter.set_language(getattr(document.fields, "lang", None))
    in_body = _counted_from(document.body_line)
    html = _with_file_line(in_body, "", converter.convert, document.body, document.slug, document.type.untrusted)
    found = converter.take_findings()
    problems = _problems(document.path, found, in_body)
    values = dict(converter.with_smart_quotes(document.fields))
    if document.type.is_post:
        converter.set_language(None)  # the editors' own words
    if document.type.untrusted:
        values["left_out"] = tuple(one.left_out for _, one in found if getattr(one, "left_out", ""))
    for name in document.fields.MARKDOWN:
        if values[name]:
            place = _counted_from(document.front_matter.first_line_of(name))
            values[name] = Markup(_with_file_line(place, name, converter.convert, values[name], f"{document.slug}-{name}", False))
            problems += _problems(document.path, converter.take_findings(), place, name)
    if document.type.is_post and not values["summary"]:
        values["summary"] = summarize(html)
    return values, html, problems


def _counted_from(first: int) -> Callable[[int], int]:
    """Return the function from a line of a text, from 1, to the line of its file; 0 stands for the text as a whole."""
    return lambda line: first + max(line - 1, 0)


def _problems(path: str, found: list[tuple[int, Any]], place: Callable[[int], int], field_name: str = "") -> list[Problem]:
    """Return findings as problems of the file; `place(line)` converts a line of the text to a line of the file."""
    every = [Problem(path, place(line), field_name or one.field, _message(one, place), one.cure, one.severity) for line, one in found]
    return list(dict.fromkeys(every))


def _message(finding: Any, place: Callable[[int], int]) -> str:
    """Return the message of a finding; a second line that it names is converted to a line of the file too."""
    other = getattr(finding, "other_line", 0)
    return finding.message.replace(f"line {other}", f"line {place(other)}", 1) if other else finding.message


def _with_file_line(place: Callable[[int], int], field_name: str, convert, *args) -> str:
    """Return `convert(*args)`; an error that it raises gets its line in the file instead of in the text."""
    try:
        return convert(*args)
    except InvalidContent as error:
        raise InvalidContent(error.message, error.cure, place(error.line), field_name or error.field) from None


def summarize(html: str) -> str:
    """Return the first words of the paragraphs as plain text, the default summary of a post.

    Headings, lists, images, pull quotes and footnotes are left out; a text without paragraphs is taken whole.
    """
    root = parse_fragment(html)
    if root is None:
        return ""
    for element in root.xpath(_BESIDE_THE_TEXT):
        element.drop_tree()
    for line_break in root.xpath(".//br"):
        line_break.tail = f" {line_break.tail or ''}"
    paragraphs = [words for part in root.xpath(".//p[not(ancestor::li)]") if (words := part.text_content()).strip()]
    return first_words(" ".join(paragraphs) or root.text_content(), SUMMARY_WORDS)
