"""What followers by mail get: one item for each finished period with a post, fit for any mail program, and readable on the web."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urlsplit

import feedparser
import pytest
from lxml import etree, html

WHAT_GMAIL_SHOWS = 102 * 1024
FREQUENCIES = ("daily", "weekly", "monthly")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ON_4_JUNE_2014 = 1401876000  # 11:00 in London: the third is over, its week and month are not
ADDRESS = re.compile(r"<(https?://|[^<>@\s]+@)[^<>\s]+>")
AUTHORITY = "tag:blog.participle.example,2014:"


def key(frequency: str, moment: datetime) -> str:
    year, week, _ = moment.isocalendar()
    return {"daily": f"{moment:%Y-%m-%d}", "weekly": f"{year}-W{week:02}", "monthly": f"{moment:%Y-%m}"}[frequency]


def moments(site) -> dict[str, datetime]:
    """When each post was published, by address, in the site’s own time."""
    return {address: datetime.fromisoformat(page.having("dt-published")[0].get("datetime")) for address, page in site.posts.items()}


def periods(site, frequency: str) -> dict[str, list[str]]:
    """The posts of each period that has some, both newest first."""
    found: dict[str, list[str]] = {}
    for address, moment in sorted(moments(site).items(), key=lambda pair: pair[1], reverse=True):
        found.setdefault(key(frequency, moment), []).append(address)
    return found


def folders(site, frequency: str) -> list[str]:
    """The keys of the digests that were written, newest first."""
    return sorted({name.split("/")[2] for name in site.files if name.startswith(f"digests/{frequency}/")}, reverse=True)


def items(site, frequency: str):
    return etree.fromstring(site.files[f"email/{frequency}.xml"]).findall("channel/item")


def mail_parts(site) -> list[tuple[str, str]]:
    """Every piece of HTML that goes out by mail, with a name: the whole mails, and the items of the feeds."""
    mails = [(name, data.decode()) for name, data in site.files.items() if name.endswith("/mail.html")]
    fragments = [
        (f"{frequency}.xml", item.findtext(CONTENT)) for frequency in ("immediately", *FREQUENCIES) for item in items(site, frequency)
    ]
    assert mails and fragments
    return mails + fragments


@pytest.fixture(scope="module")
def early(project):
    """The site as it would have been built in the middle of a week with a post."""
    copy = project("early")
    copy.unlink_texts()  # a link to what is not published yet is an error
    return copy.build(at=ON_4_JUNE_2014).site


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_every_period_with_a_post_has_a_digest_and_no_other_has(site, frequency):
    assert folders(site, frequency) == list(periods(site, frequency))


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_the_feed_has_one_item_a_period_newest_first(site, frequency):
    expected = [(f"{AUTHORITY}digest/{frequency}/{name}", f"{site.url}/digests/{frequency}/{name}/") for name in periods(site, frequency)]
    assert [(item.findtext("guid"), item.findtext("link")) for item in items(site, frequency)] == expected[:20]


def test_who_follows_immediately_gets_one_item_a_post(site):
    """With the ids of the ordinary feed, so that a change of feed brings no post twice."""
    found = [(item.findtext("guid"), item.findtext("link"), item.findtext("title")) for item in items(site, "immediately")]
    feed = feedparser.parse(site.files["feed.xml"]).entries
    assert found == [(entry.id, entry.link, entry.title) for entry in feed]


@pytest.mark.parametrize("frequency", ("immediately", *FREQUENCIES))
def test_mail_services_can_read_the_feed(site, frequency):
    parsed = feedparser.parse(site.files[f"email/{frequency}.xml"])
    assert (parsed.bozo, parsed.version) == (False, "rss20")
    assert all(entry.title and entry.summary and entry.published_parsed for entry in parsed.entries)
    assert {item.find("guid").get("isPermaLink") for item in items(site, frequency)} == {"false"}


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_an_item_is_dated_by_the_end_of_its_period(site, frequency):
    """Earlier it could not have been sent; a service that mails only what is newer than yesterday must not miss it."""
    for item, posts in zip(items(site, frequency), periods(site, frequency).values(), strict=False):
        end, published = parsedate_to_datetime(item.findtext("pubDate")), moments(site)[posts[0]]
        assert end > published
        assert key(frequency, end.astimezone(published.tzinfo)) > key(frequency, published)
        assert (end.hour, end.minute) == (0, 0)


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_a_digest_has_a_page_a_mail_and_a_plain_text_with_the_same_posts(site, frequency):
    for name, posts in periods(site, frequency).items():
        folder = f"digests/{frequency}/{name}/"
        page, mail, text = site.pages[f"/{folder}"], site.pages[f"/{folder}mail.html"], site.files[f"{folder}mail.txt"].decode()
        assert [entry.xpath(".//h2/a/@href")[0] for entry in page.having("h-entry")] == posts
        for address in posts:
            title = site.posts[address].words("post-title")[0]
            assert title in " ".join(mail.tree.text_content().split())
            assert title in " ".join(text.split())
            assert site.url + address in mail.tree.xpath("//a/@href")
            assert site.url + address in text
        assert {f"/{folder}mail.html", f"/{folder}mail.txt"} <= set(page.tree.xpath("//a/@href"))


def test_no_mail_is_so_large_that_it_is_cut_off(site):
    assert {name: len(markup.encode()) for name, markup in mail_parts(site) if len(markup.encode()) > WHAT_GMAIL_SHOWS} == {}


def test_mails_hold_only_what_mail_programs_show(site):
    """Tables and inline styles; no program, form, frame or sheet; nothing is loaded from another host."""
    wrong = []
    for name, markup in mail_parts(site):
        tree = html.fragment_fromstring(markup, create_parent="div") if name.endswith(".xml") else html.document_fromstring(markup)
        wrong += [
            f"{name}: <{found.tag}>"
            for found in tree.iter("script", "form", "iframe", "object", "embed", "link", "video", "audio", "input")
        ]
        wrong += [
            f"{name}: {found}"
            for found in tree.xpath("//img/@src")
            if urlsplit(found).netloc != site.host or not found.startswith("https://")
        ]
        wrong += [f"{name}: an image with no alt" for found in tree.iter("img") if found.get("alt") is None]
        wrong += [f"{name}: unfilled" for sign in ("{{", "}}", "{%", "None</", "[[") if sign in markup]
        wrong += [f"{name}: no table" for _ in [1] if tree.find(".//table") is None]
        wrong += [f"{name}: paragraph without style" for found in tree.xpath('//td[@class="words"]//p[not(@style)]')]
    assert wrong == []


def test_links_in_mails_are_whole_and_lead_somewhere(site):
    """https or mailto; what is on this site is there; notes lead to a note of the post’s page, and that one exists."""
    wrong = []
    for name, markup in mail_parts(site):
        for address in html.fragment_fromstring(markup, create_parent="div").xpath(".//a/@href"):
            parts = urlsplit(address)
            file = site.file_at(parts.path) if parts.netloc == site.host else None
            if not address.startswith(("https://", "mailto:")):
                wrong.append(f"{name}: {address}")
            elif parts.netloc == site.host and (
                file is None or (parts.fragment and parts.fragment not in site.pages[site.address(file)].ids)
            ):
                wrong.append(f"{name}: {address} leads nowhere")
    assert wrong == []


def test_working_notes_reach_the_mail(site):
    """The mark, the note and the way back, in the post’s own mail and in the digests that have it in full."""
    marked = [address for address, page in site.posts.items() if page.having("footnote-ref")]
    assert marked
    for address in marked:
        note = " ".join(site.posts[address].having("footnote")[0].find(".//p").text_content().split())[:60]
        parts = [markup for name, markup in mail_parts(site) if note in " ".join(html.fromstring(markup).text_content().split())]
        assert len(parts) >= 4
        for markup in parts:
            tree = html.fragment_fromstring(markup, create_parent="div")
            for link in tree.xpath('.//a[contains(@class, "footnote")]/@href'):
                assert tree.xpath(".//*[@id=$name]", name=urlsplit(link).fragment)
                assert urldefrag(link).url.removeprefix(site.url) in marked


def test_no_pull_quote_is_in_a_mail(site):
    quotes = [quote for page in site.posts.values() for quote in page.words("pull-quote")]
    texts = [data.decode() for name, data in site.files.items() if name.endswith("/mail.txt")]
    texts += [html.fromstring(markup).text_content() for _, markup in mail_parts(site)]
    assert [quote for quote in quotes for text in texts if quote in " ".join(text.split())] == []


def test_the_plain_text_twin_is_plain(site):
    """No tag and no entity in it, and no line so long that mail servers would break it."""
    wrong = []
    for name, data in site.files.items():
        if name.endswith("/mail.txt"):
            text = data.decode()
            wrong += [f"{name}: {sign}" for sign in ("&amp;", "&lt;", "&#", "&nbsp;", "{{") if sign in text]
            wrong += [f"{name}: {tag}" for tag in re.findall(r"</?[a-z!][^>]*>?", text, re.I) if not ADDRESS.fullmatch(tag)]
            wrong += [f"{name}: {len(line)} bytes in a line" for line in data.splitlines() if len(line) > 998]
    assert wrong == []


def test_a_period_that_is_not_over_has_no_digest_yet(early):
    """A digest is written once, when nothing can be added to it any more."""
    newest = {frequency: folders(early, frequency)[0] for frequency in FREQUENCIES}
    assert newest == {"daily": "2014-06-03", "weekly": "2014-W21", "monthly": "2014-05"}
    assert [items(early, frequency)[0].findtext("link").split("/")[-2] for frequency in FREQUENCIES] == list(newest.values())


def test_a_post_of_tomorrow_is_nowhere_today(early):
    assert [address for address, moment in moments(early).items() if moment.timestamp() > ON_4_JUNE_2014] == []
    assert early.holding("four-jobs-in-five") == []
    assert early.broken_links() == []


def test_on_that_day_the_question_of_the_summer_was_still_open(early):
    """A callout is open or closed by the date of the build."""
    states = {callout["slug"]: callout["state"] for callout in early.manifest["callouts"]}
    assert states == {"childrens-services": "open", "good-help": "open"}
    assert early.pages["/callouts/childrens-services/"].words("state") == ["57 days left"]
