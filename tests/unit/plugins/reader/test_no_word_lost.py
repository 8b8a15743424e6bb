"""No word lost, over generated texts: what goes in comes out, as a browser shows it, or is named to the editor by its line."""

import json
import re
from itertools import count

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.pull_quotes import PullQuoteExtension
from plugins.reader.converter import Converter
from plugins.reader.file_parser import parse_file
from plugins.reader.images import ImageIndex
from plugins.typography.curl import CurlyQuotes

EXTENSIONS = [f"markdown.extensions.{name}" for name in ("abbr", "attr_list", "def_list", "fenced_code", "sane_lists", "tables")]
ARTICLE = "---\ntitle: T\ndate: 2014-06-03\nauthors: [ada]\nsummary: S.\n%s---\n%s\n"
ANSWER = (
    "---\ntitle: T\ndate: 2014-06-03\ncallout: care\nsubmitter: {name: Ann}\nconsent: publish\nedited: as-sent\nsummary: S.\n%s---\n%s\n"
)

# Each # becomes a word that stands nowhere else. What a paragraph may hold:
INLINE = [
    "#", "# # #", "*#*", "**# #**", "`#`", "`<# # #>`", "``<a href=\"#>``", "# < #", "# <# and #> #", "<#", "<# # #>", "</#>", "</ #>", "<#/>",
    "<!-- # -->", "# <!-- #", "# --> #", "<![CDATA[ # ]]>", "<?php # ?>", "<!# #>", "&#;", "&nosuch; #", "&amp;#", "# &lt;#&gt; #", "&#8212; #",
    "<b>#</b>", "<b># <i>#</b> #</i>", "<b>#", "#</b>", "<span title=\"#\">#</span>", "<span title=\"# #>#</span>", "<span title='#>#", "<b # #>#</b>",
    "<a href=\"https://example.org/>#</a>", "<a href=https://example.org/>#</a>", "<script>#</script>", "<font color=red>#</font>", "<br>#<br/>#",
    "[#](https://example.org/)", "[#](https://example.org/ \"# #\")", "[#](# #)", "[#](#)", "[# #]", "[#][r]", "[#]: #", "{#}", "*#*{# #}", "{: # }",
    "![#](https://else.example/x.png)", "![#](/images/tea.png)", "![#](# #)", "[#](javascript:x)", "<https://example.org/#>", "<#@example.org>",
    "\\<#> \\*#\\*", "#*#*#", "#[^n]", "“#” '#' \"#\" -- # ... #", "<textarea>#", "<plaintext>#", "<svg><title>#</title></svg>", "<td>#</td>",
    "$#$", "^#^ ~#~", "C:\\#\\#", "#_#_#", "<<#>> #", "<><#>", "<p>#", "<div>#</div>", "<div>#", "#</div> #", "<!DOCTYPE #>", "<!-->#-->", "<!--->#-->",
]  # fmt: skip
# What stands between empty lines, of which {} is filled with the above:
BLOCKS = [
    "{}", "{}\n{}", "{}\n\n{}", "# {}", "## {}", "{}\n===", "- {}\n- {}", "1. {}\n2. {}", "> {}\n> {}", "    {}\n    {}", "```\n{}\n{}\n```", "~~~\n{}\n~~~",
    "| a# | b# |\n|----|----|\n| {} | # |", "| a# | b# |\n|---|---|\n| # | # | # |", "[^n]: {}", "[^n]: {}\n\n    {}", "/// pull-quote\n{}\n///", "[r]: https://example.org/# \"#\"",
    "[#]: https://example.org/", "*[HTML]: # #", "#\n: {}", "<div>\n{}\n</div>", "<div>\n{}", "<table><tr><td>{}</td></tr></table>", "<table>{}<tr><td>#</td></tr></table>",
    "<p>{}</p>", "<!--\n{}\n\n#\n-->", "<?php\n{}\n\n#\n?>", "<![CDATA[\n#\n]]>\n{}", "<pre>{}</pre>", "<ul><li>{}</ul>", "<a href=\"#>\n{}\n\n{}\n\n\"#\"", "{}\n{{: # .# }}", "***\n{}",
    "<details><summary>{}</summary>#</details>", "- #\n\n    {}\n\n    ```\n    {}\n    ```", "HTML {}",
]  # fmt: skip


@st.composite
def texts(draw) -> str:
    """A text of some blocks, each of whose words stands once."""
    numbers = count(1)
    blocks = []
    for block in draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5)):
        filled = re.sub(r"\{\}", lambda _: " ".join(draw(st.lists(st.sampled_from(INLINE), min_size=1, max_size=3))), block)
        blocks.append(filled.replace("{{", "{").replace("}}", "}"))
    return re.sub(r"#(?!#|[ ]|\d|\Z)|(?<=[^#\n])#|(?<=\| )#", lambda _: f"w{next(numbers)}rd", "\n\n".join(blocks))


def words(text: str) -> set[str]:
    return set(re.findall(r"w\d+rd", text))


def shown(markup: str, attributes=("alt", "title")) -> str:
    """What a browser shows or says of it."""
    tree = html5lib.parseFragment(markup, namespaceHTMLElements=False)
    said = [part.get(name, "") for part in tree.iter() if isinstance(part.tag, str) for name in attributes]
    return " ".join(["".join(tree.itertext()), *said])


def addressed(text: str) -> set[str]:
    """The words in addresses, which lead somewhere and are not read."""
    return words(" ".join(re.findall(r"https?://\S*|[\w.]+@[\w.]+", text)))


@pytest.fixture(params=[(CommonMark(),), ()], ids=["commonmark", "plain"])
def read(newsroom, request):
    """Reads one file, as the site does and with the plugin off that reads Markdown as CommonMark."""
    extensions = [*EXTENSIONS, CurlyQuotes(), SlugFootnotes(), PullQuoteExtension(), *request.param]
    converter = Converter({"extensions": extensions, "output_format": "html"})
    converter.find_image = ImageIndex(newsroom.folder, ["images/tea.png"], newsroom.renderer).resolve
    return lambda path, text: parse_file(path, text.encode(), converter)


quick = settings(derandomize=True, deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


REFUSED = re.compile(
    "would be lost|has 3 cells below a head of 2|is written twice|has another address|note .* is written nowhere|was not understood|refers to the note|is used nowhere"
)


@quick
@given(text=texts())
def test_every_word_of_a_public_answer_is_shown_or_named(read, text):
    """An answer is refused only where two things have one place, as two notes of one name, or a note has none; all other words are shown."""
    file = ANSWER % ("", text)
    reading = read("submissions/care/2014-06-03-x.md", file)
    for problem in reading.problems:
        assert REFUSED.search(problem.message), (text, problem)
        assert problem.line and problem.cure
        if "would be lost" in problem.message:
            assert words(file.split("\n")[problem.line - 1]) & words(problem.message), (text, problem)
    if not reading.problems:
        assert words(text) - addressed(text) - words(shown(reading.html)) == set(), (text, reading.html)


@quick
@given(text=texts(), field=st.sampled_from(["", "intro", "thanks", "editors_note"]))
def test_every_word_of_an_editor_is_shown_or_named_by_its_line(read, text, field):
    if field:
        file = ANSWER % (f"{field}: |2\n" + "".join(f"  {line}\n" for line in text.split("\n")), "Words.")
        reading = read("submissions/care/2014-06-03-x.md", file)
    else:
        reading = read("articles/2014-06-03-x.md", file := ARTICLE % ("", text))
    for problem in reading.problems:
        assert 0 < problem.line <= file.count("\n") and problem.cure and problem.field in (field, "/// figure"), (text, problem)
    if reading.problems:
        return
    # An address leads somewhere, or is refused when all files are known.
    lost = words(text) - words(shown(reading.values[field] if field else reading.html, ("alt", "title", "href")))
    assert lost <= named(file, reading.warnings), (text, lost, reading.warnings)


def named(file: str, warnings) -> set[str]:
    """The words that warnings lead to: those of the line, and of the comments that begin on it."""
    found = set()
    for warning in warnings:
        rest = file.split("\n", warning.line - 1)[-1]
        line = rest.split("\n")[0]
        found |= words(line).union(*(words(one[0]) for one in re.finditer("<!--.*?-->", rest, re.S) if one.start() < len(line)))
    return found


PLAIN = st.lists(
    st.one_of(
        st.sampled_from([word for word in INLINE if "\n" not in word]),
        st.text(
            st.characters(min_codepoint=33, max_codepoint=0x2FFF, blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
            min_size=1,
            max_size=8,
        ),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
FIELDS = {
    "title": '"title": {}',
    "summary": '"summary": {}',
    "image.alt": '"image": {{"file": "images/tea.png", "alt": {}}}',
    "image.caption": '"image": {{"file": "images/tea.png", "alt": "Tea", "caption": {}}}',
    "image.credit.name": '"image": {{"file": "images/tea.png", "alt": "Tea", "credit": {{"name": {}}}}}',
    "image.licence": '"image": {{"file": "images/tea.png", "alt": "Tea", "licence": {}}}',
    "submitter.name": '"submitter": {{"name": {}}}',
    "platform.name": '"platform": {{"name": {}}}',
}


@quick
@given(value=PLAIN, field=st.sampled_from(list(FIELDS)))
def test_a_field_of_plain_words_is_kept_letter_by_letter(read, value, field):
    """Only quotes, dashes and dots are set as a printer would set them."""
    given_ = {"title": "T", "summary": "S.", "submitter": {"name": "Ann"}} | json.loads("{" + FIELDS[field].format(json.dumps(value)) + "}")
    front_matter = "".join(f"{key}: {json.dumps(part, ensure_ascii=False)}\n" for key, part in given_.items())
    file = f"---\n{front_matter}date: 2014-06-03\ncallout: care\nconsent: publish\nedited: as-sent\n---\nWords.\n"
    reading = read("submissions/care/2014-06-03-x.md", file)
    if reading.problems:
        assert all(problem.line and (problem.cure or problem.message) for problem in reading.problems)
        return
    first, *rest = field.split(".")
    found = reading.values[first]
    for name in rest:
        found = getattr(found, name)
    assert letters(found) == letters(value)


def letters(text: str) -> str:
    return re.sub(r"[\s\"'“”‘’.…–—-]", "", text)
