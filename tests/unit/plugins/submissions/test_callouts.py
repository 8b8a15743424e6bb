"""A callout's state follows from its dates and the build date, and from nothing else."""

from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup
from pelican.settings import DEFAULT_CONFIG

from plugins.submissions.callout import CalloutPage
from plugins.submissions.submission import Contact, SubmissionView, edited_note
from tests.articles import FakeContent


def callout(today, opens=date(2014, 5, 1), closes=date(2014, 7, 31)):
    settings = {
        **DEFAULT_CONFIG,
        "BUILD_DATE": datetime(*today, 12, tzinfo=UTC),
        "SUBMISSIONS": {"email": "a@b.example"},
        "PATH": "content",
    }
    metadata = {"question": "Why?", "title": "Why?", "slug": "why", "opens": opens}
    if closes:
        metadata["closes"] = closes
    return CalloutPage("", metadata, settings, "content/callouts/why.md", {})


@pytest.mark.parametrize(
    "today, state, days_left",
    [
        ((2014, 4, 30), "upcoming", None),
        ((2014, 5, 1), "open", 91),
        ((2014, 7, 24), "open", 7),
        ((2014, 7, 25), "closing-soon", 6),
        ((2014, 7, 31), "closing-soon", 0),
        ((2014, 8, 1), "closed", None),
    ],
)
def test_the_state_of_each_day(today, state, days_left):
    found = callout(today)
    assert (found.state, found.days_left) == (state, days_left)
    assert found.is_open == (state in {"open", "closing-soon"})


def test_without_an_end_it_stays_open():
    found = callout((2044, 1, 1), closes=None)
    assert (found.state, found.days_left) == ("open", None)


def submission(consent, **more):
    fields = {"platform": FakeContent(name="Guardian Witness", original="https://w.example/1"), "contact": ("@participle",), **more}
    article = FakeContent(consent=consent, submitter=FakeContent(name="LilyTrent", pseudonym=True), edited="as-sent", metadata=fields)
    return SubmissionView.of(article, FakeContent(question="Why?"))


def test_the_envelope_names_the_submitter_and_marks_a_pen_name():
    found = submission("publish")
    assert (found.submitter, found.pseudonym, found.platform, found.original) == (
        "LilyTrent",
        True,
        "Guardian Witness",
        "https://w.example/1",
    )
    assert found.edited_note == "Published as sent"


def test_an_anonymous_submission_shows_neither_name_nor_the_way_to_it():
    found = submission("publish-anonymously")
    assert (found.submitter, found.pseudonym, found.original) == ("Anonymous", False, "")


@pytest.mark.parametrize(
    "value, label, url",
    [
        ("@weareparticiple", "@weareparticiple", "https://twitter.com/weareparticiple"),
        (("Instagram", "@participle"), "@participle on Instagram", "https://www.instagram.com/participle/"),
        (("website", "https://example.org/"), "Website", "https://example.org/"),
        ("blog@example.org", "blog@example.org", "mailto:blog@example.org"),
        ("https://example.org/talk/", "example.org/talk", "https://example.org/talk/"),
    ],
)
def test_every_kind_of_contact_can_be_followed(value, label, url):
    assert Contact.of(value) == Contact(label, url)


@pytest.mark.parametrize(
    "edited, left_out, note",
    [
        ("as-sent", (), "Published as sent"),
        ("for-length", (), "Edited for length"),
        ("retold", (), "Retold in our own words"),
        ("retold", ("link",), "Retold in our own words; we also left out a link"),
        ("as-sent", ("picture",), "Every word is as sent; we left out a picture"),
        ("as-sent", ("link", "picture", "link"), "Every word is as sent; we left out a picture and 2 links"),
        ("for-length", ("markup", "picture", "link"), "Edited for length; we also left out a picture, a link and a mark of layout"),
    ],
)
def test_a_page_says_as_sent_only_of_what_was_shown_in_full(edited, left_out, note):
    assert edited_note(edited, left_out) == note


@pytest.mark.parametrize(
    "words, contact, original",
    [
        ("Thank you.", ["@participle", "blog@example.org"], True),
        ("Write to blog@example.org.", ["@participle"], True),
        ('<a href="mailto:blog@example.org">Write</a>, or follow @Participle!', [], True),
        ('<a href="https://twitter.com/participle">us</a>', ["blog@example.org"], True),
        ('It stood <a href="https://www.w.example/1/">at the Guardian</a> first.', ["@participle", "blog@example.org"], False),
        ("It stood at w.example/1 first.", ["@participle", "blog@example.org"], False),
        ("Not our-blog@example.org, blog@example.organ, @participles nor w.example/12.", ["@participle", "blog@example.org"], True),
    ],
)
@pytest.mark.parametrize("field", ["intro", "thanks"])
def test_the_page_does_not_repeat_the_ways_that_the_editors_name(words, contact, original, field):
    found = submission("publish", contact=("@participle", "blog@example.org"), **{field: Markup(words)})
    assert [way.label for way in found.contact] == contact
    assert found.original == ("https://w.example/1" if original else "")
    assert found.source == "https://w.example/1"
