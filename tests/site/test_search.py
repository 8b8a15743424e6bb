"""What can be found, under which names and filters, and what becomes of a build that cannot index."""

import gzip
import json
import re
from urllib.parse import unquote

import pytest

SIGNATURE = b"pagefind_dcd"


@pytest.fixture(scope="module")
def found(site) -> dict[str, dict]:
    """What the index knows of each page, by address."""
    packed = [gzip.decompress(data) for name, data in site.files.items() if name.endswith(".pf_fragment")]
    assert all(data.startswith(SIGNATURE) for data in packed)
    pages = [json.loads(data.removeprefix(SIGNATURE)) for data in packed]
    return {unquote(page["url"]): page for page in pages}


def test_posts_people_programmes_questions_and_pages_are_indexed_and_nothing_else(site, found):
    """No list, no digest, no mail, no second page of anything."""
    targets = [
        target["url"].removeprefix(site.url) for target in site.manifest["targets"] if target["kind"] in ("contributor", "programme")
    ]
    pages = [page["url"].removeprefix(site.url) for page in site.manifest["pages"] if page["kind"] != "welcome"]
    callouts = [callout["url"].removeprefix(site.url) for callout in site.manifest["callouts"]]
    assert sorted(found) == sorted([*site.posts, *targets, *pages, *callouts])


def test_each_is_found_under_its_title_and_kind(site, found):
    for address, page in found.items():
        assert page["meta"]["title"] == " ".join(site.pages[address].tree.find(".//h1").text_content().split())
    kinds = {
        "/2014/06/03/a-fair-advantage/": "Post",
        "/2014/07/02/not-another-review/": "Answer",
        "/callouts/good-help/": "Question",
        "/author/kate-bagley/": "Contributor",
        "/category/circle/": "Programme",
        "/about/": "Page",
        "/follow/": "Page",
    }
    assert {address: found[address]["meta"]["kind"] for address in kinds} == kinds
    assert all(page["filters"]["kind"] == [page["meta"]["kind"]] for page in found.values())


def test_a_post_carries_author_date_year_programme_and_tags(site, found):
    for address, page in site.posts.items():
        known = found[address]
        assert known["meta"]["date"] == page.words("dt-published")[0]
        assert known["filters"]["year"] == [address[1:5]]
        assert known["filters"].get("tag", []) == page.tree.xpath('//a[@rel="tag"]/text()')
        assert known["meta"].get("tags", "").split(", ") == known["filters"].get("tag", [""])  # so that a tag typed is found too
        named = set(page.tree.xpath('//section[contains(@class, "about-authors")]//a[@rel="author"]/text()'))
        assert set(known["filters"].get("contributor", [])) == named
        box = page.tree.xpath('string(//aside[@class="learn-more"]/@aria-label)').removeprefix("About ")
        assert known["filters"].get("programme", []) == ([box] if box else [])
    assert found["/2014/06/03/a-fair-advantage/"]["meta"]["by"] == "Gosbert Chagula"
    assert found["/2014/09/09/credit-where-it-is-due/"]["meta"]["by"] == "The editors and The picture desk"


def test_an_answer_is_found_under_the_pen_name_and_not_under_the_question(site, found):
    answer = found["/2014/07/02/not-another-review/"]
    assert answer["meta"]["by"] == "LilyTrent"
    (question,) = site.pages["/2014/07/02/not-another-review/"].words("callout-question-text")
    assert found["/callouts/childrens-services/"]["meta"]["title"] == question
    told = " ".join(site.pages["/2014/07/02/not-another-review/"].words("prose"))
    assert answer["content"].count(question) == told.count(question)


def test_the_words_of_a_page_are_indexed_and_its_frame_is_not(site, found):
    for address, known in found.items():
        page = site.pages[address]
        for paragraph in page.tree.xpath('//*[@data-pagefind-body]/descendant-or-self::div[contains(@class, "prose")]/p[not(.//sup)][1]'):
            words = re.findall(r"\w+", paragraph.text_content())
            assert words == [] or " ".join(words) in " ".join(re.findall(r"\w+", known["content"])), address
        frame = [
            page.tree.findtext(".//footer//p"),
            *page.words("byline-role"),
            *page.words("editors-note"),
            *page.words("neighbours-label"),
        ]
        frame += [*page.words("credit"), *page.words("post-tags"), *page.words("learn-more"), *page.words("state")]
        assert [words for words in frame if words and words.strip() in known["content"]] == [], address


def test_a_pull_quote_is_found_once(site, found):
    """It repeats the text."""
    quoted = {address: page.words("pull-quote") for address, page in site.posts.items() if page.having("pull-quote")}
    assert quoted
    for address, quotes in quoted.items():
        assert [found[address]["content"].count(quote) for quote in quotes if found[address]["content"].count(quote) > 1] == []


def test_every_file_that_the_index_names_is_there_and_no_other(site):
    names = {name.removeprefix("pagefind/") for name in site.files if name.startswith("pagefind/")}
    entry = json.loads(site.files["pagefind/pagefind-entry.json"])
    (language,) = entry["languages"].values()
    meta = f"pagefind.{language['hash']}.pf_meta"
    data = gzip.decompress(site.files[f"pagefind/{meta}"])
    hashed = {name for name in names if name.startswith(("index/", "filter/", "fragment/"))}
    assert names - hashed == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", f"wasm.{language['wasm']}.pagefind", meta}
    assert [name for name in hashed if re.fullmatch(r"\w+/(.+)\.pf_\w+", name)[1].encode() not in data] == []
    assert language["page_count"] == sum(name.startswith("fragment/") for name in names)


def test_the_field_is_on_every_page_and_leads_to_the_search(site):
    for page in [*site.public_pages.values(), site.pages["/search/"], site.pages["/404.html"]]:
        (form,) = page.tree.xpath('//form[@role="search"]')
        assert (form.get("method"), form.get("action")) == ("get", "/search/"), page.address
        (field,) = form.findall(".//input")
        assert (field.get("type"), field.get("name")) == ("search", "q")
        assert form.find("label").get("for") == field.get("id")


def test_without_a_script_the_search_page_says_so_and_is_the_archive(site):
    page, archive = site.pages["/search/"], site.pages["/archive/"]
    assert "JavaScript" in page.tree.findtext(".//noscript/p")
    for name in ("facets", "archive-year"):
        assert page.words(name) == archive.words(name)


def test_the_archive_counts_and_leads_by_year_month_contributor_programme_and_tag(site):
    (facets,) = site.pages["/archive/"].having("facets")
    ways = {link.get("href"): int(re.search(r"(\d+) posts?$", link.text_content())[1]) for link in facets.iter("a")}
    counted: dict[str, int] = {}
    for address, page in site.posts.items():
        whose = set(page.tree.xpath('//section[contains(@class, "about-authors")]//a[@rel="author"]/@href'))
        tags = set(page.tree.xpath('//a[@rel="tag"]/@href'))
        programme = set(page.tree.xpath('//aside[@class="learn-more"]//a[starts-with(@href, "/category/")]/@href'))
        for way in {address[:6], address[:9]} | whose | tags | programme:
            counted[way] = counted.get(way, 0) + 1
    assert ways == counted
    groups = facets.xpath('.//*[@role="group"]')
    assert [group.xpath(f'string(//*[@id="{group.get("aria-labelledby")}"])') for group in groups] == [
        "By year and month",
        "By contributor",
        "By programme",
        "By tag",
    ]


def test_the_error_page_helps_to_go_on(site):
    page = site.pages["/404.html"]
    assert page.tree.xpath("//main//article//h3/a/@href")[:3] == sorted(site.posts, reverse=True)[:3]
    links = set(page.tree.xpath("//main//a/@href"))
    assert {"/", "/archive/", "/callouts/", "/callouts/good-help/", "/category/backr/", "/category/circle/"} <= links
    assert page.tree.xpath('//main//form[@role="search"]')


def test_a_site_in_a_folder_searches_in_that_folder(project):
    copy = project("folder")
    copy.set(SITEURL="https://town.example/blog")
    page = copy.build().site.pages["/blog/search/"]
    assert page.tree.xpath('string(//*[@id="search"]/@data-engine)') == "/blog/pagefind/pagefind.js"
    assert page.tree.xpath('string(//form[@role="search"]/@action)') == "/blog/search/"


def test_drafts_and_unlisted_posts_cannot_be_found(project):
    copy = project("quiet")
    for status in ("draft", "hidden", "published"):
        words = f"---\ntitle: A {status} thing\ndate: 2015-01-02\nauthors: [the-editors]\nstatus: {status}\n---\nWords.\n"
        copy.write(f"content/articles/2015-01-02-a-{status}-thing.md", words)
    built = copy.preview().site
    assert "/2015/01/02/a-hidden-thing/" in built.pages and "/drafts/2015/01/02/a-draft-thing/" in built.pages
    packed = [gzip.decompress(data) for name, data in built.files.items() if name.endswith(".pf_fragment")]
    assert [data for data in packed if b"draft-thing" in data or b"hidden-thing" in data] == []
    assert [data for data in packed if b"published-thing" in data] != []


def test_without_search_there_is_no_field_and_no_page_and_the_archive_stands_alone(project):
    copy = project("off")
    copy.write("pelicanconf.py", (copy.folder / "pelicanconf.py").read_text(encoding="utf-8") + '\nPLUGINS.remove("plugins.search")\n')
    site = copy.build().site
    assert [page.address for page in site.pages.values() if page.tree.xpath('//form[@role="search"]')] == []
    assert [name for name in site.holding("/search/") if not name.startswith("theme/")] == []
    assert site.pages["/archive/"].having("facets") and site.pages["/archive/"].having("archive-year")


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("", "is not at"),
        ("#!/bin/sh\necho pagefind 9; exit 3\n", "does not run"),
        ('#!/bin/sh\n[ "$1" = --version ] || echo oh dear >&2\n', "oh dear"),
    ],
)
@pytest.mark.sample(1)
def test_a_program_that_is_missing_or_fails_stops_the_build_and_says_so(project, program, words):
    """Missing; ending with an error; hanging up in the middle. Preview goes on without an index."""
    copy = project("broken")
    copy.own_cache("pictures", "cards")
    path = copy.folder / "pagefind-program"
    if program:
        copy.write("pagefind-program", program).chmod(0o755)
    built = copy.build(PAGEFIND_BINARY_PATH=str(path))
    assert built.code == 1
    assert "search: Pagefind" in built.said and words in built.said, built.said
    assert "Traceback" not in built.said
    assert not built.folder.exists()

    folder = copy.folder.parent / "looked-at"
    command = ["pelican", "content", "-s", "pelicanconf.py", "-o", str(folder), "--fatal", "errors"]
    preview = copy.run(command, folder, environment={"PAGEFIND_BINARY_PATH": str(path)})
    assert preview.code == 0 and "search: Pagefind" in preview.said, preview.said
    assert "/search/" in preview.site.pages
    assert not (folder / "pagefind").exists()


def test_an_unchanged_site_is_not_indexed_again(project):
    """The second build finds the parts of the index in the cache: it does not ask the program for more than its version."""
    copy = project("again")
    cache = copy.own_cache("pictures", "cards")
    first = copy.build("first").site
    kept = {part.name for part in (cache / "search").iterdir()}
    assert len(kept) > 2  # what is known of the pages, and parts
    program = copy.write("pagefind-program", '#!/bin/sh\n[ "$1" = --version ] && echo "pagefind 1.5.2"\n')
    program.chmod(0o755)
    second = copy.build("second", PAGEFIND_BINARY_PATH=str(program)).site
    assert {part.name for part in (cache / "search").iterdir()} == kept
    assert [name for name, data in first.files.items() if data != second.files.get(name)] == []
