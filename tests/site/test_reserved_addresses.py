"""The reader knows every address of the site, and refuses everything else: compared with what a real build writes."""

import gzip
import json
import re

import pytest

# Ways to name a file of content/ or a list, and how each would show if it were left as it is.
NAMED = re.compile(rb"(?:\{|%7B|\|)(?:filename|static|attach|tag|index|author|category)(?:\}|%7D|\|)", re.I)
LINKS = "[a page]({filename}/pages/about.md), [a picture]({static}/images/tea.png), [attached]({attach}/images/tea.png), [barred](|filename|/pages/terms.md)"
PLAIN = "[plain]({up}pages/privacy.md), [a tag]({{tag}}work), [home]({{index}}), [who]({{author}}kate-bagley), [what]({{category}}backr)."
ARTICLE = """---
title: {title}
date: {date}
authors: [the-editors]
summary: In short.
status: {status}
tags: [{tags}]
{extra}---
{body}
"""


def links(up: str = "../") -> str:
    """Links of every kind, on one line; `up` leads to content/."""
    return f"See {LINKS}, {PLAIN.format(up=up)}".replace("tea.png", "pulse.png")


def check(copy) -> tuple[int, dict[str, list[str]]]:
    """How the strict build without output ended, and what it said of each file."""
    ended = copy.run(["invoke", "--search-root", str(copy.folder), "check"])
    found: dict[str, list[str]] = {}
    for path, words in re.findall(r"^content/([^:\s]+):(.*(?:\n  .*)*)", ended.said, re.M):
        found.setdefault(path, []).append(words)
    assert "Traceback" not in ended.said
    return ended.code, found


def words_of(site) -> dict[str, bytes]:
    """What every file holds that is made of our words, the packed ones of the search unpacked."""
    ours = {name: data for name, data in site.files.items() if not re.fullmatch(r"pagefind/[^/]+\.(js|css|pagefind)", name)}
    return {name: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for name, data in ours.items()}


@pytest.fixture(scope="module")
def linking(project):
    """A copy with such links in every field and body that is Markdown, in a published, a hidden and a draft post, and tags that only the last have."""
    copy = project("linking")
    for status in ("published", "hidden", "draft"):
        extra = f"programme: backr\neditors_note: '{links()}'\n"
        body = f"{links()}\n\n- {links()}\n\nWords.[^1]\n\n/// pull-quote\n{links()}\n///\n\n[^1]: {links()}"
        text = ARTICLE.format(
            title=f"A {status} post", date="2014-06-04", status=status, tags=f"work, only {status}", extra=extra, body=body
        )
        copy.write(f"content/articles/2014-06-04-linking-{status}.md", text)
        fields = {"callout": "links", "submitter": "{name: Cleo}", "consent": "publish", "edited": "as-sent"}
        extra = "".join(f"{name}: {value}\n" for name, value in fields.items()) + "".join(
            f"{name}: '{links('../../')}'\n" for name in ("intro", "thanks", "editors_note")
        )
        text = ARTICLE.format(
            title=f"A {status} answer", date="2014-06-05", status=status, tags=f"answered {status}", extra=extra, body=links("../../")
        )
        copy.write(f"content/submissions/links/2014-06-05-answer-{status}.md", text)
        copy.write(f"content/pages/linking-{status}.md", f"---\ntitle: Linking\nstatus: {status}\n---\n{links()}\n")
    copy.write(
        "content/callouts/links.md", f"---\nquestion: Which?\nopens: 2014-01-01\ncloses: 2014-07-01\noutcome: '{links()}'\n---\n{links()}\n"
    )
    copy.write("content/contributors/ben.md", f"---\nname: Ben\nkind: guest\n---\n{links()}\n")
    copy.write("content/programmes/links.md", f"---\nname: Links\nsummary: S.\n---\n{links()}\n")
    return copy


@pytest.mark.parametrize("url", ["https://blog.participle.example", "https://town.example/blog"])
def test_no_file_names_a_file_of_the_content_or_what_is_not_there(linking, url):
    linking.set(SITEURL=url)
    site = linking.build(url.rpartition("/")[2]).site
    assert [(name, found[0]) for name, data in words_of(site).items() if (found := NAMED.search(data))] == []
    assert site.broken_links() == []
    note = site.pages[f"{site.root}/2014/06/04/linking-published/"].having("editors-note")[0]
    found = [link.get("href").removeprefix(site.root) for link in note.iter("a")]
    assert [found[0], *found[3:]] == ["/about/", "/terms/", "/privacy/", "/tag/work/", "/", "/author/kate-bagley/", "/category/backr/"]
    assert all(address.startswith("/images/pulse-") for address in found[1:3])
    feeds = [name for name in site.files if name.endswith((".xml", "feed.json")) and b"linking-published" in site.files[name]]
    assert {"feed.xml", "atom.xml", "feed.json", "email/weekly.xml", "sitemap.xml"} <= set(feeds)
    for item in json.loads(site.files["feed.json"])["items"]:
        assert "../" not in item["content_html"]


def test_in_preview_no_page_leads_to_what_is_not_there(linking):
    site = linking.preview().site
    assert [(name, found[0]) for name, data in words_of(site).items() if (found := NAMED.search(data))] == []
    assert site.broken_links() == []
    assert {"/drafts/2014/06/04/linking-draft/", "/drafts/2014/06/05/answer-draft/", "/drafts/pages/linking-draft/"} <= set(site.pages)


def test_a_tag_without_a_page_is_words(linking):
    site = linking.preview().site
    for address, tag in (("/2014/06/04/linking-hidden/", "only hidden"), ("/drafts/2014/06/05/answer-draft/", "answered draft")):
        (line,) = site.pages[address].having("post-tags")
        assert tag in line.text_content()
        assert tag not in [link.text_content() for link in line.iter("a")]
    assert [link.text_content() for link in site.pages["/2014/06/04/linking-hidden/"].having("post-tags")[0].iter("a")] == ["work"]


def addresses_of(site) -> list[str]:
    """Every page and file of a built site that a text may lead to, and every part of a page that has an id."""
    files = [name for name in site.files if not re.match(r"[._]|pagefind/", name)]
    whole = ["/" + re.sub(r"(^|/)index\.html$", r"\1", name) for name in files]
    parts = [
        f"{page.address.removeprefix(site.root)}#{name}"
        for page in site.pages.values()
        if not page.address.endswith("mail.html")
        for name in page.ids
    ]
    return whole + parts


def listing(addresses: list[str]) -> str:
    return "---\ntitle: Every address\n---\n" + "\n".join(f"[words](<{address}>)\n" for address in addresses)


def test_every_address_of_a_build_is_known(project, site):
    copy = project("known")
    copy.write("content/pages/every-address.md", listing(addresses_of(site)))
    code, found = check(copy)
    assert found.get("pages/every-address.md", []) == []
    assert code == 0


def test_what_is_nearly_an_address_is_refused(project, site):
    """A letter more, a part more, a part of a page that is not there."""
    pages = [address for address in addresses_of(site) if address.endswith("/")]
    files = [address for address in addresses_of(site) if re.search(r"\.(xml|json|html)$", address)]
    wrong = (
        [f"{address[:-1]}x/" for address in pages[1:]] + [f"{address}none/" for address in pages] + [f"{address}#none" for address in pages]
    )
    wrong += [f"{address}x" for address in files] + [address.replace("feed", "fede") for address in files if "feed" in address]
    assert len(wrong) > 300
    copy = project("nearly")
    copy.write("content/pages/every-address.md", listing(wrong))
    code, found = check(copy)
    assert code == 1
    said = "\n".join(found["pages/every-address.md"])
    assert [address for address in wrong if f"links to “{address}”" not in said] == []


def test_no_page_may_be_called_like_anything_that_a_build_or_a_preview_writes(project, site, linking):
    """Every first part of an address that the built sites have, as a page's file and as a slug."""
    own = {path.stem for path in (linking.folder / "content/pages").glob("*.md")}
    written = {name.split("/")[0] for built in (site, linking.preview("own").site) for name in built.files}
    names = sorted({name.split(".")[0] for name in written if re.fullmatch(r"[a-z0-9-]+(\.[a-z]+)?", name)} - own)
    assert {"search", "pagefind", "print", "cards", "images", "theme", "email", "drafts", "page", "desk", "feed", "letters", "2014"} <= set(
        names
    )
    copy = project("names")
    for name in names:
        copy.write(f"content/pages/{name}.md", "---\ntitle: Mine\n---\nWords.\n")
        copy.write(f"content/pages/slug-{name}.md", f"---\ntitle: Mine\nslug: {name}\n---\nWords.\n")
    code, found = check(copy)
    assert code == 1
    assert set(found) == {f"pages/{name}.md" for name in names} | {f"pages/slug-{name}.md" for name in names}
    assert {name for path, words in found.items() for name in [words[0]] if "belongs to the site itself" not in name} == set()


def test_drafts_of_one_slug_each_have_a_page(project):
    copy = project("drafts")
    for day in ("2014-08-05", "2014-08-06", "2099-08-05"):
        text = ARTICLE.format(
            title=f"Notes of {day}", date=day, status="published" if day > "2090" else "draft", tags="notes", extra="", body="Words."
        )
        copy.write(f"content/articles/{day}-notes.md", text)
    copy.write("content/pages/notes.md", "---\ntitle: Notes\nstatus: draft\n---\nWords.\n")
    site = copy.preview().site
    titles = {address: page.tree.xpath("string(//h1)") for address, page in site.pages.items() if address.startswith("/drafts/")}
    assert titles == {
        "/drafts/2014/08/05/notes/": "Notes of 2014-08-05",
        "/drafts/2014/08/06/notes/": "Notes of 2014-08-06",
        "/drafts/2099/08/05/notes/": "Notes of 2099-08-05",
        "/drafts/pages/notes/": "Notes",
    }
