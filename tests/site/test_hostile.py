"""Whatever stands in a title, a name or a text, a page shows it as words: nothing runs, nothing breaks out."""

import json
import re
from html import unescape

import feedparser
import html5lib
import pytest
from lxml import etree

from tests.site import hostile

POST, SUBMISSION = "/2014/08/01/by-eve/", "/2014/08/02/sent-by-eve/"
ELEMENTS_OF_OURS = {"form", "input", "button", "select", "option", "textarea"}
DANGEROUS = {"iframe", "frame", "object", "embed", "applet", "base", "portal", "math", "template", "noscript", "foreignObject"}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(scope="module")
def eves(project):
    """The real site with Eve’s files among the others."""
    copy = project("eves")
    for path, text in hostile.FILES.items():
        copy.write(path, text)
    return copy.build().site


def dangers(markup: str) -> list[str]:
    """What a browser would run or obey in some HTML, parsed as browsers parse it."""
    found = []
    for element in html5lib.parse(markup, treebuilder="lxml", namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in DANGEROUS or (element.tag == "script" and element.get("type") != "application/ld+json"):
            found.append(f"<{element.tag}>")
        if element.tag == "meta" and element.get("http-equiv"):
            found.append("<meta http-equiv>")
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\s\x00-\x20]", "", value).lower()
            if name.lower().startswith("on") or (
                name in ("href", "src", "action", "formaction") and scheme.startswith(("javascript:", "data:", "vbscript:"))
            ):
                found.append(f"{name}={value} on <{element.tag}>")
            if name in ("src", "action") and "evil.example" in value:
                found.append(f"{name}={value} on <{element.tag}>")
    return found


def straight(text: str) -> str:
    """With straight quotes and typewriter’s dashes, white space made single: the typography plugin sets what it takes for prose."""
    for curly, plain in {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--"}.items():
        text = text.replace(curly, plain)
    return " ".join(text.split())


def test_no_page_and_no_mail_has_anything_that_runs(eves):
    found = {page.address: dangers(page.text) for page in eves.pages.values()}
    # The search page is ours, with its one module, two patterns to fill and a word for those who have no script.
    assert {address: list_ for address, list_ in found.items() if list_} == {
        "/search/": ["<noscript>", "<template>", "<template>", "<script>"]
    }


def test_no_feed_item_has_anything_that_runs(eves):
    contents = [
        item.findtext(CONTENT)
        for name, data in eves.files.items()
        if name.endswith(".xml") and b"<rss" in data
        for item in etree.fromstring(data).iter("item")
    ]
    contents += [
        item["content_html"] for name, data in eves.files.items() if name.endswith("feed.json") for item in json.loads(data)["items"]
    ]
    assert len(contents) > 50
    assert [danger for content in contents for danger in dangers(content)] == []


def test_a_stranger_brings_no_form_sheet_class_or_picture_of_their_own(eves):
    """Nothing in the submitter’s words may look like part of our frame, or fetch from elsewhere."""
    for part in eves.pages[SUBMISSION].having("submission-body") + eves.pages[SUBMISSION].having("editors-words"):
        assert [found.tag for found in part.iter("style", "svg", "link", *ELEMENTS_OF_OURS)] == []
        assert part.xpath('.//*[contains(@class, "prose")]//@*[starts-with(name(), "data-")]') == []
        assert part.xpath('.//@style | .//*[@id="main"] | .//*[contains(@class, "masthead")]') == []
        assert [source for source in part.xpath(".//@src") if not source.startswith("/images/")] == []
    for link in eves.pages[SUBMISSION].having("e-content")[0].iter("a"):
        assert "ugc" in link.get("rel", "") or link.get("href", "").startswith("#")


def as_published(sent: str) -> str:
    """What the public sent, without the characters that turn words around; they are taken out and told to the editor."""
    return sent.replace("\u202e", "").replace("\u202c", "")


@pytest.mark.parametrize("address", [POST, SUBMISSION, "/eves-page/", "/callouts/eves-question/", "/category/eves-programme/"])
def test_a_title_is_shown_as_it_was_written(eves, address):
    title = as_published(hostile.LINE) if address == SUBMISSION else hostile.LINE
    heading = eves.pages[address].tree.find(".//h1").text_content()
    assert straight(heading) == straight(title)
    assert straight(title) in straight(eves.pages[address].tree.findtext(".//title"))


def test_every_other_field_of_a_post_is_shown_as_it_was_written(eves):
    """Summary, names, role, alt text, caption, credit, licence, tags."""
    page = eves.pages[POST]
    figure = page.having("figure-lead")[0]
    line, word = straight(hostile.LINE), straight(hostile.WORD)
    assert [straight(text) for text in page.words("standfirst")] == [line]
    assert straight(page.having("p-author")[0].find(".//a").text_content()) == word
    assert straight(page.words("p-job-title")[0]) == line
    assert straight(figure.find(".//img").get("alt")) == line
    assert straight(page.having("caption", figure)[0].text_content()) == line
    assert straight(page.having("credit", figure)[0].text_content()) == f"Photo: {word}, via {word} · {word}"
    assert [straight(text) for text in page.tree.xpath('//a[@rel="tag"]/text()')] == [straight(tag) for tag in hostile.TAGS]


def test_every_field_of_a_submission_is_shown_as_it_was_written(eves):
    page = eves.pages[SUBMISSION]
    line, word = straight(hostile.LINE), straight(hostile.WORD)
    assert straight(page.words("callout-question-text")[0]) == line
    assert straight(page.words("submission-name")[0]) == word
    assert straight(page.words("standfirst")[0]) == straight(as_published(hostile.LINE))
    assert f"on {word}" in straight(page.words("original-link")[0])


def test_templates_do_not_calculate_what_content_says(eves):
    assert eves.holding("{{ 7*7 }}")
    assert [page.address for page in (eves.pages[POST], eves.pages[SUBMISSION]) if "49" in page.tree.find(".//h1").text_content()] == []


def test_json_ld_cannot_be_left(eves):
    """`</script>` in a title ends no script element: each piece parses, and says the title."""
    headlines = []
    for page in eves.pages.values():
        for script in html5lib.parse(page.text, treebuilder="lxml", namespaceHTMLElements=False).iterfind(
            ".//script[@type='application/ld+json']"
        ):
            headlines.append(json.loads(script.text).get("headline"))
    assert {straight(headline) for headline in headlines if headline and "Eve" in headline} == {
        straight(hostile.LINE),
        straight(as_published(hostile.LINE)),
    }


def test_feeds_parse_and_hold_the_title_as_text(eves):
    feeds = {name: data for name, data in eves.files.items() if name.endswith(".xml") and name != "sitemap.xml"}
    assert [name for name, data in feeds.items() if feedparser.parse(data).bozo] == []
    # RSS readers take a title for HTML; Atom and JSON Feed say that it is text.
    titles = [unescape(item.findtext("title")) for item in etree.fromstring(feeds["feed.xml"]).iter("item")]
    assert {straight(title) for title in titles if "Eve" in title} == {straight(hostile.LINE), straight(as_published(hostile.LINE))}
    assert [item["title"] for item in json.loads(eves.files["feed.json"])["items"]] == titles
    atom = etree.fromstring(feeds["atom.xml"])
    assert [entry.findtext("{*}title") for entry in atom.iter("{*}entry")] == titles
    names = [author.text for author in atom.iterfind("{*}entry/{*}author/{*}name") if "Eve" in author.text]
    assert [straight(name) for name in names] == [straight(hostile.WORD)] * 2
    categories = [category.get("term") for category in atom.iter("{*}category")]
    assert set(map(straight, hostile.TAGS)) <= set(map(straight, categories))


def test_manifest_and_sitemap_can_still_be_read(eves):
    questions = {callout["slug"]: callout["question"] for callout in eves.manifest["callouts"]}
    assert straight(questions["eves-question"]) == straight(hostile.LINE)
    assert f"{eves.url}{POST}" in [loc.text for loc in etree.fromstring(eves.files["sitemap.xml"]).iter("{*}loc")]


def test_the_site_around_it_is_whole(eves):
    assert eves.broken_links() == []
    assert [page.address for page in eves.pages.values() if len(page.ids) != len(set(page.ids))] == []


def test_pages_with_it_are_valid_html(eves, vnu):
    pages = [page for page in eves.pages.values() if "Eve" in page.text]
    assert len(pages) > 20
    assert vnu(*(page.file for page in pages)) == []
