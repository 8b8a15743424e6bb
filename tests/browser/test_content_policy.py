"""The site as nginx sends it, with all headers: every kind of page keeps to its own content security policy."""

from urllib.parse import urlsplit

import pytest

from tests.browser.kinds import KINDS, MAILS

PUBLISHED = "https://blog.participle.example"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.sample(10)
def test_the_browser_has_nothing_to_complain_of(page, published_site, kind):
    """No violation, no unknown header, nothing missing; and the style sheet has arrived."""
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on("response", lambda response: faults.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    if kind in MAILS:  # their pictures have whole addresses
        page.route(
            f"{PUBLISHED}/**",
            lambda route: route.fulfill(response=page.context.request.get(published_site + urlsplit(route.request.url).path)),
        )
    # The page for what is not there has an address of its own nowhere.
    address = published_site + (KINDS[kind] if kind != "error" else "/nosuch/")
    page.goto(address, wait_until="networkidle")
    expected = (
        ["404: " + address, "Failed to load resource: the server responded with a status of 404 (Not Found)"] if kind == "error" else []
    )
    assert sorted(faults) == sorted(expected)
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_a_program_in_a_page_is_stopped(page, published_site):
    """The policy is there, and Chromium obeys it: neither a program nor a style within the page takes effect."""
    violations = []
    page.on("console", lambda message: violations.append(message.text) if "Content Security Policy" in message.text else None)

    def with_program(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("</main>", "<script>window.ran = 1</script><p id=x style='color: red'>x</p></main>")
        )

    page.route(f"{published_site}/about/", with_program)
    page.goto(f"{published_site}/about/")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.getElementById('x')).color") != "rgb(255, 0, 0)"
    assert len(violations) == 2


@pytest.mark.parametrize("kind", ["home", "post", "follow", "open callout", "search"])
def test_nothing_is_left_on_the_readers_device(page, published_site, kind):
    """No cookie, and nothing in any of the places where a page may keep something; after a search neither."""
    set_by = []
    page.on("response", lambda response: set_by.append(response.url) if "set-cookie" in response.headers else None)
    page.goto(published_site + KINDS[kind], wait_until="networkidle")
    if kind == "search":
        page.locator("#q").fill("advantage")
        page.locator(".search-result").first.wait_for()
    assert set_by == page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate(
        "(async () => [(await indexedDB.databases()).length, navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0, self.caches ? (await caches.keys()).length : 0])()"
    ) == [0, 0, 0]
