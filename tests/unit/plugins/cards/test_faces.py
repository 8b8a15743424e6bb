"""No name becomes a row of boxes: what the fonts lack is spelt in plain letters or left out."""

import pytest

from plugins.cards.faces import PLAIN, STRONG, TITLE


@pytest.mark.parametrize("style", [TITLE, STRONG, PLAIN], ids=["title", "strong", "plain"])
@pytest.mark.parametrize("name", ["Łukasz Żółć", "Siân Ní Bhriain", "Nguyễn Văn", "Ελένη", "Настя", "İlknur Çağlar", "Bjørn Åse"])
def test_a_name_is_written_or_spelt_and_never_lost(faces, name, style):
    said = faces.writable(name, style)
    assert len(said.split()) == len(name.split())
    assert faces.writable(said, style) == said


@pytest.mark.parametrize("style", [TITLE, STRONG], ids=["title", "strong"])
def test_polish_and_welsh_are_written_as_they_are(faces, style):
    for name in ("Łukasz Żółć", "Siân Ŵyn", "“Zażółć” – gęślą…"):
        assert faces.writable(name, style) == name


def test_what_cannot_be_written_is_left_out_of_a_line_that_makes_sense_without(faces):
    assert faces.writable("Tea 👩🏽‍⚕️ and cake 🎂!", TITLE) == "Tea and cake!"
    assert faces.writable("Peace, سلام, for all of us", TITLE) == "Peace, for all of us"


@pytest.mark.parametrize("text", ["السلام عليكم", "🎉🎉", "漢字かな", "\u202e\u202c", "", "   ", "سلام peace"])
def test_what_would_make_no_sense_is_not_written_at_all(faces, text):
    assert faces.writable(text, TITLE) == ""


def test_characters_that_steer_are_no_part_of_a_line(faces):
    assert faces.writable("one\u202e\u200d two\n\tthree\x07", TITLE) == "one two three"


def test_kerning_is_on(faces):
    assert faces.length("AV", TITLE, 200) < faces.length("A", TITLE, 200) + faces.length("V", TITLE, 200)


def test_bold_letters_are_wider_than_plain_ones(faces):
    assert faces.length("relationships", STRONG, 40) > faces.length("relationships", PLAIN, 40)


def test_a_line_in_two_scripts_is_as_long_as_its_pieces(faces):
    assert faces.length("Ł", TITLE, 100) > 0
    whole, pieces = faces.length("aŁ", TITLE, 100), faces.length("a", TITLE, 100) + faces.length("Ł", TITLE, 100)
    assert abs(whole - pieces) < 4
