"""The masthead at every width: the name, the search, the way to follow, the ways into the blog."""

import pytest


@pytest.mark.parametrize("width", [320, 768, 1000, 1280])
def test_the_field_has_its_place_in_the_masthead(page, site_server, width):
    """Large enough to read what one types, beside the way to follow, and nothing overlaps."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_server)
    form, follow = page.get_by_role("search").bounding_box(), page.get_by_role("link", name="Follow", exact=True).first.bounding_box()
    assert form["width"] >= 150 and 44 <= form["height"] <= 52
    assert abs(form["y"] - follow["y"]) < 3 and form["x"] + form["width"] <= follow["x"]
    assert follow["x"] + follow["width"] <= width


@pytest.mark.parametrize("width", [360, 412, 600])
def test_on_a_phone_its_button_leads_to_the_field(page, site_server, width):
    """The masthead is one row and the ways into the blog, so that a post begins on the first screen."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(site_server)
    button, follow = page.get_by_role("button", name="Search"), page.get_by_role("link", name="Follow", exact=True).first
    place, beside, name = (part.bounding_box() for part in (button, follow, page.locator(".wordmark a")))
    assert place["width"] >= 44 and place["height"] >= 40
    assert name["x"] + name["width"] <= place["x"] and place["x"] + place["width"] <= beside["x"] and beside["x"] + beside["width"] <= width
    assert page.locator("main").bounding_box()["y"] < 180
    button.click()
    page.wait_for_url("**/search/?q=")
    page.get_by_role("searchbox").first.fill("advantage")
    page.get_by_role("status").filter(has_text="for “advantage”").wait_for()
