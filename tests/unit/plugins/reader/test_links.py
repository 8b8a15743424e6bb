"""Every link within the site leads somewhere, or is named by its line; what is published starts at the root."""

from datetime import UTC, datetime

import pytest

from plugins.hosting.rules import old_shapes
from plugins.reader.site_addresses import SiteConfig

CALLOUT = "---\nquestion: Care?\nopens: 2014-01-01\n{extra}---\n{body}\n"
NOW = datetime(2015, 1, 1, tzinfo=UTC)
CONFIG = SiteConfig(
    url="https://blog.example.org",
    build_date=NOW,
    page_sizes={"index": 1},
    redirects=old_shapes(["plugins.feeds", "plugins.contributors", "plugins.programmes"]),
)
SUBMISSION = """---
title: What I see
date: 2014-07-02 09:00
callout: care
submitter: {name: Cleo}
consent: publish
edited: as-sent
summary: Short.
%s---
%s
"""


@pytest.fixture
def site(newsroom):
    """A newsroom with one thing of every kind; `site(body)` is what is said of a post with these words: line, field, message, cure."""
    newsroom.post(
        "first", "Words.[^1]\n\n## Part {: #part }\n\n[^1]: Note.", "tags: [Green tea]\nprogramme: backr\naliases: [/old/, /?p=7]\n"
    )
    newsroom.post("draft", extra="status: draft\ntags: [secret]\n")
    newsroom.post("hidden", extra="status: hidden\n")
    newsroom.write("articles/2015-02-01-ahead.md", "---\ntitle: A\ndate: 2015-02-01\nauthors: [ada]\nsummary: S.\n---\nWords.\n")
    newsroom.write("programmes/backr.md", "---\nname: Backr\nsummary: Work.\n---\nWords.\n")
    newsroom.write("callouts/care.md", CALLOUT.format(extra="", body="The brief."))
    newsroom.write("pages/about.md", "---\ntitle: About\n---\n## Us {: #us }\n\nWords.\n")
    newsroom.write("pages/follow.md", "---\ntitle: Follow\ntemplate: follow\n---\nWords.\n")

    def said(body="", now=NOW, extra=""):
        path = newsroom.post("good", body, extra)
        index = newsroom.read(now, config=CONFIG)
        said.html = index.entries[path].html if path in index.entries else None
        assert {problem.path for problem in index.errors} <= {path}
        return [(problem.line, problem.field, problem.message, problem.cure) for problem in index.errors]

    return said


LIVE = """/ /archive/ /tags/ /404.html /about/ /about/index.html /about /about/#us /follow/#feeds /2014/ /2014/06/ /tag/green-tea/ /tag/green-tea/feed.xml
/author/ada/ /author/ada/atom.xml /category/backr/ /category/backr/feed.json /callouts/ /callouts/care/ /callouts/care/feed.xml /callouts/care/#answer
/contributors/ /contributors/#people-staff /programmes/ /credits/ /search/?q=tea /search/#search-browse /feed.xml /atom.xml /feed.json /site.json /robots.txt
/sitemap.xml /email/weekly.xml /digests/ /digests/weekly/2014-W23/ /digests/daily/2014-06-03/mail.html /digests/monthly/2014-06/ /print/ /print/2014-W23/
/page/2/ /old/ /old /?p=7 /?utm_source=x /feed/ /2014/06/03/ /tag/green-tea/feed/ /2014/06/03/first/feed/ /2014/06/03/hidden/ /2014/06/03/first/#part
/2014/06/03/first/#fn:first-1 /2014/06/03/first/#about-authors /archive/#year-2014 ../first/ ../../../../about/ # #top #main https://blog.example.org/about/#us
https://blog.example.org http://blog.example.org/feed.xml //blog.example.org/about/ HTTPS://BLOG.example.org/ mailto:a@b.example tel:+44 https://elsewhere.example/none/ 2014-06-03-first.md
2014-06-03-first.md#part ../pages/about.md /pages/about.md /articles/2014-06-03-first.md {filename}/pages/about.md#us {tag}Green%20tea {author}ada {category}backr
{index} {static}/images/tea.png {attach}../images/tea.png /images/tea.png ../images/tea.png""".split()


@pytest.mark.parametrize("address", LIVE)
def test_what_is_there_is_no_false_alarm(site, address):
    assert site(f"[words]({address})") == []


DEAD = """nowhere/ ./nowhere /2014/01/01/none/ /2014/06/03/a-fair-advantge/ other.md ../x ../../x.md #none /about/#none /none/#us /About/ /abuot/ /2013/ /2014/07/
/tag/none/ /tag/secret/ /tag/green-tea/page/2/ /author/nobody/ /author/ada/page/2/ /category/none/ /callouts/none/ /callouts/care/#none /page/3/ /page/1000/ /digests/weekly/2014-W24/
/digests/weekly/2015-W01/ /digests/hourly/2014/ /print/2014-W24/ /email/yearly.xml /feed.html /tag/none/feed/ /?p=8 /?page_id=7 /images/none.png /theme/none.css /follow/#none
{filename}/pages/abuot.md {filename}2014-06-03-frist.md {filename}/pages/about.md#none {static}/images/none.png {filenam}/pages/about.md {tag}none {author}nobody www.elsewhere.example
https://blog.example.org/none/ https://blog.example.org:443/none/ http://BLOG.example.org/none/ //blog.example.org/none/ /print/2014-W23/#none""".split()


@pytest.mark.parametrize("address", DEAD)
def test_what_is_not_there_is_named_by_its_line_with_a_cure(site, address):
    ((line, field, message, cure),) = site(f"Words.\n\nMore [words]({address}) here.")
    assert (line, field) == (9, "")
    assert message.startswith(f"links to “{address}”, ")
    assert cure


@pytest.mark.parametrize(
    "written",
    [
        "[words][there]\n\n[there]: /none/",
        "\n\n<a href='/none/'>words</a>",
        '\n\n<a class="x" title="a > b" href="/none/">words</a>',
        "\n\n[words](</none/>)",
        "\n\n> - [words](/none/ 'title')",
        "\n\n<blockquote cite='/none/'>Words</blockquote>",
        "`/none/` and\n\n[words](/none/)",
        "/none/more/ and\n\n[words](/none/)",
    ],
)
def test_every_way_to_write_a_link_is_read(site, written):
    ((line, _, message, _),) = site(written)
    assert (line, message) == (9, "links to “/none/”, which is not there")


def test_an_autolink_to_our_own_host_is_read(site):
    assert [found[2] for found in site("<https://blog.example.org/none/> <https://elsewhere.example/none/>")] == [
        "links to “https://blog.example.org/none/”, which is not there"
    ]


def test_each_of_several_links_has_its_own_line(site):
    assert [found[0] for found in site("[a](/none/)\n\n[b](/none/)\n\n[c](/none/x/)\n\n[d](/about/)")] == [7, 9, 11]


@pytest.mark.parametrize(
    "written, named",
    [
        ("[words]{filename}/pages/about.md", "{filename}/pages/about.md"),
        ("See {filename}/pages/about.md.", "{filename}/pages/about.md."),
        ("<p>{static}/images/tea.png</p>", "{static}/images/tea.png"),
        ("\\[words](|filename|/pages/about.md)", "|filename|/pages/about.md"),
    ],
)
def test_a_file_that_is_named_among_the_words_is_no_link_and_said_to_be_none(site, written, named):
    ((line, _, message, cure),) = site(f"Words.\n\n{written}")
    assert (line, message) == (9, f"“{named}” makes no link and is shown as it stands")
    assert "back-ticks" in cure


def test_addresses_in_code_are_words(site):
    assert site('`[x](/none/)` and `<a href="{filename}/none.md">` and\n\n    <a href="/none/">') == []


@pytest.mark.parametrize(
    "address, cure",
    [
        ("/2014/06/03/frist/", "did you mean “/2014/06/03/first/”?"),
        ("/abuot/", "did you mean “/about/”?"),
        ("/tag/green-tee/", "did you mean “/tag/green-tea/”?"),
        ("/callout/", "did you mean “/callouts/”?"),
        ("https://blog.example.org/abuot/", "did you mean “/about/”?"),
        ("/about/#uss", "did you mean “us”?"),
        ("2014-06-03-frist.md", "did you mean “2014-06-03-first.md”?"),
        ("www.elsewhere.example/x", "https://www.elsewhere.example/x"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(site, address, cure):
    ((_, _, _, said),) = site(f"[words]({address})")
    assert cure in said


@pytest.mark.parametrize(
    "address",
    [
        "/2014/06/03/draft/",
        "../draft/",
        "/2015/02/01/ahead/",
        "https://blog.example.org/2014/06/03/draft/",
        "2014-06-03-draft.md",
        "{filename}2015-02-01-ahead.md",
    ],
)
def test_a_link_to_what_is_not_published_is_named_however_it_is_written(site, address):
    ((_, _, message, cure),) = site(f"[words]({address})")
    assert (message, cure) == (f"links to “{address}”, which is not published", "publish that file first, or take the link out")
    assert site(f"[words]({address})", now=None) == []


def test_a_draft_may_link_to_another_and_to_its_own_notes(newsroom):
    newsroom.post("other", extra="status: draft\n")
    newsroom.post("draft", "See [it](2014-06-03-other.md).[^1] [Ahead](/2014/06/03/other/)\n\n[^1]: Note.", "status: draft\n")
    assert newsroom.read(config=CONFIG).errors == []
    newsroom.post("draft", "See [it](2014-06-03-othre.md).", "status: draft\n")
    assert len(newsroom.read(config=CONFIG).errors) == 1


@pytest.mark.parametrize(
    "written, published",
    [
        ("{filename}/pages/about.md#us", "/about/#us"),
        ("../pages/about.md?x=1&y=2#us", "/about/?x=1&amp;y=2#us"),
        ("2014-06-03-first.md", "/2014/06/03/first/"),
        ("../first/#part", "/2014/06/03/first/#part"),
        ("/about", "/about/"),
        ("|filename|/contributors/ada.md", "/author/ada/"),
        ("{filename}/callouts/care.md", "/callouts/care/"),
        ("{tag}Green tea", "/tag/green-tea/"),
        ("{index}", "/"),
        ("/about/#us", "/about/#us"),
        ("/old/", "/old/"),
        ("https://blog.example.org/about/", "https://blog.example.org/about/"),
        ("#main", "#main"),
    ],
)
def test_a_link_is_published_from_the_root(site, written, published):
    assert site(f"[words](<{written}>)") == []
    assert site.html == f'<p><a href="{published}">words</a></p>'


def test_in_preview_a_link_leads_to_the_draft(site):
    for written in ("{filename}2014-06-03-draft.md#x", "/2014/06/03/draft/#main", "#main"):
        site(f"[words]({written})", now=None)
        assert site.html is None if written.endswith("#x") else "main" in site.html
    assert site("[a](/2014/06/03/draft/) [b]({filename}2015-02-01-ahead.md)", now=None) == []
    assert site.html == '<p><a href="/drafts/2014/06/03/draft/">a</a> <a href="/drafts/2015/02/01/ahead/">b</a></p>'


def test_an_address_of_nothing_is_named(site):
    assert [found[2] for found in site('<a href="">words</a>')] == ["a link has no address"]


@pytest.mark.parametrize("address", ["http://[half/", "https://two words.example/", "https://elsewhere.example:99999/"])
def test_an_address_that_no_browser_understands_is_named_and_not_dropped(site, address):
    ((line, _, message, _),) = site(f"Words.\n\n[more](<{address}>)")
    assert (line, message) == (9, f"holds an address that is none ({address}), which may not be published")


FIELDS = {
    "an editors’ note": ("articles/2014-06-03-good.md", None, "editors_note: 'See [x]({})'\n"),
    "an intro": ("submissions/care/2014-07-02-x.md", SUBMISSION, "intro: 'See [x]({})'\n"),
    "thanks": ("submissions/care/2014-07-02-x.md", SUBMISSION, "thanks: |\n  See\n  [x]({})\n"),
    "an outcome": ("callouts/good.md", "---\nquestion: Good?\nopens: 2014-01-01\n%s---\n%s\n", "outcome: 'See [x]({})'\n"),
}
BODIES = {
    "a bio": ("contributors/ben.md", "---\nname: Ben\nkind: staff\n---\nWords.\n\nSee [x]({}).\n"),
    "a brief": ("callouts/good.md", "---\nquestion: Good?\nopens: 2014-01-01\n---\nSee [x]({}).\n"),
    "a programme": ("programmes/circle.md", "---\nname: Circle\nsummary: S.\n---\nSee [x]({}).\n"),
    "a page": ("pages/more.md", "---\ntitle: More\n---\nSee [x]({}).\n"),
    "a submission": (
        "submissions/care/2014-07-02-x.md",
        (SUBMISSION % ("", "See [x](ADDRESS)")).replace("{", "{{").replace("}", "}}").replace("ADDRESS", "{}"),
    ),
}


def _write(newsroom, what, address):
    if what in FIELDS:
        path, text, extra = FIELDS[what]
        if text is None:
            newsroom.post("good", extra=extra.format(address))
        else:
            newsroom.write(path, text % (extra.format(address), "Words."))
    else:
        path, text = BODIES[what]
        newsroom.write(path, text.format(address))
    return path


@pytest.mark.parametrize("what", [*FIELDS, *BODIES])
@pytest.mark.parametrize("address", ["{filename}/pages/about.md", "../pages/about.md", "{static}/images/tea.png"])
def test_a_file_may_be_named_in_every_field_and_body(site, newsroom, what, address):
    depth = "../" if "submissions" in (FIELDS | BODIES)[what][0] and address.startswith("..") else ""
    path = _write(newsroom, what, depth + address)
    index = newsroom.read(config=CONFIG)
    assert index.errors == []
    shown = "".join(index.entries[path].markup)
    assert "{" not in shown and ".md" not in shown
    assert 'href="/about/"' in shown or f'href="{index.images.by_path["images/tea.png"].largest}"' in shown


@pytest.mark.parametrize("what", [*FIELDS, *BODIES])
def test_a_dead_link_is_named_in_every_field_and_body(site, newsroom, what):
    path = _write(newsroom, what, "/none/")
    (problem,) = newsroom.read(config=CONFIG).errors
    line = (newsroom.folder / path).read_text().split("/none/")[0].count("\n") + 1
    assert (problem.path, problem.line, problem.message) == (path, line, "links to “/none/”, which is not there")
    assert problem.field == {"an editors’ note": "editors_note", "an intro": "intro", "thanks": "thanks", "an outcome": "outcome"}.get(
        what, ""
    )


@pytest.mark.parametrize(
    "path, text, field",
    [
        (
            "articles/x.md",
            "---\ntitle: X\ndate: 2014-06-04\nauthors: ada\nimage: {file: images/tea.png, alt: Tea, credit: {name: A, url: 'ADDRESS'}}\n---\nW.\n",
            "image.credit.url",
        ),
        ("submissions/care/2014-07-02-x.md", SUBMISSION % ("platform: {name: Ours, original: 'ADDRESS'}\n", "W."), "platform.original"),
        ("submissions/care/2014-07-02-x.md", SUBMISSION % ("contact: ['@x', 'ADDRESS']\n", "W."), "contact"),
        ("programmes/circle.md", "---\nname: C\nsummary: S.\nwebsite: {label: Ours, url: 'ADDRESS'}\n---\nW.\n", "website.url"),
        ("contributors/ben.md", "---\nname: Ben\nkind: staff\nlinks: {blog: 'ADDRESS'}\n---\nBen.\n", "links.blog"),
    ],
)
def test_an_address_in_front_matter_on_our_own_site_is_one_that_is_there(site, newsroom, path, text, field):
    newsroom.write(path, text.replace("ADDRESS", "https://blog.example.org/none/"))
    (problem,) = newsroom.read(config=CONFIG).errors
    assert (problem.path, problem.field, problem.message) == (path, field, "links to “https://blog.example.org/none/”, which is not there")
    for fine in ("https://blog.example.org/about/", "https://elsewhere.example/none/"):
        newsroom.write(path, text.replace("ADDRESS", fine))
        assert newsroom.read(config=CONFIG).errors == []


def test_on_a_site_in_a_folder_addresses_begin_below_it(newsroom):
    config = SiteConfig(url="https://town.example/blog", build_date=NOW)
    newsroom.post(
        "good",
        "[a](/archive/) [b](https://town.example/blog/archive/) [c](https://town.example/shop/) [d](/blog/archive/) [e](https://town.example/blog/none/)",
    )
    assert [problem.message for problem in newsroom.read(config=config).errors] == [
        "links to “/blog/archive/”, which is not there",
        "links to “https://town.example/blog/none/”, which is not there",
    ]


def test_one_broken_file_does_not_break_those_that_link_to_it(site, newsroom):
    newsroom.post("broken", extra="sumary: x\n")
    newsroom.post("linking", "[a](/2014/06/03/broken/) [b]({filename}2014-06-03-broken.md)")
    assert [problem.path for problem in newsroom.read(config=CONFIG).errors] == ["articles/2014-06-03-broken.md"]


def test_an_edited_text_is_read_again_with_its_links(newsroom):
    newsroom.write("pages/about.md", "---\ntitle: About\n---\n## Us {: #us }\n")
    path = newsroom.post("good", "Words.", "editors_note: Words.\n")
    index = newsroom.read(None)
    index.release_html()
    newsroom.post("good", "See [us](../pages/about.md#us).", "editors_note: 'See [us]({filename}/pages/about.md).'\n")
    assert index.reload(path)
    assert index.entries[path].html == '<p>See <a href="/about/#us">us</a>.</p>'
    assert index.entries[path].values["editors_note"] == '<p>See <a href="/about/">us</a>.</p>'
    for broken in ("/none/", "/about/#none", "{filename}/pages/none.md"):
        newsroom.post("good", f"See [us]({broken}).", "editors_note: Words.\n")
        assert not index.reload(path)
    assert "See" in index.entries[path].html


@pytest.mark.parametrize(
    "written",
    [
        "../programmes/backr.md",
        "{filename}/programmes/backr.md",
        "/category/backr/",
        "https://blog.example.org/category/backr/",
        "/category/backr/feed.xml",
    ],
)
def test_a_link_to_what_is_switched_off_keeps_its_words_however_it_is_written(site, newsroom, written):
    from plugins.reader.disabled_features import find_disabled_features

    path = newsroom.post("good", f"About [the *Backr* team]({written}) and [us](/about/).")
    index = newsroom.read(config=CONFIG, disabled=find_disabled_features(["plugins.feeds"]))
    assert index.errors == []
    assert index.entries[path].html == '<p>About the <em>Backr</em> team and <a href="/about/">us</a>.</p>'


@pytest.mark.parametrize("written", ["{filename}/articles/2014-06-03-first.md", "2014-06-03-first.md", "../articles/2014-06-03-first.md"])
def test_a_link_to_a_file_is_right_when_that_has_another_address(site, newsroom, written):
    assert site(f"[words]({written})") == []
    assert site.html == '<p><a href="/2014/06/03/first/">words</a></p>'
    newsroom.post("first", extra="slug: elsewhere\n")
    assert site(f"[words]({written})") == []
    assert site.html == '<p><a href="/2014/06/03/elsewhere/">words</a></p>'
