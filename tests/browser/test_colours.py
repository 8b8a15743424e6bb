"""Who asks their machine for more contrast, for less, for colours of their own or for stillness gets it on every kind of page."""

import pytest

from tests.browser.kinds import KINDS, MAILS, see
from tests.browser.seen import TEXTS, contrast

PAGES = [kind for kind in KINDS if kind not in MAILS]
EDGES = "e => { const s = getComputedStyle(e); return s.borderTopStyle !== 'none' && parseFloat(s.borderTopWidth) >= 1 && s.borderTopColor !== 'rgba(0, 0, 0, 0)'; }"
MOVING = """() => [...document.querySelectorAll('html, html *')].filter(e => {
  const s = getComputedStyle(e);
  return s.scrollBehavior === 'smooth' || s.animationName !== 'none' || s.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
}).map(e => e.tagName)"""


@pytest.fixture(scope="module")
def window(chromium):
    """One window for all pages of this file, which changes what it asks for."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)

    def ask(**wishes: str):
        """`ask(prefers_contrast="more")`: names of media features and their values."""
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in wishes.items()]
        session.send("Emulation.setEmulatedMedia", {"features": features})
        return page

    yield ask
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("wish", "least"), [("more", 7), ("less", 4.5), ("no-preference", 4.5)])
@pytest.mark.sample(3)
def test_every_text_has_the_contrast_that_was_asked_for(window, site_server, wish, least, scheme):
    page = window(prefers_contrast=wish, prefers_color_scheme=scheme)
    weak = []
    for kind in PAGES:
        see(page, site_server, kind)
        texts = page.evaluate(TEXTS)
        assert len(texts) > 10, kind
        weak += [f"{kind}: {t['words']} {contrast(t['ink'], t['ground']):.2f}" for t in texts if contrast(t["ink"], t["ground"]) < least]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_is_more_and_less_is_less(window, site_server, scheme):
    found = {}
    for wish in ("less", "no-preference", "more"):
        page = window(prefers_contrast=wish, prefers_color_scheme=scheme)
        page.goto(site_server + KINDS["post"])
        ink, ground = (
            page.evaluate(f"getComputedStyle(document.body).{name}.match(/[\\d.]+/g).map(Number).slice(0, 3)")
            for name in ("color", "backgroundColor")
        )
        found[wish] = contrast(ink, ground)
    assert found["less"] < found["no-preference"] < found["more"] == pytest.approx(21)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("callouts", ".state-open"),
        ("callouts", ".state-closed"),
        ("callouts", ".callout-question"),
        ("callouts", ".button"),
        ("submission", ".callout-question"),
        ("submission", ".pen-name"),
        ("submission", ".submitter-card .avatar-initial"),
        ("submission", ".callout-cta"),
        ("home", ".entry-submission"),
        ("home", ".masthead-follow"),
        ("post", ".learn-more"),
        ("post", ".tags a"),
        ("open callout", ".contact-instructions .button"),
        ("search", ".search-field button"),
        ("follow", ".follow-panel"),
        ("follow", ".feed-links a, .feed-table td"),
    ],
)
def test_with_the_readers_own_colours_an_edge_is_left_where_a_ground_was(window, site_server, kind, what):
    page = window(forced_colors="active", prefers_color_scheme="dark")
    page.goto(site_server + KINDS[kind])
    assert page.locator(what).first.evaluate(EDGES)


def test_with_the_readers_own_colours_one_sees_what_is_chosen_and_where_one_is(window, site_server):
    page = window(forced_colors="active")
    page.goto(site_server + KINDS["follow"])
    outline = "e => getComputedStyle(e).outlineStyle + parseFloat(getComputedStyle(e).outlineWidth)"
    chosen, other = page.locator(".choice:has(:checked)"), page.locator(".choice:not(:has(:checked))").first
    assert chosen.evaluate(outline) == "solid2"
    assert other.evaluate(outline).startswith("none")
    assert page.locator(".choice input").first.evaluate("e => getComputedStyle(e).appearance") != "none"
    page.locator(".choice input").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    marked, plain = page.locator(".masthead-follow[aria-current]"), page.locator(".main-nav a").last
    assert marked.evaluate("e => getComputedStyle(e).borderTopColor") != plain.evaluate("e => getComputedStyle(e).color")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_the_readers_own_colours_nothing_keeps_a_ground_of_ours(window, site_server, scheme):
    """Every text stands on a system colour, in a system colour, and can be read."""
    page = window(forced_colors="active", prefers_color_scheme=scheme)
    faint = []
    for kind in PAGES:
        page.goto(site_server + KINDS[kind])
        faint += [f"{kind}: {t['words']}" for t in page.evaluate(TEXTS) if contrast(t["ink"], t["ground"]) < 4.5]
    assert faint == []


def test_the_mark_can_be_seen_on_any_ground(window, site_server):
    """It keeps its own colours, each at least 3:1 against white; on black two of three."""
    page = window(forced_colors="active", prefers_color_scheme="dark")
    page.goto(site_server + "/")
    fills = page.locator(".masthead .logo *").evaluate_all(
        "all => all.map(e => getComputedStyle(e).fill.match(/[\\d.]+/g).map(Number).slice(0, 3))"
    )
    assert len(fills) == 3
    assert sum(contrast(fill, [0, 0, 0]) >= 3 for fill in fills) >= 2


def test_nothing_moves_for_who_asked_for_stillness(window, site_server):
    page = window(prefers_reduced_motion="reduce")
    for kind in ("home", "post", "open callout", "follow", "large print"):
        page.goto(site_server + KINDS[kind])
        assert page.evaluate(MOVING) == [], kind


def test_nothing_moves_by_itself(window, site_server):
    """Nobody has to ask for stillness: what moves at all does so under the pointer."""
    page = window(prefers_reduced_motion="no-preference")
    for kind in PAGES:
        see(page, site_server, kind)
        assert page.evaluate("document.getAnimations().length") == 0, kind
        assert (
            page.evaluate("[...document.querySelectorAll('html, html *')].filter(e => getComputedStyle(e).animationName !== 'none').length")
            == 0
        ), kind
        assert page.locator("marquee, blink, [autoplay], meta[http-equiv=refresh i]").count() == 0, kind
