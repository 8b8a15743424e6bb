"""The one list of what the site makes itself."""

from datetime import UTC, datetime

import pytest

from newsroom.site_output import first_part, missing_addresses, plugin_outputs
from plugins.reader.disabled_features import find_disabled_features
from plugins.reader.site_addresses import SiteAddresses, SiteConfig

NOW = datetime(2015, 1, 1, tzinfo=UTC)
NAMES = sorted({first_part(address) for written in plugin_outputs().values() for address in written.addresses} - {""})


@pytest.mark.parametrize(
    "address, part", [("feed.xml", "feed"), ("tag/work/", "tag"), ("", ""), (".delivery/x", ".delivery"), ("_headers", "_headers")]
)
def test_the_first_part_of_an_address_is_a_name_without_ending(address, part):
    assert first_part(address) == part


@pytest.mark.parametrize("name", [name for name in NAMES if name.isalnum()])
def test_no_page_may_have_an_address_of_the_list(newsroom, name):
    newsroom.write(f"pages/{name}.md", "---\ntitle: P\n---\nWords.\n")
    newsroom.write("pages/other.md", f"---\ntitle: P\nslug: {name}\n---\nWords.\n")
    problems = newsroom.read().errors
    assert {(problem.path, problem.field) for problem in problems} == {(f"pages/{name}.md", "slug"), ("pages/other.md", "slug")}
    assert {problem.message for problem in problems} == {f"the address /{name}/ belongs to the site itself"}


@pytest.mark.parametrize("name", NAMES)
def test_no_alias_may_be_an_address_of_the_list(newsroom, name):
    newsroom.post(extra=f"aliases: /{name}/\n")
    (problem,) = newsroom.read().errors
    assert problem.field == "aliases"


def test_what_needs_a_plugin_that_is_off_is_not_written_either():
    on = [name for name in plugin_outputs() if name and name != "plugins.feeds"]
    assert set(missing_addresses(on)) == {"feed.xml", "atom.xml", "feed.json", "digests/", "email/", "print/"}
    off = find_disabled_features(on)
    assert off.holds("tag/work/feed.xml") and off.holds("digests/weekly/2014-W23/") and not off.holds("tag/work/")
    assert find_disabled_features(list(plugin_outputs())) is None


def test_drafts_have_addresses_of_their_own(newsroom):
    """Of one slug, on different days, as posts, answers and pages."""
    newsroom.write("callouts/care.md", "---\nquestion: Care?\nopens: 2014-01-01\n---\n")
    for day in (5, 6):
        newsroom.write(
            f"articles/2014-08-0{day}-notes.md", f"---\ntitle: N\ndate: 2014-08-0{day}\nauthors: ada\nstatus: draft\n---\nWords.\n"
        )
    newsroom.write("articles/2016-08-06-notes.md", "---\ntitle: N\ndate: 2016-08-06\nauthors: ada\n---\nWords.\n")
    newsroom.write("articles/2014-08-07-notes.md", "---\ntitle: N\ndate: 2014-08-07\nauthors: ada\n---\nWords.\n")
    newsroom.write("pages/notes.md", "---\ntitle: N\nstatus: draft\n---\nWords.\n")
    newsroom.write(
        "submissions/care/2014-08-08-notes.md",
        "---\ntitle: N\ndate: 2014-08-08\ncallout: care\nsubmitter: {name: C}\nconsent: publish\nedited: as-sent\nstatus: draft\n---\nWords.\n",
    )
    index = newsroom.read(now=None)
    assert index.errors == []
    assert sorted(entry.document.address_at(NOW) for entry in index.entries.values() if entry.document.slug == "notes") == [
        "2014/08/07/notes/",
        "drafts/2014/08/05/notes/",
        "drafts/2014/08/06/notes/",
        "drafts/2014/08/08/notes/",
        "drafts/2016/08/06/notes/",
        "drafts/pages/notes/",
    ]


def test_a_draft_and_its_published_twin_are_both_named(newsroom):
    first = newsroom.post("a", extra="slug: notes\n")
    newsroom.post("b", extra="slug: notes\nstatus: draft\n")
    (problem,) = newsroom.read(now=None).errors
    assert problem.path == "articles/2014-06-03-b.md"
    assert problem.message == f"has the same address as content/{first}: /2014/06/03/notes/"


def test_addresses_of_an_empty_site_are_those_of_the_list():
    addresses = SiteAddresses([], [], SiteConfig(build_date=NOW))
    assert "" in addresses and "archive/" in addresses and "feed.xml" in addresses
    assert "2014/" not in addresses and "page/2/" not in addresses and "tag/x/" not in addresses
