"""Credits and licences as readers see them; `/// figure` in text."""

from pathlib import Path

import pytest
from markdown import Markdown

from newsroom import content_models
from newsroom.images.picture import Picture
from plugins.figures.block import FigureExtension
from plugins.figures.figure import Credit, Figure, Licence

PICTURE = Picture("images/tea time.png", 16, 10, "0123456789abcdef", Path("drawn"))


@pytest.mark.parametrize(
    "credit, line",
    [
        (Credit("Betty Tsang", "Flickr", "", "photo"), "Photo: Betty Tsang, via Flickr"),
        (Credit("The picture desk", "", "", "drawing"), "Drawing: The picture desk"),
    ],
)
def test_the_credit_line_says_what_who_and_where(credit, line):
    assert credit.line == line


@pytest.mark.parametrize(
    "name, url",
    [
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BY 2.0", "https://creativecommons.org/licenses/by/2.0/"),
        ("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("All rights reserved", ""),
    ],
)
def test_known_licences_have_an_address(name, url):
    assert Licence.named(name) == Licence(name, url)


@pytest.fixture
def theme(tmp_path):
    (tmp_path / "theme/templates/figures").mkdir(parents=True)
    template = '<figure>\n<img src="/{{ figure.path|urlencode }}" alt="{{ figure.alt }}">\n\n{{ figure.caption }}</figure>'
    (tmp_path / "theme/templates/figures/figure.html").write_text(template)
    environment = {"autoescape": True}
    return {
        "THEME": tmp_path / "theme",
        "SITEURL": "https://x.example/blog",
        "JINJA_ENVIRONMENT": environment,
    }


def convert(settings, text):
    md = Markdown(extensions=[FigureExtension(settings)])
    md.read_image = lambda options: (content_models.Image.model_validate(options), PICTURE)
    return md.convert(text)


def test_a_figure_block_becomes_a_figure(theme):
    html = convert(theme, 'One.\n\n/// figure\n    file: images/tea time.png\n    alt: Tea & "cake"\n    caption: At four.\n///\n\nTwo.')
    assert html == (
        '<p>One.</p>\n<figure> <img src="/images/tea%20time.png" alt="Tea &amp; &#34;cake&#34;"> At four.</figure>\n<p>Two.</p>'
    )


def test_words_inside_a_figure_block_are_an_error_not_lost(theme):
    with pytest.raises(ValueError, match="put them into its caption"):
        convert(theme, "/// figure\n    file: images/tea time.png\n    alt: Tea\n\nLost words?\n///")


def test_a_figure_knows_its_file():
    image = content_models.Image.model_validate({"file": "images/tea time.png", "alt": "Tea", "licence": "CC0"})
    figure = Figure.of(image, PICTURE)
    assert (figure.path, figure.alt, figure.licence.name) == ("images/tea time.png", "Tea", "CC0")
