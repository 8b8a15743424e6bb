"""Problems, hints and counts as people read them."""

import pytest

from newsroom.problems import (
    Problem,
    closest_match,
    did_you_mean,
    format_problems,
    message_and_cure,
    pluralize,
    read_problems,
    with_cure,
    write_problems,
)

ERROR = Problem("articles/x.md", 4, "authors", "no contributor “gosbert-chagla”", "did you mean “gosbert-chagula”?")
WARNING = Problem("pages/a.md", 0, "", "is odd", "", "warning")


def test_an_error_names_file_line_field_and_cure():
    assert str(ERROR) == ("content/articles/x.md:4: authors: no contributor “gosbert-chagla”\n  did you mean “gosbert-chagula”?")


def test_a_problem_with_the_whole_file_names_no_line():
    assert str(WARNING) == "content/pages/a.md: is odd (warning)"


def test_errors_come_first_and_the_last_line_counts():
    lines = format_problems([WARNING, ERROR]).splitlines()
    assert lines[0].startswith("content/articles/x.md:4")
    assert lines[-1] == "1 error and 1 warning in 2 files"
    assert format_problems([ERROR, ERROR]).splitlines()[-1] == "2 errors in 1 file"
    assert format_problems([]) == ""


def test_what_the_reader_wrote_is_read_back(tmp_path):
    file = tmp_path / "problems.json"
    assert read_problems(file) == []
    write_problems([WARNING, ERROR], file)
    assert read_problems(file) == [ERROR, WARNING]


@pytest.mark.parametrize("typed", ["callots", "Call-Outs", "CALLOUTS "])
def test_a_misspelt_name_is_answered_with_the_nearest(typed):
    assert did_you_mean(typed, ["articles", "callouts"]) == "did you mean “callouts”?"
    assert did_you_mean(typed, ["articles", "callouts"], "The folders are articles and callouts.").startswith(
        "did you mean “callouts”? The"
    )


def test_a_name_like_no_other_gets_the_other_advice_alone():
    assert did_you_mean("zzz", ["articles"]) == ""
    assert did_you_mean("zzz", ["articles"], "Known: articles.") == "Known: articles."


def test_the_closest_match_is_returned_as_it_is_written():
    assert closest_match("gosbert_chagla", ["Gosbert-Chagula", "ann"]) == "Gosbert-Chagula"
    assert closest_match("ger", ["german"], cutoff=0.75) == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("“a; b” is not a date; write it like 2014-06-03", ("“a; b” is not a date", "write it like 2014-06-03")),
        ("is odd", ("is odd", "")),
    ],
)
def test_the_cure_of_an_error_stands_behind_its_last_semicolon(text, parts):
    assert message_and_cure(ValueError(text)) == parts


def test_each_line_of_a_cure_is_indented_below_the_message():
    assert with_cure("No space.", "Free some.\nTry again.") == "No space.\n  Free some.\n  Try again."
    assert with_cure("No space.", "") == "No space."


@pytest.mark.parametrize(("number", "words"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (1000, "1,000 files")])
def test_a_noun_agrees_with_its_number(number, words):
    assert pluralize(number, "file") == words
