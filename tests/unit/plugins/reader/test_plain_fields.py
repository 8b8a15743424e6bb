"""Nothing that a page would show as it stands is taken for a link in silence."""

import pytest

from plugins.figures.block import FigureExtension
from plugins.reader.content_index import build_index
from plugins.reader.converter import Converter
from testing.newsroom import ROOT

LINK = "[about]({filename}/pages/about.md)"


@pytest.mark.parametrize(
    "extra, field",
    [
        (f"image: {{file: images/tea.png, alt: 'See {LINK}'}}\n", "image.alt"),
        (f"image:\n  file: images/tea.png\n  alt: Tea\n  caption: 'See {LINK}'\n", "image.caption"),
        ("image:\n  file: images/tea.png\n  alt: Tea\n  licence: 'See {static}/images/tea.png'\n", "image.licence"),
        ("tags: ['|filename|/pages/about.md']\n", "tags"),
    ],
)
def test_a_file_that_is_named_in_plain_words_is_an_error_with_its_field(newsroom, extra, field):
    newsroom.write("pages/about.md", "---\ntitle: About\n---\nUs.\n")
    newsroom.post("good", extra=extra)
    (problem,) = newsroom.read().errors
    assert (problem.path, problem.field) == ("articles/2014-06-03-good.md", field)
    assert "is shown as it stands" in problem.message and problem.cure
    assert problem.line >= 6


@pytest.mark.parametrize("name", ["title", "summary"])
def test_so_it_is_in_title_and_summary(newsroom, name):
    path = newsroom.post()
    text = (newsroom.folder / path).read_text()
    newsroom.write(path, text.replace("A good post", f"'See {LINK}'") if name == "title" else text.replace("It is good.", f"'See {LINK}'"))
    newsroom.write("pages/about.md", "---\ntitle: About\n---\nUs.\n")
    (problem,) = newsroom.read().errors
    assert (problem.line, problem.field) == ({"title": 2, "summary": 5}[name], name)


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "/about/", "../pages/about.md", "#part", "mailto:a@b.example"])
def test_another_link_in_plain_words_is_a_warning(newsroom, address):
    path = newsroom.post()
    newsroom.write(path, (newsroom.folder / path).read_text().replace("It is good.", f"'See [it]({address}).'"))
    index = newsroom.read()
    assert index.errors == []
    assert [(problem.field, problem.severity) for problem in index.problems if "as it stands" in problem.message] == [
        ("summary", "warning")
    ]


def test_brackets_that_are_words_are_no_link(newsroom):
    path = newsroom.post()
    newsroom.write(path, (newsroom.folder / path).read_text().replace("It is good.", "'Work [sic] (see below), f[x](y) and {this}.'"))
    assert [problem for problem in newsroom.read().problems if "as it stands" in problem.message] == []


def test_a_caption_in_the_text_is_named_by_its_line(newsroom):
    newsroom.write("pages/about.md", "---\ntitle: About\n---\nUs.\n")
    body = f"Words.\n\n/// figure\n    file: images/tea.png\n    alt: Tea\n    caption: See {LINK}\n///\n"
    newsroom.post("good", body)
    settings = {"THEME": str(ROOT / "theme"), "JINJA_ENVIRONMENT": {"autoescape": True}}
    (problem,) = build_index(newsroom.folder, Converter({"extensions": [FigureExtension(settings)]}), newsroom.renderer, None).errors
    assert (problem.line, problem.field) == (12, "/// figure caption")
