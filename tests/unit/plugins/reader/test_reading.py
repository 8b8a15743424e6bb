"""A file read by itself can be remembered: it says all that was in it, and which pictures it stands and falls with."""

import pickle

import pytest

from plugins.figures.block import FigureExtension
from plugins.reader.convert import Converter
from plugins.reader.pictures import Pictures
from plugins.reader.reading import read_alone

TEXT = """---
title: A "good" post
date: 2014-06-03 09:00
authors: [ada]
summary: It is good.
---
Words.

/// figure
    file: images/tea.png
    alt: A "cup"
///
"""


@pytest.fixture
def pictures(newsroom):
    return lambda: Pictures(newsroom.folder, ["images/tea.png"], newsroom.darkroom)


@pytest.fixture
def converter(tmp_path, pictures):
    theme = tmp_path / "theme"
    (theme / "templates/figures").mkdir(parents=True)
    (theme / "templates/figures/figure.html").write_text('<figure><img src="{{ figure.picture.plain }}" alt="{{ figure.alt }}"></figure>')
    converter = Converter({"extensions": [FigureExtension({"THEME": theme, "JINJA_ENVIRONMENT": {"autoescape": True}})]})
    converter.picture = pictures().picture
    return converter


def test_what_was_read_can_be_kept_and_is_the_same_later(converter):
    reading = read_alone("articles/2014-06-03-good.md", TEXT.encode(), converter)
    kept = pickle.loads(pickle.dumps(reading))
    assert (kept.values, kept.html, kept.images, kept.drawn) == (reading.values, reading.html, reading.images, reading.drawn)
    assert kept.document.header.line(("authors", 0)) == 4
    assert kept.document.problem(("summary",), "is odd").line == 5
    assert [image.alt for image in kept.images] == ['A "cup"']


def test_figures_of_one_text_are_not_those_of_the_next(converter):
    first = read_alone("articles/2014-06-03-good.md", TEXT.encode(), converter)
    second = read_alone("articles/2014-06-04-other.md", TEXT.split("///")[0].encode(), converter)
    broken = read_alone("articles/2014-06-05-broken.md", TEXT.replace("tea.png", "tee.png").encode(), converter)
    after = read_alone("articles/2014-06-06-after.md", TEXT.split("///")[0].encode(), converter)
    assert (len(first.images), second.images, broken.images, after.images) == (1, (), (), ())
    assert "no picture “images/tee.png”" in broken.problems[0].message


def test_a_picture_that_changed_makes_it_stale(newsroom, converter, pictures):
    reading = read_alone("articles/2014-06-03-good.md", TEXT.encode(), converter)
    assert pictures().still_show(reading)
    plain = read_alone("articles/2014-06-03-plain.md", TEXT.split("///")[0].encode(), converter)
    picture = newsroom.folder / "images/tea.png"
    picture.write_bytes(picture.read_bytes() + b"more")
    assert not pictures().still_show(reading)
    assert pictures().still_show(plain)


def test_what_is_wrong_is_part_of_it(converter):
    reading = read_alone("articles/2014-06-03-good.md", b"no front matter", converter)
    assert reading.document is None and [problem.path for problem in reading.problems] == ["articles/2014-06-03-good.md"]
    reading = read_alone("articles/2014-06-03-good.md", TEXT.replace("Words.", "<script>").encode(), converter)
    assert reading.document.slug == "good" and [problem.line for problem in reading.problems] == [7]
