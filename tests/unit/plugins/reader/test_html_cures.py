"""HTML that may not be published is quoted as it was typed, and answered with what to write in its place."""

import pytest

from plugins.commonmark.extension import CommonMark
from plugins.footnotes import SlugFootnotes
from plugins.reader.converter import Converter
from plugins.typography.curl import CurlyQuotes


@pytest.fixture(params=[(CommonMark(),), ()], ids=["commonmark", "plain"])
def said(request):
    """Line, message and cure of each error in a text of an editor."""
    converter = Converter(
        {"extensions": ["markdown.extensions.attr_list", CurlyQuotes(), SlugFootnotes(), *request.param], "output_format": "html"}
    )

    def said(text):
        converter.convert(text, "slug", False)
        return [(line, finding.message, finding.cure) for line, finding in converter.take_findings() if finding.severity == "error"]

    return said


@pytest.mark.parametrize(
    "text, quoted",
    [
        ("See <www.example.org> and <https://example.org>.", ["<www.example.org>"]),
        ('See <example.org/a-page> and **more** "words".', ["<example.org/a-page>"]),
        ("Some <?php echo 1 <!DOCTYPE html> words", ["<?php echo 1", "<!DOCTYPE html>"]),
        ('One <a href="https://example.org/>its "words"</a> don\'t', ['<a href="https://example.org/>']),
        ("One <span title='it>three</span>... -- more", ["<span title='it>"]),
        ('One <!-- "two" *three*', ['<!-- "two"']),
    ],
)
def test_what_is_not_a_whole_tag_is_quoted_as_typed(said, text, quoted):
    found = said(f"Words.\n\n{text}")
    assert [line for line, *_ in found] == [3] * len(quoted)
    for (_, message, _), words in zip(found, quoted, strict=True):
        assert message.startswith(f"“{words}") and "&LT;" not in message and "</p>" not in message and "<em>" not in message


def test_an_address_that_is_not_whole_is_told_how_to_be(said):
    ((_, message, cure),) = said("See <www.example.org/a> now.")
    assert message == "“<www.example.org/a>” is not a whole tag" and "<https://www.example.org/a>" in cure


@pytest.mark.parametrize("name", ["John Smith", "name removed", "Your Name Here", "placeholder"])
def test_words_in_angle_brackets_are_quoted_whole(said, name):
    ((line, message, cure),) = said(f"One.\n\nAsk <{name}> about it.")
    assert (line, message) == (3, f"holds <{name}>, which may not be published")
    assert f"&lt;{name}>" in cure and "picture" not in cure
    assert said(f"Ask &lt;{name}> about it.") == []


@pytest.mark.parametrize(
    "tag, cure",
    [
        ("<center>x</center>", "take the tag out and leave its words"),
        ('<font color="red">x</font>', "take the tag out and leave its words"),
        ("<big>x</big>", "take the tag out and leave its words"),
        ("<section>x</section>", "take the tag out and leave its words"),
        ("<strike>x</strike>", "~~its words~~"),
        ("<tt>x</tt>", "between back-ticks"),
        ("<h1>x</h1>", "write ## before its words"),
        ('<iframe src="https://player.example/v/1"></iframe>', "[what it shows](https://player.example/v/1)"),
        ('<video src="//player.example/v.mp4"></video>', "[what it shows](https://player.example/v.mp4)"),
        ("<script>x</script>", "load nothing of their own"),
        ("<style>x</style>", "load nothing of their own"),
        ("<form>x</form>", "link to the form"),
        ('<b style="color: red">x</b>', "take style=… out, and leave the tag: the site says how things look"),
        ('<b onclick="x()">x</b>', "take onclick=… out"),
        ("[x](javascript:alert)", "begins with https:, mailto: or tel:"),
        ("![x](https://else.example/x.png)", "put the picture into content/images/"),
        ("![](/images/tea.png)", "![what it shows](/images/tea.png)"),
    ],
)
def test_each_tag_has_its_own_cure(said, tag, cure):
    ((line, message, told),) = said(f"One.\n\nTwo {tag} three.")
    assert line == 3 and message.startswith("holds ") and cure in told
    assert ("picture" in told) == ("![" in tag and "png" in tag and "else" in tag)


def test_what_is_well_made_needs_none(said):
    assert said("<u>x</u> <s>y</s> <b>z</b> <kbd>Ctrl</kbd> ~~w~~") == []
