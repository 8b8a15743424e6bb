"""Credits and licences as readers see them; `/// figure` in text."""

import pytest
from markdown import Markdown
from PIL import Image

from plugins.figures.block import FigureExtension
from plugins.figures.figure import Credit, Figure, Licence
from plugins.reader import models


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
    (tmp_path / "content/images").mkdir(parents=True)
    Image.new("RGB", (16, 10)).save(tmp_path / "content/images/tea time.png")
    (tmp_path / "theme/templates/figures").mkdir(parents=True)
    template = '<figure>\n<img src="{{ figure.src }}" alt="{{ figure.alt }}" width="{{ figure.width }}">\n\n{{ figure.caption }}</figure>'
    (tmp_path / "theme/templates/figures/figure.html").write_text(template)
    environment = {"autoescape": True}
    return {
        "THEME": tmp_path / "theme",
        "PATH": tmp_path / "content",
        "SITEURL": "https://x.example/blog",
        "JINJA_ENVIRONMENT": environment,
    }


def convert(settings, text):
    extension = FigureExtension(settings)
    md = Markdown(extensions=[extension])
    md.read_image = models.Image.model_validate
    return md.convert(text), extension


def test_a_figure_block_becomes_a_figure_with_its_size(theme):
    html, extension = convert(
        theme, 'One.\n\n/// figure\n    file: images/tea time.png\n    alt: Tea & "cake"\n    caption: At four.\n///\n\nTwo.'
    )
    assert html == (
        '<p>One.</p>\n<figure> <img src="/images/tea%20time.png" alt="Tea &amp; &#34;cake&#34;" width="16"> At four.</figure>\n<p>Two.</p>'
    )
    assert extension.figures["/images/tea%20time.png"].alt == 'Tea & "cake"'


def test_words_inside_a_figure_block_are_an_error_not_lost(theme):
    with pytest.raises(ValueError, match="put them into its caption"):
        convert(theme, "/// figure\n    file: images/tea time.png\n    alt: Tea\n\nLost words?\n///")


def test_a_figure_knows_its_file(theme):
    image = models.Image.model_validate({"file": "images/tea time.png", "alt": "Tea", "licence": "CC0"})
    figure = Figure.of(image, theme["PATH"], "")
    assert (figure.src, figure.width, figure.height, figure.media_type) == ("/images/tea%20time.png", 16, 10, "image/png")
