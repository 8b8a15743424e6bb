"""A card is drawn once: its name holds everything that it is drawn from."""

from dataclasses import replace
from shutil import copytree

import pytest

from plugins.social_cards import shelf
from plugins.social_cards.card import Card
from plugins.social_cards.colours import colours
from plugins.social_cards.materials import Materials, font_files, kerning_files
from plugins.social_cards.shelf import fill
from plugins.social_cards.words import Words
from tests.unit.plugins.social_cards.conftest import THEME

WORDS = Words("post", "The blog", "Backr", "A fair advantage?", strong="Ada", soft="Lead")


def silent(done: int, of: int) -> None:
    """Nobody listens."""


def wanted(materials, number):
    every = [replace(WORDS, title=f"Number {n}") for n in range(number)]
    return {materials.name(words): words for words in every}


def test_what_is_there_is_not_drawn_again(materials, tmp_path):
    cards = wanted(materials, 3)
    assert fill(tmp_path, cards, materials, silent) == 3
    before = {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in tmp_path.iterdir()}
    assert sorted(file.stem for file in before) == sorted(cards)
    assert fill(tmp_path, cards, materials, silent) == 0
    assert {file: (file.stat().st_mtime_ns, file.stat().st_ino) for file in tmp_path.iterdir()} == before


def test_only_what_is_new_is_drawn(materials, tmp_path):
    fill(tmp_path, wanted(materials, 2), materials, silent)
    assert fill(tmp_path, wanted(materials, 3), materials, silent) == 1


def test_what_another_build_draws_meanwhile_is_left_as_it_is(materials, tmp_path, monkeypatch):
    """A build that has copied it already would find it changed, by its time."""
    cards = wanted(materials, 2)
    first, second = (tmp_path / f"{name}.png" for name in sorted(cards))

    def draw(*_) -> bytes:
        second.write_bytes(b"by another")
        return b"by this one"

    monkeypatch.setattr(shelf, "draw", draw)
    assert fill(tmp_path, cards, materials, silent) == 2
    assert (first.read_bytes(), second.read_bytes()) == (b"by this one", b"by another")


def test_many_are_drawn_by_several_processes_to_the_same_bytes(materials, tmp_path, monkeypatch):
    cards = wanted(materials, 6)
    assert fill(tmp_path / "one", cards, materials, silent) == 6
    monkeypatch.setattr(shelf, "MANY", 2)
    monkeypatch.setattr(shelf, "_BATCH", 3)
    told = []
    assert fill(tmp_path / "several", cards, materials, lambda done, of: told.append((done, of))) == 6
    assert told == [(3, 6), (6, 6)]
    one, several = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "several"))
    assert one == several


@pytest.mark.parametrize("field", [field for field in WORDS.__dataclass_fields__ if field != "pen_name"])
def test_other_words_have_another_name(materials, field):
    assert materials.name(WORDS) != materials.name(replace(WORDS, **{field: "other"}))


def test_a_pen_name_has_another_name(materials):
    assert materials.name(WORDS) != materials.name(replace(WORDS, pen_name=True))


def test_another_colour_or_another_font_gives_another_name(materials, tmp_path):
    theme = copytree(THEME, tmp_path / "theme")
    assert Materials.of(theme).name(WORDS) == materials.name(WORDS)
    tokens = theme / "static/css/tokens.css"
    text = tokens.read_text(encoding="utf-8")
    tokens.write_text(text.replace(materials.colours["background"], "#ffffff", 1), encoding="utf-8")
    assert Materials.of(theme).name(WORDS) != materials.name(WORDS)
    tokens.write_text(text, encoding="utf-8")
    font = font_files(theme / "static/fonts")["serif"][0]
    font.write_bytes(font.read_bytes() + b"\0")
    assert Materials.of(theme).name(WORDS) != materials.name(WORDS)


def test_a_theme_without_a_colour_or_a_font_is_told_so(tmp_path):
    (tmp_path / "tokens.css").write_text(":root { --background: #f6f1e7; --text: white; }", encoding="utf-8")
    with pytest.raises(ValueError, match="tokens.css: no colour like #1f2a37 for --text, --text-muted, .*; the cards"):
        colours(tmp_path / "tokens.css")
    with pytest.raises(ValueError, match=r"no literata\*\.woff2"):
        font_files(tmp_path)
    with pytest.raises(ValueError, match="no serif-700.kerning; python -m contrib.artwork.kerning writes it"):
        kerning_files(tmp_path)


def test_the_colours_are_those_of_daylight(materials):
    assert materials.colours["background"] == "#f6f1e7"


def test_an_address_stays_short_and_readable():
    card = Card.of("w" * 300, "0123456789abcdef" * 4, "")
    assert card.path == f"cards/{'w' * 80}-0123456789.png"
