"""Only what somebody agreed to is published, and what they take back is gone with the next build."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from testing.newsroom import ROOT

FOLDER = "content/submissions/good-help"
ANSWER = """---
title: {title}
date: 2014-08-08 09:00
callout: good-help
submitter: {{name: {name}, pseudonym: {pseudonym}}}
platform: {{name: Guardian Witness, original: "https://witness.example/by/u-4711"}}
consent: {consent}
edited: as-sent
summary: Somebody helped.
---
{words}
"""


def answer(name: str, words: str, consent: str = "publish", pseudonym: str = "false") -> str:
    return ANSWER.format(title="The neighbour who stayed", name=name, words=words, consent=consent, pseudonym=pseudonym)


@pytest.fixture(scope="module")
def newsroom(project):
    copy = project("consent")
    copy.write(f"{FOLDER}/2014-08-08-nameless.md", answer("Cleopatra-Vane", "Told without a name.", "publish-anonymously"))
    copy.write(
        f"{FOLDER}/2014-08-08-pen-name.md", answer("Nightingale", "Told under a pen-name.", pseudonym="true").replace("neighbour", "nurse")
    )
    copy.write(f"{FOLDER}/2014-08-08-taken-back.md", answer("Ben-Osei", "Told, and later regretted.").replace("neighbour", "cook"))
    return copy


@pytest.fixture(scope="module")
def first(newsroom):
    return newsroom.build().site


def test_a_name_that_is_to_be_left_out_is_in_no_file(first):
    """Neither on the page nor in feeds, mails or structured data."""
    assert first.holding("Told without a name.")
    assert [name for name, data in first.files.items() if b"cleopatra" in data.lower()] == []


def test_the_address_of_an_anonymous_original_is_in_no_file(project):
    copy = project("no-original")
    copy.write(f"{FOLDER}/2014-08-08-nameless.md", answer("Cleopatra-Vane", "Told without a name.", "publish-anonymously"))
    assert [name for name, data in copy.build().site.files.items() if b"u-4711" in data] == []


@pytest.mark.parametrize(
    "words, place",
    [("Told.\n\nYours, Cleopatra", ":13:"), ("I am Vane.", ":11:"), ("See https://witness.example/by/u-4711.", ":11:")],
)
def test_what_gives_an_anonymous_name_away_is_not_built(project, words, place):
    copy = project("given-away")
    path = f"{FOLDER}/2014-08-08-nameless.md"
    copy.write(path, answer("Cleopatra-Vane", words, "publish-anonymously"))
    built = copy.build()
    assert built.code == 1 and f"{path}{place}" in built.said and "not to be shown" in built.said
    assert not built.folder.exists()


def test_an_anonymous_answer_is_signed_so(first):
    page = first.pages["/2014/08/08/nameless/"]
    assert page.words("submission-name") == ["Anonymous"] * 2
    assert page.having("submitter-card")[0].find('.//span[@class="p-name"]').text == "Anonymous"
    assert page.having("original-link") == page.having("pen-name") == []
    assert page.words("person-note") == ["The person who wrote this asked us to leave their name out."]


def test_a_pen_name_is_marked_as_one(first):
    page = first.pages["/2014/08/08/pen-name/"]
    assert page.words("submission-name") == ["Nightingale"] * 2
    assert set(page.words("pen-name")) == {"pen-name"}
    assert b"(a pen-name)" in first.files["digests/daily/2014-08-08/mail.html"]


def test_what_is_taken_back_is_gone_with_the_next_build(newsroom, first):
    """Words, name, address: from pages, feeds, digests and lists."""
    traces = (b"Told, and later regretted", b"Ben-Osei", b"taken-back", b"The cook who stayed")
    assert all(any(trace in data for data in first.files.values()) for trace in traces)
    (newsroom.folder / FOLDER / "2014-08-08-taken-back.md").unlink()
    after = newsroom.build().site
    assert after.folder == first.folder
    assert [name for name, data in after.files.items() if any(trace in data for trace in traces)] == []
    assert "2014/08/08/taken-back/index.html" not in after.files
    assert after.broken_links() == []


def test_without_leave_to_publish_there_is_no_build(project):
    """Whatever else consent says, or if it says nothing: each such file is named."""
    copy = project("no-leave")
    names = {consent: f"{FOLDER}/2014-08-08-{consent or 'silent'}.md" for consent in ("contact-first", "information-only", "yes", "")}
    for consent, path in names.items():
        copy.write(path, answer("Cleo", "Told in confidence.", consent))
    built = copy.build()
    assert built.code == 1
    assert [path for path in names.values() if f"{path}:" not in built.said or "consent: " not in built.said] == []
    assert not built.folder.exists()


@pytest.fixture
def choices() -> list[str]:
    """The four answers to “May we publish it?”, as the form has them."""
    form = (ROOT / "theme" / "templates" / "submissions" / "consent.html").read_text(encoding="utf-8")
    found = re.findall(r"^ +\('[a-z-]+', '([^']+)', '", form, re.M)
    assert len(found) == 4
    return found


@pytest.mark.parametrize("address", ["/2014/07/04/before-you-send-us-your-story/", "/share-your-story/"])
def test_a_text_about_the_choices_says_them_in_the_words_of_the_form(site, choices, address):
    (items,) = (
        [item.text_content() for item in found.findall("li")]
        for found in site.pages[address].tree.iter("ul")
        if choices[0] in found.text_content()
    )
    assert [item.split(".")[0].strip() for item in items] == choices


def test_a_callout_without_a_form_asks_in_the_same_words_in_the_mail_too(site, choices):
    (box,) = site.pages["/callouts/good-help/"].having("contact-instructions")
    (mail,) = box.xpath('.//a[contains(@class, "button")]/@href')
    for text in (box.text_content(), parse_qs(urlsplit(mail).query)["body"][0]):
        assert [choice for choice in choices if choice not in text] == []


def test_the_terms_name_the_two_choices_that_let_us_publish(site, choices):
    text = site.pages["/terms/"].tree.find(".//main").text_content()
    assert [choice in text for choice in choices] == [True, True, False, False]
