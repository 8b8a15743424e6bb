"""What an expression needs is in every text that it matches in, and is found where it can be."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from plugins.incremental.needs import NOTHING, needed

KNOWN = {
    r"\\(.)": {"\\"},
    r"\*|_": {"*", "_"},
    r"(?<!\!)\[": {"["},
    r"\!\[": {"!["},
    "  \n": {"  \n"},
    r"<([^<> !]+@[^@<> ]+)>": {"<"},
    r"(?<!\.)\.{3}(?!\.)": {"..."},
    r"(?:(?<!\\)((?:\\{2})+)(?=`+)|(?<!\\)`)": {"\\\\", "`"},
    r"(\s|&nbsp;|--)'(?=\w)": {"'"},
    r"(?<=\s)'n'(?=\s)": {"'n'"},
    r"^(.*?)(\+\+)(.*?)\2(.*)$": {"++"},  # as a legacy Pattern wraps its own
    r"x*(ab)?(?>cd)e?": {"cd"},
    r"(?x) a b # c": {"ab"},
    r"(?m)^#": {"#"},
    r"\w+(?=:)": {":"},
    r"(?:ab){2,}": {"abab"},
    r"a{40}": {"a" * 9},
    r"(a)?(?(1)b|c)d": {"d"},
}
UNKNOWN = ["", r"\w+", "a|", "a?", "(?!a)", "(?<!a)", "a|[^b]", "[a-z]", "[^a]", ".", "(?i)a", "(?i:a)", r"(a)?(?(1)b|c)", "(?!)"]
_ATOMS = some.sampled_from(["a", "b", "ab", "[ab]", "[^a]", ".", r"\b", "^", "$", ""])


def _larger(inner):
    around = some.sampled_from("(%s) (?:%s)? (?:%s)* (?:%s)+? (?:%s){2} (?:%s)*+ (?>%s) (?=%s) (?!%s) (?<=%s) (?<!%s) (?i:%s)".split())
    pair = some.tuples(inner, inner)
    return pair.map("".join) | pair.map("(?:%s|%s)".__mod__) | some.tuples(around, inner).map(lambda both: both[0] % both[1])


@pytest.mark.parametrize("expression", KNOWN)
def test_the_rarest_word_is_found(expression):
    assert needed(re.compile(expression)) == KNOWN[expression]


@pytest.mark.parametrize("expression", UNKNOWN)
def test_nothing_is_said_of_what_may_match_without_any_word(expression):
    assert needed(re.compile(expression)) == NOTHING


def test_case_that_does_not_matter_is_not_told():
    assert needed(re.compile("a", re.IGNORECASE)) == NOTHING
    assert needed(re.compile("(?i:a)'")) == {"'"}


def test_what_is_no_expression_of_python_is_not_told():
    assert needed(object()) == NOTHING


@settings(max_examples=500)
@given(expression=some.recursive(_ATOMS, _larger, max_leaves=8), text=some.text("abAB", max_size=8))
def test_no_expression_matches_without_what_it_needs(expression, text):
    try:
        compiled = re.compile(expression)
    except re.error:  # a lookbehind of no fixed width
        assume(False)
    if compiled.search(text):
        assert any(word in text for word in needed(compiled))
