"""A short note gets a hidden copy behind its reference; any other keeps its place below, and nothing is said twice to a program."""

import re

from lxml import html
from markdown import Markdown
from markupsafe import Markup

from plugins.footnotes import SlugFootnotes
from plugins.footnotes.sidenotes import MAX_WORDS, side_notes
from plugins.reader.sanitizer import find_disallowed, sanitize
from plugins.reader.untrusted import sanitize_untrusted


def convert(text: str):
    """The HTML of a text with its side notes, as a tree."""
    md = Markdown(extensions=[SlugFootnotes(), "markdown.extensions.tables"])
    md.slug = "post"
    return html.fragment_fromstring(side_notes(Markup(md.convert(text))), create_parent="div")


def copies(tree) -> list[str]:
    return [" ".join(copy.text_content().split()) for copy in tree.find_class("sidenote-text")]


def test_a_note_of_one_paragraph_is_set_behind_its_reference_and_hidden():
    tree = convert("Words.[^1] More.\n\n[^1]: With [a link](https://example.org/) and *weight*.")
    (mark,) = tree.xpath("./p/sup")
    beside = mark.getnext()
    assert (beside.get("class"), "hidden" in beside.attrib) == ("sidenote", True)
    assert copies(tree) == ["1 With a link and weight."]
    assert [link.get("href") for link in beside.iter("a")] == ["https://example.org/"]
    assert tree.xpath("string(./p)").endswith("weight. More.")
    assert beside.find(".//span[@role='note']") is not None


def test_the_list_below_stays_whole_and_knows_what_stands_beside():
    tree = convert("One[^1] two[^2].\n\n[^1]: Short.\n[^2]: Long.\n\n    Longer.")
    items = tree.xpath("./div[@class='footnote']/ol/li")
    assert [(item.get("class"), item.get("value")) for item in items] == [("has-sidenote", None), (None, "2")]
    assert [item.text_content().split()[0] for item in items] == ["Short.", "Long."]
    assert len(tree.xpath("./div//a[@class='footnote-backref']")) == 2


def test_what_no_margin_can_hold_keeps_its_place_below():
    """Several paragraphs, a list, a block of code, a picture, too many words, a note on a note."""
    for note in (
        "One.\n\n    Two.",
        "Here:\n\n    - a\n    - b",
        "Here:\n\n        code",
        "![tea](/images/tea.png)",
        "word " * (MAX_WORDS + 1),
        "社会" * (MAX_WORDS + 1),
        "See also.[^2]\n\n[^2]: Short.",
    ):
        tree = convert(f"Words.[^1]\n\n[^1]: {note}")
        assert copies(tree) == [], note
        assert not tree.xpath("//li[@class or @value]"), note


def test_nothing_is_set_beside_a_heading_a_table_or_a_link():
    for text in ("## Heading[^1]", "| a | b |\n|---|---|\n| c[^1] | d |", "[words[^1]](https://example.org/)"):
        assert copies(convert(f"{text}\n\n[^1]: Short.")) == [], text


def test_a_note_that_is_named_twice_is_set_once():
    tree = convert("One[^1], again[^1].\n\n[^1]: Short.")
    assert copies(tree) == ["1 Short."]
    assert tree.xpath("./p/sup[1]")[0].getnext().get("class") == "sidenote"


def test_no_id_is_given_twice():
    tree = convert('One[^1], two[^2].\n\n[^1]: A <span id="place">place</span>.\n[^2]: Another.')
    ids = tree.xpath("//@id")
    assert len(copies(tree)) == 2
    assert len(ids) == len(set(ids))


def test_a_text_without_notes_is_left_as_it_is():
    for words in (Markup("<p>A & B<br/>"), Markup(""), Markup("<p>footnote-ref</p>")):
        assert re.sub(r"\s", "", side_notes(words)) in (words.replace(" ", ""), "<p>footnote-ref</p>")
    words = Markup("<p>A & B<br/>")
    assert side_notes(words) is words


def test_nobody_can_write_one_by_hand():
    """Hidden text could say something else to a wide screen than to the editor who approved it: the screen lets none through."""
    forged = '<p>a<span class="sidenote" hidden role="note">b</span></p>'
    assert any("hidden=… on <span>" in finding.message for finding in find_disallowed(forged))
    assert "hidden" not in sanitize(forged)
    assert sanitize_untrusted(forged) == "<p>a<span>b</span></p>"
