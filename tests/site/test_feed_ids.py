"""Whoever follows by feed sees a post once: ids outlive edits, moves and rebuilds, and a feed changes only with its content."""

import json
import re

import feedparser
import pytest

LATER = 1798761600  # 1 January 2027
POST = "content/articles/2014-06-03-a-fair-advantage.md"
FEEDS = re.compile(r"(?:.+/)?(?:feed\.xml|atom\.xml|feed\.json)|email/\w+\.xml")


def ids(site) -> dict[str, list[str]]:
    """The ids of every feed by its file, in order."""
    found = {}
    for name, data in site.files.items():
        if name.endswith("feed.json"):
            found[name] = [item["id"] for item in json.loads(data)["items"]]
        elif FEEDS.fullmatch(name):
            found[name] = [entry.id for entry in feedparser.parse(data).entries]
    return found


@pytest.fixture(scope="module")
def before(project):
    return project("before").build().site


@pytest.fixture(scope="module")
def moved(project):
    """The same blog on another host, over http, in a folder, with one post renamed and mended."""
    copy = project("moved")
    copy.set(SITEURL="http://old.example/news")
    copy.edit(POST, "title: A fair advantage?", "title: A fairer advantage?\nslug: fairer\nmodified: 2026-02-03 10:00")
    return copy.build().site


def test_a_later_build_leaves_every_feed_as_it_was(project, before):
    """Nothing in a feed looks at the clock."""
    later = project("later").build(at=LATER).site
    assert list(ids(before)) == list(ids(later))
    changed = [name for name, data in later.files.items() if FEEDS.fullmatch(name) and data != before.files[name]]
    assert changed == []


def test_ids_survive_a_move_and_an_edit_of_title_address_and_text(before, moved):
    """Readers’ programs know a post by its id alone: with another one, all of it would be new to them again."""
    assert ids(moved) == ids(before)


def test_an_edit_shows_in_its_own_post_alone(before, moved):
    """The title and the date of change of the mended post are new; those of the others are as before."""
    changed = {}
    for old, new in zip(*(json.loads(site.files["feed.json"])["items"] for site in (before, moved)), strict=True):
        if (old["title"], old["date_modified"]) != (new["title"], new["date_modified"]):
            changed[old["id"].rsplit("/", 1)[1]] = (new["title"], new["date_modified"])
    assert changed == {"2014-06-03-a-fair-advantage": ("A fairer advantage?", "2026-02-03T10:00:00+00:00")}


def test_feeds_ids_do_not_name_the_address_of_the_site(before):
    """An id with the host in it would have to change with the host."""
    names = [name for feed in ids(before).values() for name in feed]
    assert names
    assert [name for name in names if before.url in name or "://" in name] == []


def test_in_a_folder_of_another_host_every_link_still_works(moved):
    """Links of pages begin with the folder; those of feeds and mails with the whole address."""
    assert moved.broken_links() == []
    assert moved.holding("blog.participle.example/") == []
