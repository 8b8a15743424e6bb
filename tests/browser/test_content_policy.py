"""The site as nginx sends it, with all headers: every kind of page keeps to its own content security policy."""

from urllib.parse import urlsplit

import pytest

from tests.browser.kinds import KINDS, MAILS

PUBLISHED = "https://blog.participle.example"


@pytest.mark.parametrize("kind", KINDS)
def test_the_browser_has_nothing_to_complain_of(page, published_site, kind):
    """No violation, no unknown header, nothing missing; and the style sheet has arrived."""
    faults = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on("response", lambda response: faults.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    if kind in MAILS:  # their pictures have whole addresses
        page.route(
            f"{PUBLISHED}/**", lambda route: route.fulfill(response=page.context.request.get(published_site + urlsplit(route.request.url).path))
        )
    # The page for what is not there has an address of its own nowhere.
    address = published_site + (KINDS[kind] if kind != "error" else "/nosuch/")
    page.goto(address, wait_until="networkidle")
    expected = ["404: " + address, "Failed to load resource: the server responded with a status of 404 (Not Found)"] if kind == "error" else []
    assert sorted(faults) == sorted(expected)
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_a_program_in_a_page_is_stopped(page, published_site):
    """The policy is there, and Chromium obeys it: neither a program nor a style within the page takes effect."""
    violations = []
    page.on("console", lambda message: violations.append(message.text) if "Content Security Policy" in message.text else None)

    def with_program(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", "<script>window.ran = 1</script><p id=x style='color: red'>x</p></main>"))

    page.route(f"{published_site}/about/", with_program)
    page.goto(f"{published_site}/about/")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.getElementById('x')).color") != "rgb(255, 0, 0)"
    assert len(violations) == 2
