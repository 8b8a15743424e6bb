"""Where somebody is found: each wrong link is named by its own line."""

import pytest

ANN = "---\nname: Ann\nkind: guest\nlinks:\n{links}---\nBio.\n"
ANSWER = "---\ntitle: T\ndate: 2014-06-03\ncallout: help\nsubmitter: {{name: Cleo}}\nconsent: publish\nedited: as-sent\nsummary: s\n{facts}---\nWords.\n"


def errors(newsroom, links: str):
    newsroom.write("contributors/ann.md", ANN.format(links=links))
    return [(problem.line, problem.field, problem.message, problem.cure) for problem in newsroom.read().errors]


@pytest.mark.parametrize(
    "links", ['  Twitter: "@ann"\n  instagram: ann.jones\n  x: ann\n', "  email: ann@example.org\n  My page: https://example.org/\n"]
)
def test_known_services_take_handles_and_all_others_whole_addresses(newsroom, links):
    assert errors(newsroom, links) == []


def test_the_line_of_a_wrong_link_is_its_own(newsroom):
    found = errors(newsroom, '  twitter: ann\n  goodreads: "@ann"\n  blog: [a]\n')
    assert [(line, field) for line, field, *_ in found] == [(6, "links.goodreads"), (7, "links.blog")]
    assert "whole address" in found[0][3]
    assert all(cure for *_, cure in found)


@pytest.mark.parametrize(("first", "second"), [("twitter", "Twitter"), ("Email", "e-mail"), ("My page", "my PAGE")])
def test_a_service_that_is_named_twice_in_other_letters_is_named(newsroom, first, second):
    value = "ann@example.org" if "mail" in first else "https://twitter.com/ann"
    found = errors(newsroom, f"  {first}: {value}\n  {second}: {value}\n")
    assert found == [(6, f"links.{second}", f"“{second}” is “{first}” once more", "keep one of the two")]


def answer(newsroom, front_matter: str):
    newsroom.write("callouts/help.md", "---\nquestion: What helps?\nopens: 2014-01-01\n---\nBrief.\n")
    newsroom.write("submissions/help/2014-06-03-a.md", ANSWER.format(facts=front_matter))
    index = newsroom.read()
    return index, [(problem.field, problem.message) for problem in index.errors]


@pytest.mark.parametrize(
    "route", ['"@participle"', "a@example.org", "https://example.org/talk", '{instagram: "@participle"}', '{Mastodon: "@a@b.example"}']
)
def test_a_route_says_which_service_it_is_at(newsroom, route):
    index, found = answer(newsroom, f"contact: [{route}]\n")
    assert found == []
    assert len(index.entries["submissions/help/2014-06-03-a.md"].values["contact"]) == 1


@pytest.mark.parametrize(
    "route",
    ['"@a@b.example"', "participle", "https://participle", '{goodreads: "@participle"}', "{twitter: a, x: b}", "{twitter: [a]}", "a@b"],
)
def test_a_route_that_leads_nowhere_is_refused(newsroom, route):
    _, found = answer(newsroom, f"contact:\n- {route}\n")
    assert [field for field, _ in found] == ["contact"]


@pytest.mark.parametrize(
    "front_matter",
    ["platform: {name: P, original: 'https://ann'}\n", "image: {file: images/tea.png, alt: Tea, credit: {name: N, url: 'http://ann'}}\n"],
)
def test_an_address_without_a_whole_host_is_refused_in_every_field(newsroom, front_matter):
    _, found = answer(newsroom, front_matter)
    assert len(found) == 1
    assert "leads nowhere" in found[0][1]
