"""The theme reads of a text no more than plugins/incremental/inputs.py says that its card has, but on the text's own page."""

import re

import pytest
from jinja2 import Environment, nodes

from testing.newsroom import ROOT

TEMPLATES = ROOT / "theme" / "templates"
# Which templates may read an attribute, of which name: those of the text’s own page, where the whole of it counts.
OWN_PAGE = {
    "content": {
        ("posts/body.html", "article"),
        ("page.html", "page"),
        ("follows/page.html", "page"),
        ("contributors/contributor.html", "contributor"),
        ("programmes/programme.html", "programme"),
        ("callouts/callout.html", "callout"),
    },
    "previous": {("article.html", "article"), ("posts/neighbours.html", "article"), ("digests/digest.html", "digest")},
    "next": {("article.html", "article"), ("posts/neighbours.html", "article"), ("digests/digest.html", "digest")},
    "related": {("posts/related.html", "article")},
    "submissions": {("contributors/contributor.html", "contributor")},
    "answers": {("callouts/callout.html", "callout"), ("callouts/structured.html", "callout")},
    "articles": set(),
    "feed_item": set(),
    "translations": set(),
    "settings": set(),
    "source_path": set(),
    "override_url": set(),
}
# Of these a card has the number.
LISTS = ("articles", "submissions", "answers")
# `|length`, and whether there are any.
_COUNTED = re.compile(rf"\b\w+\.(?:{'|'.join(LISTS)})\|length\b|\b(?:(?<=if )|(?<=or ))\w+\.(?:{'|'.join(LISTS)})(?= or | %}})")


def templates() -> dict[str, str]:
    found = {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    return {name: text for name, text in found.items() if not name.startswith("mail/")}


def reads(text: str) -> set[tuple[str, str]]:
    """Attributes that a template reads, as (attribute, name of what it reads them of). Where only a number is asked for, it reads none."""
    counted = _COUNTED.sub("counted", text)
    tree = Environment().parse(counted)
    return {
        (node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", ""), getattr(node.node, "name", "?"))
        for node in tree.find_all((nodes.Getattr, nodes.Getitem))
    }


@pytest.mark.parametrize("attribute", OWN_PAGE)
def test_only_its_own_page_reads_what_a_card_has_not(attribute):
    found = {(name, of) for name, text in templates().items() for read, of in reads(text) if read == attribute}
    assert found == OWN_PAGE[attribute]


def test_what_an_own_page_reads_more_of_is_included_nowhere_else():
    """posts/body.html shows `article.content`: in a list it would show what its fingerprint does not know."""
    included = {name: [other for other, text in templates().items() if f"'{name}'" in text] for name, _ in set().union(*OWN_PAGE.values())}
    expected = {
        "posts/body.html": ["posts/post.html", "submissions/submission.html"],
        "posts/neighbours.html": ["article.html"],
        "posts/related.html": ["article.html"],
        "callouts/structured.html": ["callouts/callout.html"],
    }
    assert {name: sorted(others) for name, others in included.items() if others} == expected
    for name in ("posts/post.html", "submissions/submission.html"):
        assert [other for other, text in templates().items() if f"'{name}'" in text] == ["article.html"]


def test_of_a_list_in_pages_nothing_is_read_but_a_page_and_how_many_there_are():
    """Nor is the whole list asked for where only one page of it is shown."""
    texts = templates()
    for of, asked in {"articles_paginator": "num_pages", "articles_previous_page": "url", "articles_next_page": "url"}.items():
        assert {read for text in texts.values() for read, whose in reads(text) if whose == of} == {asked}
    paged = {name for name, text in texts.items() if ("object_list", "articles_page") in reads(text)}
    assert paged == {"index.html", "tag.html", "contributors/contributor.html", "programmes/programme.html"}
    for name in (*paged, "posts/list.html", "site/pagination.html"):
        asked = {node.name for node in Environment().parse(texts[name]).find_all(nodes.Name)}
        assert not asked & {"articles", "dates"}, name


def test_the_words_of_a_list_are_found_by_name_too():
    """No filter reads an attribute that a card has not: `map(attribute='content')`."""
    filters = re.compile(r"attribute\s*=\s*'([\w.]+)'|(?:selectattr|rejectattr|groupby)\(\s*'([\w.]+)'")
    read = {part for text in templates().values() for found in filters.findall(text) for part in "".join(found).split(".")}
    assert read & set(OWN_PAGE) == set()
    assert "is_open" in read
