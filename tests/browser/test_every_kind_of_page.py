"""Every kind of page, at 1280 and 320 pixels and in the dark: for everybody, on any screen, alone on the wire."""

from urllib.parse import urlsplit

import pytest

from tests.browser.kinds import KINDS, MAILS

VIEWS = {
    "1280": {"viewport": {"width": 1280, "height": 900}},
    "320": {"viewport": {"width": 320, "height": 640}},
    "dark": {"color_scheme": "dark"},
}


@pytest.fixture(scope="module", params=VIEWS)
def view(request, chromium):
    """A browser window of one size and colour scheme, and its width."""
    options = {"viewport": {"width": 1280, "height": 900}} | VIEWS[request.param]
    context = chromium.new_context(**options)
    yield context, options["viewport"]["width"]
    context.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.sample(32)
def test_it_is_open_to_everybody_fits_the_screen_and_asks_nobody_else(view, site_server, axe, kind):
    """No axe violation; nothing to scroll sideways; no error in the console; no request to another host, none unanswered."""
    context, width = view
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    # A mail shows the pictures of the published site; those requests are answered from the built one.
    published = "https://blog.participle.example"
    if kind in MAILS:
        page.route(
            f"{published}/**", lambda route: route.fulfill(response=context.request.get(site_server + urlsplit(route.request.url).path))
        )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((site_server, published if kind in MAILS else site_server)) else faults.append(request.url)
        ),
    )
    page.on("response", lambda response: faults.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    page.goto(site_server + KINDS[kind], wait_until="networkidle")
    assert axe(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width, wide_elements(page, width)
    assert faults == []
    page.close()


def wide_elements(page, width: int) -> list[str]:
    """What sticks out to the right, for the message of a failing test."""
    script = """width => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
        .map(e => `${e.tagName.toLowerCase()}.${e.className}: ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 8)"""
    return page.evaluate(script, width)
