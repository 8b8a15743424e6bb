"""Hidden characters are taken out of what the public sent, and named in what editors wrote."""

import pytest

from newsroom.problems import Problem

ANSWER = "---\ntitle: X\u202ey\ndate: 2014-07-02\ncallout: care\nsubmitter: {name: Cl\u2066eo}\nconsent: publish\nedited: as-sent\nsummary: It.\n---\n"
WHERE = "submissions/care/2014-07-02-x.md"


def test_they_are_taken_out_of_an_answer_and_told_by_line(newsroom):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nTell us.\n")
    newsroom.write(WHERE, ANSWER + "One \u202etwo\u202c.\n\nمی\u200cخواهم\n")
    index = newsroom.read()
    entry = index.entries[WHERE]
    assert (entry.values["title"], entry.values["submitter"].name) == ("Xy", "Cleo")
    assert "One two." in entry.html and "می\u200cخواهم" in entry.html
    found = [(one.line, one.message, one.severity) for one in index.problems if one.path == WHERE and "U+" in one.message]
    assert found == [
        (2, "1 hidden character is taken out: U+202E", "warning"),
        (5, "1 hidden character is taken out: U+2066", "warning"),
        (10, "2 hidden characters are taken out: U+202C, U+202E", "warning"),
    ]


def test_they_are_named_in_a_text_of_ours_and_stay(newsroom):
    path = newsroom.post(body="Pay\u200bpal and a \ufeffmark.")
    index = newsroom.read()
    assert "Pay\u200bpal" in index.entries[path].html
    (found,) = (one for one in index.problems if one.path == path and "U+" in one.message)
    assert (found.line, found.message, found.severity) == (7, "2 hidden characters are in this line: U+200B, U+FEFF", "warning")


def test_no_message_turns_the_words_around_it():
    assert str(Problem("articles/x.md", 3, "title", "holds “\u202eevil”", "a \x1b[2J cure", "error")) == (
        "content/articles/x.md:3: title: holds “U+202Eevil”\n  a U+001B[2J cure"
    )


@pytest.mark.parametrize("code", ["202e", "2066", "200b", "feff"])
def test_none_comes_in_by_its_code(newsroom, code):
    newsroom.write(WHERE, ANSWER.replace("X\u202ey", f'"X\\u{code}y"') + "Words.\n")
    (found,) = (one for one in newsroom.read().errors if one.path == WHERE and one.field == "title")
    assert (found.line, found.message) == (2, f"holds the hidden character U+{code.upper()}, written by its code")


def told(newsroom, path: str) -> list[tuple]:
    return [
        (one.line, one.field, one.message, one.severity) for one in newsroom.read().problems if one.path == path and "hidden" in one.message
    ]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("&#8238;", "202E"), ("&rlm;", "200F"), ("&lrm;", "200E"), ("&#x202E;", "202E"), ("&#x0202a;", "202A"), ("&#8294;", "2066"), ("&ZeroWidthSpace;", "200B"),
        ("&NoBreak;", "2060"), ("&zwj;", "200D"), ("<b>&#x2067;it</b>", "2067"), ("&#X202E;", "202E"),
    ],
)  # fmt: skip
def test_one_by_its_reference_is_named_like_the_character(newsroom, reference, code):
    path = newsroom.post(body=f"First.\n\nPay{reference}pal.")
    assert told(newsroom, path) == [(9, "", f"1 hidden character is in this line, written by its code: U+{code}", "warning")]


def test_references_are_counted_by_line_in_the_fields_that_are_markdown_too(newsroom):
    path = newsroom.post(body="A &rlm; &#8238;b.\n\nC&rlm;d.", extra="editors_note: |\n  One.\n\n  Two&#x202E; three.\n")
    assert told(newsroom, path) == [
        (9, "editors_note", "1 hidden character is in this line, written by its code: U+202E", "warning"),
        (11, "", "2 hidden characters are in this line, written by their codes: U+200F, U+202E", "warning"),
        (13, "", "1 hidden character is in this line, written by its code: U+200F", "warning"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "`&rlm;`",
        "```\n&#8238;\n```",
        "    &rlm;",
        "\\&rlm; it",
        "می&zwnj;خواهم",
        "👩&zwj;👧",
        "&amp;rlm; &eacute; &nbsp; & so",
        "Fish & chips; &rlmx;",
    ],
)
def test_a_reference_that_is_shown_or_that_its_script_needs_is_not_named(newsroom, body):
    assert told(newsroom, newsroom.post(body=f"First.\n\n{body}")) == []


def test_a_reference_in_an_answer_is_shown_as_typed(newsroom):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nTell us.\n")
    newsroom.write(WHERE, ANSWER.replace("\u202e", "").replace("\u2066", "") + "One &#8238;two.\n")
    index = newsroom.read()
    assert "&amp;#8238;" in index.entries[WHERE].html
    assert told(newsroom, WHERE) == []


def test_a_field_of_plain_words_is_told_to_take_the_reference_out(newsroom):
    path = newsroom.post(extra="tags: [a&rlm;b, c&#233;, d&lrm;&eacute;]\n")
    found = [one for one in newsroom.read().problems if one.path == path and one.field.startswith("tags")]
    assert {(one.severity, one.cure) for one in found} == {
        ("warning", "take &rlm; out"),
        ("warning", "type é in place of &#233;"),
        ("warning", "type é in place of &eacute;; take &lrm; out"),
    }


@pytest.mark.parametrize("character", ["\u202e", "\u2067"])
def test_one_that_is_not_ended_is_the_same_in_a_field_and_in_the_text(newsroom, character):
    path = newsroom.post(body=f"One {character}two.", extra=f'tags: ["a{character}b"]\neditors_note: c{character}d\n')
    words = f"1 hidden character is in this line: U+{ord(character):04X}"
    assert told(newsroom, path) == [(line, "", words, "warning") for line in (6, 7, 9)]
