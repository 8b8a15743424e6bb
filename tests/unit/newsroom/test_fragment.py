"""HTML comes back from the tree as HTML 5 wants it."""

import pytest

from newsroom.html_fragment import parse_fragment, serialize


@pytest.mark.parametrize(
    "markup",
    [
        '<picture><source srcset="a.avif 1w"><img src="a.jpg" alt=""></picture>',
        "a long<wbr>word, <br>and a line",
        '<video><track src="a.vtt"></video>',
        "<p>a &lt; b &amp; c &gt; d “e” \"f\" 'g'</p> <!-- said --> tail",
    ],
)
def test_what_is_parsed_is_written_as_it_was(markup):
    assert serialize(parse_fragment(markup)) == markup


@pytest.mark.parametrize("words", ["</source>", "a > b </wbr>", "it's </source>"])
def test_no_attribute_loses_a_sign(words):
    tree = parse_fragment("<p><img><source></p>")
    tree.find(".//img").set("alt", words)
    written = serialize(tree)
    assert parse_fragment(written).find(".//img").get("alt") == words
    assert written.endswith("><source></p>")


@pytest.mark.parametrize("nothing", ["", " \n", "<!doctype html>"])
def test_nothing_is_no_tree(nothing):
    assert parse_fragment(nothing) is None
