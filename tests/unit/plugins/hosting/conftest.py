"""The rules of a small site."""

from types import SimpleNamespace

import pytest

from plugins.hosting.rules import rules

URL = "https://blog.participle.example"


@pytest.fixture
def settings() -> dict:
    return {
        "SITEURL": URL,
        "PLUGINS": ["plugins.contributors", "plugins.programmes", "plugins.feeds", "plugins.hosting"],
        "FOLLOW": {"endpoint": "https://desk.participle.example/follow/"},
        "SUBMISSIONS": {"endpoint": ""},
    }


@pytest.fixture
def context() -> dict:
    tea = SimpleNamespace(url="2014/06/03/tea/", aliases=("/2014/06/tea/", "/?p=7", "/old/tea.html", "/café/"))
    return {"articles": [tea], "pages": [SimpleNamespace(url="about/", aliases=("/who-we-are/",)), SimpleNamespace(url="terms/")]}


@pytest.fixture
def made(settings, context):
    return rules(settings, context)
