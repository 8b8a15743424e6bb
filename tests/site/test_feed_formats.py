"""What RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1 demand of a feed, and what its readers need besides."""

import re
from urllib.parse import urldefrag

from lxml import html

from tests.site.feeds import ATOM, TYPES, Feeds

A_MEGABYTE = 1_000_000


def test_feedparser_finds_nothing_wrong(all_feeds):
    wrong = [(f.folder, parsed.get("bozo_exception")) for f in all_feeds for parsed in (f.rss, f.atom) if parsed.bozo]
    assert wrong == []
    assert {(f.rss.version, f.atom.version, f.json["version"]) for f in all_feeds} == {
        ("rss20", "atom10", "https://jsonfeed.org/version/1.1")
    }


def test_ids_are_tag_addresses_that_no_two_posts_share(main_feeds):
    ids = [item["id"] for item in main_feeds.json["items"]]
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
        assert f.atom_tree.find(f"{ATOM}author") is not None or all(entry.find(f"{ATOM}author") is not None for entry in f.entries), (
            f.folder
        )
        home, own = f"{f.site.url}/{f.folder}", f"{f.site.url}/{f.folder}"
        assert channel.findtext("link") == home
        assert channel.find(f"{ATOM}link[@rel='self']").get("href") == own + "feed.xml"
        links = {link.get("rel"): link.get("href") for link in f.atom_tree.findall(f"{ATOM}link")}
        assert links == {"self": own + "atom.xml", "alternate": home}
        assert (f.json["home_page_url"], f.json["feed_url"]) == (home, own + "feed.json")


def test_atom_links_carry_rel_type_and_length(site, main_feeds):
    """One page and one lead picture an entry; the picture’s length is its file’s."""
    for entry in main_feeds.entries:
        links = [dict(link.attrib) for link in entry.findall(f"{ATOM}link")]
        assert [link["rel"] for link in links] == ["alternate", "enclosure"]
        page, picture = links
        assert page["type"] == "text/html"
        file = site.file_at(picture["href"])
        assert (picture["type"], int(picture["length"])) == ("image/jpeg", file.stat().st_size)


def test_the_lead_picture_is_in_all_three(main_feeds):
    rss = [item.find("enclosure").get("url") for item in main_feeds.items]
    atom = [entry.find(f"{ATOM}link[@rel='enclosure']").get("href") for entry in main_feeds.entries]
    assert rss == atom == [item["image"] for item in main_feeds.json["items"]]
    assert all(picture in item["content_html"] for picture, item in zip(rss, main_feeds.json["items"], strict=True))


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


def test_footnotes_lead_somewhere_inside_their_item(main_feeds):
    """Each mark and each way back names an id of the same item, below the post’s own address."""
    marks = 0
    for item in main_feeds.json["items"]:
        tree = html.fragment_fromstring(item["content_html"], create_parent="div")
        for link in tree.xpath('.//a[contains(@class, "footnote")]'):
            page, fragment = urldefrag(link.get("href"))
            assert page == item["url"]
            assert tree.xpath(".//*[@id=$name]", name=fragment), fragment
            marks += 1
    assert marks >= 2


def test_a_callout_without_answers_has_empty_feeds_that_are_valid(site):
    unanswered = [c["slug"] for c in site.manifest["callouts"] if not site.pages[f"/callouts/{c['slug']}/"].having("h-entry")]
    assert unanswered
    for slug in unanswered:
        f = Feeds(site, f"callouts/{slug}/")
        assert (f.rss.bozo, f.atom.bozo) == (False, False)
        assert (f.rss.entries, f.atom.entries, f.json["items"]) == ([], [], [])
        assert f.rss.feed.title == f.atom.feed.title == f.json["title"]
        assert f.atom.feed.author and f.atom.feed.updated


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
            (style,) = re.findall(rb'<\?xml-stylesheet type="text/css" href="(/theme/feed\.[0-9a-f]{10}\.css)"\?>', f.files[name])
            assert site.file_at(style.decode())
        assert max(map(len, f.files.values())) <= A_MEGABYTE
