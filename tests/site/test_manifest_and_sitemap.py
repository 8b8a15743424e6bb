"""What programs are told of the site: site.json for the desk, sitemap.xml and robots.txt for search engines."""

from datetime import date, datetime
from urllib.parse import urlsplit

from lxml import etree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap(site) -> dict[str, str | None]:
    """Address → the day of the last change, or None."""
    tree = etree.fromstring(site.files["sitemap.xml"])
    assert tree.tag == f"{SITEMAP}urlset"
    return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in tree}


def test_the_manifest_says_what_site_this_is(site):
    facts = {key: site.manifest[key] for key in ("version", "name", "url", "time_zone", "frequencies")}
    assert facts == {
        "version": 1,
        "name": "The Participle blog",
        "url": "https://blog.participle.example",
        "time_zone": "Europe/London",
        "frequencies": ["immediately", "daily", "weekly", "monthly"],
    }
    assert site.manifest["language"].lower() == "en-gb"


def test_every_address_in_the_manifest_exists(site):
    addresses = [page["url"] for page in site.manifest["pages"]]
    addresses += [target[key] for target in site.manifest["targets"] for key in ("url", "feed")]
    addresses += [callout["url"] for callout in site.manifest["callouts"]]
    addresses += [feed["url"] for feed in site.manifest["email_feeds"]]
    assert len(addresses) > 40
    assert [a for a in addresses if not a.startswith(f"{site.url}/") or site.file_at(urlsplit(a).path) is None] == []


def test_everything_that_can_be_followed_is_in_the_manifest(site):
    """One target for the whole, and one for each contributor, programme, tag and callout that has a page."""
    folders = {"contributor": "author", "programme": "category", "tag": "tag", "callout": "callouts"}
    expected = {("everything", "")}
    for kind, folder in folders.items():
        pages = (address.split("/") for address in site.public_pages if address.startswith(f"/{folder}/"))
        expected |= {(kind, parts[2]) for parts in pages if len(parts) == 4}
    assert {(target["kind"], target["slug"]) for target in site.manifest["targets"]} == expected
    assert [feed["frequency"] for feed in site.manifest["email_feeds"]] == site.manifest["frequencies"]


def test_the_manifest_knows_the_pages_that_mails_point_to(site):
    assert {"about", "follow", "privacy", "terms", "share-your-story", "accessibility", "welcome"} == {
        page["kind"] for page in site.manifest["pages"]
    }


def test_the_manifest_says_which_questions_are_open(site):
    callouts = {callout["slug"]: callout for callout in site.manifest["callouts"]}
    assert {slug: callout["state"] for slug, callout in callouts.items()} == {"childrens-services": "closed", "good-help": "open"}
    assert callouts["childrens-services"]["closes"] == "2014-07-31"
    assert callouts["good-help"]["closes"] is None
    assert callouts["good-help"]["accepts"] == ["text", "photo"]
    for callout in callouts.values():
        date.fromisoformat(callout["opens"])
        page = site.pages[callout["url"].removeprefix(site.url)]
        assert page.words("callout-question-text")[0] == callout["question"]


def test_every_public_page_is_in_the_sitemap_and_nothing_else_is(site):
    """Digests and second pages of lists repeat posts that are listed; they may stay out, and whatever is in must be there."""
    listed = {address.removeprefix(site.url) for address in sitemap(site)}
    repeats = {
        address
        for address in site.public_pages
        if address.startswith(("/digests/daily", "/digests/weekly", "/digests/monthly")) or "/page/" in address
    }
    assert set(site.public_pages) - repeats - listed == set()
    assert listed - set(site.public_pages) == set()


def test_the_sitemap_dates_come_from_the_content(site):
    """A post’s is its own; no page claims to have changed after the newest post."""
    dates = {address.removeprefix(site.url): when for address, when in sitemap(site).items()}
    published = {address: page.having("dt-published")[0].get("datetime") for address, page in site.posts.items()}
    for address, when in published.items():
        updated = site.posts[address].having("dt-updated")
        assert datetime.fromisoformat(dates[address]) == datetime.fromisoformat(updated[0].get("datetime") if updated else when)
    newest = max(datetime.fromisoformat(dates[address]) for address in published)
    assert max(datetime.fromisoformat(when) for when in dates.values() if when) == newest


def test_robots_may_read_everything_and_are_shown_the_sitemap(site):
    lines = site.files["robots.txt"].decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert [line for line in lines if line.startswith("Disallow") and line != "Disallow:"] == []
    assert f"Sitemap: {site.url}/sitemap.xml" in lines
