"""A browser does the sum that the desk asks for, under the desk’s own content policy; without JavaScript it is said what to do."""

import pytest

from testing.desks import SITE, desk, mailbox, migrated_sqlite  # noqa: F401 – fixtures


@pytest.fixture
def database() -> str:
    return ""


@pytest.fixture
def address(desk, published_site) -> str:  # noqa: F811
    """The desk with its sums switched on, where this machine reaches it: http://127.0.0.1:40123, no slash at the end."""
    desk.stop()
    address = f"http://127.0.0.1:{desk.port}"
    desk.environment |= {"DESK_PROOF_OF_WORK": "1", "DESK_PREVIEW": "1", "DESK_URL": address, "SITE_URL": published_site}
    desk.start()
    return address


@pytest.fixture
def phone(chromium):
    """Opens a narrow dark page, with JavaScript or without; what its console complained of."""
    contexts = []

    def opened(**options):
        contexts.append(chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", **options))
        page, complaints = contexts[-1].new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page, complaints

    yield opened
    for context in contexts:
        context.close()


def fill_in(page, address: str) -> None:
    """As the form of the site does: a plain post from elsewhere."""
    page.set_content(
        f'<form method="post" action="{address}/follow/"><input name="email" value="ada@example.org"><button>Follow</button></form>'
    )
    page.get_by_role("button").click()
    page.wait_for_url(f"{address}/follow/")


def test_a_press_at_once_goes_when_the_sum_is_done(address, desk, phone):  # noqa: F811
    page, complaints = phone()
    fill_in(page, address)
    assert page.get_by_label("Your e-mail address").input_value() == "ada@example.org" and desk.mailbox.mails == []
    page.get_by_role("button", name="Follow", exact=True).click()
    page.wait_for_url(f"{address}/follow/sent/")
    assert [mail["To"] for _, mail in desk.mailbox.mails] == ["ada@example.org"]
    assert complaints == []


def test_the_page_says_when_the_sum_is_done_and_what_to_do_where_it_cannot_be(address, desk, phone, axe):  # noqa: F811
    page, complaints = phone()
    fill_in(page, address)
    page.get_by_text("The sum is done.").wait_for()
    assert complaints == [] and axe(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Follow", exact=True).click()
    page.wait_for_url(f"{address}/follow/sent/")
    assert len(desk.mailbox.mails) == 1

    plain, _ = phone(java_script_enabled=False)
    fill_in(plain, address)
    assert plain.get_by_text("wait three seconds, then press the button").is_visible()

    held, _ = phone()
    held.route("**/proof-worker.js", lambda route: route.abort())
    fill_in(held, address)
    held.get_by_text("wait three seconds, then press the button").wait_for()
