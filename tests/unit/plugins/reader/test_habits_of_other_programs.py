"""What writers bring along from Jekyll, Hugo and WordPress is understood, or answered with what is written here."""

import pytest

from newsroom.content_models import Image
from plugins.reader.document import parse_document
from plugins.reader.plain_fields import find_markup_in_plain_fields


def found(newsroom, path: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.field, f"{one.message}; {one.cure}") for one in newsroom.read().problems if one.path == path]


@pytest.mark.parametrize(
    ("extra", "line", "cure"),
    [
        ("draft: true\n", 6, "write “status: draft”"),
        ("draft: false\n", 6, "write “status: draft”"),
        ("published: false\n", 6, "“status: draft”, or “status: hidden”"),
        ("id: x\npublished: no\n", 7, "“status: hidden”"),
    ],
)
def test_a_field_of_another_program_is_answered_with_status(newsroom, extra, line, cure):
    path = newsroom.post(extra=extra)
    ((at, _, words),) = found(newsroom, path)
    assert at == line and "there is no such field" in words and cure in words and "did you mean" not in words


def test_a_day_of_publication_is_not_a_status(newsroom):
    path = newsroom.post(extra="published: 2014-06-03\n")
    ((_, _, words),) = found(newsroom, path)
    assert "status: draft" not in words


@pytest.mark.parametrize(
    "text",
    ["--- \ntitle: X\n---\nWords.", "---\ntitle: X\n---  \nWords.", "\n---\t\ntitle: X\n---\xa0\nWords.", "---\ntitle: X\n... \nWords."],
)
def test_spaces_behind_the_hyphens_are_nothing(text):
    document, problems = parse_document("pages/x.md", text)
    assert problems == [] and (document.fields.title, document.body) == ("X", "Words.")
    assert document.body_line == text.count("\n") + 1


@pytest.mark.parametrize(
    ("extra", "line", "field", "said", "cure"),
    [
        (
            "editors_note: Fine &amp; dandy\nid: '&#8220;a&#8221;'\n",
            7,
            "id",
            "“&#8220;”, “&#8221;”",
            "“ in place of &#8220;, ” in place of &#8221;",
        ),
        ("image: {file: images/tea.png, alt: A &amp; b, credit: {name: Ada}}\n", 6, "image.alt", "“&amp;”", "& in place of &amp;"),
        ("image: {file: images/tea.png, alt: A, credit: {name: A&nbsp;B}}\n", 6, "image.credit.name", "“&nbsp;”", "a space in place of"),
        ("tags: [a, 'R&#x26;D']\n", 6, "tags", "“&#x26;”", "& in place of &#x26;"),
    ],
)
def test_an_entity_in_plain_words_is_a_warning(newsroom, extra, line, field, said, cure):
    path = newsroom.post(extra=extra)
    ((at, name, words),) = found(newsroom, path)
    assert (at, name) == (line, field) and said in words and "shown as it stands" in words and cure in words
    assert path in newsroom.read().entries


def test_an_entity_of_a_figure_is_named_by_its_line():
    text = "---\ntitle: X\n---\nWords.\n\n/// figure\n    file: images/tea.png\n    alt: A &eacute; b\n///\n"
    document, _ = parse_document("pages/x.md", text)
    (problem,) = find_markup_in_plain_fields(document, [Image(file="images/tea.png", alt="A &eacute; b")])
    assert (problem.line, problem.field, problem.severity) == (8, "/// figure alt", "warning")
    assert problem.cure == "type é in place of &eacute;"


def test_what_only_looks_like_an_entity_is_words(newsroom):
    assert found(newsroom, newsroom.post(extra='id: "R&D; AT&T, &nosuch; and & so"\n')) == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<details>\n\na\n</details>\n\nb\n\n</details>", 14),
        ("<div>\n\n<div>\n\na\n\n</div>\n\n</div>\n\nb\n\n</div>\n\nc", 19),
        ("<b>a</b> and\n<b>b</b> or\n</b> c", 9),
    ],
)
def test_of_ends_that_are_too_many_the_last_is_named(newsroom, body, line):
    path = newsroom.post(body=body)
    named = [at for at, _, words in found(newsroom, path) if "closes nothing" in words]
    assert named == [line]


def test_an_attribute_is_named_by_its_own_line(newsroom):
    path = newsroom.post(body='Some snake_case and _a_.\n\n<p _="b">c</p>\n')
    assert [at for at, _, words in found(newsroom, path) if "holds _=…" in words] == [9]


@pytest.mark.parametrize("body", ["\\/// x", "Words.\n\n\\/// figure", "- \\/// pull-quote\n\n> \\//// x", "Words\n\\/// and more"])
def test_a_backslash_makes_slashes_words(newsroom, body):
    path = newsroom.post(body=body)
    assert found(newsroom, path) == []
    assert "///" in newsroom.read().entries[path].html


def test_chinese_letters_are_called_cjk(newsroom):
    words = " ".join(words for *_, words in found(newsroom, newsroom.post(body="这是一个很好的故事，关于人和他们的工作。" * 9)))
    assert "CJK letters" in words
