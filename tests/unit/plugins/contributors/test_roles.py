"""A byline says the role at the time, a profile today's."""

import pickle
import re
from datetime import UTC, date, datetime

import pytest
from jinja2 import Environment, FileSystemLoader
from pelican.settings import DEFAULT_CONFIG

from newsroom import dates
from plugins.contributors.byline import bylines
from plugins.contributors.content_types import Role
from plugins.contributors.contributor import ContributorPage, Link
from plugins.incremental.inputs import Inputs
from plugins.reader.document import parse_document
from tests.articles import FakeContent


def role(name, start=None, end=None):
    given = {"role": name, "organisation": "Backr", "from": start and start.isoformat(), "to": end and end.isoformat()}
    return Role.model_validate(given)


def person(*roles, links=None):
    settings = {**DEFAULT_CONFIG, "BUILD_DATE": datetime(2016, 1, 1, tzinfo=UTC), "PATH": "content"}
    metadata = {"name": "Ada", "title": "Ada", "slug": "ada", "kind": "staff", "roles": roles, "links": links or {}}
    return ContributorPage("<p>Ada &amp; <em>co</em>.</p>", metadata, settings, "content/contributors/ada.md", {})


def byline_on(day, *roles):
    article = FakeContent(authors=[FakeContent(name="ada")], date=datetime(*day, 9, tzinfo=UTC))
    return [(b.role, b.organisation) for b in bylines(article, {"ada": person(*roles)})]


ROLES = (role("Volunteer", end=date(2013, 1, 1)), role("Lead", date(2013, 1, 1), date(2015, 10, 16)), role("Chair", date(2015, 12, 1)))


@pytest.mark.parametrize(
    "day, title",
    [((2012, 5, 1), "Volunteer"), ((2013, 1, 1), "Lead"), ((2014, 6, 3), "Lead"), ((2015, 10, 16), "Lead"), ((2016, 1, 1), "Chair")],
)
def test_the_byline_has_the_role_of_the_day(day, title):
    assert byline_on(day, *ROLES) == [(title, "Backr")]


def test_between_two_roles_there_is_none():
    assert byline_on((2015, 11, 1), *ROLES) == [("", "")]


def test_the_profile_has_the_role_of_the_build_date():
    assert person(*ROLES).current == ROLES[2]
    assert person(ROLES[1]).current is None
    assert person(ROLES[1]).last.role == "Lead"


def test_an_author_whose_file_is_broken_is_left_out():
    article = FakeContent(authors=[FakeContent(name="gone")], date=datetime(2014, 1, 1, tzinfo=UTC))
    assert bylines(article, {}) == []


def test_the_note_is_the_bio_in_plain_words():
    assert person().note == "Ada & co."


@pytest.mark.parametrize(
    "service, value, label, url",
    [
        ("twitter", "kate_bagley", "@kate_bagley on Twitter", "https://twitter.com/kate_bagley"),
        ("twitter", "@kate_bagley", "@kate_bagley on Twitter", "https://twitter.com/kate_bagley"),
        ("Twitter", "@ann", "@ann on Twitter", "https://twitter.com/ann"),
        ("Instagram", "ann.jones", "@ann.jones on Instagram", "https://www.instagram.com/ann.jones/"),
        ("website", "https://example.org/", "Website", "https://example.org/"),
        ("website", "example.org", "example.org", "https://example.org"),
    ],
)
def test_a_link_may_be_a_handle_or_an_address(service, value, label, url):
    assert Link.of(service, value) == Link(service.lower(), label, url)


@pytest.mark.parametrize(
    "start, end, shown",
    [
        ("2019", "", "since 2019"),
        ("2019-01", "", "since January 2019"),
        ("2019-01-01", "", "since 1 January 2019"),
        ("", "2019", "until 2019"),
        ("2013", "2015-10", "2013 to October 2015"),
        ("2013-02-03", "2015", "3 February 2013 to 2015"),
        ("2014-05", "2014", "May 2014 to 2014"),
    ],
)
def test_the_profile_shows_the_days_of_a_role_as_they_were_typed(start, end, shown):
    """A year alone claims no month. What a process hands to another, or remembers, says the same."""
    ends = "".join(f", {name}: {value}" for name, value in (("from", start), ("to", end)) if value)
    text = f"---\nname: Ada\nkind: staff\nroles:\n- {{role: Editor{ends}}}\n- {{role: Chair}}\n---\nWords.\n"
    document, problems = parse_document("contributors/ada.md", text)
    assert problems == []
    ada = person(*pickle.loads(pickle.dumps(document.fields.roles)))
    theme = Environment(loader=FileSystemLoader("theme/templates"))
    theme.filters.update(month=dates.month, partial_date=dates.partial_date)
    page = theme.get_template("contributors/roles.html").render(contributor=ada)
    assert re.search(r'<span class="roles-when">(.*?)</span>', page)[1] == shown


def test_two_precisions_of_one_day_are_drawn_apart():
    """Whoever remembers a page must see that its words change."""
    typed = [dates.PartialDate.of(text) for text in ("2019", "2019-01", "2019-01-01")]
    assert len({Inputs().of(day) for day in typed}) == 3 and len(set(typed)) == 1


@pytest.mark.parametrize("start, end", [("2015", "2014"), ("2015-02", "2015-01"), ("2015-02", "2014")])
def test_a_role_that_ends_before_it_starts_is_refused_in_the_words_typed(start, end):
    text = f"---\nname: Ada\nkind: staff\nroles:\n- {{role: Editor, from: {start}, to: {end}}}\n---\nWords.\n"
    [problem] = parse_document("contributors/ada.md", text)[1]
    assert (problem.line, problem.field) == (5, "roles") and f"ends ({end}) before it starts ({start})" in problem.message
