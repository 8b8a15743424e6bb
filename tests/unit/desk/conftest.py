"""A desk beside a small site, and somebody who follows it."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from newsroom.feeds.feed import Feed, FeedItem
from newsroom.feeds.feed import to_json as feed_to_json
from newsroom.posts_json import PublishedPost
from newsroom.posts_json import to_json as posts_to_json
from newsroom.site_json import Site, SitePage, SiteTarget, to_json

URL = "https://blog.example.org"
DESK = "https://desk.example.org"
NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)  # a Wednesday
SHELL = '<!DOCTYPE html><html><head><title>desk:title</title><link rel="stylesheet" href="/theme/site.css"></head><body><!--desk:main--></body></html>'


def post(name: str, published: datetime = NOW) -> FeedItem:
    return FeedItem(
        f"tag:example.org,2014:{name}",
        f"{URL}/{name}/",
        name.capitalize(),
        f"About {name}.",
        f"<p>{name}</p>",
        published,
        published,
        f"<p>{name}</p>",
    )


def list_posts(folder, items: Iterable[FeedItem], aliases: dict[str, tuple[str, ...]] | None = None) -> None:
    """Write posts.json as the build does; `aliases` by id."""
    aliases = aliases or {}
    posts = (
        PublishedPost(
            each.id, each.url, each.title, each.summary, each.published, f"hash of {each.title}{each.words_html}", aliases.get(each.id, ())
        )
        for each in items
    )
    (folder / "posts.json").write_text(posts_to_json(posts), encoding="utf-8")


@pytest.fixture(autouse=True)
def site(tmp_path, settings) -> Site:
    """Published into a folder on this machine."""
    kinds = ("follow", "welcome", "privacy")
    targets = (
        SiteTarget("everything", "", "The blog", f"{URL}/", f"{URL}/feed.json"),
        SiteTarget("programme", "backr", "Backr", f"{URL}/category/backr/", f"{URL}/category/backr/feed.json"),
    )
    made = Site(
        "The blog", URL, "en-GB", "Europe/London", pages=tuple(SitePage(kind, kind, f"{URL}/{kind}/") for kind in kinds), targets=targets
    )
    (tmp_path / "site.json").write_text(to_json(made), encoding="utf-8")
    (tmp_path / "desk.txt").write_text(SHELL, encoding="utf-8")
    list_posts(tmp_path, ())
    settings.SITE_FOLDER, settings.PLACE = str(tmp_path), tmp_path
    return made


@pytest.fixture
def ask(client, transactional_db) -> Callable:
    """Send the form."""
    return lambda email="ada@example.org", **fields: client.post("/follow/", {"email": email, **fields})


@pytest.fixture
def link() -> Callable[[], str]:
    """The path of the link in the newest mail."""
    return lambda: re.search(rf"{DESK}(/follow/\S+?)>", mail.outbox[-1].body)[1]


@pytest.fixture
def following(ask, link, client):
    """Ada, who follows everything as it comes."""
    from desk.follows.models import Follower

    ask()
    client.post(link())
    mail.outbox.clear()
    return Follower.objects.get()


@pytest.fixture
def publish(tmp_path, transactional_db):
    """Publish posts: everything has all of them, Backr those that are named so. The desk reads them at `at`."""
    from desk.digests.ingest import read_feeds

    def do(*names: str, at: datetime = NOW, published: datetime = NOW, dated: dict[str, datetime] | None = None):
        items = tuple(post(name, (dated or {}).get(name, published)) for name in names)
        for folder, some in (("", items), ("category/backr", tuple(item for item in items if "backr" in item.id))):
            place = tmp_path / folder
            place.mkdir(parents=True, exist_ok=True)
            text = feed_to_json(
                Feed(folder or "all", "T", f"{URL}/", f"{URL}/{folder}/feed.json".replace("//feed", "/feed"), "D", "en-GB", some)
            )
            (place / "feed.json").write_text(text)
        list_posts(tmp_path, items)
        return read_feeds(at)

    return do


@pytest.fixture
def follow():
    """Somebody who follows since the day before."""
    from desk.follows.models import Follow, Follower

    def do(
        email: str, frequency: str = "immediately", kind: str = "everything", slug: str = "", since: datetime = NOW - timedelta(days=1)
    ) -> Follower:
        follower, _ = Follower.objects.get_or_create(mailbox=email, defaults={"email": email})
        Follow.objects.create(
            follower=follower, kind=kind, slug=slug, name=slug or kind, frequency=frequency, status="confirmed", confirmed=since, seen=since
        )
        return follower

    return do


@pytest.fixture
def old(publish):
    """What was there before the desk was."""
    publish("old", "old-backr", at=NOW - timedelta(days=30), published=NOW - timedelta(days=40))
