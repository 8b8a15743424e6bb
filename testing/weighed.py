"""What a page fetches, in bytes as they cross the network."""

from playwright.sync_api import CDPSession, Page, Response

SORTS = {"Document": "HTML", "Stylesheet": "CSS", "Font": "fonts", "Image": "pictures", "Script": "programs"}


def weigh(session: CDPSession) -> dict[str, int]:
    """Bytes by sort (HTML, CSS, fonts, pictures, programs, other), headers included; it fills as the page of `session` loads."""
    sorts: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def finished(event: dict) -> None:
        sort = sorts.get(event["requestId"], "other")
        sizes[sort] = sizes.get(sort, 0) + int(event["encodedDataLength"])

    session.on("Network.responseReceived", lambda event: sorts.update({event["requestId"]: SORTS.get(event["type"], "other")}))
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return sizes


def go_and_see(page: Page, address: str) -> Response:
    """Opens `address` and waits for its letters as well: only lines that are laid out ask for typefaces, and on a busy machine the network may be idle before that."""
    answer = page.goto(address, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")
    return answer
