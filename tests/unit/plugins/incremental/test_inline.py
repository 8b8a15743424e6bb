"""Quick Markdown gives the HTML that Python-Markdown gives, to the last sign."""

import hashlib
import inspect
import re
import runpy
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor as NewPattern
from markdown.inlinepatterns import SimpleTagInlineProcessor, SimpleTagPattern
from markdown.treeprocessors import InlineProcessor

from benchmarks.corpus import make_corpus
from plugins.footnotes import SlugFootnotes
from plugins.incremental import convert_quickly
from plugins.incremental.inline import QuickBlocks, QuickExpression, QuickInline, QuickProcessor
from plugins.pull_quotes import PullQuoteExtension
from plugins.typography.curl import CurlyQuotes
from testing.newsroom import ROOT

EXTENSIONS = runpy.run_path(str(ROOT / "pelicanconf.py"))["MARKDOWN"]["extensions"]
# What they were when plugins/incremental/inline.py was written for them.
STOCK = {
    "run": "f6c93631f2871499",
    "_InlineProcessor__handleInline": "fe27babc114aed0a",
    "_InlineProcessor__applyPattern": "8862b35197c0e614",
}
PIECES = [
    *"\n \\`*_[]()<>!&'\".-:#|~^+=@{}",
    "word",
    "It's",
    "'tis",
    "the '90s",
    " 'n' ",
    '"So," he said',
    "'\"both\"'",
    "\n\n",
    "  \n",
    "    ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n===\n",
    "\n---\n",
    "```",
    "\n```\ncode\n```\n",
    "**",
    "__",
    "***",
    "`a`",
    "\\*",
    "\\\\",
    "\\\\`",
    "&amp;",
    "&#39;",
    "&nbsp;",
    "<a@b.c>",
    "<http://a.b/c_d>",
    "<b>",
    "</b>",
    "<!-- c -->",
    "[a](b 'c')",
    "![a](b)",
    "[a][b]",
    "\n[b]: /c 'd'\n",
    "[^1]",
    "\n\n[^1]: Note's *end*\n\n",
    "\n*[HTML]: Language\n",
    "HTML",
    "{: .big }",
    "\nTerm\n:   Meaning\n",
    "\n|a|b|\n|-|-|\n|c|d|\n",
    "\n/// pull-quote\n",
    "\n///\n",
    "--",
    "---",
    "...",
    "\x02klzzwxh:0000\x03",
    "’",
    "–",
]


class Known(Extension):
    """Registers patterns given as (pattern, name, priority)."""

    def __init__(self, *patterns):
        super().__init__()
        self._patterns = patterns

    def extendMarkdown(self, md):
        for pattern in self._patterns:
            md.inlinePatterns.register(*pattern)


class Apart(SimpleTagInlineProcessor):
    """Not within emphasis."""

    ANCESTOR_EXCLUDES = ("em",)


def markdown(*more) -> Markdown:
    """As the site has it, and `more` extensions."""
    md = Markdown(extensions=[*EXTENSIONS, CurlyQuotes(), SlugFootnotes(), PullQuoteExtension(), *more], output_format="html")
    md.slug = "post"
    return md


def html(md: Markdown, text: str) -> str:
    return md.reset().convert(text)


@pytest.fixture(scope="module")
def stock():
    return partial(html, markdown())


@pytest.fixture(scope="module")
def quick():
    return partial(html, markdown(QuickInline(), QuickBlocks()))


def bodies(folder):
    return {file.name: file.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for file in sorted(folder.rglob("*.md"))}


def test_all_content_comes_out_the_same(stock, quick):
    for name, text in bodies(ROOT / "content").items():
        assert quick(text) == stock(text), name


def test_a_large_blog_comes_out_the_same(stock, quick, tmp_path):
    make_corpus(tmp_path / "site", 300)
    for name, text in bodies(tmp_path / "site" / "content").items():
        assert quick(text) == stock(text), name


@settings(max_examples=500)
@given(text=some.lists(some.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_comes_out_the_same(stock, quick, text):
    assert quick(text) == stock(text)


def test_it_is_there_at_all():
    """Or the tests above would compare a thing with itself."""
    md = markdown(QuickInline(), QuickBlocks())
    assert [name for name in ("inline", "smarty") if type(md.treeprocessors[name]) is QuickProcessor] == ["inline", "smarty"]
    assert all(
        isinstance(md.parser.blockprocessors[name].RE, QuickExpression) for name in ("hashheader", "quote", "reference", "footnote", "abbr")
    )
    assert not isinstance(markdown().parser.blockprocessors["quote"].RE, QuickExpression)


@pytest.mark.parametrize(
    ("text", "names"), [("Plain words.", []), ("Some *words*.", ["em_strong"]), ("A [link](b)", ["reference", "link"])]
)
def test_a_pattern_is_asked_only_where_it_may_match(monkeypatch, text, names):
    md, asked = markdown(QuickInline()), []
    processor = md.treeprocessors["inline"]
    apply = processor._InlineProcessor__applyPattern
    monkeypatch.setattr(processor, "_InlineProcessor__applyPattern", lambda pattern, *rest: asked.append(pattern) or apply(pattern, *rest))
    html(md, text)
    assert [name for name, _ in md.inlinePatterns._priority if md.inlinePatterns[name] in asked] == names


def test_a_pattern_of_which_nothing_is_known_always_runs():
    class Shout(NewPattern):
        def handleMatch(self, m, data):
            return m[0].upper(), m.start(0), m.end(0)

    md = markdown(QuickInline(), Known((Shout(r"\bw\w+|(?i:q)"), "shout", 1)))
    assert html(md, "some words quietly") == "<p>some WORDS Quietly</p>"


@pytest.mark.parametrize(
    "text", ["a ++b++ c", "*a ++b++* c ++d++", "++a *b++ c*", "a %%b%% c ++d++ e %%f%%", "*%%a%%* %%b%%", "**a *%%b%%***", "nothing"]
)
def test_patterns_of_others_come_out_the_same(text):
    """One of the legacy kind, one that may not be within another element; registered before and after."""

    def others():
        return Known((SimpleTagPattern(r"(\+\+)(.*?)\+\+", "ins"), "ins", 65), (Apart(r"(%%)(.*?)%%", "mark"), "mark", 55))

    expected = html(markdown(others()), text)
    assert html(markdown(others(), QuickInline()), text) == html(markdown(QuickInline(), others()), text) == expected


def test_what_is_added_between_two_texts_counts():
    md = markdown(QuickInline())
    assert html(md, "a ~b~ ++c++") == "<p>a ~b~ ++c++</p>"
    md.delimiters.add("~", "del")
    md.inlinePatterns.register(SimpleTagInlineProcessor(r"(\+\+)(.*?)\+\+", "ins"), "ins", 65)
    assert html(md, "a ~b~ ++c++") == "<p>a <del>b</del> <ins>c</ins></p>"


def test_an_expression_is_itself_but_for_its_haste():
    expression = re.compile(r"(?m)^(?P<sign>#+)")
    quick = QuickExpression(expression)
    for text in ("a\n## b", "a", ""):
        for way in ("search", "match", "fullmatch", "findall"):
            assert repr(getattr(quick, way)(text)) == repr(getattr(expression, way)(text))
    assert quick.search("# a\n# b", 1).span() == (4, 5)
    assert quick.sub("-", "## a") == "- a"


@pytest.mark.parametrize("on", [True, False])
def test_a_setting_switches_it_off(on):
    pelican = SimpleNamespace(settings={"INCREMENTAL": on, "MARKDOWN": {"extensions": []}})
    convert_quickly(pelican)
    assert [type(each) for each in pelican.settings["MARKDOWN"]["extensions"]] == ([QuickInline, QuickBlocks] if on else [])


@pytest.mark.parametrize("name", STOCK)
def test_markdown_is_the_one_that_this_was_written_for(name):
    found = hashlib.sha256(inspect.getsource(getattr(InlineProcessor, name)).encode()).hexdigest()[:16]
    assert found == STOCK[name], (
        f"Python-Markdown's {name} is another now: compare it with QuickProcessor in plugins/incremental/inline.py, then write “{found}” here"
    )
