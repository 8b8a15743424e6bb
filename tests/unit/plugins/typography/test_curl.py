"""British quotes, in Markdown and in plain words."""

import pytest
from markdown import Markdown

from plugins.typography.curl import CurlyQuotes

CASES = {
    "It's 'twas the '90s": "It’s ’twas the ’90s",
    "'Twas brillig": "’Twas brillig",
    "rock 'n' roll": "rock ’n’ roll",
    "'Til then, he said": "’Til then, he said",
    "the 'old boys' network'": "the ‘old boys’ network’",
    '"It\'s fair," she said': "“It’s fair,” she said",
    "'Fair play' and \"trust\"": "‘Fair play’ and “trust”",
    "wait... what -- now": "wait… what – now",
    "children's services": "children’s services",
    "in '68 and the 1990s'": "in ’68 and the 1990s’",
}


@pytest.fixture(scope="module")
def md():
    return Markdown(extensions=[CurlyQuotes()])


@pytest.mark.parametrize("straight", CASES)
def test_quotes_curl_in_text(md, straight):
    assert md.reset().convert(straight) == f"<p>{CASES[straight]}</p>"


@pytest.mark.parametrize("straight", CASES)
def test_quotes_curl_in_plain_words(md, straight):
    assert md.curl(straight) == CASES[straight]


@pytest.mark.parametrize(
    "words",
    [
        "# not a heading",
        "1. not a list",
        "*not* _bold_ `x` [y](z)",
        "<b>& R&D <script>",
        "&amp; &#60; &lt;b&gt;",
        "    not code",
        "> no quote",
    ],
)
def test_plain_words_stay_plain(md, words):
    assert md.curl(words) == words.strip()


def test_code_keeps_its_straight_quotes(md):
    assert md.reset().convert("`it's`") == "<p><code>it's</code></p>"


@pytest.mark.parametrize(
    ("language", "words"), [("fr", 'l\'eau "vive"'), ("de", "'gut'"), ("ar", "قال \"نعم\" 'لا'"), ("he", 'צה"ל'), ("sv", "'90s 'twas")]
)
def test_only_english_gets_english_quotes(language, words):
    md = Markdown(extensions=[CurlyQuotes()])
    md.language = language
    assert md.curl(words) == words
    assert md.reset().convert(words) == f"<p>{words}</p>"
    md.language = "en-AU"
    assert md.curl(words) != words
    assert md.reset().convert(words) != f"<p>{words}</p>"


def test_dashes_and_ellipses_are_the_same_in_all_languages():
    md = Markdown(extensions=[CurlyQuotes()])
    md.language = "fr"
    assert md.curl("a -- b...") == "a – b…"
    assert md.reset().convert("a --- b...") == "<p>a — b…</p>"


def test_on_a_site_in_another_language_only_posts_in_english_get_them():
    md = Markdown(extensions=[CurlyQuotes("fr")])
    assert md.curl("'a'") == "'a'"
    md.language = "en"
    assert md.curl("'a'") == "‘a’"
