"""Of well-made Markdown nothing is said to be lost, whoever wrote it and whichever plugin reads it."""

import pytest

from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.pull_quotes import PullQuoteExtension
from plugins.reader.converter import Converter
from plugins.typography.curl import CurlyQuotes
from tests.unit.plugins.reader.constructs import snippets

EXTENSIONS = [f"markdown.extensions.{name}" for name in ("abbr", "attr_list", "def_list", "fenced_code", "sane_lists", "tables")]


@pytest.mark.parametrize("public", [False, True], ids=["editor", "public"])
@pytest.mark.parametrize("first", [(CommonMark(),), ()], ids=["commonmark", "plain"])
def test_no_well_made_text_is_said_to_lose_words(first, public):
    converter = Converter(
        {"extensions": [*EXTENSIONS, CurlyQuotes(), SlugFootnotes(), PullQuoteExtension(), *first], "output_format": "html"}
    )
    texts, alarms = list(dict.fromkeys(snippets())), []
    for text in texts:
        assert converter.convert(text, "slug", public)
        alarms += [(text, finding.message) for _, finding in converter.take_findings() if "would be lost" in finding.message]
    assert alarms == []
    assert len(texts) > 1000


@pytest.fixture(scope="module")
def commonmark():
    return Converter(
        {"extensions": [*EXTENSIONS, CurlyQuotes(), SlugFootnotes(), PullQuoteExtension(), CommonMark()], "output_format": "html"}
    )


@pytest.mark.parametrize("public", [False, True], ids=["editor", "public"])
@pytest.mark.parametrize("list_", ["1.\tFirst", "1)\tFirst", "- [x] done", "- [X]\tdone", "> 1.\tFirst"])
def test_beside_the_marks_of_a_list_what_is_lost_is_still_told_by_its_line(commonmark, list_, public):
    text = f"{list_}\n\nWords\n\nOne[^1] two.\n\n[^1]: First words.\n\n| a | b |\n|---|---|\n| 1 | 2 | three |"
    commonmark.convert(text, "slug", public)
    assert [(line, finding.message) for line, finding in commonmark.take_findings()] == [
        (len(text.split("\n")), "a row of a table has 3 cells below a head of 2")
    ]


@pytest.mark.parametrize("public", [False, True], ids=["editor", "public"])
@pytest.mark.parametrize(
    "text, line, lost",
    [
        ("1.\tFirst\n\n| a | b |\n|---|---|\n| 1 | 2 | three |", 5, "three"),
        ("- [x] done\n\n> a | b\n> ---|---\n> 1 | 2 | three", 5, "three"),
        ("1)\tOne[^1].\n\n[^1]: First words.\n\n[^1]: Second ones.", 3, "First words"),
    ],
)
def test_what_vanishes_is_named_with_what_to_do(text, line, lost, public):
    """Python-Markdown alone drops a cell too many and all but the last of several notes."""
    converter = Converter({"extensions": [*EXTENSIONS, CurlyQuotes(), SlugFootnotes()], "output_format": "html"})
    converter.convert(text, "slug", public)
    ((found, finding),) = converter.take_findings()
    assert (found, finding.message) == (line, f"the words “{lost.lower()}” would be lost")
    assert "write \\ before that sign" in finding.cure and "between back-ticks" in finding.cure


@pytest.mark.parametrize(
    "comment",
    [
        "[//]: # (not for readers)",
        '[//]: # "not for readers"',
        "[comment]: # (not for readers)",
        "[//]: <> (not for readers)",
        "[//]: # (one)\n[//]: # (two)",
        "[1]: # 'x'",
    ],
)
def test_a_comment_of_markdown_is_a_warning(commonmark, comment):
    commonmark.convert(f"Words.\n\n{comment}\n\nMore.", "slug", False)
    found = [(line, finding.severity, finding.message) for line, finding in commonmark.take_findings()]
    assert [(line, severity) for line, severity, _ in found] == [(3 + number, "warning") for number in range(comment.count("\n") + 1)]
    assert all(message.startswith("the comment “") and message.endswith("is left out") for *_, message in found)
