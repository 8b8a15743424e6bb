"""A file read by itself can be remembered: it says all that was in it, and which pictures it stands and falls with."""

import pickle

import pytest

from plugins.figures.block import FigureExtension
from plugins.reader.converter import Converter
from plugins.reader.file_parser import parse_file
from plugins.reader.images import ImageIndex

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
def images(newsroom):
    return lambda: ImageIndex(newsroom.folder, ["images/tea.png"], newsroom.renderer)


@pytest.fixture
def converter(tmp_path, images):
    theme = tmp_path / "theme"
    (theme / "templates/figures").mkdir(parents=True)
    (theme / "templates/figures/figure.html").write_text('<figure><img src="{{ figure.picture.plain }}" alt="{{ figure.alt }}"></figure>')
    converter = Converter({"extensions": [FigureExtension({"THEME": theme, "JINJA_ENVIRONMENT": {"autoescape": True}})]})
    converter.find_image = images().resolve
    return converter


def test_what_was_read_can_be_kept_and_is_the_same_later(converter):
    parsed = parse_file("articles/2014-06-03-good.md", TEXT.encode(), converter)
    kept = pickle.loads(pickle.dumps(parsed))
    assert (kept.values, kept.html, kept.figures, kept.image_hashes) == (parsed.values, parsed.html, parsed.figures, parsed.image_hashes)
    assert kept.document.front_matter.line(("authors", 0)) == 4
    assert kept.document.problem(("summary",), "is odd").line == 5
    assert [image.alt for image in kept.figures] == ['A "cup"']


def test_figures_of_one_text_are_not_those_of_the_next(converter):
    first = parse_file("articles/2014-06-03-good.md", TEXT.encode(), converter)
    second = parse_file("articles/2014-06-04-other.md", TEXT.split("///")[0].encode(), converter)
    broken = parse_file("articles/2014-06-05-broken.md", TEXT.replace("tea.png", "tee.png").encode(), converter)
    after = parse_file("articles/2014-06-06-after.md", TEXT.split("///")[0].encode(), converter)
    assert (len(first.figures), second.figures, broken.figures, after.figures) == (1, (), (), ())
    assert "no picture “images/tee.png”" in broken.problems[0].message


def test_a_picture_that_changed_makes_it_stale(newsroom, converter, images):
    parsed = parse_file("articles/2014-06-03-good.md", TEXT.encode(), converter)
    assert images().images_unchanged(parsed)
    plain = parse_file("articles/2014-06-03-plain.md", TEXT.split("///")[0].encode(), converter)
    picture = newsroom.folder / "images/tea.png"
    picture.write_bytes(picture.read_bytes() + b"more")
    assert not images().images_unchanged(parsed)
    assert images().images_unchanged(plain)


def test_what_is_wrong_is_part_of_it(converter):
    parsed = parse_file("articles/2014-06-03-good.md", b"no front matter", converter)
    assert parsed.document is None and [problem.path for problem in parsed.problems] == ["articles/2014-06-03-good.md"]
    parsed = parse_file("articles/2014-06-03-good.md", TEXT.replace("Words.", "<script>").encode(), converter)
    assert parsed.document.slug == "good" and [problem.line for problem in parsed.problems] == [7]
