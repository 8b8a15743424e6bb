"""The typefaces: they come from the site itself, only those a page needs, and nothing moves when they arrive."""

import pytest

from testing.weighed import go_and_see
from tests.browser.kinds import KINDS

SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 300);
})"""
USED = "() => [...document.fonts].filter(face => face.status === 'loaded').map(face => `${face.family.replaceAll('\"', '')} ${face.style}`).sort()"


def names(urls: list[str]) -> list[str]:
    """literata.1a2b….woff2 → literata"""
    return sorted(url.rsplit("/", 1)[1].split(".")[0] for url in urls)


@pytest.fixture
def fetched(page):
    """The fonts that the page asks for."""
    urls = []
    page.on("request", lambda request: urls.append(request.url) if request.resource_type == "font" else None)
    return urls


def test_a_post_is_set_in_two_faces_of_ours(page, site_server, fetched):
    go_and_see(page, site_server + KINDS["year"])
    assert names(fetched) == ["atkinson", "literata"]
    assert all(url.startswith(f"{site_server}/theme/fonts/") for url in fetched)
    assert {"Literata normal", "Atkinson Hyperlegible Next normal"} <= set(page.evaluate(USED))


def test_other_letters_and_italics_are_fetched_by_pages_that_have_them(page, site_server, fetched):
    go_and_see(page, site_server + KINDS["year"])
    page.locator("h1").evaluate("e => { e.textContent = 'Łukasz'; }")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.wait_for_function("[...document.fonts].some(face => face.unicodeRange.startsWith('U+100') && face.status === 'loaded')")
    page.locator("h1").evaluate("e => { e.style.fontStyle = 'italic'; e.textContent = 'slanted'; }")
    page.wait_for_function("[...document.fonts].some(face => face.style === 'italic' && face.status === 'loaded')")
    assert names(fetched) == ["atkinson", "literata", "literata-ext", "literata-italic"]


@pytest.mark.parametrize("kind", ["home", "post", "submission", "open callout", "contributor", "archive"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.sample(5)
def test_nothing_moves_when_the_faces_arrive_late(chromium, site_server, kind, width):
    """Below 0.1 a shift counts as good; with fallback fonts of our widths it stays far below."""
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    held, late = [], []
    page.route("**/*.woff2", lambda route: route.continue_() if late else held.append(route))
    with page.expect_request("**/*.woff2"):
        page.goto(site_server + KINDS[kind], wait_until="domcontentloaded")
    page.wait_for_timeout(500)  # the page as it is first seen
    late.append(True)
    for route in held:
        route.continue_()
    page.evaluate("document.fonts.ready.then(() => null)")
    shift = page.evaluate(SHIFT)
    context.close()
    assert held
    assert shift < 0.05
