"""What search engines and libraries are told in JSON-LD (https://schema.org)."""

import json
from datetime import datetime

import pytest


@pytest.fixture(scope="module")
def pieces(site) -> dict[str, list[dict]]:
    """All JSON-LD of every page, by address."""
    return {
        address: [json.loads(text) for text in page.tree.xpath('//script[@type="application/ld+json"]/text()')]
        for address, page in site.pages.items()
    }


@pytest.fixture(scope="module")
def said(pieces) -> dict[str, list[dict]]:
    """What the JSON-LD of every page says of the page itself, by address; not where it stands."""
    return {address: [piece for piece in all_ if piece["@type"] != "BreadcrumbList"] for address, all_ in pieces.items()}


def test_every_piece_can_be_read_and_says_whose_words_it_uses(pieces):
    every = [piece for page in pieces.values() for piece in page]
    assert {piece["@context"] for piece in every} == {"https://schema.org"}
    assert {piece["@type"] for piece in every} == {"Blog", "BlogPosting", "BreadcrumbList", "ProfilePage", "QAPage"}


def test_breadcrumbs_say_the_same_to_people_and_to_machines_and_lead_somewhere(site, pieces):
    trails = {address: each for address, all_ in pieces.items() for each in all_ if each["@type"] == "BreadcrumbList"}
    for address, trail in trails.items():
        links = [
            (link.text_content(), site.url + link.get("href"))
            for link in site.pages[address].tree.xpath('//nav[@aria-label="You are here"]//a')
        ]
        *above, last = [(step["name"], step.get("item")) for step in trail["itemListElement"]]
        assert [("Home", f"{site.url}/"), *above[1:]] == links
        assert [step["position"] for step in trail["itemListElement"]] == list(range(1, len(above) + 2))
        assert last[0] and last[1] is None
        assert all(site.file_at(item.removeprefix(site.url)) for _, item in above)
    assert set(site.posts) <= set(trails)
    for address in (
        "/2014/06/",
        "/tag/networks/",
        "/author/kate-bagley/",
        "/category/circle/",
        "/callouts/good-help/",
        "/digests/weekly/2014-W23/",
    ):
        assert address in trails


def test_a_post_is_a_blog_posting_with_its_facts(site, said):
    for address, page in site.posts.items():
        (post,) = said[address]
        assert (post["@type"], post["headline"], post["url"]) == ("BlogPosting", page.words("post-title")[0], site.url + address)
        published = page.having("dt-published")[0].get("datetime")
        assert datetime.fromisoformat(post["datePublished"]) == datetime.fromisoformat(published)
        assert datetime.fromisoformat(post["dateModified"]) >= datetime.fromisoformat(published)
        assert post["keywords"] == page.tree.xpath('//a[@rel="tag"]/text()')
        assert post["isPartOf"]["name"] == "The Participle blog"


def test_authors_are_people_with_role_organisation_and_bio(site, said):
    for address, page in site.posts.items():
        people = said[address][0]["author"]
        if page.having("submitter-card"):
            assert people[0] == {"@type": "Person", "name": page.words("submission-name")[0]}
            people = people[1:]
        for person in people:
            assert person["@type"] == "Person"
            assert person["jobTitle"] and person["worksFor"]["name"] and person["description"]
            assert site.file_at(person["url"].removeprefix(site.url)) and site.file_at(person["image"].removeprefix(site.url))


def test_the_lead_picture_carries_credit_and_licence(site, said):
    for address, page in site.posts.items():
        image = said[address][0]["image"]
        assert image["@type"] == "ImageObject"
        assert image["creditText"] in page.words("credit")[0]
        assert image["creator"]["name"] in image["creditText"]
        assert image["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
        assert image["description"] == page.having("figure-lead")[0].find(".//img").get("alt")
        assert site.file_at(image["contentUrl"].removeprefix(site.url))


def test_a_contributors_page_is_about_a_person(site, said):
    for address in (address for address in said if address.startswith("/author/")):
        (profile,) = said[address]
        assert profile["@type"] == "ProfilePage"
        person = profile["mainEntity"]
        assert person["@type"] == "Person"
        assert person["name"] == site.pages[address].tree.find(".//h1").text_content().strip()
        assert person["description"]
    assert said["/author/kate-bagley/"][0]["mainEntity"]["sameAs"] == ["https://twitter.com/kate_bagley"]
    assert "worksFor" not in said["/author/kate-bagley/"][0]["mainEntity"]


def test_a_callout_is_a_question_and_its_submissions_are_the_answers(site, said):
    counts = {}
    for callout in site.manifest["callouts"]:
        address = callout["url"].removeprefix(site.url)
        (piece,) = said[address]
        question = piece["mainEntity"]
        assert (piece["@type"], question["@type"], question["name"]) == ("QAPage", "Question", callout["question"])
        answers = question.get("suggestedAnswer", [])
        assert question["answerCount"] == len(answers) == len(site.pages[address].having("h-entry"))
        for answer in answers:
            assert answer["@type"] == "Answer"
            assert answer["text"] and answer["author"]["name"]
            assert answer["url"].removeprefix(site.url) in site.posts
        counts[callout["slug"]] = len(answers)
    assert counts == {"childrens-services": 1, "good-help": 0}
