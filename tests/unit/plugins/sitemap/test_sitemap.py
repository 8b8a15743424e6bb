"""What is in the sitemap, and when it last changed."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from plugins.sitemap.generator import addresses, robots, sitemap
from tests.articles import FakeContent

URL = "https://blog.participle.example"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def moment(month: int, day: int = 1) -> datetime:
    return datetime(2014, month, day, 9, 0, tzinfo=UTC)


@pytest.fixture
def settings() -> dict:
    return {
        "PLUGINS": ["plugins.figures", "plugins.feeds", "plugins.digests"],
        "YEAR_ARCHIVE_URL": "{date:%Y}/",
        "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
        "MONTH_ARCHIVE_URL": "{date:%Y}/{date:%m}/",
        "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
    }


@pytest.fixture
def context() -> dict:
    tag = FakeContent(name="Tea", slug="tea", url="tag/tea/")
    june = FakeContent(url="2014/06/03/tea/", date=moment(6, 3), tags=[tag])
    may = FakeContent(url="2014/05/01/cup/", date=moment(5), modified=moment(8), tags=[])
    return {
        "articles": [june, may],
        "pages": [FakeContent(url="about/"), FakeContent(url="privacy/", modified=moment(7))],
        "contributors": [FakeContent(url="author/ada/", posts=[june, may])],
        "programmes": [FakeContent(url="category/backr/", posts=[june])],
        "callouts": [FakeContent(url="callouts/help/", posts=[])],
    }


def test_every_kind_of_page_is_there_with_the_day_its_content_changed(context, settings):
    assert addresses(context, settings) == {
        "": moment(8),
        "2014/06/03/tea/": moment(6, 3),
        "2014/05/01/cup/": moment(8),
        "about/": None,
        "privacy/": moment(7),
        "archive/": moment(8),
        "2014/": moment(8),
        "2014/06/": moment(6, 3),
        "2014/05/": moment(8),
        "tag/tea/": moment(6, 3),
        "tags/": None,
        "author/ada/": moment(8),
        "category/backr/": moment(6, 3),
        "callouts/help/": None,
        "contributors/": None,
        "programmes/": None,
        "callouts/": None,
        "credits/": None,
        "digests/": None,
    }


def test_with_every_other_plugin_off_there_are_still_the_posts(settings):
    settings["PLUGINS"] = []
    found = addresses({"articles": [FakeContent(url="2014/06/03/tea/", date=moment(6, 3))]}, settings)
    assert set(found) == {"", "2014/06/03/tea/", "2014/", "2014/06/", "archive/"}


def test_the_xml_is_ordered_escaped_and_absolute():
    root = etree.fromstring(sitemap({"b/": None, "a&b/": moment(6)}, URL))
    assert [url.findtext(f"{SITEMAP}loc") for url in root] == [f"{URL}/a&b/", f"{URL}/b/"]
    assert [url.findtext(f"{SITEMAP}lastmod") for url in root] == ["2014-06-01T09:00:00+00:00", None]


def test_robots_are_told_where_the_sitemap_is():
    assert f"Sitemap: {URL}/sitemap.xml" in robots(URL).splitlines()
