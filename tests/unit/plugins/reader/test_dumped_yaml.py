"""Front matter as programs write it: a title reads back as it was, or is refused with a cure that leads there."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.reader.document import parse_document


def read(front_matter: str):
    return parse_document("pages/x.md", f"---\n{front_matter}\n---\nWords.\n")


def dumped(title: str, **more):
    return read(yaml.safe_dump({"title": title}, **more))


SIGNS = st.sampled_from(
    ["é", "“", "”", "中文", "😀", "\xa0", "\\", '"', "'", "#", "- ", ": ", "\n", "\t", "\u2028", "\x85", "\x07", "{", "&", "Note: ", "1. "]
)
WORDS = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x2FFF), min_size=1, max_size=8)
TITLES = st.lists(st.one_of(SIGNS, WORDS, st.sampled_from([" ", " ", "word", "café "])), min_size=1, max_size=50).map(
    lambda parts: ("a" + "".join(parts) + "z")[:400]
)


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(TITLES, st.booleans())
def test_what_a_program_dumps_reads_back_or_the_cure_is_right(title, unicode):
    document, problems = dumped(title, allow_unicode=unicode, width=80)
    if document:
        assert document.fields.title == title.strip()
        return
    for problem in problems:
        assert any(cure in problem.cure for cure in ("in its place", "delete it", "on one line")), problem
    mended = "".join(sign if sign.isprintable() else " " for sign in title)
    document, problems = dumped(mended, allow_unicode=True, width=10_000)
    assert problems == [] and document.fields.title == mended.strip()


@pytest.mark.parametrize(
    ("front_matter", "title"),
    [
        (r'title: "Caf\xE9 \u201Cx\u201D"', "Café “x”"),
        (r'title: "Stra\xdfe \U0001F600"', "Straße 😀"),
        ('title: "one \\\n  \\ two"', "one  two"),
        ('title: "one\\\n  \\ two"', "one two"),
        ('title: "one \\\n  two"', "one two"),
        ('title: "\\u4E2D\\\n  \\u6587"', "中文"),
        ('title: "one\n  #two and three"', "one #two and three"),
    ],
)
def test_codes_and_folded_lines_mean_what_yaml_says(front_matter, title):
    document, problems = read(front_matter)
    assert problems == [] and document.fields.title == title


@pytest.mark.parametrize(
    ("front_matter", "said", "cure"),
    [
        (r'title: "C:\xab\new"', "“\\x", "write each backslash twice"),
        (r'title: "a:\xE9"', "“\\xE9”", "type é in its place"),
        (r'title: "a\x85b"', "“\\x85”", "put a space in its place"),
        (r'title: "snake\_case"', "“\\_”", "put a space in its place"),
        (r'title: "one\ntwo"', "“\\n”", "put a space in its place"),
        (r'title: "a\eb"', "“\\e”", "delete it"),
        (r'title: "a\x07b"', "U+0007", "delete it"),
        ('title: "one\\\n  two"', "joins the words", "take it out"),
        ('title: "one\n  Note: two"', "swallows", "on one line"),
        ("title: 'one\n  # two'", "begins something", "on one line"),
        ('title: "one\n\n  two"', "an empty line", "on one line"),
    ],
)
def test_what_is_refused_has_a_cure_that_leads_on(front_matter, said, cure):
    document, (problem,) = read(front_matter)
    assert document is None and said in problem.message and cure in problem.cure
