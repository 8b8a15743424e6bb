"""What is not understood, or would vanish, is named by its line: an error where words are lost, a warning where marks are left over."""

import pytest

from tests.unit.plugins.commonmark.reading import markdown

MARKDOWN = markdown()

# text, line, severity, words of the message, words of the cure
NAMED = [
    # Blocks that are never closed, or closed where none is open.
    ("First.\n\n/// pull-quote\nWords.\n\nThe heart.\n\nThe end.", 3, "error", "never closed", "only ///"),
    ("Text right above\n/// pull-quote\nWords.", 2, "error", "never closed", "only ///"),
    ("- an item\n\n  /// pull-quote\n  Words.\n\nThe rest.", 3, "error", "never closed", "only ///"),
    ("> /// pull-quote\n> Words.\n\nThe rest.", 1, "error", "never closed", "only ///"),
    ("//// pull-quote\nWords.\n///\n\nThe rest.", 1, "error", "//// pull-quote” is never closed", "only ////"),
    ("//// pull-quote\nWords.\n///\n\nThe rest.", 3, "error", "none is open", "as many slashes"),
    ("/// pull-quote\nOne.\n\n/// pull-quote\nTwo.\n///", 1, "error", "line 4", "above that line"),
    ("Words.\n///\n\nMore.", 2, "error", "none is open", "take the line out"),
    ("/// pull-qoute\nWords.\n///", 1, "error", "/// pull-qoute", "/// pull-quote"),
    ("Fine.\n\n/// A quote of theirs\nWords.\n///", 3, "error", "not understood", "known blocks"),
    ("/// pull-quote\n    size: large\nWords.\n///", 1, "error", "not understood", "four spaces"),
    # Fences.
    ("Words.\n\n```python\nx = 1\n\nThe rest of the article.", 3, "error", "never ends", "close it"),
    ("~~~\ncode\n```\n\nThe rest.", 1, "error", "never ends", "~~~"),
    ("- item\n\n  ```\n  code\n\nThe rest.", 3, "error", "never ends", "as far in"),
    # Headings of the first level.
    ("A paragraph.\n\nAnother.\n\n# A heading as most write it", 5, "error", "one #", "use ## for headings"),
    ("Words.\n\n```\n# no heading\n```\n\n# A heading", 7, "error", "one #", "use ## for headings"),
    ("Words.\n\nA heading\n===", 3, "error", "===", "use ## for headings"),
    ("> # In a quote", 1, "error", "one #", "use ##"),
    # Notes.
    ("A claim.[^src]", 1, "error", "[^src]", "[^src]: …"),
    ("`[^src]: no`\n\nOne\ntwo[^src] three", 4, "error", "[^src]", "[^src]: …"),
    ("A claim.\n\n[^a]: The words of a note.", 3, "error", "nothing in the text refers to the note [^a]", "[^a]"),
    ("One.[^a]\n\n[^a]: First.\n\n[^a]: Second.", 5, "error", "written twice", "rename"),
    ("A claim.[1]\n\n1. For example, this one.", 1, "warning", "made by hand", "[^1]"),
    ("A claim.\n\n[12] For example, this one.", 3, "warning", "made by hand", "[^12]"),
    # Links.
    ("See [the text][nowhere].", 1, "warning", "[nowhere] is defined nowhere", "[nowhere]: https://"),
    ("Fine.\n\nSee\n[the text][].", 4, "warning", "[the text] is defined nowhere", "https://"),
    ("Fine.\n\nSee [the text](https://example.org/ and on.", 3, "warning", "address of a link", "between ( and )"),
    ("See [the text](my file.pdf).", 1, "warning", "address of a link", "between < and >"),
    ("Words.\n\n[Editor]: yes", 3, "error", "used nowhere", "\\["),
    ("Words.\n\n[a]: https://example.org/", 3, "warning", "used nowhere", "take it out"),
    ("[a]\n\n[a]: /one/\n[a]: /two/", 4, "error", "line 3", "rename"),
    ("Words\n[a]: https://example.org/", 2, "warning", "defines nothing", "blank line"),
    ("Fine.\n\nThe [`render`] function.", 3, "warning", "link of code", "on a line of its own"),
    ("Fine.\n\n![A cup of tea]", 3, "warning", "A cup of tea", "{static}/images/"),
    # Marks.
    ("Fine **here**.\n\nWords that are **bold for ever.", 3, "warning", "nothing bold", "close it"),
    ("Words that are ***bold*.", 1, "warning", "nothing bold", "close it"),
    ("Fine.\nA `code without an end.", 2, "warning", "back-tick", "close it"),
    ("- ~~gone\n- here", 1, "warning", "strikes nothing out", "close it"),
    ("Text\n| a | b |\n| c | d |", 2, "warning", "row of a table", "| --- |"),
    ("| a | b |\n|---|---|\n| c | d | lost |", 3, "error", "3 cells below a head of 2", "\\|"),
    ("Words.\n\n##Heading", 3, "warning", "no heading", "space"),
    ("In the year\n1984. That was a year.", 2, "warning", "1984.", "blank line"),
    ("1984. That was a year.", 1, "warning", "makes a list", "1984\\."),
    ("Words\n    - an item too far in", 2, "warning", "no item of a list", "three spaces"),
]

# What looks like a mistake and is none.
FINE = [
    "Brackets [sic] in prose, [they] said, and an array x[i][j] in `x[i][j]`.",
    "Two * three * four, 5 - 3, a_b, * and ** alone, snake_case__name.",
    "\\**not bold\\**, \\`no code\\`, \\[^1], \\[1], \\~~no\\~~",
    "```\n/// pull-quote\n# no heading\n**bold [^1] | x |\n```",
    "    /// pull-quote\n    **bold",
    "`**bold` and ``a ` b`` and `[^1]` and `/// figure`",
    "/// pull-quote\nWords with a fence:\n\n```\n///\n```\n///",
    "//// pull-quote\nAround.\n\n/// pull-quote\nWithin.\n///\n////",
    "- an item\n\n  /// pull-quote\n  Words.\n  ///\n\n- another",
    "[a], [A][] and [b][a]\n\n[a]: https://example.org/",
    "A claim.[^1]\n\n[^1]: Words.\n\n    More words.",
    "2 \\| 3, or a | b, in prose.",
    "https://example.org/a_b__c and <https://example.org/**x>",
    "- [ ] to do\n- [x] done",
    "3. three\n4. four",
]


@pytest.mark.parametrize(("text", "line", "severity", "said", "cure"), NAMED)
def test_it_is_named_by_its_line(text, line, severity, said, cure):
    MARKDOWN.reset().convert(text)
    found = MARKDOWN.findings()
    assert [one for one in found if (one.line, one.severity) == (line, severity) and said in one.message and cure in one.cure], found


@pytest.mark.parametrize("text", FINE)
def test_nothing_is_said_of_what_is_fine(text):
    MARKDOWN.reset().convert(text)
    assert MARKDOWN.findings() == []


def test_lines_are_counted_past_fences_and_quotes():
    MARKDOWN.reset().convert("> a\n> ```\n> b\n> ```\n\n- c\n\n  ~~~\n  d\n  ~~~\n\n  e\n  **f")
    assert [finding.line for finding in MARKDOWN.findings()] == [13]


def test_each_thing_is_named_once_and_all_in_one_go():
    MARKDOWN.reset().convert("# One\n\nTwo.[^a]\n\n/// pull-quote\nThree.\n")
    assert [(finding.line, finding.severity) for finding in MARKDOWN.findings()] == [(1, "error"), (3, "error"), (5, "error")]


def test_lines_are_counted_past_raw_html():
    MARKDOWN.reset().convert("<div>\nraw\n</div>\n\nWords.\n\n<!-- a\ncomment -->\n\nA claim.[^src]\n\n# Heading")
    assert [finding.line for finding in MARKDOWN.findings()] == [10, 12]


def test_lines_are_counted_within_notes():
    MARKDOWN.reset().convert("A claim.[^1]\n\n[^1]: One.\n\n    Two **bold for ever.\n")
    assert [finding.line for finding in MARKDOWN.findings()] == [5]
