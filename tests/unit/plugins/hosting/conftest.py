"""The rules of a small site."""

import pytest

from plugins.hosting.rules import rules
from tests.articles import FakeContent

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
    tea = FakeContent(url="2014/06/03/tea/", aliases=("/2014/06/tea/", "/?p=7", "/old/tea.html", "/café/"))
    return {"articles": [tea], "pages": [FakeContent(url="about/", aliases=("/who-we-are/",)), FakeContent(url="terms/")]}


@pytest.fixture
def made(settings, context):
    return rules(settings, context)
