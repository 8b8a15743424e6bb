"""The options of `/// figure` are held to the rules of front matter: kept as typed, or refused by their own line."""

import pytest
from hypothesis import example, given, settings

from newsroom.images.picture import Picture
from plugins.commonmark.extension import CommonMark
from plugins.figures.block import FigureExtension
from plugins.pull_quotes import PullQuoteExtension
from plugins.reader.converter import Converter
from plugins.reader.decode import InvalidContent
from plugins.reader.file_parser import parse_file
from plugins.reader.front_matter import FrontMatter
from tests.unit.plugins.reader.test_every_field import TEXTS, meant

HEAD = "---\ntitle: T\ndate: 2014-06-03\nauthors: [ada]\nsummary: In short.\n---\nWords.\n\n"  # the text begins on line 7


@pytest.fixture(scope="module")
def theme(tmp_path_factory):
    folder = tmp_path_factory.mktemp("theme")
    (folder / "templates/figures").mkdir(parents=True)
    (folder / "templates/figures/figure.html").write_text("<figure>{{ figure.alt }}|{{ figure.caption }}</figure>")
    return folder


@pytest.fixture(scope="module", params=[True, False], ids=["CommonMark", "without it"])
def converter(theme, request, tmp_path_factory):
    figures = FigureExtension({"THEME": theme, "JINJA_ENVIRONMENT": {"autoescape": True}})
    made = Converter({"extensions": [figures, PullQuoteExtension(), *([CommonMark()] if request.param else [])]})
    made.commonmark = request.param
    made.find_image = lambda path: Picture(path, 16, 10, "0123456789abcdef", tmp_path_factory.getbasetemp())
    return made


def read(converter, block: str):
    return parse_file("articles/2014-06-03-x.md", f"{HEAD}{block}\n\nMore.\n".encode(), converter)


def figure(*options: str) -> str:
    return "\n".join(["/// figure", "    file: images/tea.png", *(f"    {line}" for line in options), "///"])  # on line 9


# options below `file`, on line 10; the line that is named, words of the message and of the cure
REFUSED = {
    "hash": (
        ("alt: Two circles", "caption: Our logo, draft #3 of nine"),
        12,
        "“#3 of nine” would be left out",
        '"Our logo, draft #3 of nine"',
    ),
    "comma": (("alt: Two circles", "credit: {name: Smith, Jones and Sons}"), 12, "is cut at a comma", 'name: "Smith, Jones and Sons"'),
    "tag": (("alt: !Hola amigos",), 11, "“!Hola” would be left out", 'alt: "!Hola amigos"'),
    "colon": (("alt: Tea: a story",), 11, "the block is not valid YAML", 'alt: "Tea: a story"'),
    "quotes": (('alt: "Tea', "caption: At four"), 11, "is not closed", 'end the value with "'),
    "bracket": (("alt: Tea", "credit: {name: A"), 12, "the bracket { is not closed", "add }"),
    "given twice": (("alt: Tea", "alt: Cake"), 12, "is given twice", "keep one"),
    "null": (("alt: null",), 11, "stands for nothing", "quotes"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_an_option_that_yaml_would_change_is_refused_by_its_line(converter, kind):
    options, line, words, cure = REFUSED[kind]
    (problem,) = read(converter, figure(*options)).problems
    assert problem.line == line, problem
    assert words in problem.message and cure in problem.cure


def test_the_second_figure_is_the_one_that_is_blamed(converter):
    reading = read(converter, f"{figure('alt: Tea')}\n\n{figure('alt: Tea', 'caption: draft #3')}")
    assert [problem.line for problem in reading.problems] == [17]


def test_a_figure_in_a_list_is_held_to_it(converter):
    block = "\n".join(f"    {line}" for line in figure("alt: Tea", "caption: draft #3").split("\n"))
    assert [problem.line for problem in read(converter, f"- One:\n\n{block}").problems] == [14]


def test_an_example_in_a_fence_is_no_figure(theme, converter):
    if converter.commonmark:
        assert read(converter, f"~~~\n{figure('alt: Tea', 'caption: draft #3')}\n~~~").problems == ()


@pytest.mark.parametrize(
    "options, expected",
    [
        (("alt: Two circles, one red",), "Two circles, one red|"),
        (("alt: 2014", "caption: yes"), "2014|yes"),
        (("alt: 2014-06-03", "caption: 1_000"), "2014-06-03|1_000"),
        (("alt: 'It''s #1'", "caption: "), "It&#39;s #1|"),
        (("# alt: Coffee", "alt: Tea"), "Tea|"),
    ],
)
def test_what_is_plain_is_kept_as_typed(converter, options, expected):
    reading = read(converter, figure(*options))
    assert reading.problems == ()
    assert f"<figure>{expected}</figure>" in reading.html.replace("'", "&#39;")


def test_a_misspelt_option_is_answered_with_the_nearest(converter):
    (problem,) = read(converter, figure("alt: Tea", "captoin: x")).problems
    if converter.commonmark:
        assert (problem.line, problem.message) == (12, "there is no such field")
        assert "did you mean “caption”?" in problem.cure
    else:
        assert (problem.line, "was not understood" in problem.message) == (9, True)


def test_a_missing_option_and_a_wrong_one_are_both_named(converter):
    problems = read(converter, figure("captoin: x")).problems
    if converter.commonmark:
        assert [(problem.line, problem.field) for problem in problems] == [(9, "/// figure alt"), (11, "/// figure captoin")]
    assert problems


@settings(max_examples=150)
@given(TEXTS.filter(str.isprintable))
@example("Our logo, draft #3 of nine")
def test_an_option_is_read_as_typed_or_refused_by_its_line(converter, text):
    reading = read(converter, figure(f"alt: {text}", "caption: below"))
    if reading.problems:
        assert [problem.line for problem in reading.problems if problem.line == (11 if converter.commonmark or problem.line != 9 else 9)], (
            reading.problems
        )
    else:
        assert " ".join(reading.figures[0].alt.split()) == meant("plain", text)


OPTIONS = ["file: images/tea.png", "alt: Two circles", "caption: At four"]


def block(*lines: str) -> str:
    return "\n".join(["/// figure", *lines, "///"])  # begins on line 9


# what was typed below /// figure; the line that is named, with CommonMark; words of the message
MISPLACED = {
    "no spaces": ([*OPTIONS], 10, "fewer than four spaces"),
    "one space": ([f" {each}" for each in OPTIONS], 10, "fewer than four spaces"),
    "two spaces": ([f"  {each}" for each in OPTIONS], 10, "fewer than four spaces"),
    "three spaces": ([f"   {each}" for each in OPTIONS], 10, "fewer than four spaces"),
    "the last one further out": ([f"    {OPTIONS[0]}", f"    {OPTIONS[1]}", f"  {OPTIONS[2]}"], 12, "fewer than four spaces"),
    "one in the middle further out": ([f"    {OPTIONS[0]}", f"  {OPTIONS[1]}", f"    {OPTIONS[2]}"], 11, "fewer than four spaces"),
    "below an empty line": (["", *(f"    {each}" for each in OPTIONS)], 11, "an empty line stands above"),
    "below an empty line, without spaces": (["", *OPTIONS], 11, "an empty line stands above"),
    "an empty line among them": ([f"    {OPTIONS[0]}", "", f"    {OPTIONS[1]}", f"    {OPTIONS[2]}"], 12, "an empty line stands above"),
    "six spaces, then four": ([f"      {OPTIONS[0]}", *(f"    {each}" for each in OPTIONS[1:])], 11, "as far in as"),
    "a group, two spaces in": (["  file: images/tea.png", "  alt: Tea", "  credit:", "    name: A. Smith"], 10, "fewer than four spaces"),
    "in a quotation": (None, 10, "fewer than four spaces"),
}


@pytest.mark.parametrize("kind", MISPLACED)
def test_an_option_out_of_place_is_named_by_its_line_with_a_cure_that_fits(converter, kind):
    lines, line, words = MISPLACED[kind]
    text = block(*lines) if lines else "\n".join(f"> {each}" for each in block(*OPTIONS).split("\n"))
    problems = read(converter, text).problems
    assert problems, "an option is words, and nobody is told"
    if converter.commonmark:
        (problem,) = problems
        assert problem.line == line and words in problem.message, problem
        assert "four spaces" in problem.cure or "empty line" in problem.cure, problem


ACCEPTED = {
    "tabs": [f"\t{each}" for each in OPTIONS],
    "two tabs": [f"\t\t{each}" for each in OPTIONS],
    "a space and a tab": [f" \t{each}" for each in OPTIONS],
    "eight spaces": [f"        {each}" for each in OPTIONS],
    "a caption of several lines": [f"    {OPTIONS[0]}", f"    {OPTIONS[1]}", "    caption: >", "      At four", "      file: and all"],
}


@pytest.mark.parametrize("kind", ACCEPTED)
def test_options_four_columns_in_or_more_are_read(converter, kind):
    document = read(converter, block(*ACCEPTED[kind]))
    assert not document.problems
    assert "<figure>Two circles|At four" in str(document)


@pytest.mark.parametrize("fields", ["  title: T\ndate: 2014-06-03", "\n title: T\ndate: 2014-06-03", "    title: T\n  date: 2014-06-03"])
def test_a_first_field_further_in_than_the_others_is_no_second_document(fields):
    with pytest.raises(InvalidContent) as error:
        FrontMatter(fields, 2)
    assert "the same column" in error.value.message and "same column" in error.value.cure
