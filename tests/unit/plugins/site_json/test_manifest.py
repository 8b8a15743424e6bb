"""What the manifest says can be followed and answered."""

from datetime import UTC, date, datetime

import pytest

from newsroom.site_json import from_json, to_json
from plugins.site_json.generator import posts, site
from tests.articles import FakeContent

URL = "https://blog.participle.example"


@pytest.fixture
def settings() -> dict:
    return {
        "SITENAME": "The blog",
        "SITEURL": URL,
        "DEFAULT_LANG": "en-GB",
        "TIMEZONE": "Europe/London",
        "PLUGINS": ["plugins.feeds", "plugins.digests"],
    }


@pytest.fixture
def context() -> dict:
    tags = [FakeContent(name=name.capitalize(), slug=name, url=f"tag/{name}/") for name in ("work", "tea")]
    return {
        "articles": [FakeContent(tags=tags), FakeContent()],
        "pages": [FakeContent(slug=slug, title=slug.capitalize(), url=f"{slug}/") for slug in ("privacy", "follow")],
        "contributors": [FakeContent(slug="ada", title="Ada", url="author/ada/")],
        "programmes": [FakeContent(slug="backr", title="Backr", url="category/backr/")],
        "callouts": [
            FakeContent(
                slug="help",
                question="What helps?",
                title="What helps?",
                url="callouts/help/",
                state="open",
                opens=date(2014, 6, 1),
                closes=None,
                accepts=["text"],
            )
        ],
    }


def test_everything_with_a_feed_is_a_target(context, settings):
    made = site(context, settings)
    assert [(target.kind, target.slug, target.name) for target in made.targets] == [
        ("everything", "", "The blog"),
        ("contributor", "ada", "Ada"),
        ("programme", "backr", "Backr"),
        ("tag", "tea", "Tea"),
        ("tag", "work", "Work"),
        ("callout", "help", "What helps?"),
    ]
    assert (made.targets[1].url, made.targets[1].feed) == (f"{URL}/author/ada/", f"{URL}/author/ada/feed.json")
    assert made.targets[0].feed == f"{URL}/feed.json"


def test_pages_callouts_and_email_feeds(context, settings):
    made = site(context, settings)
    assert made.page("follow") == f"{URL}/follow/"
    (callout,) = made.callouts
    assert (callout.state, callout.opens, callout.closes, callout.accepts) == ("open", date(2014, 6, 1), None, ("text",))
    assert [feed.url for feed in made.email_feeds] == [f"{URL}/email/{each}.xml" for each in ("immediately", "daily", "weekly", "monthly")]


def test_the_file_can_be_read_back(context, settings):
    assert from_json(to_json(site(context, settings))) == site(context, settings)


def test_without_feeds_nothing_can_be_followed(context, settings):
    settings["PLUGINS"] = ["plugins.digests"]
    made = site(context, settings)
    assert (made.targets, made.email_feeds) == ((), ())


def test_with_every_other_plugin_off_there_is_still_the_site(settings):
    made = site({"articles": []}, settings)
    assert [target.kind for target in made.targets] == ["everything"]


def test_a_post_stands_with_its_old_addresses_below_the_site(settings):
    moment = datetime(2014, 6, 3, 9, tzinfo=UTC)
    item = FakeContent(id="tag:x:a", url=f"{URL}/news/a/", title="A", summary="S", published=moment, text_hash="h")
    settings["SITEURL"] = f"{URL}/news"
    (post,) = posts({"articles": [FakeContent(feed_item=item, aliases=("/2013/a/", "/?p=12"))]}, settings)
    assert (post.id, post.url, post.published, post.aliases) == (
        "tag:x:a",
        f"{URL}/news/a/",
        moment,
        (f"{URL}/news/2013/a/", f"{URL}/news/?p=12"),
    )
    (bare,) = posts({"articles": [FakeContent(feed_item=item)]}, settings)
    assert bare.aliases == ()
