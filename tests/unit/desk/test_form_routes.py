"""The desk has every form route that the site's build takes for granted."""

import pytest
from django.urls import Resolver404, resolve

from newsroom.form_routes import FORM_ROUTES


@pytest.mark.parametrize("route", FORM_ROUTES.values())
def test_each_form_route_leads_to_a_page_of_the_desk(route):
    assert resolve(f"/{route}").func.__module__.startswith("desk.")


@pytest.mark.parametrize("path", ["/submissions/", "/answers/", "/callouts/"])
def test_the_desk_takes_no_answers_yet(path):
    """When this fails the desk takes them: add the route to FORM_ROUTES."""
    with pytest.raises(Resolver404):
        resolve(path)
