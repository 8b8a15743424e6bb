"""On paper nothing can be pressed: what a link leads to stands behind it, as one would dictate it."""

import pytest
from lxml import html

from plugins.large_print.print_html import prepare_for_print, readable_address, relative_to_site

SITE = "https://blog.example.org"
PAGE = f"{SITE}/2014/06/03/good/"
FOLDER = "https://example.org/blog"
NOTED = (
    f'<p>Words<sup id="fnref:good-1"><a class="footnote-ref" href="{PAGE}#fn:good-1">1</a></sup>.</p><div class="footnote"><hr><ol>'
    f'<li id="fn:good-1"><p>Note. <a class="footnote-backref" href="{PAGE}#fnref:good-1">↩</a></p></li></ol></div>'
)


def words(markup: str, site: str = SITE) -> str:
    return " ".join(html.fromstring(f"<div>{prepare_for_print(markup, PAGE, site, set())}</div>").text_content().split())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://participle.example/follow/", "participle.example/follow"),
        ("http://www.example.org/a/?b=1#c", "www.example.org/a/?b=1#c"),
        ("mailto:ada@example.org", "ada@example.org"),
    ],
)
def test_an_address_is_said_without_what_nobody_types(address, said):
    assert readable_address(address) == said


def test_an_address_stands_behind_its_words():
    assert words(f'<p>Read <a href="{SITE}/about/">about us</a>, please.</p>') == "Read about us (blog.example.org/about), please."
    assert words('<p><a href="https://other.example/">Other</a></p>') == "Other (other.example)"


def test_words_that_are_the_address_are_not_said_twice():
    for link in (
        '<a href="mailto:ada@example.org">ada@example.org</a>',
        '<a href="https://other.example/x/">other.example/x</a>',
        '<a href="https://other.example/">https://Other.example</a>',
    ):
        assert "(" not in words(f"<p>{link}</p>")


def test_notes_stay_on_the_page_and_have_a_heading():
    made = html.fromstring(f"<div>{prepare_for_print(NOTED, PAGE, SITE, set())}</div>")
    assert made.xpath(".//a/@href") == ["#fn:good-1", "#fnref:good-1"]
    assert made.xpath(".//div/h3/text()") == ["Notes"]
    assert made.find_class("readable-address") == []


def test_an_id_that_is_taken_is_not_given_again():
    ids = {"fn:good-1"}
    made = prepare_for_print(NOTED, PAGE, SITE, ids)
    assert 'id="fn:good-1"' not in made
    assert "fnref:good-1" in ids


def test_links_and_pictures_of_the_site_start_at_its_root():
    made = prepare_for_print(f'<p><a href="{FOLDER}/a/">a</a> <img src="{FOLDER}/images/tea.png" alt="Tea"></p>', PAGE, FOLDER, set())
    assert 'href="/blog/a/"' in made and 'src="/blog/images/tea.png"' in made
    assert [relative_to_site(f"{SITE}{end}", SITE) for end in ("", "/", "/x/", ".evil.example/")] == [
        "/",
        "/",
        "/x/",
        f"{SITE}.evil.example/",
    ]


def test_headings_lie_below_the_title_of_the_post():
    assert "<h3>Part</h3>" in prepare_for_print("<h2>Part</h2>", PAGE, SITE, set())


def test_nothing_gives_nothing():
    assert prepare_for_print("", PAGE, SITE, set()) == ""
