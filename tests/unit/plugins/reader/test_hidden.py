"""Hidden characters are taken out of what the public sent, and named in what editors wrote."""

import pytest

from commands.problems import Problem as Shown
from plugins.reader.problems import Problem

ANSWER = "---\ntitle: X\u202ey\ndate: 2014-07-02\ncallout: care\nsubmitter: {name: Cl\u2066eo}\nconsent: publish\nedited: as-sent\nsummary: It.\n---\n"
WHERE = "submissions/care/2014-07-02-x.md"


def test_they_are_taken_out_of_an_answer_and_told_by_line(newsroom):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nTell us.\n")
    newsroom.write(WHERE, ANSWER + "One \u202etwo\u202c.\n\nمی\u200cخواهم\n")
    library = newsroom.read()
    entry = library.entries[WHERE]
    assert (entry.values["title"], entry.values["submitter"].name) == ("Xy", "Cleo")
    assert "One two." in entry.html and "می\u200cخواهم" in entry.html
    found = [(one.line, one.message, one.severity) for one in library.problems if one.path == WHERE and "U+" in one.message]
    assert found == [
        (2, "1 hidden character is taken out: U+202E", "warning"),
        (5, "1 hidden character is taken out: U+2066", "warning"),
        (10, "2 hidden characters are taken out: U+202C, U+202E", "warning"),
    ]


def test_they_are_named_in_a_text_of_ours_and_stay(newsroom):
    path = newsroom.post(body="Pay\u200bpal and a \ufeffmark.")
    library = newsroom.read()
    assert "Pay\u200bpal" in library.entries[path].html
    (found,) = (one for one in library.problems if one.path == path and "U+" in one.message)
    assert (found.line, found.message, found.severity) == (7, "2 hidden characters are in this line: U+200B, U+FEFF", "warning")


def test_no_message_turns_the_words_around_it():
    for kind in (Problem, Shown):
        assert str(kind("articles/x.md", 3, "title", "holds “\u202eevil”", "a \x1b[2J cure", "error")) == (
            "content/articles/x.md:3: title: holds “U+202Eevil”\n  a U+001B[2J cure"
        )


@pytest.mark.parametrize("code", ["202e", "2066", "200b", "feff"])
def test_none_comes_in_by_its_code(newsroom, code):
    newsroom.write(WHERE, ANSWER.replace("X\u202ey", f'"X\\u{code}y"') + "Words.\n")
    (found,) = (one for one in newsroom.read().errors if one.path == WHERE and one.field == "title")
    assert (found.line, found.message) == (2, f"holds the hidden character U+{code.upper()}, written by its code")
