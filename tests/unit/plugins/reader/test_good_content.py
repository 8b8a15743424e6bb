"""What the reader makes of content that holds."""

import re
from datetime import UTC, datetime

import pytest
from PIL import Image

from plugins.reader.disabled_features import find_disabled_features

SUBMISSION = """---
title: What I see
date: 2014-07-02 09:00
callout: care
submitter: {name: Cleo, pseudonym: true}
platform: {name: Guardian Witness, original: "https://witness.example/1"}
consent: publish
edited: as-sent
intro: The editors *say* why.
thanks: Thank you.
contact: [blog@example.org, "@participle"]
---
%s
"""


@pytest.fixture
def submission(newsroom):
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\nThe brief.\n")

    def read(body):
        path = "submissions/care/2014-07-02-what-i-see.md"
        newsroom.write(path, SUBMISSION % body)
        index = newsroom.read()
        assert not index.errors
        return index.entries[path]

    return read


@pytest.mark.parametrize(
    "body",
    [
        "Hi <script>alert(1)</script> there",
        '<img src="x" onerror="alert(1)"> there',
        '<a href="javascript:alert(1)">x</a> there',
        "<svg><script>alert(1)</script></svg> there",
        '<iframe src="https://evil.example"></iframe> there',
        '<p style="position:fixed" onclick="x()">there</p>',
        '<form action="https://evil.example"><input name="a"></form> there',
        "![x](https://evil.example/track.png) there",
    ],
)
def test_what_the_public_sends_is_cleaned_whatever_the_file_says(submission, body):
    html = submission(body).html
    assert "there" in html
    tags = re.findall(r"<[^>]*>", html)
    assert set(tags) <= {"<p>", "</p>", '<a href="https://evil.example" rel="nofollow ugc noopener">', "</a>"}


def test_a_picture_from_elsewhere_leaves_a_submission_and_its_words_stay(submission):
    assert submission("![t](https://evil.example/t.png) ![](//evil.example/u.png)Words.").html == "<p>[Picture: t] Words.</p>"


def test_a_picture_of_ours_in_a_text_is_shown_in_its_renditions(newsroom):
    path = newsroom.post(body='![A cup of "tea" & cake]({static}/images/tea.png) and ![again](/images/tea.png)')
    index = newsroom.read()
    plain = index.images.by_path["images/tea.png"].plain
    assert index.entries[path].html == (
        f'<p><img src="{plain}" alt="A cup of &quot;tea&quot; &amp; cake"> and <img src="{plain}" alt="again"></p>'
    )


def test_a_link_to_an_original_leads_to_its_largest_rendition(newsroom):
    path = newsroom.post(body="[Look closely]({static}/images/tea.png).")
    index = newsroom.read()
    assert index.entries[path].html == f'<p><a href="{index.images.by_path["images/tea.png"].largest}">Look closely</a>.</p>'


def test_only_pictures_that_the_public_sees_are_published(newsroom):
    """What only a draft shows, or nothing, stays here; in preview drafts count."""
    for name, colour in [("lead", 1), ("in-text", 2), ("in-a-field", 3), ("in-draft", 4), ("unused", 5)]:
        Image.new("RGB", (16, 10), (colour, 0, 0)).save(newsroom.folder / f"images/{name}.png")
    newsroom.post(
        body="![Tea]({static}/images/in-text.png)",
        extra="image: {file: images/lead.png, alt: Tea}\neditors_note: '![Tea](/images/in-a-field.png)'\n",
    )
    newsroom.post("draft", extra="status: draft\nimage: {file: images/in-draft.png, alt: Tea}\n")
    index = newsroom.read()
    assert index.errors == []
    public = {"images/lead.png", "images/in-text.png", "images/in-a-field.png"}
    assert {picture.path for picture in index.shown_images(datetime(2015, 1, 1, tzinfo=UTC))} == public
    assert {picture.path for picture in index.shown_images(None)} == public | {"images/in-draft.png"}


def test_links_in_a_submission_vouch_for_nothing(submission):
    assert '<a href="https://example.org/" rel="nofollow ugc noopener">' in submission("[there](https://example.org/)").html


def test_a_pull_quote_and_a_footnote_survive_in_a_submission(submission):
    html = submission("Words.[^1]\n\n/// pull-quote\nMore trust.\n///\n\n[^1]: A note.").html
    assert '<aside aria-label="Pull quote" class="pull-quote">' in html
    assert 'id="fn:what-i-see-1"' in html and '<a class="footnote-ref" href="#fn:what-i-see-1">' in html
    assert 'title="Jump back to footnote 1 in the text">' in html


def test_editors_words_are_markdown_and_titles_are_plain(newsroom, submission):
    entry = submission("Words.")
    assert entry.values["intro"] == "<p>The editors <em>say</em> why.</p>"
    path = newsroom.post("quotes", extra='editors_note: "It\'s *ours*."\n')
    newsroom.write(path, (newsroom.folder / path).read_text().replace("A good post", "It's 'fair' & *so* <b>"))
    values = newsroom.read().entries[path].values
    assert values["title"] == "It’s ‘fair’ & *so* <b>"
    assert values["editors_note"] == "<p>It’s <em>ours</em>.</p>"


def test_a_post_without_a_summary_gets_its_first_words(newsroom):
    newsroom.write("articles/x.md", "---\ntitle: X\ndate: 2014-06-03\nauthors: ada\n---\n" + "A *few* words. " * 20)
    index = newsroom.read()
    assert index.entries["articles/x.md"].values["summary"] == "A few words. " * 9 + "A few words.…"
    assert [p.severity for p in index.problems] == ["warning"]


@pytest.mark.parametrize(
    "body, summary",
    [
        (
            "## Head\n\n- item one[^1]\n- item two\n\nThe *first*, and H<sup>2</sup>.[^1]  \nLine two.\n\n1. Three\n\nMore.\n\n[^1]: Note words.",
            "The first, and H2. Line two. More.",
        ),
        ("> Somebody said.[^a]\n\n[^a]: A note\n\n    of two paragraphs.", "Somebody said."),
        ("## Head\n\n- one[^1]\n\n- two\n\n[^1]: Note.", "Head one two"),
        ("/// pull-quote\nLoud.\n///\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nWords.", "Words."),
        ("![Tea](/images/tea.png)\n\nA & b < c.", "A & b < c."),
    ],
)
def test_the_first_words_are_those_of_paragraphs(newsroom, body, summary):
    newsroom.write("articles/x.md", f"---\ntitle: X\ndate: 2014-06-03\nauthors: ada\n---\n{body}\n")
    assert newsroom.read().entries["articles/x.md"].values["summary"] == summary


@pytest.mark.parametrize("words", ["社会变革建立在关系之上。", "การเปลี่ยนแปลงทางสังคม"])
def test_a_summary_of_words_without_spaces_is_no_longer_than_another(newsroom, words):
    newsroom.write("articles/x.md", f"---\ntitle: X\ndate: 2014-06-03\nauthors: ada\nlang: zh\n---\n{words * 50}")
    summary = newsroom.read().entries["articles/x.md"].values["summary"]
    assert 40 < len(summary) < 250
    assert (words * 50).startswith(summary.removesuffix("…"))


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_machines_are_read(newsroom, ending):
    path = newsroom.post()
    newsroom.write(path, (newsroom.folder / path).read_text().replace("\n", ending))
    assert path in newsroom.read().entries


def test_values_are_text_until_their_field_reads_them(newsroom):
    path = newsroom.post()
    newsroom.write(path, (newsroom.folder / path).read_text().replace("A good post", "2014"))
    assert newsroom.read().entries[path].values["title"] == "2014"


def test_an_aligned_column_needs_no_inline_style(newsroom):
    path = newsroom.post(body="| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<td class="align-right">2</td>' in newsroom.read().entries[path].html


def test_links_to_what_a_switched_off_plugin_would_write_keep_their_words(newsroom):
    newsroom.write(
        "programmes/backr.md", "---\nname: Backr\nsummary: Work.\n---\nSee [a *post*]({filename}/articles/2014-06-03-good.md).\n"
    )
    words = "About [the *Backr* team]({filename}/programmes/backr.md), [credits](/credits/) and [Ada]({filename}/contributors/ada.md)."
    path = newsroom.post("good", words)
    assert newsroom.read(disabled=find_disabled_features(["plugins.contributors"])).entries[path].html == (
        '<p>About the <em>Backr</em> team, credits and <a href="/author/ada/">Ada</a>.</p>'
    )


def test_blocks_of_a_plugin_that_is_off_are_left_out(newsroom):
    path = newsroom.post("good", "One.\n\n/// figure\n    file: images/tea.png\n    alt: Tea\n///\n\nTwo.")
    assert newsroom.read().entries[path].html == "<p>One.</p>\n<p>Two.</p>"


def test_a_link_that_lost_its_address_leaves_its_words_and_its_neighbours(submission):
    html = submission("A [one](javascript:alert(1)) [two](https://example.org/)").html
    assert html == '<p>A one <a href="https://example.org/" rel="nofollow ugc noopener">two</a></p>'


def test_the_words_of_the_file_are_let_go_when_all_is_checked(newsroom):
    path = newsroom.post()
    index = newsroom.read()
    (document, html) = (index.entries[path].document, index.entries[path].html)
    assert (document.text, document.body, document.front_matter.values) == ("", "", {})
    assert document.fields.title == "A good post"
    assert html == "<p>Words.</p>"
    index.release_html()
    assert index.entries[path].html == ""


def test_the_name_of_the_file_makes_the_address_or_a_slug_and_never_the_title(newsroom):
    path = newsroom.post("a-fair-advantage")
    assert newsroom.read().entries[path].document.address == "2014/06/03/a-fair-advantage/"
    file = newsroom.folder / path
    file.write_text(file.read_text().replace("A good post", "Another title"))
    entry = newsroom.read().entries[path]
    assert (entry.values["title"], entry.document.address) == ("Another title", "2014/06/03/a-fair-advantage/")
    newsroom.post("a-fair-advantage", extra="slug: some-words\n")
    assert newsroom.read().entries[path].document.address == "2014/06/03/some-words/"
