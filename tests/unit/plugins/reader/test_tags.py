"""Two tags never share a page unnoticed, and a tag without a page is known before it is shown."""

from datetime import UTC, datetime

import pytest

NOW = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("one, other, slug", [("C", "C++", "c"), ("C#", "C", "c"), ("Café", "Cafe", "cafe"), ("R&D", "RD", "rd")])
def test_two_tags_at_one_address_are_named_by_line(newsroom, one, other, slug):
    newsroom.post("a", extra=f"tags:\n  - work\n  - '{one}'\n")
    newsroom.post("b", extra=f"tags:\n  - work\n  - '{other}'\n")
    (problem,) = newsroom.read().errors
    assert (problem.path, problem.line, problem.field) == ("articles/2014-06-03-b.md", 8, "tags")
    assert problem.message == f"“{other}” has the same address as the tag “{one}” in content/articles/2014-06-03-a.md: /tag/{slug}/"
    assert problem.cure


def test_two_tags_of_one_post_at_one_address_are_named(newsroom):
    newsroom.post("a", extra="tags: ['C', 'C++']\n")
    (problem,) = newsroom.read().errors
    assert (problem.line, problem.field) == (6, "tags")
    assert problem.message == "“C++” has the same address as the tag “C” in content/articles/2014-06-03-a.md: /tag/c/"


@pytest.mark.parametrize("other", ["work life", "WORK LIFE", "Work-life", "Work  life"])
def test_another_spelling_is_the_same_tag_under_the_name_that_most_posts_use_and_the_editor_is_told(newsroom, other):
    newsroom.post("a", extra=f"tags: ['{other}', tea]\n")
    newsroom.post("b", extra="tags: [Work life]\n")
    newsroom.post("c", extra="tags: [Work life]\n")
    index = newsroom.read()
    assert index.errors == []
    (problem,) = [problem for problem in index.problems if problem.field == "tags"]
    assert (problem.path, problem.line, problem.severity) == ("articles/2014-06-03-a.md", 6, "warning")
    assert "“Work life”" in problem.message
    assert index.entries["articles/2014-06-03-a.md"].values["tags"] == ("Work life", "tea")
    assert index.reload("articles/2014-06-03-a.md")
    assert index.entries["articles/2014-06-03-a.md"].values["tags"] == ("Work life", "tea")


def test_of_spellings_that_are_used_as_often_the_first_by_path_is_the_name(newsroom):
    newsroom.post("a", extra="tags: [WORK]\n")
    newsroom.post("b", extra="tags: [work]\n")
    entries = newsroom.read().entries.values()
    assert [entry.values["tags"] for entry in entries if "tags" in entry.values] == [("WORK",), ("WORK",)]


def test_tags_that_nobody_public_has_are_without_a_page(newsroom):
    newsroom.post("public", extra="tags: [tea]\n")
    hidden = newsroom.post("hidden", extra="tags: [tea, Secret plan]\nstatus: hidden\n")
    draft = newsroom.post("draft", extra="tags: [tea, later]\nstatus: draft\n")
    newsroom.write(
        "articles/2016-01-01-ahead.md", "---\ntitle: A\ndate: 2016-01-01\nauthors: [ada]\nsummary: S.\ntags: [ahead]\n---\nWords.\n"
    )
    for now in (NOW, None):
        from plugins.reader.site_addresses import SiteConfig

        index = newsroom.read(now, config=SiteConfig(build_date=NOW))
        found = {path: entry.values["tags_without_page"] for path, entry in index.entries.items() if path.startswith("articles")}
        assert found == {
            "articles/2014-06-03-public.md": (),
            hidden: ("secret-plan",),
            draft: ("later",),
            "articles/2016-01-01-ahead.md": ("ahead",),
        }
