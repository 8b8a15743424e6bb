"""Each field of each kind of text, as it was typed, in every place that promises to show it.

`TABLE` is the promise: one row a field, with the outputs that hold it. What is not in a row, that output does not show.
"""

import gzip
import json
import re

import pytest
from lxml import etree, html
from PIL import Image

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
POST, ANSWER, PERSON, PROGRAMME = "/2016/08/01/by-eve/", "/2016/08/02/from-eve/", "/author/eve/", "/category/eves/"


def typed(name: str) -> str:
    """What an editor types into the field called `name`: what HTML, XML and careless programs read as theirs."""
    return f"{name} <b>&\"' &lt; 🫖"


def plain(name: str) -> str:
    """The same for a field that is Markdown, where the rest would be markup."""
    return f"{name} & 🫖 R&D"


def fact(name: str, value=None) -> str:
    return f"{name.rpartition(' ')[2]}: {json.dumps(value or typed(name), ensure_ascii=False)}\n"


def image(of: str, file: str) -> str:
    credit = {"name": typed(f"{of} credit"), "via": typed(f"{of} via")}
    return fact(
        "image",
        {"file": file, "alt": typed(f"{of} alt"), "caption": typed(f"{of} caption"), "credit": credit, "licence": typed(f"{of} licence")},
    )


FILES = {
    "contributors/eve.md": fact("person name")
    + fact("roles", [{"role": typed("person role"), "organisation": typed("person organisation"), "from": "2014"}])
    + fact("avatar", {"file": "images/eves-face.png", "alt": typed("person alt")})
    + fact("links", {typed("Person link"): "https://example.org/"})
    + "kind: guest\n---\n",
    "programmes/eves.md": fact("programme name")
    + fact("programme summary")
    + fact("website", {"label": typed("programme label"), "url": "https://example.org/"})
    + "---\nA.\n",
    "callouts/eves-question.md": fact("callout question")
    + "opens: 2014-06-01\n"
    + fact("callout summary")
    + fact("outcome", plain("callout outcome"))
    + "---\nA.\n",
    "articles/2016-08-01-by-eve.md": fact("article title")
    + fact("article summary")
    + "date: 2016-08-01\nauthors: [eve]\nprogramme: eves\n"
    + fact("tags", [typed("article tag")])
    + fact("editors_note", plain("article note"))
    + image("article", "images/eves-article.png")
    + "---\nWords.\n",
    "submissions/eves-question/2016-08-02-from-eve.md": fact("answer title")
    + fact("answer summary")
    + "date: 2016-08-02\ncallout: eves-question\nauthors: [eve]\nconsent: publish\nedited: as-sent\n"
    + fact("submitter", {"name": typed("answer submitter"), "pseudonym": "true"})
    + fact("platform", {"name": typed("answer platform"), "original": "https://example.org/"})
    + fact("intro", plain("answer intro"))
    + fact("thanks", plain("answer thanks"))
    + fact("editors_note", plain("answer note"))
    + fact("contact", ["https://example.org/?a=<b>&b".replace("<b>", "%3Cb%3E"), {"instagram": "@eve"}])
    + image("answer", "images/eves-answer.png")
    + "---\nWords.\n",
    "pages/eves-page.md": fact("page title") + fact("page summary") + "---\nWords.\n",
}

FEEDS, MAILS = "rss atom json", "mail text"
TABLE = {
    "article title": f"page home tag archive {FEEDS} {MAILS} digest print search card ld og credits",
    "article summary": f"page home tag {FEEDS} digest print search ld og",
    "article tag": f"page tags {FEEDS} {MAILS} search ld follow manifest",
    "article alt": f"page home {FEEDS} {MAILS} digest print ld credits",
    "article caption": f"page {FEEDS} {MAILS} print ld",
    "article credit": f"page {FEEDS} {MAILS} print ld credits",
    "article via": f"page {FEEDS} {MAILS} print ld credits",
    "article licence": f"page {FEEDS} {MAILS} print ld credits",
    "article note": f"page {FEEDS} {MAILS} print",
    "person name": f"page home archive person people {FEEDS} {MAILS} digest print search card ld follow manifest",
    "person role": f"page home person people {FEEDS} {MAILS} print card ld",
    "person organisation": f"page home person people {FEEDS} {MAILS} print card ld",
    "person alt": "page person people credits",
    "Person link": "page person",
    "programme name": f"page home programme {FEEDS} {MAILS} search card ld follow manifest",
    "programme summary": "programme programmes channel",
    "programme label": "page programme",
    "answer title": f"answer home archive {FEEDS} {MAILS} digest print search card ld og",
    "answer summary": f"answer home {FEEDS} digest print search ld og",
    "answer submitter": f"answer home archive {FEEDS} {MAILS} digest print search card ld",
    "answer platform": f"answer home {FEEDS} {MAILS} print",
    "answer alt": f"answer home {FEEDS} {MAILS} digest print ld credits",
    "answer caption": f"answer {FEEDS} {MAILS} print ld",
    "answer intro": f"answer {FEEDS} {MAILS} print",
    "answer thanks": f"answer {FEEDS} {MAILS} print",
    "answer note": f"answer {FEEDS} {MAILS} print",
    "callout question": f"answer callout home {FEEDS} {MAILS} digest print search card ld follow manifest channel",
    "callout summary": "callouthead",
    "callout outcome": "callout search",
    "page title": "standing search manifest",
    "page summary": "standing search",
}


@pytest.fixture(scope="module")
def built(project):
    copy = project("fields")
    for path, text in FILES.items():
        copy.write(f"content/{path}", f"---\n{text}")
    for number, name in enumerate(("face", "article", "answer")):  # each its own, since /credits/ names a picture once
        Image.new("RGB", (320, 200), (number, 99, 99)).save(copy.folder / f"content/images/eves-{name}.png")
    return copy.build().site


def straight(text: str) -> str:
    """With straight quotes, white space made single: the typography plugin sets those of prose."""
    for curly, given in {"“": '"', "”": '"', "‘": "'", "’": "'"}.items():
        text = text.replace(curly, given)
    return " ".join(text.split())


def seen(tree) -> str:
    """What a person sees or hears of some HTML."""
    words = tree.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    return " ".join([*words, *tree.xpath(".//@alt | .//@aria-label | .//@label")])


def as_html(markup: str) -> str:
    return seen(html.fragment_fromstring(markup, create_parent="div"))


def strings(value, key: str = "") -> list[str]:
    """Every text in some JSON; what is HTML as it is seen."""
    if isinstance(value, dict):
        return [text for name, part in value.items() for text in strings(part, name)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part, key)]
    return [as_html(value) if key.endswith("_html") and value.strip() else str(value)]


def rss(built) -> str:
    """As a reader shows it that takes titles and descriptions for HTML."""
    found = []
    for item in etree.fromstring(built.files["feed.xml"]).iter("item"):
        found += [as_html(item.findtext(name)) for name in ("title", "description", CONTENT)]
        found += [element.text for name in ("category", CREATOR) for element in item.iter(name)]
    return " ".join(found)


def atom(built) -> str:
    found = []
    for entry in etree.fromstring(built.files["atom.xml"]).iter(f"{ATOM}entry"):
        found += [entry.findtext(ATOM + "title"), entry.findtext(ATOM + "summary"), as_html(entry.findtext(ATOM + "content"))]
        found += [name.text for name in entry.iter(f"{ATOM}name")] + [category.get("term") for category in entry.iter(f"{ATOM}category")]
    return " ".join(found)


def channels(built) -> str:
    """What the feeds of a programme and of a callout say of themselves."""
    channel = [
        etree.fromstring(built.files[f"{folder}/feed.xml"]).find("channel") for folder in ("category/eves", "callouts/eves-question")
    ]
    return " ".join(as_html(one.findtext(name)) for one in channel for name in ("title", "description"))


def pages(*addresses):
    return lambda built: " ".join(seen(built.pages[address].tree.body) for address in addresses)


def meta(*properties, of=(POST, ANSWER)):
    return lambda built: " ".join(
        built.pages[address].tree.xpath(f'string(//meta[@property="{name}"]/@content)') for address in of for name in properties
    )


def linked_data(built) -> str:
    texts = [
        text
        for address in (POST, ANSWER, PERSON, "/callouts/eves-question/")
        for text in built.pages[address].tree.xpath('//script[contains(@type, "ld+json")]/text()')
    ]
    return " ".join(" ".join(strings(json.loads(text))) for text in texts)


def index(built) -> str:
    packed = [gzip.decompress(data) for name, data in built.files.items() if name.endswith(".pf_fragment")]
    return " ".join(" ".join(strings(json.loads(data.removeprefix(b"pagefind_dcd")))) for data in packed)


DAYS = ("2016-08-01", "2016-08-02")
OUTPUTS = {
    "page": pages(POST),
    "answer": pages(ANSWER),
    "home": pages("/"),
    "tag": lambda built: next(seen(page.tree.body) for address, page in built.pages.items() if address.startswith("/tag/article-tag")),
    "tags": pages("/tags/"),
    "archive": pages("/archive/"),
    "person": pages(PERSON),
    "people": pages("/contributors/"),
    "programme": pages(PROGRAMME),
    "programmes": pages("/programmes/"),
    "callout": pages("/callouts/eves-question/"),
    "callouthead": meta("og:description", of=("/callouts/eves-question/",)),
    "standing": pages("/eves-page/"),
    "follow": pages("/follow/"),
    "credits": pages("/credits/"),
    "digest": pages(*(f"/digests/daily/{day}/" for day in DAYS)),
    "mail": pages(*(f"/digests/daily/{day}/mail.html" for day in DAYS)),
    "text": lambda built: " ".join(built.files[f"digests/daily/{day}/mail.txt"].decode() for day in DAYS),
    "print": pages("/print/2016-W31/"),
    "rss": rss,
    "atom": atom,
    "json": lambda built: " ".join(strings(json.loads(built.files["feed.json"]))),
    "channel": channels,
    "search": index,
    "card": meta("og:image:alt", of=(POST, ANSWER, PERSON, PROGRAMME, "/callouts/eves-question/")),
    "og": meta("og:title", "og:description"),
    "ld": linked_data,
    "manifest": lambda built: " ".join(strings(json.loads(built.files["site.json"]))),
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_shows_each_field_that_it_promises_as_it_was_typed(built, output):
    found = straight(OUTPUTS[output](built))
    promised = [field for field, outputs in TABLE.items() if output in outputs.split()]
    markdown = {"article note", "answer intro", "answer thanks", "answer note", "callout outcome"}
    assert [field for field in promised if straight(plain(field) if field in markdown else typed(field)) not in found] == []
    assert promised


def test_nothing_that_was_typed_became_an_element(built):
    for address, page in built.pages.items():
        assert [bold for bold in page.tree.iter("b") if re.search("🫖", bold.text_content() + (bold.tail or ""))] == [], address


def test_nothing_stands_twice_on_the_home_page(built):
    """The newest post is an answer here, and is among the newest answers too."""
    links = built.pages["/"].tree.xpath('//*[contains(@class, "entry-title")]/a[contains(@class, "u-url")]/@href')
    assert links[0] == ANSWER
    assert sorted(links) == sorted(set(links))


def test_what_editors_add_to_an_answer_stands_below_a_heading_of_its_own(built):
    """So do who sent it, when, and how long it takes to read; who introduced it has a card there."""
    found = {heading.text_content().strip(): heading.getparent() for heading in built.pages[ANSWER].tree.iter("h2")}
    for heading, words in {
        "From the editors": "answer intro", "Thank you": "answer thanks", "Editors’ note": "answer note", "Introduced by": "person name",
        "Where this came from": "answer platform",
    }.items():  # fmt: skip
        assert words in found[heading].text_content(), heading
    assert found["Introduced by"].xpath(f'.//a[@href="{PERSON}"]')
    for words in ("answer submitter", "pen-name", "2 August 2016", "1 minute"):
        assert words in found["Where this came from"].text_content(), words


def test_an_answer_says_who_wrote_it_and_leads_to_its_question_and_the_other_answers(built, site):
    page, closed = built.pages[ANSWER], site.pages["/2014/07/02/not-another-review/"]
    assert page.words("callout-question-label") == ["We asked"]
    assert "is the name this writer chose to be known by" in page.words("person-note")[0]
    assert "This question is still open." in page.words("callout-cta")[0] and "This question has closed." in closed.words("callout-cta")[0]
    assert page.having("callout-cta")[0].xpath(".//a/@href") == ["/callouts/eves-question/#answer", "/callouts/eves-question/"]
    assert closed.having("callout-cta")[0].xpath(".//a/@href") == ["/callouts/childrens-services/"]
