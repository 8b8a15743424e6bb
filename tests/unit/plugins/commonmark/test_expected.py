"""What writers of CommonMark expect, each with its right value: the faults that outsiders found, and others of their kind."""

import pytest

from tests.unit.plugins.commonmark.reading import as_commonmark, markdown, normalised

MARKDOWN = markdown()
URL = "https://example.org/"

READ = [
    # A list or table right below a line.
    (
        "We learned three things:\n- listen first\n- show the work\n\nSteps:\n1. one\n2. two",
        "<p>We learned three things:</p><ul><li>listen first</li><li>show the work</li></ul><p>Steps:</p><ol><li>one</li><li>two</li></ol>",
    ),
    ("## Steps\n* one\n* two", "<h2>Steps</h2><ul><li>one</li><li>two</li></ul>"),
    (
        "> Said:\n> - one\n\nText\n> quoted",
        "<blockquote><p>Said:</p><ul><li>one</li></ul></blockquote><p>Text</p><blockquote><p>quoted</p></blockquote>",
    ),
    (
        "Straight after text:\n| Year | Posts |\n|------|------:|\n| 2014 | 12 |",
        "<p>Straight after text:</p><table><thead><tr><th>Year</th><th style='text-align:right'>Posts</th></tr></thead>"
        "<tr><td>2014</td><td style='text-align:right'>12</td></tr></table>",
    ),
    ("Text\n```sh\nls\n```\nmore\n### Head", '<p>Text</p><pre><code class="language-sh">ls</code></pre><p>more</p><h3>Head</h3>'),
    # Nesting by as much as the mark is wide.
    ("- Outer one\n  - inner one\n- Outer two", "<ul><li>Outer one<ul><li>inner one</li></ul></li><li>Outer two</li></ul>"),
    (
        "1. First step\n\n   More about it.\n\n2. Second step",
        "<ol><li><p>First step</p><p>More about it.</p></li><li><p>Second step</p></li></ol>",
    ),
    ("1. one\n   - inner\n     1. deep\n2. two", "<ol><li>one<ul><li>inner<ol><li>deep</li></ol></li></ul></li><li>two</li></ol>"),
    ("- a\n\n  ```\n  x\n\n  y\n  ```\n- b", "<ul><li><p>a</p><pre><code>x\n\ny</code></pre></li><li><p>b</p></li></ul>"),
    ("- a\nlazy\n- b", "<ul><li>a lazy</li><li>b</li></ul>"),
    ("- a\n+ b\n+ c", "<ul><li>a</li></ul><ul><li>b</li><li>c</li></ul>"),
    ("3) three\n4) four", '<ol start="3"><li>three</li><li>four</li></ol>'),
    # Links by reference.
    (f"The [`render`] function.\n\n[`render`]: {URL}", f'<p>The <a href="{URL}"><code>render</code></a> function.</p>'),
    (
        f"[`a` and *b*][], [X][`A` AND *b*]\n\n[`a` and *b*]: {URL}",
        f'<p><a href="{URL}"><code>a</code> and <em>b</em></a>, <a href="{URL}">X</a></p>',
    ),
    (
        f'[The\nGuide] and [the guide][]\n\n[the guide]: <{URL}>\n"Title"',
        f'<p><a href="{URL}" title="Title">The Guide</a> and <a href="{URL}" title="Title">the guide</a></p>',
    ),
    (f"[one] [two]\n\n[one]: {URL}\n[two]: /two/", f'<p><a href="{URL}">one</a> <a href="/two/">two</a></p>'),
    # Marks within a line.
    (
        "un*frigging*believable ***both*** a_b_c **a*b*c**",
        "<p>un<em>frigging</em>believable <em><strong>both</strong></em> a_b_c <strong>a<em>b</em>c</strong></p>",
    ),
    ("hard\\\nbreak  \nand ~~gone~~ \\*as it is\\*", "<p>hard<br>break<br>and <del>gone</del> *as it is*</p>"),
    ("R&D &amp; &copy; \\&copy; a < b", "<p>R&amp;D &amp; © &amp;copy; a &lt; b</p>"),
    (
        "[a](<b c.md> 'T') [d](e_(f)) [![g](h.png)](i)",
        '<p><a href="b c.md" title="T">a</a> <a href="e_(f)">d</a> <a href="i"><img src="h.png" alt="g"></a></p>',
    ),
    ("1984\\. That was a year.", "<p>1984. That was a year.</p>"),
]

# Where GitHub or we go beyond CommonMark.
DECIDED = [
    (f"See {URL}a_b_c, or ({URL}x_(y)).", f'<p>See <a href="{URL}a_b_c">{URL}a_b_c</a>, or (<a href="{URL}x_(y)">{URL}x_(y)</a>).</p>'),
    (f"[{URL}x]({URL}) and `{URL}`", f'<p><a href="{URL}">{URL}x</a> and <code>{URL}</code></p>'),
    ("- [ ] to do\n- [x] done\n\n[ ] no task", "<ul>\n<li>☐ to do</li>\n<li>☑ done</li>\n</ul>\n<p>[ ] no task</p>"),
    ("1. [ ] first\n\n   more", "<ol>\n<li>\n<p>☐ first</p>\n<p>more</p>\n</li>\n</ol>"),
    (
        "- The BBC:\n  *[BBC]: British Broadcasting\n  #1 and on",
        '<ul>\n<li>The <abbr title="British Broadcasting">BBC</abbr>:\n#1 and on</li>\n</ul>',
    ),
    ("*[BBC]: British Broadcasting\n\nThe BBC.", '<p>The <abbr title="British Broadcasting">BBC</abbr>.</p>'),
    (
        "Term\n:   What it means.\n\n    - a list\n\nOther\n:   Else.\n\nText.",
        "<dl>\n<dt>Term</dt>\n<dd>\n<p>What it means.</p>\n<ul>\n<li>a list</li>\n</ul>\n</dd>\n<dt>Other</dt>\n<dd>Else.</dd>\n</dl>\n<p>Text.</p>",
    ),
    ("## Heading {: #there .wide }", '<h2 class="wide" id="there">Heading</h2>'),
    (
        "- one\n\n  /// pull-quote\n  - two\n    - three\n  ///\n",
        '<ul>\n<li>\n<p>one</p>\n<aside aria-label="Pull quote" class="pull-quote">\n<ul>\n<li>two<ul>\n<li>three</li>\n</ul>\n</li>\n</ul>\n</aside>\n</li>\n</ul>',
    ),
]


@pytest.mark.parametrize(("text", "right"), READ)
def test_it_is_read_as_commonmark_reads_it(text, right):
    assert normalised(MARKDOWN.reset().convert(text)) == normalised(right) == as_commonmark(text)
    assert MARKDOWN.findings() == []


@pytest.mark.parametrize(("text", "right"), DECIDED)
def test_what_goes_beyond_commonmark_is_read_as_we_say(text, right):
    assert MARKDOWN.reset().convert(text) == right
    assert MARKDOWN.findings() == []


def test_a_note_may_stand_right_below_its_line_and_hold_a_list():
    markup = MARKDOWN.reset().convert("A claim.[^1]\n[^1]: Right below\n    and on.\n\n    - a list\n      - within")
    assert '<li id="fn:post-1">\n<p>Right below\nand on.</p>\n<ul>\n<li>a list<ul>\n<li>within' in markup
    assert MARKDOWN.findings() == []


def test_a_block_that_is_off_is_left_out_and_what_is_code_stays():
    MARKDOWN.disabled_blocks = frozenset({"figure"})
    try:
        markup = MARKDOWN.reset().convert("One.\n\n/// figure\n    file: a.png\n///\n\n```\n/// figure\n///\n```\n\n# Two")
    finally:
        MARKDOWN.disabled_blocks = frozenset()
    assert markup.startswith("<p>One.</p>\n<pre><code>/// figure\n///\n</code></pre>")
    assert [finding.line for finding in MARKDOWN.findings()] == [12]


def test_html_where_it_is_words_is_shown_as_it_was_typed():
    """A text that the public sent is read without the preprocessor of raw HTML."""
    plain = markdown()
    plain.preprocessors.deregister("html_block")
    plain.inlinePatterns.deregister("html")
    markup = plain.reset().convert("- a\n\n  <div>\n  *b*\n\n  <name removed>")
    assert markup == "<ul>\n<li>\n<p>a</p>\n<p>&lt;div&gt;\n<em>b</em></p>\n<p>&lt;name removed&gt;</p>\n</li>\n</ul>"
