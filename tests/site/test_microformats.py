"""What programs that read microformats2 (https://microformats.org/wiki/microformats2) find on the pages."""

from datetime import datetime

import mf2py
import pytest


def parsed(site, page) -> dict:
    return mf2py.parse(doc=page.text, url=site.url + page.address)


def of_type(items: list, kind: str) -> list[dict]:
    """The items of a kind, wherever they are nested."""
    found = []
    for item in items:
        if not isinstance(item, dict) or "type" not in item:
            continue
        found += [item] if kind in item["type"] else []
        found += of_type(item.get("children", []), kind)
        for values in item["properties"].values():
            found += of_type(values, kind)
    return found


def entry_of(site, page) -> dict:
    """The h-entry that a post’s page is about: the one whose address is the page’s."""
    (entry,) = (
        item for item in of_type(parsed(site, page)["items"], "h-entry") if site.url + page.address in item["properties"].get("url", [])
    )
    return entry["properties"]


@pytest.fixture(scope="module")
def entries(site) -> dict[str, dict]:
    return {address: entry_of(site, page) for address, page in site.posts.items()}


def test_every_post_is_an_entry_with_name_address_date_and_text(site, entries):
    for address, entry in entries.items():
        page = site.posts[address]
        assert entry["name"] == page.words("post-title")
        assert set(entry["url"]) == {site.url + address}
        assert {datetime.fromisoformat(when) for when in entry["published"]} == {
            datetime.fromisoformat(page.having("dt-published")[0].get("datetime"))
        }
        (content,) = entry["content"]
        (body,) = page.having("e-content")
        text = " ".join(content["value"].split())
        assert all(" ".join(paragraph.text_content().split()) in text for paragraph in body.iter("p", "li"))
        assert entry["summary"] == [page.tree.xpath('//meta[@name="description"]/@content')[0]]
        assert entry["featured"]


def test_every_author_is_a_card_with_name_role_organisation_and_note(site, entries):
    """The role is the one at the time. One card an author, so that nobody is counted twice."""
    for address, entry in entries.items():
        page = site.posts[address]
        if page.having("submitter-card"):
            continue
        names = [link.text_content() for link in page.tree.xpath('//ul[@class="byline"]//a[@rel="author"]')]
        assert names
        assert [card["properties"]["name"] for card in entry["author"]] == [[name] for name in names]
        for card in entry["author"]:
            assert "h-card" in card["type"]
            facts = card["properties"]
            assert all(len(facts[fact]) == 1 and facts[fact][0] for fact in ("job-title", "org", "note", "photo", "url")), (address, facts)
            assert site.file_at(facts["url"][0]) and site.file_at(
                facts["photo"][0]["value"] if isinstance(facts["photo"][0], dict) else facts["photo"][0]
            )


def test_a_contributor_wrote_in_the_role_of_that_day(entries):
    facts = entries["/2014/05/20/community-in-the-wine-section/"]["author"][0]["properties"]
    assert (facts["name"], facts["job-title"], facts["org"]) == (["Kate Bagley"], ["Campaigns and Content Manager"], ["Participle"])
    facts = entries["/2014/06/03/a-fair-advantage/"]["author"][0]["properties"]
    assert (facts["name"], facts["job-title"], facts["org"]) == (["Gosbert Chagula"], ["Opportunities Lead"], ["Backr"])


def test_the_author_of_a_submission_is_the_submitter_under_the_pen_name(site, entries):
    """And who introduced it, if anybody did, comes after."""
    submissions = {address: entry for address, entry in entries.items() if site.posts[address].having("submitter-card")}
    assert submissions
    for entry in submissions.values():
        card = entry["author"][0]
        assert "h-card" in card["type"]
        assert card["properties"]["name"] == ["LilyTrent"]
        assert "note" in card["properties"]
        assert entry["syndication"] == ["https://witness.theguardian.com/"]


def test_lists_of_posts_are_feeds_of_entries(site, entries):
    """Home, older posts, tags, programmes, months: an h-feed whose entries have name, address, date and author."""
    lists = [
        page for address, page in site.pages.items() if address == "/" or address.startswith(("/page/", "/tag/", "/category/", "/author/"))
    ]
    seen = set()
    for page in lists:
        feeds = of_type(parsed(site, page)["items"], "h-feed")
        assert feeds, page.address
        for entry in (found["properties"] for feed in feeds for found in of_type([feed], "h-entry")):
            address = entry["url"][0].removeprefix(site.url)
            assert entry["name"] == entries[address]["name"], page.address
            assert entry["published"][0] == entries[address]["published"][0]
            assert entry["author"][0]["properties"]["name"] == entries[address]["author"][0]["properties"]["name"]
            seen.add(address)
    assert seen == set(entries)


def test_a_contributors_page_has_their_card(site):
    """Name, address, picture, bio; of who is still there, the role too."""
    people = [target for target in site.manifest["targets"] if target["kind"] == "contributor"]
    assert len(people) >= 5
    for person in people:
        page = site.pages[person["url"].removeprefix(site.url)]
        card = of_type(parsed(site, page)["items"], "h-card")[0]["properties"]
        assert (card["name"], card["url"][0]) == ([person["name"]], person["url"])
        assert card["photo"] and card["note"]


def test_the_role_of_today_is_on_the_contributors_page(site):
    """Gosbert Chagula is still there; Kate Bagley went when Participle closed, so hers is told as a thing of the past."""
    gosbert = of_type(parsed(site, site.pages["/author/gosbert-chagula/"])["items"], "h-card")[0]["properties"]
    assert (gosbert["job-title"], gosbert["org"]) == (["Opportunities Lead"], ["Backr"])
    kate = of_type(parsed(site, site.pages["/author/kate-bagley/"])["items"], "h-card")[0]["properties"]
    assert "job-title" not in kate
    assert site.pages["/author/kate-bagley/"].words("roles") == ["Campaigns and Content Manager, Participle until October 2015"]
