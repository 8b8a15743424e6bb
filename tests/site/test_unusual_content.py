"""Odd but honest content is built, and does no harm."""

import pytest

ODD = """---
title: Tea & cake 🎂
date: 2014-08-08 09:00
authors: [kate-bagley]
summary: Odd, and fine.
image: {file: "images/tea & cake 🎂 100%.png", alt: Tea}
---
Words under a cake.

[The question again]({filename}/callouts/good%2Dhelp.md)
"""


@pytest.fixture(scope="module")
def odd(project):
    copy = project("odd")
    copy.write("content/articles/2014-08-08-tea & cake 🎂.md", ODD)
    copy.write("content/images/tea & cake 🎂 100%.png", (copy.folder / "content/images/pulse.png").read_bytes())
    windows = "\ufeff" + ODD.replace("Tea & cake 🎂", "From Windows").replace("tea & cake 🎂 100%", "pulse").replace("\n", "\r\n")
    copy.write("content/articles/2014-08-09-windows.md", windows.encode())
    copy.write(
        "content/articles/2014-08-10-a-draft.md", ODD.replace("summary:", "status: draft\nsummary:").replace("Words under", "A draft under")
    )
    copy.write(
        "content/articles/2014-08-11-hidden.md",
        ODD.replace("summary:", "status: hidden\nsummary:").replace("Words under", "Unlisted under"),
    )
    copy.write("content/articles/notes.txt", "Our own notes, not for readers.")
    copy.write("content/articles/old.html", "<p>An old page, not for readers.</p>")
    copy.write("content/articles/.2014-08-12-swap.md", ODD.replace("Words under", "Swapped under"))
    copy.write("content/pages/contact.md", "---\ntitle: Contact us\n---\nCall 020.  \nLine two\n")
    copy.write("content/pages/join.md", "---\ntitle: Join\ntemplate: follow\n---\nAsk *us*, & see.\n")
    copy.write("content/callouts/short.md", "---\nquestion: How short?\nopens: 2014-08-01\n---\nWithout a *summary*, & told.\n")
    copy.write("content/contributors/new-here.md", "---\nname: New Here\nkind: staff\n---\nWithout a *note*, & shown.\n")
    copy.write("content/minutes/meeting.txt", "Minutes under a cake.")
    built = copy.build()
    return built, built.site


def test_a_file_name_with_spaces_signs_and_emoji_makes_a_plain_address(odd):
    page = odd[1].pages["/2014/08/08/tea-cake/"]
    assert page.words("post-title") == ["Tea & cake 🎂"]
    assert odd[1].broken_links() == []


def test_a_picture_may_be_called_so_too(odd):
    picture = odd[1].pages["/2014/08/08/tea-cake/"].having("figure-lead")[0].find(".//img")
    assert odd[1].file_at(picture.get("src")).read_bytes()[:2] == b"\xff\xd8"
    assert picture.get("src").startswith("/images/tea-cake-100-")


def test_windows_line_ends_and_byte_order_mark_change_nothing(odd):
    assert odd[1].pages["/2014/08/08/windows/"].words("post-title") == ["From Windows"]


def test_a_draft_is_published_nowhere(odd):
    assert odd[1].holding("A draft under a cake") == []


def test_a_hidden_post_has_a_page_that_nothing_leads_to(odd):
    """Who has the address can read it; lists, feeds, digests and search engines do not know it."""
    assert odd[1].holding("Unlisted under a cake") == ["2014/08/08/hidden/index.html"]
    assert [name for name in odd[1].holding("2014/08/08/hidden") if name != "2014/08/08/hidden/index.html"] == []
    assert 'content="noindex"' in odd[1].pages["/2014/08/08/hidden/"].text


def test_what_is_no_content_is_not_published_and_it_is_said(odd):
    built, site = odd
    for words in ("Our own notes", "An old page, not for readers", "Swapped under", "Minutes under"):
        assert site.holding(words) == []
    for path in ("content/articles/notes.txt", "content/articles/old.html", "content/minutes/meeting.txt"):
        assert path in built.said


@pytest.mark.parametrize("address", ["/contact/", "/join/", "/callouts/short/", "/author/new-here/"])
def test_a_text_without_a_summary_has_none(odd, address):
    """Pelican would make one of its first words, with their tags."""
    page = odd[1].pages[address]
    assert page.words("standfirst") == []
    said = page.tree.xpath('//meta[contains(@name, "description") or contains(@property, "description")]/@content')
    assert said and not [words for words in said if "<" in words]
    assert "&lt;p&gt;" not in page.text and "u003cp" not in page.text
