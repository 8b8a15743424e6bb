"""HTML as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.mail.plain_text import html_to_text, wrapped

CASES = {
    "paragraphs": ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    "space is folded": ("<p>One\n  two\xa0three</p>", "One two three"),
    "line break": ("<p>One<br>two</p>", "One\ntwo"),
    "emphasis": ("<p>One <em>two</em> <strong>three</strong>.</p>", "One two three."),
    "bare text around blocks": ("One<p>Two</p>three", "One\n\nTwo\n\nthree"),
    "link": ('<p>See <a href="https://x.example/a">the page</a>.</p>', "See the page <https://x.example/a>."),
    "link that says its address": ('<p><a href="https://www.x.example/">www.x.example</a></p>', "https://www.x.example/"),
    "mail": ('<p><a href="mailto:ada@x.example">ada@x.example</a></p>', "ada@x.example"),
    "mail with words": ('<p><a href="mailto:ada@x.example">Write to Ada</a></p>', "Write to Ada <ada@x.example>"),
    "link within the page": ('<p><a href="#top">Up</a></p>', "Up"),
    "heading": ("<h2>Tea</h2><p>Hot.</p>", "Tea\n---\n\nHot."),
    "list": ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
    "numbered list": ('<ol start="3"><li>One</li><li>Two</li></ol>', "3. One\n4. Two"),
    "numbers of its own": ('<ol><li>One</li><li value="4">Two</li><li>Three</li></ol>', "1. One\n4. Two\n5. Three"),
    "list in a list": ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", "- One\n  - Two\n- Three"),
    "list of paragraphs": ("<ul><li><p>One</p><p>Two</p></li><li><p>Three</p></li></ul>", "- One\n\n  Two\n\n- Three"),
    "quotation": ("<blockquote><p>One</p><p>Two</p></blockquote>", "> One\n>\n> Two"),
    "short quotation": ("<p>He said <q>yes</q>.</p>", "He said ‘yes’."),
    "code": ("<pre><code>a  b\n  c\n</code></pre>", "    a  b\n      c"),
    "picture": ('<p><img src="x" alt="A cup"> <img src="y" alt=""></p>', "[Picture: A cup]"),
    "figure": ('<figure><img src="x" alt="A cup"><figcaption>Tea</figcaption></figure>', "[Picture: A cup]\n\nTea"),
    "table": ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A | B\n1 | 2"),
    "definitions": ("<dl><dt>Tea</dt><dd>Hot</dd></dl>", "Tea:\n    Hot"),
    "several definitions": (
        "<dl><dt>Tea</dt><dt>Why cha?</dt><dd>Hot</dd><dd>Green</dd><dt>Milk</dt><dd><p>Cold</p><p>White</p></dd></dl>",
        "Tea\nWhy cha?\n    Hot\n    Green\n\nMilk:\n    Cold\n\n    White",
    ),
    "definitions in groups": ("<p>So</p><dl><div><dt>Tea</dt><dd>Hot</dd></div><div><dt>Ice</dt></div></dl>", "So\n\nTea:\n    Hot\n\nIce"),
    "struck out": (
        "<p>We <del>never</del> <s>ever</s> ask, <strike></strike>OK?</p>",
        "We [struck out: never] [struck out: ever] ask, OK?",
    ),
    "struck out within words": ("<ul><li>un<del><em>do</em>ing</del>told</li></ul>", "- un[struck out: doing]told"),
    "struck out heading": ("<h2><s>Tea</s> Milk</h2>", "[struck out: Tea] Milk\n----------------------"),
    "struck out paragraphs": (
        "<p>One</p><del><p>Two</p><p>Three</p></del><p>Four</p>",
        "One\n\n[struck out, from here]\n\nTwo\n\nThree\n\n[struck out, to here]\n\nFour",
    ),
    "struck out cell": ("<table><tr><td><del>1</del></td><td>2</td></tr></table>", "[struck out: 1] | 2"),
    "tasks": ("<ul><li>☐ Milk</li><li>☑ Tea<ul><li>Green</li></ul></li><li>Cups</li></ul>", "☐ Milk\n☑ Tea\n  - Green\n- Cups"),
    "tasks of paragraphs": ("<ul><li><p>☐ Milk</p><p>Cold</p></li><li><p>☑ Tea</p></li></ul>", "☐ Milk\n\n  Cold\n\n☑ Tea"),
    "rule": ("<p>One</p><hr><p>Two</p>", "One\n\n* * *\n\nTwo"),
    "script and style": ("<p>One</p><script>two()</script><style>p{}</style>", "One"),
    "entities": ("<p>&lt;b&gt; &amp;amp;</p>", "<b> &amp;"),
    "comment": ("<!-- nothing -->", ""),
    "nothing": (" ", ""),
    "a link around paragraphs": ('<a href="https://x.example"><p>One</p><p>Two</p></a>', "One\n\nTwo"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of(name):
    markup, expected = CASES[name]
    assert html_to_text(markup) == expected


def test_notes_are_numbered_and_their_way_back_is_left_out():
    markup = """<p>Tea.<sup id="fnref:tea-1"><a class="footnote-ref" href="#fn:tea-1">1</a></sup> More.</p>
    <div class="footnote"><hr><ol><li id="fn:tea-1"><p>A leaf.\xa0<a class="footnote-backref" href="#fnref:tea-1">↩</a></p></li></ol></div>"""
    assert html_to_text(markup) == "Tea. [1] More.\n\nNotes\n-----\n\n[1] A leaf."


def test_lines_are_at_most_as_long_as_asked_for():
    text = html_to_text("<ul><li>" + "word " * 100 + "</li></ul><blockquote><p>" + "word " * 100 + "</p></blockquote>", 40)
    assert max(map(len, text.split("\n"))) <= 40


def test_an_address_is_never_broken():
    address = "https://x.example/" + "long-" * 30
    assert f"<{address}>" in html_to_text(f'<p>{"word " * 20}<a href="{address}">here</a></p>')


@given(st.text(alphabet="<>/ap divulolibq\"'=&; \n!-", max_size=200))
def test_any_markup_becomes_text(markup):
    assert isinstance(html_to_text(markup), str)


def test_markup_nested_without_end_becomes_text():
    """The reader refuses such a text by name; this only must not fall over it."""
    assert html_to_text("<blockquote>" * 10_000 + "deep").startswith("> >")
    assert isinstance(html_to_text("<ul><li>" * 5_000 + "deep"), str)


def test_wrapped_keeps_line_breaks_and_marks_the_first_line():
    assert wrapped("one two three", 24, "- ", "  ") == "- one two three"
    assert wrapped("a\n\nb") == "a\n\nb"
    assert wrapped("") == ""
