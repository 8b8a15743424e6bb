"""The desk's own pages can be read by everybody: on a phone and on a desk, light and dark, a mistake in the form too."""

import pytest

from testing.desks import desk, mailbox, migrated_sqlite  # noqa: F401 – fixtures
from tests.browser.seen import CUT, TEXTS, contrast


@pytest.fixture
def database() -> str:
    return ""


@pytest.fixture
def address(desk, published_site) -> str:  # noqa: F811
    """The desk, where this machine reaches it: http://127.0.0.1:40123, no slash at the end."""
    desk.stop()
    address = f"http://127.0.0.1:{desk.port}"
    desk.environment |= {"DESK_PREVIEW": "1", "DESK_URL": address, "SITE_URL": published_site}
    desk.start()
    return address


def mistaken(page, address: str) -> None:
    """The form as it comes back when the address is none."""
    page.goto(f"{address}/follow/leave/x/")
    page.set_content(
        f'<form method="post" action="{address}/follow/"><input name="email" value="nonsense"><input name="frequency" value="hourly"><button>Go</button></form>'
    )
    page.get_by_role("button").press("Enter")
    page.wait_for_selector("#email-error")


def open_at(path: str):
    return lambda page, address: page.goto(address + path)


PAGES = {
    "a mistake in the form": mistaken,
    "a link that does not work": open_at("/follow/leave/nonsense/"),
    "nothing there": open_at("/nowhere"),
    "sent": open_at("/follow/sent/"),
}


def test_every_text_has_enough_contrast_and_fits(address, chromium, tmp_path):
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            for name, visit in PAGES.items():
                visit(page, address)
                page.screenshot(path=tmp_path / f"{name} {scheme} {width}.png", full_page=True)
                texts = page.evaluate(TEXTS)
                assert len(texts) > 5, name
                assert [
                    f"{each['words']} {contrast(each['ink'], each['ground']):.2f}"
                    for each in texts
                    if contrast(each["ink"], each["ground"]) < 4.5
                ] == [], (name, scheme, width)
                assert page.evaluate("document.documentElement.scrollWidth") <= width and page.evaluate(CUT) == [], (name, width)
            context.close()


def test_a_mistake_is_told_to_who_cannot_see_it(address, chromium):
    context = chromium.new_context(java_script_enabled=True)
    page = context.new_page()
    mistaken(page, address)
    assert page.title().startswith("Error: ")
    assert page.get_by_role("alert").inner_text().startswith("Error: ")
    field = page.get_by_label("Your e-mail address")
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text().startswith("Error: This is not an e-mail address")
    context.close()
