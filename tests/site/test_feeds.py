"""The feeds, parsed as readers parse them, say the same as the pages and the same as each other."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count
from urllib.parse import urldefrag

import feedparser
import pytest
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}creator"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
A_MEGABYTE = 1_000_000
TYPES = {"feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": "application/feed+json"}


def plain(markup: str) -> str:
    """The words of some HTML, in one line."""
    return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())


def words_of(page) -> str:
    """The words of a post’s page, without the pull quotes, which repeat them."""
    (body,) = page.having("e-content")
    copy = html.fragment_fromstring(html.tostring(body, encoding="unicode"))
    for quote in page.having("pull-quote", copy):
        quote.drop_tree()
    return " ".join(copy.text_content().split())


def moment(page, name: str = "dt-published") -> datetime:
    return datetime.fromisoformat(page.having(name)[0].get("datetime"))


def is_submission(page) -> bool:
    return "page-submission" in page.tree.body.get("class", "")


def authors_of(page) -> list[str]:
    """Whose words they are: of a submission the submitter’s alone."""
    (entry,) = (found for found in page.having("h-entry") if found.find(".//h1") is not None)
    cards = page.having("submitter-card", entry) if is_submission(page) else page.having("p-author", entry)
    return [" ".join(page.having("p-name", card)[0].text_content().split()) for card in cards]


class Feeds:
    """The three feeds of one folder, parsed twice: by feedparser, and as the XML or JSON they are."""

    def __init__(self, site, folder: str):
        self.site, self.folder = site, folder
        self.files = {name: site.files[folder + name] for name in TYPES}
        self.rss, self.atom = (feedparser.parse(self.files[name]) for name in ("feed.xml", "atom.xml"))
        self.rss_tree, self.atom_tree = (etree.fromstring(self.files[name]) for name in ("feed.xml", "atom.xml"))
        self.json = json.loads(self.files["feed.json"])

    @property
    def items(self):
        return self.rss_tree.findall("channel/item")

    @property
    def entries(self):
        return self.atom_tree.findall(f"{ATOM}entry")

    def contents(self):
        """The HTML of every item, three times."""
        yield from (item.findtext(CONTENT) for item in self.items)
        yield from (entry.findtext(f"{ATOM}content") for entry in self.entries)
        yield from (item["content_html"] for item in self.json["items"])


@pytest.fixture(scope="module")
def all_feeds(site) -> list[Feeds]:
    folders = sorted(name.removesuffix("feed.xml") for name in site.files if name == "feed.xml" or name.endswith("/feed.xml"))
    return [Feeds(site, folder) for folder in folders]


@pytest.fixture(scope="module")
def main(site) -> Feeds:
    """The feeds of everything."""
    return Feeds(site, "")


def test_everything_that_can_be_followed_has_three_feeds(site, all_feeds):
    assert {f"{site.url}/{feeds.folder}feed.json" for feeds in all_feeds} == {target["feed"] for target in site.manifest["targets"]}
    kinds = {folder.split("/")[0] for folder in (feeds.folder for feeds in all_feeds)}
    assert kinds == {"", "author", "category", "tag", "callouts"}


def test_feedparser_finds_nothing_wrong(all_feeds):
    wrong = [(f.folder, parsed.get("bozo_exception")) for f in all_feeds for parsed in (f.rss, f.atom) if parsed.bozo]
    assert wrong == []
    assert {(f.rss.version, f.atom.version, f.json["version"]) for f in all_feeds} == {("rss20", "atom10", "https://jsonfeed.org/version/1.1")}


def test_rss_atom_and_json_hold_the_same(all_feeds):
    """Titles, ids, links, summaries, full texts, authors, dates and categories, in the same order."""
    for f in all_feeds:
        rss = [
            (
                item.findtext("title"),
                item.findtext("guid"),
                item.findtext("link"),
                item.findtext("description"),
                item.findtext(CONTENT),
                [creator.text for creator in item.findall(DC)],
                parsedate_to_datetime(item.findtext("pubDate")),
                [category.text for category in item.findall("category")],
            )
            for item in f.items
        ]
        atom = [
            (
                entry.findtext(f"{ATOM}title"),
                entry.findtext(f"{ATOM}id"),
                entry.find(f"{ATOM}link[@rel='alternate']").get("href"),
                entry.findtext(f"{ATOM}summary"),
                entry.findtext(f"{ATOM}content"),
                [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")],
                datetime.fromisoformat(entry.findtext(f"{ATOM}published")),
                [category.get("term") for category in entry.findall(f"{ATOM}category")],
            )
            for entry in f.entries
        ]
        json_feed = [
            (
                item["title"],
                item["id"],
                item["url"],
                item["summary"],
                item["content_html"],
                [author["name"] for author in item["authors"]],
                datetime.fromisoformat(item["date_published"]),
                item.get("tags", []),
            )
            for item in f.json["items"]
        ]
        assert rss == atom == json_feed


def test_feedparser_finds_in_rss_and_atom_what_stands_on_the_pages(site, main):
    """Title, link, full text, authors, date: every post is in the feeds as its page has it."""
    expected = {site.url + address: (page.words("post-title")[0], authors_of(page), moment(page), True) for address, page in site.posts.items()}
    for parsed in (main.rss, main.atom):
        found = {}
        for entry in parsed.entries:
            names = [author.name for author in entry.authors] if parsed is main.atom else creators(main, entry.link)
            published = datetime(*entry.published_parsed[:6], tzinfo=UTC)
            whole = words_of(site.posts[entry.link.removeprefix(site.url)]) in plain(entry.content[0].value)
            found[entry.link] = (entry.title, names, published, whole)
        assert found == expected


def creators(feeds: Feeds, link: str) -> list[str]:
    """feedparser keeps one author of an RSS item; the file has them all."""
    return next([creator.text for creator in item.findall(DC)] for item in feeds.items if item.findtext("link") == link)


def test_a_feed_lists_the_posts_of_its_page_newest_first(site, all_feeds):
    for f in all_feeds:
        listed = []
        for number in count(1):
            page = site.pages.get(f"/{f.folder}" + (f"page/{number}/" if number > 1 else ""))
            if page is None:
                break
            own = './/a[contains(@class, "u-url")][not(ancestor::*[contains(@class, "h-card")])]'
            listed += [site.url + entry.xpath(own)[0].get("href") for entry in page.having("h-entry")]
        feed = [item["url"] for item in f.json["items"]]
        assert sorted(feed) == sorted(set(listed)), f.folder
        dates = [item["date_published"] for item in f.json["items"]]
        assert [datetime.fromisoformat(d) for d in dates] == sorted((datetime.fromisoformat(d) for d in dates), reverse=True)


def test_ids_are_tag_addresses_that_no_two_posts_share(main):
    ids = [item["id"] for item in main.json["items"]]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("tag:") for name in ids)


def test_rss_says_that_its_ids_are_no_addresses(all_feeds):
    assert {guid.get("isPermaLink") for f in all_feeds for guid in f.rss_tree.iter("guid")} == {"false"}


def test_no_two_feeds_share_an_id(all_feeds):
    ids = [f.atom_tree.findtext(f"{ATOM}id") for f in all_feeds]
    assert len(ids) == len(set(ids))


def test_feeds_have_what_their_formats_demand(all_feeds):
    """RSS: title, link, description. Atom: id, title, updated, an author for every entry. Each names its own address."""
    for f in all_feeds:
        channel = f.rss_tree.find("channel")
        assert all(channel.findtext(name) for name in ("title", "link", "description", "language", "lastBuildDate")), f.folder
        assert all(f.atom_tree.findtext(ATOM + name) for name in ("id", "title", "updated")), f.folder
        assert f.atom_tree.find(f"{ATOM}author") is not None or all(entry.find(f"{ATOM}author") is not None for entry in f.entries), f.folder
        home, own = f"{f.site.url}/{f.folder}", f"{f.site.url}/{f.folder}"
        assert channel.findtext("link") == home
        assert channel.find(f"{ATOM}link[@rel='self']").get("href") == own + "feed.xml"
        links = {link.get("rel"): link.get("href") for link in f.atom_tree.findall(f"{ATOM}link")}
        assert links == {"self": own + "atom.xml", "alternate": home}
        assert (f.json["home_page_url"], f.json["feed_url"]) == (home, own + "feed.json")


def test_atom_links_carry_rel_type_and_length(site, main):
    """One page and one lead picture an entry; the picture’s length is its file’s."""
    for entry in main.entries:
        links = [dict(link.attrib) for link in entry.findall(f"{ATOM}link")]
        assert [link["rel"] for link in links] == ["alternate", "enclosure"]
        page, picture = links
        assert page["type"] == "text/html"
        file = site.file_at(picture["href"])
        assert (picture["type"], int(picture["length"])) == ("image/png", file.stat().st_size)


def test_the_lead_picture_is_in_all_three(main):
    rss = [item.find("enclosure").get("url") for item in main.items]
    atom = [entry.find(f"{ATOM}link[@rel='enclosure']").get("href") for entry in main.entries]
    assert rss == atom == [item["image"] for item in main.json["items"]]
    assert all(picture in item["content_html"] for picture, item in zip(rss, main.json["items"], strict=True))


def test_dates_come_from_the_content(all_feeds):
    """A feed is as new as its newest post; a post’s update is its own."""
    for f in all_feeds:
        updates = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in f.entries]
        assert updates == [datetime.fromisoformat(item["date_modified"]) for item in f.json["items"]]
        for entry, update in zip(f.entries, updates, strict=True):
            page = f.site.posts[entry.find(f"{ATOM}link").get("href").removeprefix(f.site.url)]
            assert update == moment(page, "dt-updated" if page.having("dt-updated") else "dt-published")
        if updates:
            assert datetime.fromisoformat(f.atom_tree.findtext(f"{ATOM}updated")) == max(updates)
            assert parsedate_to_datetime(f.rss_tree.findtext("channel/lastBuildDate")) == max(updates)


def test_links_in_feeds_are_whole_addresses_that_exist(site, all_feeds):
    """A feed is read far from the site, so nothing in it may start at a root; and what is on the site must be there."""
    wrong = []
    for f in all_feeds:
        for content in f.contents():
            for *_, address, _ in html.fragment_fromstring(content, create_parent="div").iterlinks():
                ours = address.startswith(f"{site.url}/")
                if not address.startswith(("https://", "http://", "mailto:")) or (ours and site.file_at(address) is None):
                    wrong.append((f.folder, address))
    assert wrong == []


def test_footnotes_lead_somewhere_inside_their_item(main):
    """Each mark and each way back names an id of the same item, below the post’s own address."""
    marks = 0
    for item in main.json["items"]:
        tree = html.fragment_fromstring(item["content_html"], create_parent="div")
        for link in tree.xpath('.//a[contains(@class, "footnote")]'):
            page, fragment = urldefrag(link.get("href"))
            assert page == item["url"]
            assert tree.xpath(".//*[@id=$name]", name=fragment), fragment
            marks += 1
    assert marks >= 2


def test_no_pull_quote_is_in_a_feed(site, all_feeds):
    quotes = [quote for page in site.posts.values() for quote in page.words("pull-quote")]
    assert quotes
    for f in all_feeds:
        for content in f.contents():
            assert "pull-quote" not in content
            assert not [quote for quote in quotes if quote in plain(content)]


def test_a_callout_without_answers_has_empty_feeds_that_are_valid(site):
    unanswered = [c["slug"] for c in site.manifest["callouts"] if not site.pages[f"/callouts/{c['slug']}/"].having("h-entry")]
    assert unanswered
    for slug in unanswered:
        f = Feeds(site, f"callouts/{slug}/")
        assert (f.rss.bozo, f.atom.bozo) == (False, False)
        assert (f.rss.entries, f.atom.entries, f.json["items"]) == ([], [], [])
        assert f.rss.feed.title == f.atom.feed.title == f.json["title"]
        assert f.atom.feed.author and f.atom.feed.updated


def test_a_submission_comes_with_its_envelope(site, main):
    """Question, submitter, platform, introduction, edited or not, thanks, contact, original: readers of feeds get them too."""
    for address, page in ((address, page) for address, page in site.posts.items() if is_submission(page)):
        (item,) = (item for item in main.json["items"] if item["url"] == site.url + address)
        text = plain(item["content_html"])
        for name in ("bubble-question", "voice-name", "edited"):
            assert page.words(name)[0] in text
        for section in page.having("editors-words"):
            for paragraph in section.xpath('.//div[contains(@class, "prose")]/p'):
                assert " ".join(paragraph.text_content().split()) in text
        links = html.fragment_fromstring(item["content_html"], create_parent="div").xpath(".//a/@href")
        assert set(page.having("contact-routes")[0].xpath(".//a/@href")) <= set(links)
        assert page.having("original-link")[0].get("href") in links


def test_pages_announce_their_feeds(site, all_feeds):
    """Every page those of the whole site; a page with feeds of its own those too."""
    everywhere = {(mime, f"/{name}") for name, mime in TYPES.items()}
    own = {f"/{f.folder}": {(mime, f"/{f.folder}{name}") for name, mime in TYPES.items()} for f in all_feeds}
    for page in site.public_pages.values():
        announced = {(link.get("type"), link.get("href")) for link in page.tree.xpath('//link[@rel="alternate"]')}
        assert announced >= everywhere | own.get(page.address, set()), page.address


def test_feeds_are_styled_for_browsers_and_stay_small(site, all_feeds):
    """Opened in a browser they explain themselves; readers that fetch them every hour must not carry megabytes."""
    for f in all_feeds:
        for name in ("feed.xml", "atom.xml"):
            assert f.files[name].count(b'<?xml-stylesheet type="text/css" href="/theme/feed.css"?>') == 1
        assert max(map(len, f.files.values())) <= A_MEGABYTE
    assert site.file_at("/theme/feed.css")
