"""From the file to the page and to every feed, mail, digest, edition and search: no word of any field is lost, whatever signs stand around it."""

import gzip
import json
import re
from html import unescape

import pytest
from lxml import etree, html

from tests.site.hostile import quoted

POST, ANSWER = "/2025/12/09/honest/", "/2025/12/10/my-answer/"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"


def plain(name: str) -> str:
    """Words for a field of plain words: in angle brackets, behind an entity, beside a lone sign."""
    return f"My <{name}1x removed> & &lt;{name}2x &nosuch; < {name}3x # - {name}4x: <!-- {name}5x -->"


def ours(name: str) -> str:
    """Words for a text of the editors, where HTML is HTML and must be written out to be words."""
    return f"Our *{name}1x*, &lt;{name}2x removed>, `<{name}3x>`, a < {name}4x.\n\n| {name}5x | <b>{name}6x</b> |\n|---|---|\n| {name}7x | `&amp;` {name}8x |"


def typed(name: str) -> str:
    """Words as somebody types them who does not know what HTML is."""
    return (
        f'My manager, <{name}1x removed>, told me on <{name}2x> that I had to go. <!-- {name}3x --> <b>{name}4x\n\n<div {name}5x="\n{name}6x\n\n'
        f"| Year | {name}7x |\n|---|---|\n| 2013 | <{name}8x> |\n\n<?php {name}9x ?>"
    )


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+\dx\b", text))


FILES = {
    "content/contributors/honest.md": f"---\nname: {quoted(plain('person'))}\n"
    f"roles: [{{role: {quoted(plain('role'))}, organisation: {quoted(plain('firm'))}, from: 2013}}]\nkind: guest\n---\n{ours('bio')}\n",
    "content/programmes/honest.md": f"---\nname: {quoted(plain('programme'))}\nsummary: {quoted(plain('progsum'))}\n"
    f"website: {{label: {quoted(plain('label'))}, url: 'https://example.org/'}}\n---\n{ours('progtext')}\n",
    "content/callouts/honest.md": f"---\nquestion: {quoted(plain('question'))}\nopens: 2025-12-01\nsummary: {quoted(plain('callsum'))}\n"
    f"outcome: {quoted(ours('outcome'))}\n---\n{ours('brief')}\n",
    "content/articles/2025-12-09-honest.md": f"""---
title: {quoted(plain("title"))}
date: 2025-12-09 09:00
authors: [honest]
programme: honest
tags: [{quoted(plain("tag"))}]
summary: {quoted(plain("summary"))}
image: {quoted({"file": "images/pulse.png", "alt": plain("alt"), "caption": plain("caption"), "credit": {"name": plain("credit"), "via": plain("via")}, "licence": plain("licence")})}
editors_note: {quoted(ours("note"))}
---
{ours("body")}
""",
    "content/submissions/honest/2025-12-10-my-answer.md": f"""---
title: {quoted(plain("mytitle"))}
date: 2025-12-10 09:00
callout: honest
submitter: {{name: {quoted(plain("sender"))}}}
platform: {{name: {quoted(plain("platform"))}}}
consent: publish
edited: as-sent
summary: {quoted(plain("mysum"))}
intro: {quoted(ours("intro"))}
thanks: {quoted(ours("thanks"))}
editors_note: {quoted(ours("mynote"))}
---
{typed("story")}

![the flatx](https://else.example/flat.jpg) [the linkx](tel:123)
""",
}
IN_POST = "title summary alt caption credit via licence person role firm tag note body".split()
IN_ANSWER = "mytitle question sender platform mysum intro story thanks mynote".split()
PAGES = {
    POST: [*IN_POST, "programme"],
    ANSWER: IN_ANSWER,
    "/author/honest/": ["person", "role", "firm", "bio", "title"],
    "/category/honest/": ["programme", "progsum", "label", "progtext", "title"],
    "/callouts/honest/": ["question", "callsum", "outcome", "brief", "mytitle", "sender"],
}
OF = {"story": typed} | dict.fromkeys("note body bio progtext outcome brief intro thanks mynote".split(), ours)


def expected(names: list[str]) -> set[str]:
    return {word for name in names for word in words(OF.get(name, plain)(name))}


def shown(markup: str) -> str:
    """What a reader sees or is told of some HTML."""
    tree = html.fragment_fromstring(markup, create_parent="div") if "<html" not in markup else html.document_fromstring(markup)
    return " ".join([tree.text_content(), *tree.xpath('//@alt | //@title | //meta[@name="description"]/@content')])


@pytest.fixture(scope="module")
def built(project):
    copy = project("honest")
    for path, text in FILES.items():
        copy.write(path, text)
    return copy.build()


@pytest.fixture(scope="module")
def honest(built):
    return built.site


@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_every_word_of_its_fields(honest, address):
    assert expected(PAGES[address]) - words(shown(honest.pages[address].text)) == set()


@pytest.mark.parametrize(("address", "names"), [(POST, IN_POST), (ANSWER, IN_ANSWER)])
def test_every_feed_holds_every_word_of_a_post(honest, address, names):
    url = honest.url + address
    rss = next(item for item in etree.fromstring(honest.files["feed.xml"]).iter("item") if item.findtext("link") == url)
    atom = next(
        entry for entry in etree.fromstring(honest.files["atom.xml"]).iter(f"{ATOM}entry") if entry.find(f"{ATOM}link").get("href") == url
    )
    (post,) = (item for item in json.loads(honest.files["feed.json"])["items"] if item["url"] == url)
    summary = next(name for name in names if name.endswith("sum") or name == "summary")
    feeds = {
        "rss": [
            unescape(rss.findtext("title")),
            shown(rss.findtext(CONTENT)),
            unescape(rss.findtext("description")),
            *(c.text for c in rss.iter("category")),
        ],
        "atom": [
            atom.findtext(f"{ATOM}title"),
            atom.findtext(f"{ATOM}summary"),
            shown(atom.findtext(f"{ATOM}content")),
            *(c.get("term") for c in atom.iter(f"{ATOM}category")),
        ],
        "json": [post["title"], post["summary"], shown(post["content_html"]), *post.get("tags", ())],
    }
    lost = {name: expected(names) - words(" ".join(filter(None, texts))) for name, texts in feeds.items()}
    # A description may be the content; then there is no room for the summary.
    lost["rss"] -= expected([summary])
    # A contributor with a bio is introduced by it, which says name and role.
    assert {name: left - expected(["role", "firm", "person"]) for name, left in lost.items()} == {
        "rss": set(),
        "atom": set(),
        "json": set(),
    }


@pytest.mark.parametrize("feed", ["immediately", "daily", "weekly", "monthly"])
def test_every_mail_feed_holds_every_word_of_what_was_written(honest, feed):
    items = etree.fromstring(honest.files[f"email/{feed}.xml"]).iter("item")
    text = " ".join(shown(item.findtext(CONTENT)) for item in items)
    assert (
        expected(["title", "body", "note", "mytitle", "story", "intro", "thanks", "mynote", "question", "sender", "alt", "caption"])
        - words(text)
        == set()
    )


def test_every_digest_page_and_mail_and_edition_holds_every_word(honest):
    written = expected(["title", "mytitle", "question", "sender"])
    in_full = written | expected(["body", "note", "story", "intro", "thanks", "mynote", "alt", "caption", "credit"])
    digests = [name for name in honest.files if re.fullmatch(r"digests/(weekly/2025-W50|monthly/2025-12)/.*", name)]
    assert {name.split("/")[-1] for name in digests} >= {"index.html", "mail.html", "mail.txt"}
    for name in digests:
        text = honest.files[name].decode()
        found = words(text if name.endswith(".txt") else shown(text))
        assert (written if name.endswith("index.html") else in_full) - found == set(), name
    assert in_full - words(shown(honest.pages["/print/2025-W50/"].text)) == set()


def test_the_search_finds_every_word_of_the_texts(honest):
    fragments = [gzip.decompress(data).decode() for name, data in honest.files.items() if name.endswith(".pf_fragment")]
    assert (
        expected(["title", "body", "mytitle", "story", "question", "brief", "bio", "progtext", "person"]) - words(" ".join(fragments))
        == set()
    )


def test_what_was_left_out_is_told_to_editors_by_line_and_to_readers_in_words(honest, built):
    path = "content/submissions/honest/2025-12-10-my-answer.md"
    lines = FILES[path].split("\n")
    line = next(number for number, text in enumerate(lines, 1) if "else.example" in text)
    assert f"{path}:{line}: a picture from elsewhere (https://else.example/flat.jpg) is left out" in built.said
    assert f"{path}:{line}: a link with a tel: address (tel:123) is left out" in built.said
    note = "Every word is as sent; we left out a picture and a link"
    places = [ANSWER, "/print/2025-W50/", "/digests/weekly/2025-W50/mail.html"]
    for text in [
        *(honest.pages[place].text for place in places),
        *(honest.files[f"{name}"].decode() for name in ("feed.xml", "atom.xml", "feed.json")),
    ]:
        assert note in text
        assert "the flatx" in text and "the linkx" in text
    assert "Published as sent" not in honest.pages[ANSWER].text
