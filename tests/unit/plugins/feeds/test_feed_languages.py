"""A post in another language than its feed says so in every format, and its words run the way they are read."""

import pytest
from lxml import etree, html

from newsroom.feeds.feed import from_json, to_json
from plugins.feeds.channels import channels
from plugins.feeds.rss_atom import atom, rss

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
CONTENT, DC = "{http://purl.org/rss/1.0/modules/content/}encoded", "{http://purl.org/dc/elements/1.1/}language"


@pytest.fixture
def feed(article, item_of, settings, ada, submission):
    ada.language = "fa"
    submission.callout.language = "ur"
    posts = [
        article(6, title="مدونة", content="<p>هذا نص</p>", language="ar", submission=None),
        article(5, language="fr"),
        article(4, language=None),
        article(3, language="he", submission=submission),
    ]
    for each in posts:
        each.feed_item = item_of(each)
    return dict(channels({"articles": posts, "pages": [], "contributors": [], "programmes": [], "callouts": []}, settings))[""]


def shown(markup: str):
    return html.fragment_fromstring(markup, create_parent="div")


def test_atom_says_it_on_the_entry(feed):
    entries = etree.fromstring(atom(feed("atom.xml"))).findall(f"{ATOM}entry")
    assert [entry.get(f"{XML}lang") for entry in entries] == ["ar", "fr", None, "he"]


def test_rss_says_it_on_the_item(feed):
    items = etree.fromstring(rss(feed("feed.xml"))).findall("channel/item")
    assert [item.findtext(DC) for item in items] == ["ar", "fr", None, "he"]


def test_json_feed_says_it_and_gives_it_back(feed):
    made = feed("feed.json")
    assert [item.language for item in from_json(to_json(made)).items] == ["ar", "fr", "", "he"]
    assert from_json(to_json(made)).items[3].submission.question_language == "ur"
    assert from_json(to_json(made)).items[0].authors[0].language == "fa"
    assert [item.words_html for item in from_json(to_json(made)).items] == [item.words_html for item in made.items]


def test_words_and_picture_stand_in_their_language_and_what_we_say_around_them_does_not(feed):
    for item in (feed("feed.json").items[0], feed("feed.json").items[3]):
        root = shown(item.content_html)
        (words,) = root.xpath("./div[@lang]")
        assert (words.get("lang"), words.get("dir")) == (item.language, "rtl")
        assert words.text_content().strip() == shown(item.words_html).text_content().strip()
        assert root.find("figure").get("dir") == "rtl"
    question = shown(feed("feed.json").items[3].content_html).xpath("./p/a[@lang]")[0]
    assert (question.text, question.get("lang"), question.get("dir")) == ("“What helps?”", "ur", "rtl")
    note = shown(feed("feed.json").items[0].content_html).xpath("./p/span[@lang]")[0]
    assert (note.get("lang"), note.text) == ("fa", "Ada is fond of tea.")


def test_a_post_in_the_language_of_the_feed_says_nothing_of_it(feed):
    item = feed("feed.json").items[2]
    assert not shown(item.content_html.replace(' lang="fa" dir="rtl"', "")).xpath(".//@lang | .//@dir")
