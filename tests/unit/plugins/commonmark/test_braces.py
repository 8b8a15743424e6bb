"""Braces are words unless they begin with `{:`; marks of other programs are shown as they stand, each kind with one warning."""

import lxml.html
import pytest

from tests.unit.plugins.commonmark.reading import markdown

MARKDOWN = markdown()

# text, what readers see of it
WORDS = [
    ("## Loops with {#each}", "Loops with {#each}"),
    ("## Working with {.NET}", "Working with {.NET}"),
    ("## A set {a}", "A set {a}"),
    ("Title {.x}\n---", "Title {.x}"),
    ("| x {.NET} | y {#id} |\n|---|---|\n| a {b} | c {#d .e} |", "x {.NET} y {#id} a {b} c {#d .e}"),
    ("Words.\n{.lead}", "Words. {.lead}"),
    ("Words.\n{#anchor}", "Words. {#anchor}"),
    ("- an item\n{.wide}", "an item {.wide}"),
    ("Term\n: Meaning\n{.wide}", "Term Meaning {.wide}"),
    ("Use `#each`{{#each}}", "Use #each{{#each}}"),
    ("**name**{{name}}", "name{{name}}"),
    ("*A*{1}", "A{1}"),
    ("[a](/b/){#c} and ![d](/e.png){width=5}", "a{#c} and {width=5}"),
    ("Words.\n{: one two }", "Words. {: one two }"),
    ("## Words {: #a b }", "Words {: #a b }"),
]
# text, the attributes of the first element of that name
TAKEN = [
    ("## Its words {: #part }", "h2", {"id": "part"}),
    ("## Its words {:#part .wide}", "h2", {"id": "part", "class": "wide"}),
    ('Words.\n{: .lead title="A note" }', "p", {"class": "lead", "title": "A note"}),
    ("*A*{: .b }", "em", {"class": "b"}),
    ("| x {: #y } |\n|---|\n| z |", "th", {"id": "y"}),
]
# text, line, words of the message, words of the cure
NAMED = [
    ("Words.\n\n- one\n{% include note.html %}", 4, "“{% include note.html %}” looks like a Liquid tag", "\\"),
    ('Words.\n{% include note.html content="a_b" type=c %}', 2, "Liquid tag", "\\"),
    ("Fine.\n\nAt {{ site.url }} we are.", 3, "Liquid tag", "\\"),
    ("Fine.\n\n{{< youtube abc >}}", 3, "Hugo shortcode", "\\"),
    ("Fine.\n\n{{% notice %}}", 3, "Hugo shortcode", "\\"),
    (":::note\nWords.\n:::", 1, "“:::note” looks like", ">"),
    ("Fine.\n\n::: {.warning}\nWords.\n:::", 3, "looks like", ">"),
    ("Fine.\n\n!!! note\n    Words.", 3, "“!!! note” looks like", ">"),
    ("See [[Home page]].", 1, "link of a wiki", "{filename}"),
    ("Fine.\n\n[TOC]\n\nMore.", 3, "table of contents", "none here"),
    ("* list\n{:toc}\n\nWords.", 2, "table of contents", "none here"),
    ("[[_TOC_]]", 1, "table of contents", "none here"),
    ('Fine.\n\n[gallery ids="1,2"]', 3, "WordPress shortcode", "/// figure"),
    ('Fine.\n\n[caption id="a_1"]Words[/caption]', 3, "WordPress shortcode", "/// figure"),
    ("Fine.\n\nIn {: .x } words.", 3, "not read as attributes", "{: #id }"),
    ("Fine.\n\nWords.\n{: one two }", 4, "not read as attributes", "{: #id }"),
]
FINE = [
    "`{% raw %}`, `[[wiki]]` and `{{< x >}}`",
    "```\n{% raw %}\n[TOC]\n!!! note\n```",
    "\\{% raw %}, \\[TOC] and \\[[wiki]]",
    "Wow!!! Really: a ::: b",
    "A [video] and x[[a]](/a/)",
    "## Words {: #part }",
    "**name**{{name}}",
]


def shown(text: str) -> str:
    markup = MARKDOWN.reset().convert(text)
    return " ".join(lxml.html.fragment_fromstring(markup, create_parent="div").text_content().split())


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_braces_are_words(text, words):
    assert shown(text) == words


@pytest.mark.parametrize(("text", "tag", "attributes"), TAKEN)
def test_attributes_begin_with_a_colon(text, tag, attributes):
    markup = MARKDOWN.reset().convert(text)
    element = next(lxml.html.fragment_fromstring(markup, create_parent="div").iter(tag))
    assert dict(element.attrib) == attributes
    assert "{" not in markup and MARKDOWN.findings() == []


@pytest.mark.parametrize(("text", "line", "said", "cure"), NAMED)
def test_a_mark_of_another_program_is_a_warning(text, line, said, cure):
    MARKDOWN.reset().convert(text)
    found = [one for one in MARKDOWN.findings() if said in one.message]
    assert [(one.line, one.severity) for one in found] == [(line, "warning")], MARKDOWN.findings()
    assert cure in found[0].cure


@pytest.mark.parametrize("text", FINE)
def test_nothing_is_said_of_what_is_fine(text):
    MARKDOWN.reset().convert(text)
    assert MARKDOWN.findings() == []


def test_each_kind_is_said_once_a_text():
    MARKDOWN.reset().convert("{% a %}\n\n{% b %}\n\n[[c]]\n\n- {% d %} [[e]]")
    assert [finding.line for finding in MARKDOWN.findings()] == [1, 5]
