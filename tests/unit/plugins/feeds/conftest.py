"""Fakes of what the other plugins put on Pelican's articles: Ada writes, Cleo sends in an answer."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from newsroom.images.picture import Picture
from newsroom.languages import attributes
from plugins.feeds.items import feed_item
from tests.articles import FakeContent

ROOT = Path(__file__).parents[4]


@pytest.fixture
def settings() -> dict:
    return {
        "SITENAME": "The blog",
        "SITESUBTITLE": "Words",
        "SITEURL": "https://blog.participle.example",
        "TIMEZONE": "Europe/London",
        "DEFAULT_LANG": "en-GB",
        "FEED_ID_AUTHORITY": "blog.participle.example,2014",
    }


@pytest.fixture
def template():
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["lang_attributes"] = attributes
    return environment.get_template("feeds/item.html")


@pytest.fixture
def ada():
    avatar = FakeContent(picture=FakeContent(small="/images/ada-0-160.jpg"))
    return FakeContent(name="Ada", title="Ada", posts=[], slug="ada", url="author/ada/", note="Ada is fond of tea.", avatar=avatar)


@pytest.fixture
def figure(tmp_path):
    (tmp_path / "1200.jpg").write_bytes(b"12345")
    return FakeContent(
        picture=Picture("images/tea.png", 1600, 1000, "0123456789abcdef", tmp_path),
        alt="A cup of tea",
        caption="Tea.",
        credit=FakeContent(line="Drawing: Dov"),
        licence=FakeContent(name="CC0 1.0", url="https://creativecommons.org/"),
    )


@pytest.fixture
def article(ada, figure):
    """Makes a published article; every attribute can be given."""

    def made(day: int = 3, **fields):
        tags = [FakeContent(name=name, slug=name, url=f"tag/{name}/") for name in ("tea", "walks")]
        return FakeContent(
            **{
                "title": f"Tea on day {day}",
                "slug": f"tea-{day}",
                "url": f"2014/06/{day:02}/tea-{day}/",
                "relative_source_path": f"articles/2014-06-{day:02}-tea.md",
                "date": datetime(2014, 6, day, 9, 0, tzinfo=ZoneInfo("Europe/London")),
                "content": "<p>Words.</p>",
                "summary": "What tea did.",
                "tags": tags,
                "status": "published",
                "figure": figure,
                "contributors": [FakeContent(contributor=ada, role="Editor", organisation="Tea Weekly")],
                "programme": FakeContent(title="Backr", url="category/backr/", slug="backr", posts=[], summary="Work"),
                **fields,
            }
        )

    return made


@pytest.fixture
def callout():
    return FakeContent(question="What helps?", title="What helps?", posts=[], url="callouts/help/", slug="help", opens=date(2014, 6, 1))


@pytest.fixture
def submission(callout):
    return FakeContent(
        callout=callout,
        question=callout.question,
        submitter="Cleo",
        pseudonym=True,
        platform="Guardian Witness",
        original="https://witness.example/cleo",
        intro=Markup('<p>We <a href="/about/">asked</a>.</p>'),
        thanks=Markup("<p>Thank you.</p>"),
        contact=[FakeContent(label="stories@participle.example", url="mailto:stories@participle.example")],
        edited="as-sent",
        edited_note="Published as sent",
    )


@pytest.fixture
def item_of(settings, template):
    """Makes the feed item of an article."""
    return lambda article: feed_item(article, settings, template)
