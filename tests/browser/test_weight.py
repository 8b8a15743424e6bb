"""What a page costs somebody who pays for every byte, as nginx sends it: compressed with brotli, to a browser that has nothing yet."""

import pytest

from testing.weighed import go_and_see, weigh
from tests.browser.kinds import KINDS, MAILS, SCRIPTED

MOST = 100_000  # bytes of HTML, CSS and typefaces


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in MAILS | {"error"}])
@pytest.mark.sample(8)
def test_words_looks_and_letters_are_light_and_no_program_comes_with_them(chromium, published_site, kind):
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    sizes = weigh(context.new_cdp_session(page))
    answer = go_and_see(page, published_site + KINDS[kind])
    assert answer.headers["content-encoding"] == "br"
    context.close()
    assert sizes["HTML"] > 0 and sizes["CSS"] > 0
    assert sizes["HTML"] + sizes["CSS"] + sizes["fonts"] <= MOST, sizes
    assert (sizes.get("programs", 0) > 0) == (kind in SCRIPTED)
