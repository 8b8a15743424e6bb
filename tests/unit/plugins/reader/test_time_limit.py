"""Whatever is done with one text has an end: it is read, or refused by name. A reading without one would hold up this run for minutes."""

from datetime import UTC

import pytest

from newsroom.parallel import MIN_ITEMS, parallel_map
from plugins.commonmark.extension import CommonMark
from plugins.reader.converter import Converter
from plugins.reader.file_parser import parse_file
from plugins.reader.html_tags import IncompleteTag, tokenize
from plugins.reader.lost_words import find_lost_words

ANSWER = "---\ntitle: X\ndate: 2014-07-02\ncallout: care\nsubmitter: {name: Cleo}\nconsent: publish\nedited: as-sent\nsummary: It.\n---\n"
WHERE = "submissions/care/2014-07-02-x.md"
TOO_SLOW = "seconds of computing to read"
SHAPES = {
    "letters without a space": "a" * 100_000,
    "links that do not end": "[a](" * 20_000,
    "deep quotes": ("> " * 20 + "a\n") * 20_000,
    "tags that do not end": "<a " * 250_000,
    "definitions": "T\n: d\n" * 70_000,
    "one wrong link": "[x](javascript:alert(1))\n\n" * 8_000,
    "many wrong links": "".join(f"[x](javascript:alert({number}))\n\n" for number in range(8_000)),
    "ampersands": "&a" * 200_000,
    "characters by name": "x&amp;" * 60_000,
    "brackets": "[a" * 100_000,
    "notes that are nowhere": "".join(f"[^{number}] " for number in range(20_000)),
    "a wide table": "|a" * 40_000 + "\n" + "|-" * 40_000 + "\n",
    "comments": "<!-- a " * 60_000,
    "emphasis": "*a **b _c " * 30_000,
    "attributes": "<a " + "b " * 200_000,
    "addresses": "https://a.example/" * 20_000,
}


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr("plugins.reader.time_limit.SECONDS", 0.3)


@pytest.mark.parametrize("sent", [False, True], ids=["article", "answer"])
@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_the_reading_of_every_shape_has_an_end(newsroom, short, body, sent):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nTell us.\n")
    path = newsroom.post(body=body)
    if sent:
        (newsroom.folder / path).unlink()
        path = WHERE
        newsroom.write(path, ANSWER + body)
    index = newsroom.read()
    errors = [problem for problem in index.errors if problem.path == path]
    assert (path in index.entries and not errors) or all(error.message for error in errors), errors
    assert errors or path in index.entries
    assert {error.path for error in index.errors} <= {path}


def _endless(*_, **__):
    while True:
        pass


STAGES = [
    "file_parser.parse_document",
    "file_parser.find_name_leaks",
    "converter.find_lost_words",
    "converter.locate_lines",
    "converter.sanitize",
    "converter.find_disallowed",
]
TOGETHER = ["content_index.lint_document", "content_index.find_link_problems", "content_index.find_markup_in_plain_fields"]


@pytest.mark.parametrize("stage", STAGES)
def test_the_limit_covers_all_that_is_done_for_one_text(newsroom, monkeypatch, stage):
    monkeypatch.setattr("plugins.reader.time_limit.SECONDS", 0.1)
    monkeypatch.setattr(f"plugins.reader.{stage}", _endless)
    path = newsroom.post(body="<!-- a --> Words & more.\n")
    errors = [problem for problem in newsroom.read().errors if problem.path == path]
    assert [TOO_SLOW in error.message for error in errors] == [True]


def _endlessly(*_, **__):
    yield from iter(int, 1)


@pytest.mark.parametrize("stage", TOGETHER)
def test_the_limit_covers_what_looks_at_all_texts_together(newsroom, monkeypatch, stage):
    monkeypatch.setattr("plugins.reader.time_limit.SECONDS", 0.1)
    monkeypatch.setattr(f"plugins.reader.{stage}", lambda *_, **__: (problem for problem in _endlessly() if problem))
    path = newsroom.post()
    errors = [problem for problem in newsroom.read().errors if problem.path == path]
    assert [TOO_SLOW in error.message for error in errors] == [True]


def test_the_limit_holds_in_every_process_that_reads(monkeypatch):
    monkeypatch.setattr("plugins.reader.time_limit.SECONDS", 0.05)
    monkeypatch.setattr("plugins.reader.converter.find_lost_words", _endless)
    converter = Converter({"extensions": [CommonMark()]})
    made = dict(
        parallel_map(lambda path: parse_file(path, ANSWER.encode() + b"Words.\n", converter, UTC), [WHERE] * MIN_ITEMS, processes=2)
    )
    assert sorted(made) == list(range(MIN_ITEMS))
    assert all(TOO_SLOW in made[place].problems[0].message for place in made)


def test_a_wrong_text_is_not_converted_again_for_each_of_its_lines(newsroom, monkeypatch):
    """8,000 wrong links of one address: to convert them again for each would take minutes."""
    times = []
    look = Converter._convert_and_check
    monkeypatch.setattr(Converter, "_convert_and_check", lambda self, *args: (times.append(args), look(self, *args))[1])
    monkeypatch.setattr("plugins.reader.time_limit.SECONDS", 60)
    path = newsroom.post(body="[x](javascript:alert(1))\n\n[y](javascript:void)\n\n" * 3_000)
    errors = [problem for problem in newsroom.read().errors if problem.path == path]
    assert len(times) <= 5
    assert {error.line for error in errors} >= {7, 9, 11}


def test_each_of_more_than_a_hundred_findings_has_a_line(newsroom):
    path = newsroom.post(body="".join(f"[x](javascript:alert({number}))\n\n" for number in range(1_000, 1_150)))
    errors = [problem for problem in newsroom.read().errors if problem.path == path]
    assert sorted(error.line for error in errors) == list(range(7, 307, 2))


@pytest.mark.parametrize(
    ("text", "markup", "lost"),
    [
        ("Fish&amp;chips here", "<p>here</p>", []),
        ("a&b&amp;c d", "<p>a d</p>", []),
        ("a&b c", "<p>a c</p>", ["the words “b” would be lost"]),
        ("&eacute;t&eacute; plain&words gone", "<p>plain</p>", ["the words “words gone” would be lost"]),
        ("&#233;t&#xe9;", "<p></p>", []),
    ],
)
def test_only_words_beside_a_character_by_name_are_left_to_it(text, markup, lost):
    assert [found.message for found in find_lost_words(text, markup, True)] == lost


def test_a_long_word_is_looked_through_once():
    """A search that begins anew at each letter would take hours here."""
    assert list(find_lost_words("a" * 900_000 + "&", "<p>" + "a" * 900_000 + "</p>", True)) == []


def test_tags_that_are_not_whole_are_not_each_kept_to_the_end_of_their_line():
    """60,000 comments on one line that do not end: their lines would be 12 GB."""
    found = [piece for piece in tokenize("<!-- a " * 60_000) if isinstance(piece, IncompleteTag)]
    assert len(found) == 60_000
    assert sum(len(piece.raw) for piece in found) <= 60_000_000
