"""Form endpoints of the site are checked against the desk's own list of routes."""

import pytest

from newsroom.form_routes import FORM_ROUTES, check_endpoint, desk_of

DESK = "https://desk.example.org/"
FOLLOW = {"endpoint": f"{DESK}follow/", "target_field": "target"}


def test_our_desk_is_known_by_the_field_that_no_other_service_has():
    assert desk_of(FOLLOW) == DESK
    assert desk_of({"endpoint": "https://buttondown.com/api/emails/embed-subscribe/x"}) == ""
    assert desk_of({"endpoint": "", "target_field": "target"}) == ""


@pytest.mark.parametrize("endpoint", ["https://desk.example.org/", "https://desk.example.org/folow/", "https://desk.example.org/follow"])
def test_a_follow_form_that_misses_the_desks_route_is_refused(endpoint):
    with pytest.raises(ValueError, match="end it with /follow/"):
        desk_of(FOLLOW | {"endpoint": endpoint})


@pytest.mark.parametrize("endpoint", [f"{DESK}submissions/", f"{DESK}stories", DESK, f"{DESK}follow/"])
def test_a_story_form_at_a_desk_that_takes_no_answers_is_refused(endpoint):
    with pytest.raises(ValueError, match="takes no such form; leave it empty"):
        check_endpoint("SUBMISSIONS", endpoint, DESK)


@pytest.mark.parametrize("endpoint", ["", "https://forms.example.net/answers", "/answers/"])
def test_other_services_are_not_our_business(endpoint):
    check_endpoint("SUBMISSIONS", endpoint, DESK)
    check_endpoint("SUBMISSIONS", endpoint, "")


def test_a_form_that_the_desk_takes_must_have_its_very_address():
    check_endpoint("FOLLOW", f"{DESK}follow/", DESK)
    with pytest.raises(ValueError, match=f"{DESK}{FORM_ROUTES['FOLLOW']}; write that address"):
        check_endpoint("FOLLOW", f"{DESK}follow", DESK)
