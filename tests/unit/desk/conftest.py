"""A desk beside a small site, and somebody who follows it."""

import re
from collections.abc import Callable

import pytest
from django.core import mail

from wire.site import Site, SitePage, SiteTarget, to_json

URL = "https://blog.example.org"
DESK = "https://desk.example.org"
SHELL = '<!DOCTYPE html><html><head><title>desk:title</title><link rel="stylesheet" href="/theme/site.css"></head><body><!--desk:main--></body></html>'


@pytest.fixture(autouse=True)
def site(tmp_path, settings) -> Site:
    """Published into a folder on this machine."""
    kinds = ("follow", "welcome", "privacy")
    targets = (
        SiteTarget("everything", "", "The blog", f"{URL}/", f"{URL}/feed.json"),
        SiteTarget("programme", "backr", "Backr", f"{URL}/category/backr/", f"{URL}/category/backr/feed.json"),
    )
    made = Site("The blog", URL, "en-GB", "Europe/London", pages=tuple(SitePage(kind, kind, f"{URL}/{kind}/") for kind in kinds), targets=targets)
    (tmp_path / "site.json").write_text(to_json(made), encoding="utf-8")
    (tmp_path / "desk.txt").write_text(SHELL, encoding="utf-8")
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
