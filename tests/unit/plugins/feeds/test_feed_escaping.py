"""Plain words in a feed come out as they were typed, whether a reader takes a field for text or for HTML, and none of them runs."""

import feedparser
import pytest
from lxml import etree, html

from newsroom.feeds.feed import from_json, to_json
from plugins.feeds.channels import channels
from plugins.feeds.rss_atom import atom, rss

ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = [
    "Why <script>alert(1)</script> and <b> are odd names: R&D <team> notes",
    "Tea & cake, AT&T, a < b > c, I <3 you",
    "&amp; and &lt;b&gt; and &copy and &#60; as typed",
    "<!-- nothing --> <![CDATA[ x ]]> ]]> \"quoted\" 'so' 🫖",
    "if a<b and c>d",
]


def shown_as_html(text: str) -> str:
    """What a reader shows that takes `text` for HTML."""
    return " ".join(html.fragment_fromstring(text, create_parent="div").text_content().split())


@pytest.fixture
def feed(article, item_of, settings, ada):
    """A feed all of whose fields say `words`."""

    def made(words: str):
        tags = [type(article())(name=words, slug="t", url="tag/t/")]
        ada.name = words
        one = article(5, title=words, summary=words, tags=tags, programme=None)
        one.feed_item = item_of(one)
        context = {"articles": [one], "contributors": [], "programmes": [], "callouts": [], "pages": []}
        return dict(channels(context, settings | {"SITENAME": words, "SITESUBTITLE": words}))[""]

    return made


@pytest.mark.parametrize("words", WORDS)
def test_an_rss_reader_that_takes_titles_and_descriptions_for_html_shows_what_was_typed(feed, words):
    channel = etree.fromstring(rss(feed(words)("feed.xml"))).find("channel")
    for place in ("title", "description", "item/title", "item/description"):
        assert shown_as_html(channel.findtext(place)) == words, place
        assert not html.fragment_fromstring(channel.findtext(place), create_parent="div").xpath(".//*"), place


@pytest.mark.parametrize("words", WORDS)
def test_feedparser_gives_back_what_was_typed(feed, words):
    """It cleans what is HTML; taken for text or not, the words are there."""
    read = feedparser.parse(rss(feed(words)("feed.xml")))
    for given in (read.feed.title_detail, read.entries[0].title_detail, read.entries[0].summary_detail):
        assert (shown_as_html(given.value) if given.type == "text/html" else given.value) == words


@pytest.mark.parametrize("words", ["Tea & cake", "AT&T", "R&D “notes”", "It’s 5 > 4", "🫖"])
def test_a_title_that_reads_the_same_either_way_is_left_as_it_is(feed, words):
    """So that readers that take it for text, and mail services that make a subject of it, show no entities."""
    assert etree.fromstring(rss(feed(words)("feed.xml"))).findtext("channel/item/title") == words


@pytest.mark.parametrize("words", WORDS)
def test_what_no_reader_takes_for_html_stays_plain(feed, words):
    """Atom says of each text that it is one; names and categories are text in both."""
    document = etree.fromstring(atom(feed(words)("atom.xml")))
    entry = document.find(f"{ATOM}entry")
    for element in (
        document.find(f"{ATOM}title"),
        document.find(f"{ATOM}subtitle"),
        entry.find(f"{ATOM}title"),
        entry.find(f"{ATOM}summary"),
    ):
        assert (element.text, element.get("type", "text")) == (words, "text")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == words
    assert entry.find(f"{ATOM}category").get("term") == words
    item = etree.fromstring(rss(feed(words)("feed.xml"))).find("channel/item")
    assert (item.findtext("category"), item.findtext("{http://purl.org/dc/elements/1.1/}creator")) == (words, words)
    (of_json,) = from_json(to_json(feed(words)("feed.json"))).items
    assert (of_json.title, of_json.summary, of_json.authors[0].name) == (words, words, words)
