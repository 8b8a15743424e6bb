"""A text in another language says so wherever it is shown, and a moment in any offset is one day everywhere."""

import gzip
import json

import pytest
from lxml import etree, html

POST, ANSWER, LATE = "/2024/06/04/rtl/", "/2024/06/05/eau/", "/2024/03/09/late/"
TITLE = "مدونة"
FILES = {
    "content/articles/2024-06-04-rtl.md": f"""---
title: {TITLE}
date: 2024-06-04
authors: [shirin, kate-bagley]
programme: barnamaj
tags: [work]
summary: ملخص قصير.
lang: ar
image: {{file: images/handshake.png, alt: يدان, caption: مصافحة, credit: {{name: Betty Tsang}}}}
editors_note: We added this.
---
هذا نص عربي، مع كلمة English في الوسط، "هكذا".[^1]

> اقتباس

[^1]: حاشية.
""",
    "content/callouts/soal.md": "---\nquestion: ماذا يساعد؟\nopens: 2024-06-01\ncloses: 2024-07-01\nlang: ar\n---\nنص.\n",
    "content/submissions/soal/2024-06-05-eau.md": """---
title: L'eau "vive"
date: 2024-06-05
callout: soal
submitter: {name: Cléo}
consent: publish
edited: as-sent
lang: fr
summary: Une phrase.
intro: We 'asked' in Arabic.
---
C'est l'eau.
""",
    "content/contributors/shirin.md": "---\nname: Shirin\nkind: guest\nlang: fa\n---\nاو می‌نویسد.\n",
    "content/programmes/barnamaj.md": "---\nname: برنامج\nsummary: وصف البرنامج.\nlang: ar\n---\nنص.\n",
    "content/pages/safha.md": "---\ntitle: صفحة\nsummary: وصف.\nlang: he-Arab\n---\nنص.\n",
    "content/articles/2024-03-08-late.md": "---\ntitle: Late\ndate: 2024-03-08T23:30:00-05:00\nauthors: [kate-bagley]\nsummary: s\n---\nWords.\n",
}


@pytest.fixture(scope="module")
def built(project):
    copy = project("languages")
    for path, text in FILES.items():
        copy.write(path, text)
    return copy.build().site


def languages(element) -> tuple[str, str]:
    """Language and direction of an element, its own or inherited."""
    (lang,) = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return lang, (element.xpath("ancestor-or-self::*[@dir][1]/@dir") or ["ltr"])[0]


def of(tree, words: str) -> list:
    """The innermost elements that hold just these words."""
    found = [
        element for element in tree.body.iter("*") if isinstance(element.tag, str) and " ".join(element.text_content().split()) == words
    ]
    return [element for element in found if not any(child in found for child in element)]


def test_the_post_stands_in_its_language_and_the_frame_in_the_sites(built):
    page = built.pages[POST]
    (article,) = page.tree.xpath('//article[contains(@class, "post")]')
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")
    assert page.tree.get("lang") == "en-gb"
    for name, language in {
        "post-title": ("ar", "rtl"), "standfirst": ("ar", "rtl"), "e-content": ("ar", "rtl"), "caption": ("ar", "rtl"), "kicker": ("ar", "rtl"),
        "post-side": ("en-gb", "ltr"), "post-tags": ("en-gb", "ltr"), "about-authors": ("en-gb", "ltr"), "editors-note": ("en-gb", "ltr"),
        "learn-more": ("en-gb", "ltr"), "credit": ("en-gb", "ltr"), "sharing": ("en-gb", "ltr"),
    }.items():  # fmt: skip
        assert languages(page.having(name)[0]) == language, name
    assert languages(page.having("person-note")[0]) == ("fa", "rtl")
    assert '"هكذا"' in page.having("e-content")[0].text_content()


def test_an_answer_and_its_question_stand_in_their_own_languages(built):
    page = built.pages[ANSWER]
    assert [languages(page.having(name)[0]) for name in ("post-title", "callout-question-text")] == [("fr", "ltr"), ("ar", "rtl")]
    for name in (
        "callout-question",
        "submission-byline",
        "provenance",
        "submission-signature",
        "submitter-card",
        "callout-cta",
        "editors-words",
    ):
        assert languages(page.having(name)[0]) == ("en-gb", "ltr"), name
    assert page.words("post-title") == ['L\'eau "vive"']
    assert "We ‘asked’" in page.words("editors-words")[0]


@pytest.mark.parametrize("words", [TITLE, "ملخص قصير.", "ماذا يساعد؟", "برنامج", 'L\'eau "vive"', "صفحة", "او می‌نویسد.", "وصف البرنامج."])
def test_wherever_its_words_stand_alone_they_stand_in_their_language(built, words):
    """On the home page, in archives, lists, digests, large print, credits and mails."""
    expected = {"صفحة": "he-Arab", "او می‌نویسد.": "fa", 'L\'eau "vive"': "fr"}.get(words, "ar")
    seen = 0
    for address, page in built.pages.items():
        for element in of(page.tree, words):
            seen += 1
            assert languages(element)[0] == expected, f"{address}: {etree.tostring(element, encoding='unicode')[:120]}"
    assert seen


def test_search_engines_and_networks_are_told(built):
    page = built.pages[POST]
    assert page.tree.xpath('//meta[@property="og:locale"]/@content') == ["ar"]
    assert built.pages["/"].tree.xpath('//meta[@property="og:locale"]/@content') == ["en_GB"]
    said = [json.loads(text) for text in page.tree.xpath('//script[@type="application/ld+json"]/text()')]
    assert [piece["inLanguage"] for piece in said if piece["@type"] == "BlogPosting"] == ["ar"]
    # Our fonts have no such letters, so the card is the site's own, and its words are not those of the title.
    (card,) = page.tree.xpath('//meta[@property="og:image"]/@content')
    assert "/cards/site-" in card


def test_digests_mails_and_large_print_run_its_way(built):
    for address in ("/digests/daily/2024-06-04/", "/print/2024-W23/", "/digests/daily/2024-06-04/mail.html"):
        page = built.pages[address]
        for words in (TITLE, "ملخص قصير."):
            if address.endswith("mail.html") and words != TITLE:
                continue
            assert of(page.tree, words), f"{address}: {words}"
            assert {languages(element) for element in of(page.tree, words)} == {("ar", "rtl")}, address
    mail = built.pages["/digests/daily/2024-06-04/mail.html"].tree
    assert languages(mail.xpath('//td[contains(@class, "words")]')[0]) == ("ar", "rtl")
    assert languages(built.pages["/print/2024-W23/"].having("large-print-body")[0][0]) == ("ar", "rtl")
    text = built.files["digests/daily/2024-06-04/mail.txt"].decode()
    assert TITLE in text
    assert 'English في الوسط، "هكذا"' in " ".join(text.split())


def test_the_search_finds_it(built):
    packed = [gzip.decompress(data) for name, data in built.files.items() if name.endswith(".pf_fragment")]
    pages = {page["url"]: page for page in (json.loads(data.removeprefix(b"pagefind_dcd")) for data in packed)}
    assert "نص عربي" in pages[POST]["content"]
    entry = json.loads(built.files["pagefind/pagefind-entry.json"])
    assert list(entry["languages"]) == ["en-gb"]  # one index, so that one field finds all


def test_a_feed_gives_each_post_in_its_own_language(built):
    items = {item["title"]: item for item in json.loads(built.files["feed.json"])["items"]}
    assert (items[TITLE]["language"], items['L\'eau "vive"']["language"], items["Late"].get("language")) == ("ar", "fr", None)
    root = html.fragment_fromstring(items[TITLE]["content_html"], create_parent="div")
    assert root.xpath('./div[@lang="ar" and @dir="rtl"]')


def test_one_day_everywhere(built):
    """Half past eleven in New York is half past four the next morning in London."""
    page = built.pages[LATE]
    assert page.words("dt-published")[0] == "9 March 2024"
    assert page.having("dt-published")[0].get("datetime") == "2024-03-09T04:30:00+00:00"
    assert [address for address in built.pages if "/2024-03-0" in address] == [
        "/digests/daily/2024-03-09/",
        "/digests/daily/2024-03-09/mail.html",
    ]
    assert "9 March 2024" in built.files["digests/daily/2024-03-09/mail.txt"].decode()
    assert of(built.pages["/2024/03/"].tree, "Late")
    items = {item["title"]: item for item in json.loads(built.files["feed.json"])["items"]}
    assert items["Late"]["date_published"] == "2024-03-09T04:30:00+00:00"
    assert f"{built.url}{LATE}" in built.files["sitemap.xml"].decode()
    assert f"{built.url}/2024/03/" in built.files["sitemap.xml"].decode()


def test_the_pages_are_valid_and_their_links_lead_somewhere(built, vnu):
    assert built.broken_links() == []
    pages = [page for page in built.pages.values() if TITLE in page.text or "صفحة" in page.text]
    assert vnu(*(page.file for page in pages)) == []
