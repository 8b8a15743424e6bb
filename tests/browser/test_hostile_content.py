"""Eve’s posts, opened: nothing of hers runs, nothing is fetched, and her endless words break no page."""

from urllib.parse import unquote, urlsplit

import pytest

from tests.site import hostile
from tests.site.conftest import Project

PAGES = [
    "/",
    "/2014/08/01/by-eve/",
    "/2014/08/02/sent-by-eve/",
    "/callouts/eves-question/",
    "/category/eves-programme/",
    "/author/eve/",
    "/eves-page/",
    "/follow/",
    "/credits/",
    "/tags/",
    "/archive/",
    "/search/?q=eve",
    "/404.html",
    "/contributors/",
    "/digests/daily/2014-08-02/",
    "/digests/daily/2014-08-02/mail.html",
]


@pytest.fixture(scope="module")
def eves(tmp_path_factory):
    """The folder of the real site with Eve’s files among the others."""
    copy = Project(tmp_path_factory.mktemp("eve") / "newsroom")
    for path, text in hostile.FILES.items():
        copy.write(path, text)
    built = copy.build()
    assert built.code == 0, built.said
    return built.site


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.sample(8)
def test_nothing_runs_nothing_is_fetched_and_nothing_sticks_out(chromium, eves, address):
    """At 320 pixels: no dialog, no request to another host, no sideways scrolling."""
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page, faults = context.new_page(), []

    def serve(route):
        parts = urlsplit(route.request.url)
        file = eves.file_at(unquote(parts.path)) if parts.netloc == eves.host else None
        if file is None:
            faults.append(route.request.url)
            route.abort()
        else:
            route.fulfill(path=file)

    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    context.route("**/*", serve)
    page.goto(eves.url + address, wait_until="networkidle")
    page.mouse.move(160, 300)
    if "?q=" in address:
        page.get_by_role("status").filter(has_text="results for").wait_for()
        page.locator("#search-refine").evaluate("filters => { filters.open = true; }")
    assert faults == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    context.close()
