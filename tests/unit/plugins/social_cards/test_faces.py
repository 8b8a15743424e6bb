"""No name becomes a row of boxes: what the fonts lack is spelt in plain letters or left out."""

import hashlib

import pytest
from PIL import ImageFont

from plugins.social_cards.faces import PLAIN, STRONG, STYLES, TITLE
from tests.articles import FakeContent


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


@pytest.mark.parametrize("style", STYLES, ids=["title", "strong", "plain"])
@pytest.mark.parametrize("pair", ["AV", "To", "Áv", "Yé"])
def test_letters_that_fit_into_each_other_stand_nearer(faces, style, pair):
    apart = sum(faces.length(letter, style, 200) for letter in pair) + style.spacing * 200
    assert faces.length(pair, style, 200) < apart - 4


@pytest.mark.parametrize("style", STYLES, ids=["title", "strong", "plain"])
def test_the_kerning_was_taken_from_the_fonts_that_are_there(materials, style):
    """python -m contrib.artwork.kerning takes it again."""
    fonts = hashlib.sha256(b"".join(file.read_bytes() for file in materials.fonts[style.family])).hexdigest()
    assert materials.pairs[style].read_text(encoding="utf-8").splitlines()[0] == fonts


def test_a_card_is_set_the_same_on_a_machine_without_fribidi(faces):
    """Pillow’s simple layout is everywhere; it is asked for one letter at a time, so that it has nothing to lay out."""
    drawn = []
    faces.draw(FakeContent(text=lambda place, letter, font, **_: drawn.append((letter, font.layout_engine))), (0, 0), "Tea", TITLE, 40, "")
    assert drawn == [(letter, ImageFont.Layout.BASIC) for letter in "Tea"]


def test_bold_letters_are_wider_than_plain_ones(faces):
    assert faces.length("relationships", STRONG, 40) > faces.length("relationships", PLAIN, 40)


def test_a_space_is_as_wide_between_letters_of_any_font(faces):
    space = faces.length("a a", PLAIN, 100) - 2 * faces.length("a", PLAIN, 100)
    assert abs(faces.length("ą ą", PLAIN, 100) - 2 * faces.length("ą", PLAIN, 100) - space) < 2
