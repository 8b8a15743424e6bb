"""The feeds, parsed as readers parse them, say the same as the pages and the same as each other."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import count

from lxml import html

from tests.site.feeds import ATOM, CONTENT, DC, Feeds, authors_of, is_submission, moment, plain, words_of


def test_everything_that_can_be_followed_has_three_feeds(site, all_feeds):
    assert {f"{site.url}/{feeds.folder}feed.json" for feeds in all_feeds} == {target["feed"] for target in site.manifest["targets"]}
    kinds = {folder.split("/")[0] for folder in (feeds.folder for feeds in all_feeds)}
    assert kinds == {"", "author", "category", "tag", "callouts"}


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


def test_feedparser_finds_in_rss_and_atom_what_stands_on_the_pages(site, main_feeds):
    """Title, link, full text, authors, date: every post is in the feeds as its page has it."""
    expected = {
        site.url + address: (page.words("post-title")[0], authors_of(page), moment(page), True) for address, page in site.posts.items()
    }
    for parsed in (main_feeds.rss, main_feeds.atom):
        found = {}
        for entry in parsed.entries:
            names = [author.name for author in entry.authors] if parsed is main_feeds.atom else creators(main_feeds, entry.link)
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


def test_no_pull_quote_is_in_a_feed(site, all_feeds):
    quotes = [quote for page in site.posts.values() for quote in page.words("pull-quote")]
    assert quotes
    for f in all_feeds:
        for content in f.contents():
            assert "pull-quote" not in content
            assert not [quote for quote in quotes if quote in plain(content)]


def test_a_submission_comes_with_its_envelope(site, main_feeds):
    """Question, submitter, platform, introduction, edited or not, thanks, contact, original: readers of feeds get them too."""
    for address, page in ((address, page) for address, page in site.posts.items() if is_submission(page)):
        (item,) = (item for item in main_feeds.json["items"] if item["url"] == site.url + address)
        text = plain(item["content_html"])
        for name in ("callout-question-text", "submission-name", "edited"):
            assert page.words(name)[0] in text
        for section in page.having("editors-words"):
            for paragraph in section.xpath('.//div[contains(@class, "prose")]/p'):
                assert " ".join(paragraph.text_content().split()) in text
        links = html.fragment_fromstring(item["content_html"], create_parent="div").xpath(".//a/@href")
        assert set(page.having("contact-routes")[0].xpath(".//a/@href")) <= set(links)
        assert page.having("original-link")[0].get("href") in links
