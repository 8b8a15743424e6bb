"""Pictures where they are laid out: each takes one place, whatever sizes and formats it offers."""

import pytest

from tests.browser.kinds import KINDS, MAILS

PAGES = [kind for kind in KINDS if kind not in MAILS]
BOXES = "all => all.filter(e => e.getClientRects().length || getComputedStyle(e).display !== 'none').length"


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.sample(8)
def test_what_a_picture_offers_takes_no_place_of_its_own(page, site_server, kind):
    """In a row or a grid it would push the picture aside, gap by gap."""
    page.goto(site_server + KINDS[kind])
    assert page.locator("picture > source").evaluate_all(BOXES) == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("kind", "row"), [("post", ".byline li"), ("contributor", ".profile"), ("contributors", ".person-compact"), ("post", ".person-card")]
)
def test_a_face_stands_where_its_row_begins(page, site_server, kind, row, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site_server + KINDS[kind])
    row = page.locator(row).first
    face, whole = row.locator(".avatar").bounding_box(), row.bounding_box()
    assert face["x"] == pytest.approx(whole["x"], abs=1)
    assert face["y"] == pytest.approx(whole["y"], abs=1)


def test_a_profile_shows_its_face_large(page, site_server):
    page.goto(site_server + KINDS["contributor"])
    assert page.locator(".profile .avatar").bounding_box()["width"] >= 180
