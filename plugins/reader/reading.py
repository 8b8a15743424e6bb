"""One file of content read by itself: what it says, or what is wrong with it.

Nothing here looks at any other text, so files may be read in any order and by any process, and what was read may be remembered.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import Markup

from newsroom.html_fragment import parsed
from newsroom.segmentation import first_words
from plugins.reader.anonymity import names_given_away
from plugins.reader.convert import Converter
from plugins.reader.document import Document, parse
from plugins.reader.front import split
from plugins.reader.hidden import without_hidden
from plugins.reader.models import Image
from plugins.reader.problems import Problem
from plugins.reader.source import Refused, text_of
from plugins.reader.time_limit import time_limit

SUMMARY_WORDS = 30
_BESIDE_THE_TEXT = ".//aside | .//figure | .//div[@class='footnote'] | .//sup[a[@class='footnote-ref']]"


@dataclass(frozen=True)
class Reading:
    """`values` are the fields of `document` with curly quotes and Markdown made HTML; `html` is its body.

    `images`: what the figures in its texts say; `drawn`: path and digest of each picture that they show. `warnings` stop no build. With
    problems, the rest may be missing.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    html: str = ""
    images: tuple[Image, ...] = ()
    drawn: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Problem, ...] = ()


# `read_all(files, read, still_holds)`: what `read(path, data)` gives for the data of each file, by path, in the order of `files`.
# Whoever remembers what was read before asks `still_holds(reading)`.
ReadAll = Callable[[Mapping[str, bytes], Callable[[str, bytes], Reading], Callable[[Reading], bool]], Iterable[tuple[str, Reading]]]


def one_by_one(files: Mapping[str, bytes], read: Callable[[str, bytes], Reading], _) -> Iterator[tuple[str, Reading]]:
    """The plain way: here, now, and remembering nothing."""
    return ((path, read(path, data)) for path, data in files.items())


def read_alone(path: str, data: bytes, converter: Converter, zone: tzinfo = UTC) -> Reading:
    """The file at `path`, from content/, which holds `data`; its moments in `zone`. Never raises for what is in it."""
    document, problems = None, []
    try:
        with time_limit():
            text, hidden = without_hidden(path, text_of(data))
            document, problems = parse(path, text, zone)
            if problems:
                return Reading(None, tuple(sorted({*problems, *_wrong_below(path, text, converter)})))
            converter.images(), converter.findings()
            values, html, found = _converted(document, converter)
            found += [*names_given_away(document), *hidden]
    except Refused as refused:
        return Reading(None if problems else document, (*problems, refused.at(path)))
    errors = tuple(problem for problem in found if problem.severity == "error")
    if errors:
        return Reading(document, errors)
    images = converter.images()
    drawn = {image.file: converter.picture(image.file).digest for image in images}
    return Reading(document, (), values, html, images, tuple(sorted(drawn.items())), tuple(found))


def _wrong_below(path: str, text: str, converter: Converter) -> list[Problem]:
    """The errors in the words of a file whose front matter does not hold, so that all of its errors are told at once."""
    try:
        _, body, line = split(text)
        converter.images(), converter.findings()
        converter.speak(None)
        _at(_counted_from(line), "", converter.html, body, "", path.startswith("submissions/"))
    except Refused as refused:
        return [refused.at(path)]
    return [problem for problem in _problems(path, converter.findings(), _counted_from(line)) if problem.severity == "error"]


def _converted(document: Document, converter: Converter) -> tuple[dict[str, Any], str, list[Problem]]:
    """The values and the HTML of a document, and what is wrong or to be said of them. Raises Refused with the line in the file.

    Only the body of a submission is the public's; all other words are the editors'.
    """
    converter.speak(getattr(document.fields, "lang", None))
    in_body = _counted_from(document.body_line)
    html = _at(in_body, "", converter.html, document.body, document.slug, document.kind == "submissions")
    found = converter.findings()
    problems = _problems(document.path, found, in_body)
    values = dict(converter.curled(document.fields))
    if document.kind in {"articles", "submissions"}:
        converter.speak(None)  # the editors' own words
    if document.kind == "submissions":
        values["left_out"] = tuple(one.left_out for _, one in found if getattr(one, "left_out", ""))
    for name in document.fields.MARKDOWN:
        if values[name]:
            place = _counted_from(document.header.first_line_of(name))
            values[name] = Markup(_at(place, name, converter.html, values[name], f"{document.slug}-{name}", False))
            problems += _problems(document.path, converter.findings(), place, name)
    if document.kind in {"articles", "submissions"} and not values["summary"]:
        values["summary"] = summary_of(html)
    return values, html, problems


def _counted_from(first: int) -> Callable[[int], int]:
    """From a line of a text, from 1, to that of its file; 0 is the text as a whole."""
    return lambda line: first + max(line - 1, 0)


def _problems(path: str, found: list[tuple[int, Any]], place: Callable[[int], int], field_name: str = "") -> list[Problem]:
    """Findings as problems of the file; `place(line)`: the line in the file of one in the text."""
    every = [Problem(path, place(line), field_name or one.field, _message(one, place), one.cure, one.severity) for line, one in found]
    return list(dict.fromkeys(every))


def _message(finding: Any, place: Callable[[int], int]) -> str:
    """What a finding says; a second line that it names is counted from the top of the file too."""
    other = getattr(finding, "other_line", 0)
    return finding.message.replace(f"line {other}", f"line {place(other)}", 1) if other else finding.message


def _at(place: Callable[[int], int], field_name: str, convert, *args) -> str:
    """`convert(*args)`, with the line of a refusal counted from the top of the file instead of from its own text."""
    try:
        return convert(*args)
    except Refused as refused:
        raise Refused(refused.message, refused.cure, place(refused.line), field_name or refused.field) from None


def summary_of(html: str) -> str:
    """The first words of the paragraphs as plain text, for a post without a summary; of a text without any, of all that it says.

    Headings, lists, pictures, pull quotes and footnotes are not among them.
    """
    root = parsed(html)
    if root is None:
        return ""
    for element in root.xpath(_BESIDE_THE_TEXT):
        element.drop_tree()
    for line_break in root.xpath(".//br"):
        line_break.tail = f" {line_break.tail or ''}"
    paragraphs = [words for part in root.xpath(".//p[not(ancestor::li)]") if (words := part.text_content()).strip()]
    return first_words(" ".join(paragraphs) or root.text_content(), SUMMARY_WORDS)
