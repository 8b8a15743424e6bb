"""Why a page is drawn anew is told by the names of what it is made of."""

from dataclasses import dataclass

import pytest
from jinja2 import DictLoader, Environment

from newsroom.cache import Cache
from plugins.incremental import file_of
from plugins.incremental.template_dependencies import TemplateDependencies
from plugins.incremental.writer import CachingWriter

SOURCES = {"page.html": "{{ SITENAME }} {{ words }} {{ thing.title }} {% include 'foot.html' %}", "foot.html": "foot"}


@dataclass(frozen=True)
class Thing:
    """Something that a page is about."""

    title: str
    size: int


@pytest.fixture
def why(tmp_path):
    """Build a page, and what is said of why it was drawn."""
    builds = iter(range(100))

    def said(path="a.html", base=b"base", words="words", thing=Thing("t", 1), name="Blog", **sources) -> list[str]:
        texts = SOURCES | {f"{key}.html": text for key, text in sources.items()}
        template = Environment(loader=DictLoader(texts)).get_template("page.html")
        closures = TemplateDependencies(Cache(tmp_path / "templates.sqlite"), lambda: base)
        settings = {"SITEURL": "https://example.org", "PAGINATED_TEMPLATES": {}}
        writer = CachingWriter(str(tmp_path / str(next(builds))), settings, lambda: (base, b""), Cache(tmp_path / "pages.sqlite"), closures)
        writer.write_file("a.html", template, {"SITENAME": name, "localsiteurl": ""}, words=words, thing=thing)
        writer.artifacts(lambda: {"feed.xml": ""}, thing)
        writer.flush()
        return list(writer.explain(path))

    return said


def test_the_first_time_there_was_none(why):
    assert why() == ["a.html was drawn anew: it was not there at the last build."]


def test_nothing_has_changed(why):
    why()
    assert why() == ["a.html is as before: nothing that it is made of has changed."]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"words": "others"}, "words has changed"),
        ({"thing": Thing("t", 2)}, "thing.size has changed"),
        ({"thing": None}, "thing is new"),
        ({"name": "Other"}, "SITENAME has changed"),
        ({"foot": "other"}, "theme/templates/foot.html has changed"),
        ({"base": b"other"}, "settings, code or a library has changed"),
    ],
)
def test_each_part_is_called_by_its_name(why, change, reason):
    why()
    first, *reasons = why(**change)
    assert first == "a.html was drawn anew, because"
    assert f"  {reason}" in reasons


def test_a_feed_is_explained_by_what_it_holds(why):
    why()
    assert why("feed.xml", thing=Thing("u", 1))[1:] == ["  Thing.title has changed"]


def test_what_was_never_drawn_is_unknown(why):
    assert "plugins.incremental remembers nothing of it" in why("robots.txt")[0]


@pytest.mark.parametrize("address", ["https://example.org/2014/", "/2014/", "2014/", "2014/index.html"])
def test_an_address_is_given_as_people_know_it(address):
    assert file_of(address, "https://example.org") == "2014/index.html"


def test_the_home_page_has_no_name():
    assert file_of("/", "https://example.org") == file_of("https://example.org", "https://example.org") == "index.html"
