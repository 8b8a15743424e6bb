"""The setting SUBMISSIONS: an address people can write to, and perhaps a form service."""

import pytest

from plugins.submissions.form import story_endpoint

WRITE = {"email": "stories@example.org"}
FOLLOW = {"endpoint": "https://desk.example.org/follow/", "target_field": "target"}


def test_without_an_endpoint_the_page_says_how_to_write():
    assert story_endpoint(WRITE, FOLLOW) == ""


def test_a_postal_address_alone_will_do():
    assert story_endpoint({"endpoint": "", "email": "", "post": "12 The Cut, London"}, FOLLOW) == ""


def test_another_service_may_take_the_form():
    assert story_endpoint(WRITE | {"endpoint": "https://forms.example.net/x"}, FOLLOW) == "https://forms.example.net/x"


def test_preview_has_an_endpoint_of_its_own():
    assert story_endpoint(WRITE, FOLLOW, "http://127.0.0.1:8000/__preview__/form") == "http://127.0.0.1:8000/__preview__/form"


@pytest.mark.parametrize(
    "setting, said",
    [
        (WRITE | {"endpoint": "https://desk.example.org/submissions/"}, "the desk takes no such form; leave it empty"),
        (WRITE | {"endpoint": "http://forms.example.net/x"}, "https://"),
        (WRITE | {"endpiont": ""}, "did you mean “endpoint”"),
        ({"endpoint": ""}, "names no way to answer"),
        ({"email": "stories.example.org"}, "such as stories@example.org"),
    ],
)
def test_what_would_lose_a_story_is_refused_with_its_cure(setting, said):
    with pytest.raises(ValueError, match=said):
        story_endpoint(setting, FOLLOW)
