"""Which old addresses lead where, read the way a server reads the rules: the first that fits counts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.hosting.redirects import Redirect, wordpress
from plugins.hosting.rules import rules

SECTIONS = ("author", "category", "tag")


def follow(redirects, path: str) -> str | None:
    """Where a path (no slashes at its ends) leads; None when no rule fits."""
    for redirect in redirects:
        if redirect.query:
            continue
        if found := re.fullmatch(redirect.regex, path, re.ASCII):
            return redirect.target_with(found.group)
    return None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("feed", "feed.xml"),
        ("feed/rss2", "feed.xml"),
        ("feed/rss", "feed.xml"),
        ("feed/rdf", "feed.xml"),
        ("feed/atom", "atom.xml"),
        ("comments/feed", "feed.xml"),
        ("comments/feed/atom", "atom.xml"),
        ("author/kate-bagley/feed", "author/kate-bagley/feed.xml"),
        ("author/kate-bagley/feed/atom", "author/kate-bagley/atom.xml"),
        ("category/backr/feed/rss2", "category/backr/feed.xml"),
        ("tag/work/feed", "tag/work/feed.xml"),
        ("tag/work/page/1", "tag/work/"),
        ("page/1", ""),
        ("2014/06/03", "2014/06/"),
        ("2014/06/03/page/2", "2014/06/"),
        ("2014/06/page/2", "2014/06/"),
        ("2014/page/3", "2014/"),
        ("2014/06/03/tea/feed", "2014/06/03/tea/"),
        ("2014/06/03/tea/feed/atom", "2014/06/03/tea/"),
        ("2014/06/03/tea/comment-page-2", "2014/06/03/tea/"),
        ("2014/06/03/tea/amp", "2014/06/03/tea/"),
        ("2014/06/03/tea/2", "2014/06/03/tea/"),
    ],
)
def test_wordpress_addresses_lead_to_ours(old, new):
    assert follow(wordpress(True, SECTIONS), old) == new


@pytest.mark.parametrize(
    "path",
    [
        "about",
        "2014",
        "2014/06",
        "2014/06/03/tea",
        "author/kate-bagley",
        "author/kate-bagley/page/2",
        "page/2",
        "digests/weekly/2014-W23",
        "feed.xml",
        "callouts/help",
    ],
)
def test_what_is_an_address_of_ours_stays(path):
    assert follow(wordpress(True, SECTIONS), path) is None


@given(st.integers(1000, 9999), st.integers(0, 99), st.integers(0, 99), st.from_regex(r"[a-z0-9]+(?:-[a-z0-9]+)*", fullmatch=True))
def test_no_post_is_taken_for_something_else(year, month, day, slug):
    assert follow(wordpress(True, SECTIONS), f"{year}/{month:02}/{day:02}/{slug}") is None


@given(st.text())
def test_a_target_never_leaves_the_site(path):
    target = follow(wordpress(True, SECTIONS), path)
    assert target is None or re.fullmatch(r"(?:[\w-]+/)*(?:feed\.xml|atom\.xml)?", target, re.ASCII)


def test_without_feeds_nothing_leads_to_one():
    assert [redirect for redirect in wordpress(False, SECTIONS) if redirect.target.endswith(".xml")] == []


def test_sections_that_are_switched_off_have_no_redirects(settings, context):
    settings["PLUGINS"].remove("plugins.contributors")
    assert [redirect for redirect in rules(settings, context).redirects if redirect.source.startswith("author/")] == []


def test_aliases_come_first_and_in_order(made):
    assert made.redirects[:5] == (
        Redirect("2014/06/tea", "2014/06/03/tea/"),
        Redirect("", "2014/06/03/tea/", ("p", "7")),
        Redirect("café", "2014/06/03/tea/"),
        Redirect("old/tea.html", "2014/06/03/tea/", is_file=True),
        Redirect("who-we-are", "about/"),
    )


def test_queries_of_feeds_are_redirects_from_the_home_page(made):
    assert {redirect.query: redirect.target for redirect in made.queries} == {
        ("p", "7"): "2014/06/03/tea/",
        ("feed", "rss2"): "feed.xml",
        ("feed", "rss"): "feed.xml",
        ("feed", "rdf"): "feed.xml",
        ("feed", "atom"): "atom.xml",
    }
