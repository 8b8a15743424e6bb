"""Lines are even, break at good places, shrink in steps, and are cut only when nothing else helps. Here every letter is 1 wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.social_cards.lines import ELLIPSIS, Setting, balanced, cut, fitted

STEPS = ((40, 2), (20, 3), (10, 4))
WORDS = st.lists(st.text("abcdeé,.?", min_size=1, max_size=30), min_size=1, max_size=40).map(" ".join)


def at(size):
    """Letters as wide as their size."""
    return lambda text: len(text) * size


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Closing house", ["Closing house"]),
        ("Keeping a blog after its makers have gone", ["Keeping a blog after", "its makers have gone"]),
        ("Community building in the Wine Section", ["Community building", "in the Wine Section"]),
    ],
)
def test_lines_are_even_and_none_ends_in_a_little_word_that_leans_on_the_next(text, lines):
    assert balanced(text, len, 30, 3) == lines


def test_a_pause_is_a_good_place_even_if_it_takes_one_line_more():
    text = "I’m a social worker. Things need to change, but please not another review."
    said = ["I’m a social worker.", "Things need to change,", "but please not another review."]
    assert balanced(text, len, 42, 3) == said
    assert len(balanced(text, len, 42, 2)) == 2


def test_there_is_no_setting_in_fewer_lines_than_it_needs():
    assert balanced("one two three four", len, 5, 3) is None


@given(WORDS, st.integers(1, 60), st.integers(1, 6))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, width, most):
    lines = balanced(text, len, width, most)
    if lines is None:
        return
    assert 0 < len(lines) <= most
    assert all(len(line) <= max(width, 2) for line in lines)
    assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "")


@given(WORDS, st.integers(2, 60), st.integers(1, 6))
def test_what_is_cut_fits_and_says_so(text, width, most):
    lines = cut(text, len, width, most)
    assert len(lines) <= most
    assert all(len(line) <= width for line in lines)
    if balanced(text, len, width, most) is None:
        assert lines[-1].endswith(ELLIPSIS)


def test_letters_are_as_large_as_the_text_allows():
    assert fitted("Short", STEPS, at, 400) == Setting(40, ("Short",))
    assert fitted("word " * 8 + "end", STEPS, at, 400).size == 20
    assert fitted("word " * 20 + "end", STEPS, at, 400).size == 10


def test_at_the_smallest_size_the_rest_is_cut_after_a_whole_word():
    setting = fitted("sevenly " * 60, STEPS, at, 400)
    assert (setting.size, len(setting.lines)) == (10, 4)
    assert setting.lines[-1].endswith("sevenly…")


def test_a_word_too_long_for_a_line_is_broken_with_hyphens():
    setting = fitted("W" * 60, STEPS, at, 400)
    assert setting.size == 10
    assert [len(line) for line in setting.lines] in ([40, 21], [39, 22])
    assert setting.lines[0].endswith("W-")
    assert "".join(setting.lines).replace("-", "") == "W" * 60


def test_an_endless_word_is_cut_like_anything_else():
    setting = fitted("W" * 4000, STEPS, at, 400)
    assert len(setting.lines) == 4
    assert setting.lines[-1].endswith("W…")
