"""A card says who wrote what, in the role of the day; of the public it says what may be said."""

import pytest

from plugins.social_cards.words import MOST_LETTERS, Words, named, of_article, of_callout, of_contributor, of_programme, of_site
from tests.articles import FakeContent as Thing

SITE = "The blog"


def byline(name, role="", organisation=""):
    return Thing(contributor=Thing(name=name), role=role, organisation=organisation)


def test_a_post_names_its_author_and_the_role_at_the_time():
    article = Thing(
        title="A fair advantage?", contributors=[byline("Ada", "Lead", "Backr")], programme=Thing(title="Backr"), submission=None
    )
    words = of_article(article, SITE)
    assert words == Words("post", SITE, "Backr", "A fair advantage?", strong="Ada", soft="Lead, Backr")
    assert words.alt == "A fair advantage? – Ada, Lead, Backr – The blog"


def test_several_authors_are_named_without_roles():
    article = Thing(title="Together", contributors=[byline("Ada", "Lead"), byline("Ben", "Coach")])
    assert (of_article(article, SITE).strong, of_article(article, SITE).soft) == ("Ada and Ben", "")


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["Ada"], "Ada"), (["Ada", "Ben", "Cleo"], "Ada, Ben and Cleo"), (["Ada", "Ben", "Cleo", "Dov"], "Ada, Ben and 2 others")],
)
def test_names_in_a_row(names, said):
    assert named(names) == said


def test_without_the_other_plugins_a_post_has_its_title():
    assert of_article(Thing(title="Alone"), SITE) == Words("post", SITE, title="Alone")


def test_a_submission_shows_the_question_and_the_name_that_may_be_shown():
    submission = Thing(question="Why?", submitter="LilyTrent", pseudonym=True)
    words = of_article(Thing(title="Because.", submission=submission, contributors=[byline("Ada")]), SITE)
    assert words == Words("answer", SITE, title="Because.", label="We asked", question="Why?", strong="LilyTrent", pen_name=True)
    assert words.alt == "We asked: Why? – Because. – LilyTrent (pen-name) – The blog"


def test_a_callout_says_whether_it_can_be_answered():
    assert of_callout(Thing(question="Why?", state="open"), SITE).label == "We are asking"
    assert of_callout(Thing(question="Why?", state="closed"), SITE).label == "We asked"


def test_a_former_contributor_is_shown_with_the_last_role():
    role = Thing(role="Coach", organisation="")
    assert of_contributor(Thing(name="Ben", current=None, last=role), SITE).soft == "Coach"
    assert of_contributor(Thing(name="Ben", current=None, last=None), SITE).soft == ""


def test_a_programme_without_a_summary_has_its_name():
    assert of_programme(Thing(title="Circle", metadata={}), SITE) == Words("subject", SITE, "Programmes", "Circle")
    assert of_programme(Thing(title="Circle", metadata={"summary": None}), SITE).soft == ""


def test_the_site_without_a_subtitle_has_its_name():
    assert of_site({"SITENAME": SITE}).alt == SITE


def test_words_that_cannot_be_written_are_left_out_unless_they_matter():
    words = Words("post", SITE, "Circle", "A title", strong="أمل")
    assert words.spelt(lambda text, field: text if text.isascii() else "") == Words("post", SITE, "Circle", "A title")
    assert Words("post", SITE, title="أمل").spelt(lambda text, field: "") is None
    assert Words("site", "أمل", title="أمل").spelt(lambda text, field: "") == Words("site", "")


def test_nobody_measures_a_book():
    asked = []
    Words("post", SITE, title="W" * 100_000).spelt(lambda text, field: asked.append(text) or "x")
    assert max(map(len, asked)) == MOST_LETTERS
