"""Whatever a card says, the margins stay clear, the places of the marks too, and the file stays small."""

import io
import re
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from plugins.social_cards import motifs
from plugins.social_cards.layouts import EDGE, LAYOUTS, draw
from plugins.social_cards.sheet import HEIGHT, WIDTH
from plugins.social_cards.words import Words
from tests.unit.plugins.social_cards.conftest import THEME

SITE = "The Participle blog"
TEXTS = {
    "ordinary": "Can we train people to be relational?",
    "200 letters": ("Things need to change, but please not another review of what everybody knew before the last one was read. " * 2)[:200],
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter",
    "widest": "W" * 400,
    "capitals": "WHAT WE MEAN BY RELATIONAL WELFARE AND WHY WE WILL NOT STOP SAYING SO UNTIL SOMEBODY WRITES IT DOWN",
    "accents": "Łukasz Żółć ÅÉÎÕÜ " * 12,
    "signs": '"><script>alert(1)</script> & | / \\ ' * 5,
}
# What a margin of each layout may hold anyway, from this height on.
HILLS = HEIGHT - 90


def filled(layout: str, text: str) -> Words:
    """Words with the same text everywhere."""
    return Words(layout, text, text, text, "We asked", text, text, text, pen_name=True)


def picture(words: Words, materials) -> Image.Image:
    spelt = materials.spelt(words)
    return Image.open(io.BytesIO(draw(spelt, materials.colours, materials.faces))).convert("RGB")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_leaves_the_place_it_has(materials, layout):
    """The margins hold what they hold when hardly anything is said."""
    plain = picture(filled(layout, "Hi"), materials)
    for name, text in TEXTS.items():
        left, top, right, bottom = ImageChops.difference(plain, picture(filled(layout, text), materials)).getbbox()
        assert left >= EDGE - 6 and right <= WIDTH - EDGE + 6, name
        assert top >= 40 and bottom <= (HILLS if layout in ("post", "subject") else HEIGHT - 24), name


@pytest.mark.parametrize("text", [TEXTS["200 letters"], TEXTS["widest"]], ids=["200 letters", "widest"])
def test_a_question_stays_in_its_bubble(materials, text):
    """Around the bubble, only the tail and the row below have anything."""
    drawn = picture(filled("callout", text), materials)
    wash = drawn.getpixel((2, 2))
    for box in ((0, 0, EDGE, HEIGHT), (WIDTH - EDGE, 0, WIDTH, HEIGHT), (0, 0, WIDTH, 56), (0, HEIGHT - 30, WIDTH, HEIGHT)):
        assert drawn.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), wash)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_a_small_picture_of_the_right_size(materials, layout):
    data = draw(materials.spelt(filled(layout, TEXTS["200 letters"])), materials.colours, materials.faces)
    with Image.open(io.BytesIO(data)) as card:
        assert (card.size, card.format, card.mode) == ((WIDTH, HEIGHT), "PNG", "P")
        assert "icc_profile" not in card.info and not card.getexif()
    assert len(data) < 60_000


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_words_give_the_same_bytes(materials, layout):
    words = filled(layout, TEXTS["ordinary"])
    assert draw(words, materials.colours, materials.faces) == draw(words, materials.colours, replace(materials).faces)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_with_nothing_to_say_there_is_still_a_card(materials, layout):
    assert draw(Words(layout, ""), materials.colours, materials.faces).startswith(b"\x89PNG")


def test_a_pen_name_is_marked(materials):
    known = Words("answer", SITE, title="Listen", label="We asked", question="Why?", strong="LilyTrent")
    assert picture(known, materials).tobytes() != picture(replace(known, pen_name=True), materials).tobytes()


def test_an_answer_stands_on_other_ground_than_a_post(materials):
    grounds = {layout: picture(filled(layout, "Hi"), materials).getpixel((2, 2)) for layout in LAYOUTS}
    assert grounds["post"] == grounds["subject"] != grounds["answer"] == grounds["callout"] != grounds["site"]


def test_the_colours_of_the_theme_come_through_unchanged(materials):
    card = picture(filled("post", "Hi"), materials)
    for place, token in (
        ((2, 2), "background"),
        ((100, HEIGHT - 2), "logo-left"),
        ((WIDTH - 100, HEIGHT - 2), "logo-right"),
        ((600, HEIGHT - 2), "logo-overlap"),
    ):
        assert "#{:02x}{:02x}{:02x}".format(*card.getpixel(place)) == materials.colours[token], token


def test_the_mark_is_the_one_of_the_pages():
    svg = (THEME / "templates/site/logo.html").read_text(encoding="utf-8")
    circles = re.findall(r'cx="(\d+)" cy="\d+" r="(\d+)"', svg)
    assert circles == [(str(motifs.MARK_ONE), str(motifs.MARK_RADIUS)), (str(motifs.MARK_TWO), str(motifs.MARK_RADIUS))]
    assert f'viewBox="0 0 {motifs.MARK_WIDE} ' in svg
