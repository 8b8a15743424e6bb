"""Old addresses that a file names: well made, nobody else's, and on no page of the site."""

import pytest

from plugins.reader.content_types import Article


def said(newsroom) -> list[str]:
    return [f"{problem.path}:{problem.line}: {problem.field}: {problem.message}" for problem in newsroom.read().errors]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/2014/06/tea/", "/2014/06/tea/"),
        ("/2014/06/tea", "/2014/06/tea"),
        ("/old/tea.html", "/old/tea.html"),
        ("/2014/06/caf%c3%a9/", "/2014/06/café/"),
        ("/2014/06/café/", "/2014/06/café/"),
        ("'/?p=123'", "/?p=123"),
        ("'/?page_id=7'", "/?page_id=7"),
    ],
)
def test_an_old_address_may_be_of_every_shape_that_wordpress_had(newsroom, written, kept):
    path = newsroom.post(extra=f"aliases: [{written}]\n")
    index = newsroom.read()
    assert index.errors == []
    assert index.entries[path].values["aliases"] == (kept,)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("2014/06/tea/", "does not start with /"),
        ("https://old.example.org/tea/", "does not start with /"),
        ("/a b/", "is no address"),
        ("//evil.example/", "is no address"),
        ("/.delivery/nginx.conf", "is no address"),
        ("/../etc/passwd", "is no address"),
        ("/tea/%2e%2e/", "is no address"),
        ("/tea*", "is no address"),
        ("/:slug/", "is no address"),
        ("/$1/", "is no address"),
        ('/"tea"/', "is no address"),
        ("/tea{1}/", "is no address"),
        ("/tea%0a/", "is no address"),
        ("/tea#two", "is no address"),
        ("/", "is the home page"),
        ("/tea/?p=1", "has a question mark"),
        ("/?p=1&q=2", "has a question mark"),
        ("/?p=", "has a question mark"),
    ],
)
def test_what_no_server_could_be_told_is_refused(newsroom, written, wrong):
    newsroom.post(extra=f"aliases:\n  - /fine/\n  - '{written}'\n")
    (problem,) = newsroom.read().errors
    assert (problem.line, problem.field) == (8, "aliases")
    assert wrong in problem.message
    assert problem.cure


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("/author/ada/", "the address of content/contributors/ada.md"),
        ("/Author/Ada", "the address of content/contributors/ada.md"),
        ("/2014/06/03/good/", "the file’s own address"),
        ("/2014/06/03/good/index.html", "the file’s own address"),
        ("/2014/", "an archive page"),
        ("/2014/06", "an archive page"),
        ("/tag/green-tea/", "the page of the tag “Green tea”"),
        ("/tag/green-tea/feed.xml", "an address that the site makes itself"),
        ("/author/ada/page/2/", "an address that the site makes itself"),
        ("/page/2/", "an address that the site makes itself"),
        ("/feed.xml", "an address that the site makes itself"),
        ("/archive/", "an address that the site makes itself"),
        ("/theme/css/site.css", "an address that the site makes itself"),
        ("/index.html", "an address that the site makes itself"),
    ],
)
def test_an_address_of_the_site_is_nobodys_old_one(newsroom, written, what):
    newsroom.post(extra=f"tags: [Green tea]\naliases: {written}\n")
    assert said(newsroom) == [f"articles/2014-06-03-good.md:7: aliases: “{written}” is {what}"]


def test_two_files_cannot_have_had_one_address(newsroom):
    newsroom.post("first", extra="aliases: [/old/, /2014/06/first/]\n")
    newsroom.post("second", extra="aliases:\n  - /2014/06/second/\n  - /Old\n")
    assert said(newsroom) == ["articles/2014-06-03-second.md:8: aliases: “/Old” is an alias in content/articles/2014-06-03-first.md too"]


def test_one_file_cannot_name_an_address_twice(newsroom):
    newsroom.post(extra="aliases: [/old/, /old]\n")
    assert said(newsroom) == ["articles/2014-06-03-good.md:6: aliases: “/old” is an alias in content/articles/2014-06-03-good.md too"]


def test_several_faults_of_one_file_are_all_named(newsroom):
    newsroom.post(extra="aliases: [/archive/, /tags/, /fine/]\n")
    assert len(said(newsroom)) == 2


def test_pages_have_aliases_too_and_contributors_none(newsroom):
    newsroom.write("pages/about.md", "---\ntitle: About\naliases: /who-we-are/\n---\nUs.\n")
    newsroom.write("contributors/ben.md", "---\nname: Ben\nkind: staff\naliases: [/ben/]\n---\nBen.\n")
    assert said(newsroom) == ["contributors/ben.md:4: aliases: there is no such field"]
    assert newsroom.read().entries["pages/about.md"].values["aliases"] == ("/who-we-are/",)


def test_an_article_without_aliases_has_none():
    assert Article.model_fields["aliases"].default == ()
