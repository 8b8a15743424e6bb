"""Signs that people type as signs stay signs: in an answer of the public they are shown as typed, and an editor is told by line where one vanished."""

import html
import re

import pytest

from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.pull_quotes import PullQuoteExtension
from plugins.reader.converter import Converter
from plugins.reader.file_parser import parse_file

EXTENSIONS = [f"markdown.extensions.{name}" for name in ("abbr", "attr_list", "def_list", "fenced_code", "sane_lists", "tables")]
CONVERTER = Converter({"extensions": [*EXTENSIONS, SlugFootnotes(), PullQuoteExtension(), CommonMark()], "output_format": "html"})


def public(text: str) -> tuple[str, list]:
    """The HTML of an answer, in one line, and what is said of it: line, severity, message and cure."""
    return _read(text, True)


def ours(text: str) -> tuple[str, list]:
    """The same of an editor's text."""
    return _read(text, False)


def _read(text: str, is_public: bool) -> tuple[str, list]:
    CONVERTER.take_findings()
    markup = CONVERTER.convert(text, "post", is_public)
    return markup.replace("\n", " "), [(line, one.severity, one.message, one.cure) for line, one in CONVERTER.take_findings()]


def shown(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


AS_TYPED = [
    # Asterisks and lines within words and numbers, and smileys.
    "It was f***ing slow and a s***t service",
    "f*** this, and s*** that",
    "***k and s***",
    "a f***k … and a s***t",
    "***k … s***, ****ing and (***k) “s***”",
    "***k*** and ___d a___ and _____ing f____",
    "My name is ___name___ and ***this***",
    "3*4*5 and 07700*900*123 and 2**3**4",
    "*_* and ^_^ and -_- and then *_* and ^_^ and -_- again",
    "¯\\_(ツ)_/¯ well ¯\\_(ツ)_/¯",
    "\\_(ツ)_/ and \\o/ and :\\ and \\(^o^)/",
    "I was sad :\\\nThen it got better \\(",
    "C:\\_new\\*.* and \\\\server\\share and /\\/\\",
    ">_< and (*_*) and :* and :*",
    "5~6 pills and 7~8, ~100 or ~200",
    "5~~6 and 7~~8",
    # Quotations.
    ">50 people came",
    ">:( sad",
    "Words.\n\n>.< and\n>50 more",
    # Lines that are a paragraph's.
    "    Four spaces, and it was late.",
    "\tA tab, and it was late.\n\n    And again late.",
    "The nurse\n: a kind one",
    "First\n\n: a line with a colon",
]


@pytest.mark.parametrize("typed", AS_TYPED)
def test_an_answer_shows_the_signs_that_were_typed(typed):
    markup, said = public(typed)
    assert shown(markup) == " ".join(typed.split())
    assert not re.search("<(?:em|strong|del|blockquote|pre|code|dl|h[1-6])", markup), markup
    assert [one for one in said if one[1] == "error"] == []


MARKED = [
    (
        "It was *so* slow, **Very slow!** and _(really)_.",
        "<p>It was <em>so</em> slow, <strong>Very slow!</strong> and <em>(really)</em>.</p>",
    ),
    ("***k and *so* s*** **it**", "<p>***k and <em>so</em> s*** <strong>it</strong></p>"),
    ("**_x_** and “*quoted*” ~~gone~~", "<p><strong><em>x</em></strong> and “<em>quoted</em>” <del>gone</del></p>"),
    ("*one*/*two* **[a](https://example.org/)**", None),
    ("> a quotation\n> of two lines", "<blockquote> <p>a quotation of two lines</p> </blockquote>"),
    (">> twice", "<blockquote> <blockquote> <p>twice</p> </blockquote> </blockquote>"),
    (
        "\\# no heading\n\n1984\\. A year.\n\n\\*as it is*\n\n\\> no quotation",
        "<p># no heading</p> <p>1984. A year.</p> <p>*as it is*</p> <p>&gt; no quotation</p>",
    ),
    ("```\n>50\n    x *y*\n```", "<pre><code>&gt;50     x *y* </code></pre>"),
    ("Words[^1]\n\n[^1]: One.\n\n    Two.", None),
]


@pytest.mark.parametrize(("typed", "right"), MARKED)
def test_an_answer_still_has_the_marks_that_are_meant(typed, right):
    markup, said = public(typed)
    if right is None:
        assert "<em>" in markup or "<p>Two." in markup
    else:
        assert markup == right
    assert said == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Kind regards\n--\nAnn", "<p>Kind regards -- Ann</p>"),
        ("Best wishes\n-----\nAnn", "<p>Best wishes</p> <hr> <p>Ann</p>"),
        ("> Yours\n> ---\n> Ann", "<blockquote> <p>Yours</p> <hr> <p>Ann</p> </blockquote>"),
        ("Thanks\n-\nAnn", "<p>Thanks - Ann</p>"),
    ],
)
def test_dashes_below_a_line_of_an_answer_make_no_heading(typed, right):
    assert public(typed) == (right, [])


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("That was May\n=====\nThis is June", "<p>That was May</p> <p>=====</p> <p>This is June</p>"),
        ("=======\nMy story\n=======", "<p>=======</p> <p>My story</p> <p>=======</p>"),
        ("One.\n\n===  \n\nTwo.", "<p>One.</p> <p>===</p> <p>Two.</p>"),
        ("> Yours\n> ====\n> Ann\n====\nWords", "<blockquote> <p>Yours</p> <p>====</p> <p>Ann</p> </blockquote> <p>====</p> <p>Words</p>"),
        ("- one\n  ===\n- two\n===", "<ul> <li>one<p>===</p> </li> <li>two</li> </ul> <p>===</p>"),
        ("- one\n  ===\n  two", "<ul> <li>one<p>===</p>two</li> </ul>"),
        ("Two and two\n=\nfour", "<p>Two and two = four</p>"),
        ("Two and two\n==\nfour", "<p>Two and two == four</p>"),
        ("```\n=====\n```", "<pre><code>===== </code></pre>"),
    ],
)
def test_a_line_of_equals_signs_in_an_answer_stays_and_makes_no_heading(typed, right):
    assert public(typed) == (right, [])


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("3. c\n2. b\n1. a", '<ol start="3"> <li>c</li> <li value="2">b</li> <li value="1">a</li> </ol>'),
        ("1. a\n4. b\n9. c", '<ol> <li>a</li> <li value="4">b</li> <li value="9">c</li> </ol>'),
        ("1) a\n3) b\n4) c", '<ol> <li>a</li> <li value="3">b</li> <li>c</li> </ol>'),
        ("1. a\n2. b", "<ol> <li>a</li> <li>b</li> </ol>"),
    ],
)
def test_a_list_of_an_answer_shows_the_numbers_that_were_typed(typed, right):
    assert public(typed) == (right, [])


# An editor's text: line, words of the message, words of the cure.
TOLD = [
    # A * that vanished.
    ("Fine.\n\nIt is 3*4*5 metres.", 3, "“3*4", "\\*"),
    ("Call 07700*900*123.", 1, "“07700*900", "\\*"),
    ("It was f***ing slow\nand a s***t service", 1, "“f***ing", "\\*"),
    ("- one\n- 2**8**2", 2, "“2**8", "\\*"),
    # A > that is a sign.
    ("Words.\n\n>50 people came", 3, "“>50", "\\>"),
    (">:( sad", 1, "“>:(", "\\>"),
    ("> said\n>100 times", 2, "“>100", "\\>"),
    # Prose that is code.
    ("Fine.\n\n    It was late when they came home.", 3, "shown as code", "spaces"),
    ("\tIt was late when they came home!", 1, "shown as code", "spaces"),
    # A sentence that is defined.
    ("It was a long day.\n: a line with a colon", 2, "defin", "\\:"),
    ("One two three four five six seven eight nine\n: ten", 2, "defin", "\\:"),
    # Lines that belong to what is above them.
    ("> Why did you call?\nBecause I was worried.", 2, "belongs to the quotation above", "empty line"),
    ("> > Why?\n> Because.", 2, "belongs to the quotation above", "empty line"),
    ("- one\n- two\nWords after list.", 3, "belongs to the item above", "empty line"),
    ("1. one\n   - two\n\nFine.\n\n2. two\nWords.", 7, "belongs to the item above", "empty line"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\nWords below.", 4, "row of the table above", "empty line"),
    ("| a |\n|---|\n| 1 |\nWords below.\nMore.", 4, "row of the table above", "empty line"),
    # Numbers that are not shown.
    ("3. c\n2. b\n1. a", 2, "“2.” is shown as 4", "3, 4, 5"),
    ("Fine.\n\n1. a\n4. b\n9. c", 4, "“4.” is shown as 2", "1, 2, 3"),
    ("1) a\n3) b\n7) c", 2, "“3)” is shown as 2", "1, 2, 3"),
    ("1. a\n7. b", 2, "“7.” is shown as 2", "1, 2"),
    # Lists by hand.
    ("Fine.\n\nWe need:\n• milk\n• bread", 4, "“•”", "- "),
    ("– milk\n– bread", 1, "“–”", "- "),
    ("a) milk\nb) bread", 1, "“a)”", "- "),
    ("1.milk\n2.bread", 1, "“1.”", "space"),
    # Words behind a fence's language.
    ("Fine.\n\n```python Title words\nx = 1\n```", 3, "“Title words”", "above"),
    ("~~~ js {1,3}\nx\n~~~", 1, "“{1,3}”", "above"),
]


@pytest.mark.parametrize(("text", "line", "message", "cure"), TOLD)
def test_an_editor_is_told_by_line_once(text, line, message, cure):
    _, said = ours(text)
    assert [one for one in said if one[0] == line and message in one[2] and cure in one[3]] and len(said) == 1, said
    assert said[0][1] == ("error" if "Title" in message or "{1" in message else "warning")


# What an answer is told of as well.
@pytest.mark.parametrize("text", [one[0] for one in TOLD if re.search("belongs|table above|“•”|“a", one[2])])
def test_who_publishes_an_answer_is_told_the_same(text):
    def of(said):
        return [one[:3] for one in said if one[1] == "warning"]

    assert of(public(text)[1]) == of(ours(text)[1])


FINE = [
    "un*frigging*believable, **P**articipation and **note**s",
    "> 50 people\n> came\n\n>A quotation",
    "> a\n>\n> b\n\nWords.",
    "> - a\n>   b\n\nWords.",
    "- one\n  and more\n- two\n  and more\n\nWords.",
    "- one\n\n  > quoted\n  > twice\n\nWords.",
    "1. one\n1. two\n1. three",
    "5. five\n6. six",
    "    x = 1\n    print(x)",
    "    sudo apt install this and that",
    "Term\n: What it means, in a sentence.",
    "Kate came.\n– No, she said.",
    "• milk  \n• bread",
    "It cost\n1.5 and\n2.5 pounds",
    "```python\nx = 1\n```\n\n``` {.python}\nx\n```",
    "5~6 pills and 7~8",
    "| a | b |\n|---|---|\n| 1 |",
]


@pytest.mark.parametrize("text", FINE)
def test_nothing_is_said_of_what_is_meant(text):
    assert ours(text)[1] == []


def test_a_single_tilde_strikes_nothing_out():
    assert ours("5~6 pills and 7~8, ~~gone~~")[0] == "<p>5~6 pills and 7~8, <del>gone</del></p>"


HEAD = "---\ntitle: T\ndate: 2014-06-03\nauthors: [ada]\nsummary: S.\n---\n"


@pytest.mark.parametrize(
    ("body", "line", "named"),
    [
        ("/// pull-quote\nOne.\n\n/// pull-quote\nTwo.\n///\n", 7, "line 10 "),
        ("One.[^a]\n\n[^a]: First.\n\n[^a]: Second.\n", 11, "line 9 "),
        ("[a]\n\n[a]: /one/\n[a]: /two/\n", 10, "line 9 "),
    ],
)
def test_a_line_that_a_message_names_is_that_of_the_file(body, line, named):
    (problem,) = parse_file("articles/2014-06-03-x.md", (HEAD + body).encode(), CONVERTER).problems
    assert problem.line == line
    assert named in problem.message + " "


def test_the_cure_for_lines_that_run_together_works_in_an_answer():
    """A backslash at the end of a line is shown there, so that two spaces break it."""
    (told,) = public("• milk\n• bread")[1]
    assert "two spaces" in told[3]
    assert public("• milk  \n• bread") == ("<p>• milk<br> • bread</p>", [])
