"""No word is lost between a text and its HTML: what would be is named by its line, and what the public typed is shown as typed."""

import html
import pickle
import re

import pytest

from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.pull_quotes import PullQuoteExtension
from plugins.reader.content_index import build_index
from plugins.reader.converter import Converter
from plugins.typography.curl import CurlyQuotes

SUBMISSION = """---
title: What I see
date: 2014-07-02
callout: care
submitter: {name: Ann}
consent: publish
edited: as-sent
summary: A summary.
%s---
%s
"""
EXTENSIONS = [f"markdown.extensions.{name}" for name in ("abbr", "attr_list", "def_list", "fenced_code", "sane_lists", "tables")]


@pytest.fixture(params=[(CommonMark(),), ()], ids=["commonmark", "plain"])
def read(newsroom, request):
    """Reads the small newsroom with all the extensions that the site has, and with the plugin off that reads Markdown as CommonMark."""

    def read():
        extensions = [*EXTENSIONS, CurlyQuotes(), SlugFootnotes(), PullQuoteExtension(), *request.param]
        return build_index(newsroom.folder, Converter({"extensions": extensions, "output_format": "html"}), newsroom.renderer, None)

    return read


@pytest.fixture
def article(newsroom, read):
    """What is said of an article with this body: line, severity and message of each problem. Its first line is line 7."""

    def said(body, extra=""):
        path = newsroom.post("bad", body, extra)
        return [(problem.line, problem.severity, problem.message) for problem in read().problems if problem.path == path]

    return said


@pytest.fixture
def answer(newsroom, read):
    """The entry of an answer with this body, and what is said of it. Its first line is line 10."""
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nThe brief.\n")
    path = "submissions/care/2014-07-02-what-i-see.md"

    def answer(body, extra=""):
        newsroom.write(path, SUBMISSION % (extra, body))
        index = read()
        return index.entries.get(path), [p for p in index.problems if p.path == path]

    return answer


def shown(markup: str) -> str:
    """What a reader sees of it, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


@pytest.mark.parametrize(
    "typed",
    [
        "My manager, <name removed>, told me on <date> that I had to go.",
        "<name removed> told me.",
        "<b>bold</b> and <script>alert(1)</script>",
        "Look: <div> is a tag, and so is <br/>.",
        "<div>\nwords\n</div>",
        "Words <!— and more —> words",
        "He said <? and then ?> nothing.",
        "<?php echo 1 ?>",
        "<![CDATA[ words ]]>",
        "<!DOCTYPE html> words",
        "a < b and c > d, x <y and z> w",
        "1 &lt; 2 &amp; &nosuch; &eacute; &#8238; &#7;",
        "<a href=https://example.org/>unclosed",
        "</p> </ p> </>",
        "[Manager]: No.",
        "[Manager]: Perhaps.\n[Me]: Never.",
        "*[NHS]: a promise",
        "I told [him](laughing out loud) and [her](quietly).",
        "![what I saw](a mess) ![and](a/mess)",
        "I saw him{the manager} there {: really }",
        "He said so.\n{: not that I believe it }",
        "<svg><p>words</p></svg>",
        "<textarea>words",
        "<plaintext>",
    ],
)
def test_what_the_public_typed_is_shown_as_typed(answer, typed):
    entry, problems = answer(typed)
    assert [problem for problem in problems if "credit" not in problem.message and "is not understood" not in problem.message] == []
    assert shown(entry.html) == " ".join(typed.split())
    assert entry.values["left_out"] == ()


def test_a_comment_of_the_public_is_words(answer):
    """Only its dashes become what two hyphens are everywhere in a text."""
    entry, problems = answer("Before <!-- my secret --> after.\n\n<!-- open\n\nend")
    assert problems == []
    assert shown(entry.html) == "Before <!– my secret –> after. <!– open end"


def test_a_table_of_the_public_is_a_table(answer):
    entry, problems = answer("| Year | Cases |\n|------|------:|\n| 2013 | 24 |")
    assert problems == []
    assert entry.html.replace("\n", "") == (
        '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">'
        '<table><thead><tr><th>Year</th><th class="align-right">Cases</th></tr></thead>'
        '<tbody><tr><td>2013</td><td class="align-right">24</td></tr></tbody></table></div>'
    )


def test_addresses_in_angle_brackets_stay_links(answer):
    entry, _ = answer("<https://example.org/a?b=1&c=2> and <me@example.org>")
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">https://example.org/a?b=1&amp;c=2</a>' in entry.html
    assert '<a href="mailto:me@example.org" rel="nofollow ugc noopener">me@example.org</a>' in entry.html


def test_links_and_their_definitions_stay_in_a_public_answer(answer):
    entry, problems = answer(
        '[one](https://example.org/ "a title"), [two][2] and [three].\n\n[2]: https://example.org/2\n[three]: https://example.org/3 "3"'
    )
    assert problems == []
    assert shown(entry.html) == "one, two and three."
    for address in ('"https://example.org/"', '"https://example.org/2"', '"https://example.org/3"', 'title="a title"'):
        assert address in entry.html


@pytest.mark.parametrize(
    "body, line, message, left_out, words",
    [
        (
            "One.\n\n![A photo of my flat](https://else.example/flat.jpg) two.",
            12,
            "a picture from elsewhere",
            "picture",
            "One. [Picture: A photo of my flat] two.",
        ),
        ('One ![the flat](//else.example/f.png "my flat").', 10, "a picture from elsewhere", "picture", "One [Picture: the flat my flat]."),
        ("![flat](data:image/png;base64,xyz)", 10, "a picture from elsewhere", "picture", "[Picture: flat]"),
        ("One ![](https://else.example/f.png) two.", 10, "a picture from elsewhere", "picture", "One two."),
        ("[![a door](https://else.example/f.png)](https://else.example/)", 10, "a picture from elsewhere", "picture", "[Picture: a door]"),
        ("One.\n\n[two](javascript:alert(1)) three.", 12, "a link with a javascript: address", "link", "One. two three."),
        ("[two](https://[x) three.", 10, "a link with an address that is none", "link", "two three."),
        ("`[two](tel:1)`\n\n[two](tel:1)", 12, "a link with a tel: address", "link", "[two](tel:1) two"),
        ("/// pull-quote\n    attrs: {class: big}\nWords.\n///", 11, "class=“pull-quote big” on <aside>", "markup", "Words."),
    ],
)
def test_what_is_taken_out_of_a_public_answer_is_told_and_its_words_stay(answer, body, line, message, left_out, words):
    entry, problems = answer(body)
    (problem,) = [problem for problem in problems if "credit" not in problem.message]
    assert (problem.line, problem.severity) == (line, "warning")
    assert problem.message.startswith(message) and problem.cure
    assert entry.values["left_out"] == (left_out,)
    assert shown(entry.html) == words


def test_a_first_level_heading_of_the_public_is_one_of_the_second(answer):
    entry, problems = answer("Words.\n\n# My *story*\n\nMore.")
    assert [(p.line, p.severity) for p in problems] == [(12, "warning")]
    assert problems[0].message.startswith("the heading “My story” is shown as one of the second level")
    assert "<h2>My <em>story</em></h2>" in entry.html
    assert entry.values["left_out"] == ()


@pytest.mark.parametrize("field", ["intro", "thanks", "editors_note"])
def test_the_editors_own_words_around_an_answer_are_an_editors(answer, field):
    entry, problems = answer("Words.", f"{field}: '<span title=\"why\">[See](https://example.org/)</span>'\n")
    assert problems == []
    assert entry.values[field] == '<p><span title="why"><a href="https://example.org/">See</a></span></p>'
    entry, (problem,) = answer("Words.", f"{field}: |\n  One <b>two</b>.\n\n  Three <name removed> four.\n")
    assert entry is None
    assert (problem.line, problem.field, problem.severity) == (12, field, "error")
    assert problem.message == "holds <name removed>, which may not be published"


WRONG = {
    "a quote mark that is not closed": (
        'Before.\n\n<div>\n<a href="https://example.org/>its words</a>\n</div>\n\nThe rest.',
        10,
        "is not a whole tag",
    ),
    "the same, closed by a later one": ('<p class="a>Words</p>\n\nMore "quoted" words', 7, "is not a whole tag"),
    "a single quote mark": ("One.\n\nTwo <span title='it>three</span>.", 9, "is not a whole tag"),
    "a tag cut short": ("One.\n\n<div\n\nTwo.", 9, "is not a whole tag"),
    "an end tag cut short": ("<div>\nOne.\n</div\n\nTwo.", 9, "is not a whole tag"),
    "an instruction": ("One.\n\n<?php echo 'hi' ?> two", 9, "browsers would leave out “<?php"),
    "one in a line": ("One.\n\nTwo <?php echo 'hi' ?> three", 9, "“<?php"),
    "CDATA": ("<![CDATA[ words ]]> more", 7, "browsers would leave out “<![CDATA["),
    "a declaration": ("One\n\n<!DOCTYPE html>\nwords", 9, "browsers would leave out “<!DOCTYPE"),
    "a comment never closed": ("One.\n\n<!-- open words\n\nmore", 9, "<!"),
    "a tag never closed": ("One.\n\n<div>\ntwo\n\nthree", 9, "<div> is never closed"),
    "one that a paragraph closes": ("One <b>two\n\nthree</b>", 7, "<b> is never closed"),
    "tags in the wrong order": ("One\n\n<b><i>two</b></i>", 9, "<i> is never closed"),
    "an end tag of nothing": ("One\n\ntwo</span> three", 9, "</span> closes nothing"),
    "an unknown element": ("One\n\nx <y and z> w", 9, "holds <y and z>"),
    "a known one by chance": ("One\n\na <b and c> d", 9, "holds and=… on <b>"),
    "words in a table outside a cell": (
        "<table><tr><td>x</td></tr>\nwords</table>",
        7,
        "browsers would move or leave out the words “x words”",
    ),
    "a cell without a table": ("One.\n\n<div><td>words</td></div>", 9, "<td> stands where browsers leave it out"),
    "a cell too many": ("One.\n\n| a | b |\n|---|---|\n| 1 | 2 | three |", 11, ""),
    "two notes of one name": ("One[^1].\n\n[^1]: First words.\n\n[^1]: Second words.", None, ""),
    "a character that is none": ("One.\n\nTwo &#7; three.", 9, "the character &#7; cannot be printed"),
    "half a character": ("One.\n\nTwo &#xD800; three.", 9, "the character &#xD800; cannot be printed"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_browsers_would_swallow_is_refused_by_its_line(article, kind):
    body, line, message = WRONG[kind]
    errors = [found for found in article(body) if found[1] == "error"]
    assert [found for found in errors if line in (None, found[0]) and message in found[2]], errors
    assert len(errors) < 3, errors


@pytest.mark.parametrize(
    "body, line, message",
    [
        ("One <!-- two --> three.", 7, "the comment “<!-- two -->” is left out"),
        ("One.\n\n<!--\ntwo\n\nthree\n-->\n\nFour.", 9, "the comment “<!-- two three -->” is left out"),
        ("One.\n\n[x]: https://example.org/", 9, "“[x]: https://example.org/”"),
        ("One.\n\n*[NHS]: National Health Service", 9, "“*[NHS]: National Health Service” is used nowhere"),
    ],
)
def test_what_is_left_out_on_purpose_is_told_by_its_line(article, body, line, message):
    ((found_line, severity, found),) = article(body)
    assert (found_line, severity) == (line, "warning") and message in found


@pytest.mark.parametrize(
    "body",
    [
        "a < b, 3 > 2, <3 and x<5",
        "&nosuch; AT&T; &copy; R&D",
        '`<div>` and ``<a href="x>``\n\n    <div class="x>\n\n```\n<?php echo 1 ?>\n<!-- no -->\n```',
        "&lt;div> and &lt;b and so on, &lt;!-- x --&gt;",
        '<div class="a"><a href="https://example.org/" title="a &gt; b">x</a><br><br/><hr /></div>',
        "<table>\n<tr><th scope=row>a</th><td>b</td></tr>\n</table>",
        "<details>\n<summary>More</summary>\n<p>Words</p>\n</details>",
        "un*frigging*believable caf&eacute; `x`y\n\n1986\\. A year. \\*no\\*",
        "Term\n: meaning\n\n[a][b] and [`c`]\n\n[b]: <https://example.org/> 'T'\n[`c`]: https://example.org/c\n\n*[HTML]: markup\n\nHTML.",
        "Words.[^1]\n\n[^1]: A note with *words*.\n\n    And more.",
        "<https://example.org/a_b_c> <me@example.org>\n\n1. a\n2. b\n\n> 2) c",
    ],
)
def test_what_is_well_made_is_not_complained_of(article, body):
    assert article(body) == []


@pytest.mark.parametrize(
    "body, lines",
    [
        ("`<script>` is code.\n\n    <script>\n\nBut <script>.", [11]),
        ("```\n<div>\n```\n\n<div>\n\nWords.", [11]),
        ("<div>One</div>\n\n<div>Two</div>\n\n<div>Three", [11]),
        ("<font>a</font>\n\n`<font>`\n\n<font>b</font>", [7, 11]),
        ("`javascript:alert(1)`\n\n[go](javascript:alert(1))", [9]),
        ("`![](/images/tea.png)`\n\n![](/images/tea.png)", [9]),
    ],
)
def test_the_line_is_where_it_is_wrong_not_where_the_same_words_stand_first(article, body, lines):
    assert sorted(line for line, severity, _ in article(body) if severity == "error") == lines


def test_all_that_is_wrong_with_a_text_is_said_at_once(article):
    found = article("<script>\n\n<div>a\n\n<!-- b -->", "editors_note: Also <font>.\n")
    assert [line for line, severity, _ in found if severity == "error"] == [6, 8, 10]


def test_a_warning_does_not_keep_a_text_from_being_built(newsroom, read):
    path = newsroom.post("good", "One <!-- two -->.")
    index = read()
    assert index.entries[path].html == "<p>One .</p>" and index.errors == []
    assert [problem.severity for problem in index.problems] == ["warning"]


def test_what_is_remembered_of_a_text_warns_again(newsroom):
    """Builds keep readings; what an editor should hear of is said at every one until it is mended."""
    newsroom.post("good", "One <!-- two -->.")
    converter = Converter({"extensions": [], "output_format": "html"})
    kept = {}

    def parse_files(files, read, is_current):
        for path, data in files.items():
            kept[path] = kept.get(path) or pickle.dumps(read(path, data))
            yield path, pickle.loads(kept[path])

    def warned():
        index = build_index(newsroom.folder, converter, newsroom.renderer, None, parse_files=parse_files)
        return [(problem.line, problem.message) for problem in index.problems]

    first = warned()
    assert first == [(7, "the comment “<!-- two -->” is left out")]
    assert warned() == first


@pytest.mark.parametrize("first", [(), (CommonMark(),)], ids=["plain", "commonmark"])
@pytest.mark.parametrize("left", range(3), ids=["no quotes", "no notes", "no blocks"])
def test_with_a_plugin_off_its_marks_are_words_and_nothing_is_lost(newsroom, first, left):
    """Of a block that is off the plugin's own words go with it; a note is then words in brackets."""
    extensions = [CurlyQuotes(), SlugFootnotes(), PullQuoteExtension()]
    del extensions[left]
    path = newsroom.post("good", "One[^1] 'two' <b>three</b>.\n\n[^1]: A note of words.")
    converter = Converter({"extensions": [*extensions, *first], "output_format": "html"})
    index = build_index(newsroom.folder, converter, newsroom.renderer, None)
    assert index.errors == []
    for word in ("One", "two", "three", "A note of words."):
        assert word in shown(index.entries[path].html)
