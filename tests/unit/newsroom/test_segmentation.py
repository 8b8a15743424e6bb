"""Words are counted, and texts are cut, in every script: at spaces where there are some, between whole characters elsewhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.mail.plain_text import html_to_text
from newsroom.segmentation import broken, clusters, count_words, first_words, shortened

CHINESE = "社会变革建立在关系之上，而不是建立在服务之上。"
JAPANESE = "人と人とのつながりから社会が変わります。"
THAI = "การเปลี่ยนแปลงทางสังคมสร้างขึ้นบนความสัมพันธ์"
KHMER = "ការផ្លាស់ប្តូរសង្គម"
KOREAN = "사회 변화는 관계 위에 세워집니다"
SPACED = st.text(alphabet="ab é-–.,’\n", max_size=80)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eight words, and not one more or less.", 8),
        (CHINESE, 11),
        (JAPANESE, 10),
        (CHINESE * 100, 1050),
        (KOREAN, 5),
        ("我们用 Pelican 写 blog", 4),
        ("我们用Pelican写blog", 4),
        ("", 0),
    ],
)
def test_words_are_counted_in_every_script(text, words):
    assert count_words(text) == words


def test_thai_counts_letters_without_their_marks():
    assert count_words(THAI) == -(-len([one for one in clusters(THAI)]) // 4)
    assert 5 <= count_words(THAI) <= 12


@given(SPACED, st.integers(1, 12))
def test_a_text_with_spaces_is_counted_and_cut_by_them_alone(text, number):
    words = text.split()
    assert count_words(text) == len(words)
    assert first_words(text, number) == " ".join(words[:number]) + ("…" if len(words) > number else "")


@pytest.mark.parametrize("text", [CHINESE, JAPANESE, THAI, KHMER])
def test_a_text_without_spaces_has_first_words_too(text):
    cut = first_words(text * 50, 30)
    assert 30 < len(cut) < 260
    assert cut.endswith("…")
    assert (text * 50).startswith(cut[:-1])


def test_what_fits_is_not_cut():
    assert first_words(CHINESE, 30) == CHINESE
    assert shortened(CHINESE, 100) == CHINESE


@pytest.mark.parametrize("whole", ["é" * 9, "ที่" * 9, "👩‍👩‍👧" * 9, "👍🏽" * 9, "🇬🇧" * 9, "ក្រ" * 9, "がぎ" * 9])
@pytest.mark.parametrize("length", range(3, 20))
def test_no_character_is_cut_in_two(whole, length):
    left = shortened(whole, length).removesuffix("…")
    assert "".join(list(clusters(whole))[: len(list(clusters(left)))]) == left or len(list(clusters(whole))[0]) >= length


def test_a_text_is_not_cut_back_to_its_only_space():
    assert shortened("2014年 " + CHINESE * 9, 40) == ("2014年 " + CHINESE * 9)[:39].rstrip("，。") + "…"
    assert shortened("Hello " + THAI, 20).startswith("Hello ก")


@given(st.text(alphabet="ab 社会บ่é👩‍🇬🇧，", max_size=80), st.integers(2, 40))
def test_what_is_cut_has_the_length_asked_for_and_begins_as_the_whole(text, length):
    cut = shortened(text, length)
    assert len(cut) <= max(length, len(text) if len(text) <= length else 0)
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@pytest.mark.parametrize("text", [CHINESE * 6, JAPANESE * 6])
def test_lines_of_a_mail_end_between_characters(text):
    lines = html_to_text(f"<p>{text}</p>").split("\n")
    assert "".join(lines) == text
    assert all(len(line) <= 37 for line in lines)
    assert not [line for line in lines if re.match("[、。，」]", line)]


def test_a_long_address_beside_such_a_text_stays_whole():
    address = "https://example.org/" + "a" * 80
    assert address in html_to_text(f"<p>{CHINESE * 3} {address}</p>").split("\n")


def test_a_word_of_letters_is_never_broken():
    assert broken("Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 3, 24) == ["Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 3]
