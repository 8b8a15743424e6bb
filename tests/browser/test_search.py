"""Searching in a real browser, under the policy that the site is served with, by keyboard, and when something is missing."""

import functools
import gzip
import json
import re
import shutil
import threading

import pytest

from tests.browser.conftest import QuietHandler, QuietServer

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self' https://desk.participle.example; frame-ancestors 'none'"
)
VIEWS = {
    "1280": {"viewport": {"width": 1280, "height": 900}},
    "320": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 768, "height": 900}, "color_scheme": "dark"},
}


class StrictHandler(QuietHandler):
    """Sends the policy with everything, the worker of the search too: a worker obeys that of its own file."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


def served(folder):
    server = QuietServer(("127.0.0.1", 0), functools.partial(StrictHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def strict_server(built_site):
    """The address of the site, served under the policy."""
    server, address = served(built_site)
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture
def watched(page):
    """A page, what it fetched, and what it complained of: violations of the policy, errors, warnings."""
    fetched, faults = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.error('violation', e.violatedDirective, e.blockedURI))")
    return page, fetched, faults


def status(page, words: str):
    """Waits until the line under the field says so."""
    line = page.get_by_role("status")
    line.filter(has_text=re.compile(words)).wait_for()
    return line.inner_text()


def titles(page) -> list[str]:
    return page.locator("#search-results h2").all_inner_texts()


def counts(page, name: str) -> dict[str, int]:
    """The choices of a filter and how many results each would leave."""
    found = page.locator(f"[data-filter={name}] label.checkbox, [data-filter={name}] option:not([value=''])").all_inner_texts()
    return {words: int(number) for words, number in (re.fullmatch(r"\s*(.+?)\s+\(?(\d+)\)?\s*", text).groups() for text in found)}


def test_nothing_is_loaded_before_there_is_something_to_find(watched, strict_server):
    page, fetched, faults = watched
    page.goto(f"{strict_server}/search/", wait_until="networkidle")
    assert [url for url in fetched if "/pagefind/" in url] == []
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.get_by_role("heading", name="By tag").is_visible()
    page.keyboard.type("net")
    status(page, "result")
    assert [url for url in fetched if "/pagefind/" in url] != []
    assert faults == []


def test_what_is_typed_is_found_and_told_and_stays_in_the_address(watched, strict_server):
    page, _, faults = watched
    page.goto(f"{strict_server}/about/")
    page.goto(f"{strict_server}/search/")
    page.keyboard.type("fair advantage", delay=20)
    assert status(page, "results for “fair advantage”") == "3 results for “fair advantage”"
    assert titles(page)[0] == "A fair advantage?"
    first = page.locator(".search-result").first
    assert first.locator("a").get_attribute("href") == "/2014/06/03/a-fair-advantage/"
    assert first.locator(".kicker").inner_text() == "Post · Backr"
    assert first.locator(".entry-meta").inner_text() == "Gosbert Chagula · 3 June 2014"
    assert "fair" in first.locator("mark").all_inner_texts()
    assert page.url == f"{strict_server}/search/?q=fair+advantage"
    assert page.title().startswith("fair advantage – Search")
    assert not page.locator("#search-browse").is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/a-fair-advantage/")
    page.go_back()
    status(page, "3 results for “fair advantage”")
    page.go_back()
    assert page.url == f"{strict_server}/about/"
    assert faults == []


def test_from_any_page_the_field_leads_to_the_results(watched, strict_server):
    page, _, faults = watched
    page.goto(f"{strict_server}/2014/06/03/a-fair-advantage/")
    page.get_by_role("searchbox").fill("Kate Bagley")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Kate+Bagley")
    status(page, "results for “Kate Bagley”")
    assert titles(page)[0] == "Kate Bagley"
    assert page.locator("#q").input_value() == "Kate Bagley"
    assert faults == []


def test_filters_narrow_count_truly_and_can_be_shared(watched, strict_server):
    page, _, faults = watched
    page.goto(f"{strict_server}/search/?q=work")
    everything = int(re.match(r"\d+", status(page, "results for"))[0])
    kinds = counts(page, "kind")
    assert sum(kinds.values()) == everything and kinds["Post"] > 5
    page.get_by_role("checkbox", name="Post").check()
    assert status(page, " of ") == f"{kinds['Post']} of {everything} results for “work”"
    assert counts(page, "kind") == kinds  # one may still choose another kind instead
    years = counts(page, "year")
    assert sum(years.values()) == kinds["Post"]
    page.get_by_label("When").select_option("2014")
    status(page, f"^{years['2014']} of")
    people = counts(page, "contributor")
    page.get_by_label("By whom").select_option("The editors")
    status(page, f"^{people['The editors']} of")
    assert {line.split(" · ")[0] for line in page.locator(".search-result .kicker").all_inner_texts()} == {"Post"}
    assert all("The editors" in line and "2014" in line for line in page.locator(".search-result .entry-meta").all_inner_texts())
    shared, shown = page.url, titles(page)
    assert shared.endswith("/search/?q=work&kind=Post&year=2014&contributor=The+editors")

    page.goto("about:blank")
    page.goto(shared)
    status(page, f"^{people['The editors']} of {everything}")
    assert titles(page) == shown
    assert page.get_by_role("checkbox", name="Post").is_checked()
    page.get_by_label("By whom").select_option("")
    page.get_by_label("When").select_option("")
    page.get_by_role("checkbox", name="Post").uncheck()
    status(page, f"^{everything} results for")
    assert page.url == f"{strict_server}/search/?q=work"
    assert faults == []


def test_more_results_come_when_asked_for_and_the_focus_goes_with_them(watched, strict_server):
    page, _, faults = watched
    page.goto(f"{strict_server}/search/?q=work")
    number = int(re.match(r"\d+", status(page, "results for"))[0])
    assert number > 20 and len(titles(page)) == 10
    more = page.get_by_role("button", name="Show more")
    more.press("Enter")
    page.locator(".search-result").nth(10).wait_for()
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]
    while more.is_visible():
        have = len(titles(page))
        more.press("Enter")
        page.wait_for_function("n => document.querySelectorAll('.search-result').length > n", arg=have)
    assert len(set(page.locator("#search-results a").evaluate_all("links => links.map(l => l.href)"))) == number
    assert faults == []


def test_everything_can_be_done_by_keyboard(page, strict_server):
    """Arrows go through the results, up from the first into the field; Escape clears; no letter is taken from the browser."""
    page.goto(f"{strict_server}/search/")
    page.keyboard.type("advantage/")
    assert page.locator("#q").input_value() == "advantage/"
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    status(page, "3 results for “advantage”")
    here = "document.activeElement.id || document.activeElement.textContent"
    found = titles(page)
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate(here))
    assert walked == [found[0], found[1], found[2], found[2], found[1], found[0], "q"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    assert page.evaluate(here) == found[0]
    page.keyboard.press("Escape")
    assert page.evaluate(here) == "q"
    assert page.locator("#q").input_value() == ""
    assert page.url == f"{strict_server}/search/"
    assert titles(page) == []
    assert page.get_by_role("heading", name="By tag").is_visible()


def test_by_keyboard_a_filter_keeps_the_focus_when_its_counts_change(page, strict_server):
    page.goto(f"{strict_server}/search/?q=work")
    status(page, "results for")
    page.get_by_role("checkbox", name="Post").focus()
    page.keyboard.press("Space")
    status(page, " of ")
    assert page.evaluate("document.activeElement.value") == "Post"
    page.keyboard.press("Space")
    status(page, "^\\d+ results")
    assert page.evaluate("document.activeElement.value") == "Post"


@pytest.mark.parametrize("typed", ["zzyzx", "<img src=x onerror=alert(1)>", "“”", "a" * 200])
def test_nothing_found_is_said_in_words_and_what_is_typed_stays_text(watched, strict_server, typed):
    page, _, faults = watched
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto(f"{strict_server}/search/")
    page.get_by_role("searchbox").fill(typed)
    page.keyboard.press("Enter")
    said = status(page, "Nothing found|result")
    assert f"“{typed}”" in said
    assert page.locator("main [onerror]").count() == 0
    assert page.get_by_role("heading", name="By tag").is_visible() or titles(page)
    assert faults == []


def test_hits_stand_in_marks_and_never_as_html(watched, built_site, strict_server):
    """Whatever a text holds, an excerpt of it is text; the answer of the index is forged here to be as bad as can be."""
    page, _, faults = watched
    bad = {
        "url": "/about/",
        "excerpt": "x &lt;img src=x onerror=alert(1)&gt; <mark>“work”,</mark> <b>bold</b> <script>alert(2)</script>",
        "meta": {"title": "<b>T</b>", "kind": "<i>K</i>", "by": "<u>B</u>", "date": ""},
        "filters": {"programme": ["<s>P</s>"]},
    }
    forged = f"""export const init = async () => {{}}; export const filters = init;
        export const search = async () => ({{unfilteredResultCount: 1, filters: {{kind: {{'<i>a</i>': 1, '<i>b</i>': 2}}}},
        results: [{{data: async () => ({json.dumps(bad)})}}]}});"""
    page.route("**/pagefind/pagefind.js", lambda route: route.fulfill(content_type="text/javascript", body=forged))
    page.goto(f"{strict_server}/search/?q=work")
    assert status(page, "result") == "1 result for “work”"
    result = page.locator(".search-result")
    assert result.locator("h2").inner_text() == "<b>T</b>"
    assert result.locator(".kicker").inner_text() == "<i>K</i> · <s>P</s>"
    assert "<b>bold</b> <script>alert(2)</script>" in result.locator(".search-excerpt").inner_text()
    assert "<img src=x onerror=alert(1)> “" in result.locator(".search-excerpt").inner_text()
    assert result.locator("mark").all_inner_texts() == ["work"]
    assert page.locator("main").locator("b, i, u, s, img[onerror], h2 script").count() == 0
    assert faults == []


@pytest.mark.parametrize("missing", ["pagefind.js", "pagefind-entry.json", "wasm", "pf_meta", "pf_fragment", "all"])
def test_an_index_that_cannot_be_loaded_is_said_and_the_archive_is_there(chromium, built_site, tmp_path, missing):
    """Whichever part is missing. (Of a missing .pf_index Pagefind tells nobody: it finds nothing there.)"""
    site = tmp_path / "site"
    shutil.copytree(built_site, site)
    for file in (site / "pagefind").rglob("*"):
        if file.is_file() and (missing == "all" or missing in file.name):
            file.unlink()
    server, address = served(site)
    page = chromium.new_context().new_page()
    page.goto(f"{address}/search/?q=advantage")
    trouble = page.get_by_role("alert")
    trouble.filter(has_text="Search is not working just now").wait_for(timeout=40_000)
    assert trouble.get_by_role("link").get_attribute("href") == "/archive/"
    assert page.get_by_role("heading", name="By tag").is_visible()
    assert titles(page) == [] and page.get_by_role("status").inner_text() == ""
    page.context.close()
    server.shutdown()
    server.server_close()


def test_an_index_that_is_back_is_used_again(page, strict_server):
    """A train goes through a tunnel: the next letter tries again."""
    broken = [True]
    page.route("**/pagefind/pagefind.js*", lambda route: route.abort() if broken[0] else route.continue_())
    page.goto(f"{strict_server}/search/?q=advantag")
    page.get_by_role("alert").filter(has_text="not working").wait_for()
    broken[0] = False
    page.locator("#q").press("End")
    page.keyboard.type("e")
    status(page, "3 results")
    assert not page.locator("#search-error").is_visible()


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(page, strict_server):
    page.goto(f"{strict_server}/search/?q=work")
    status(page, "results for “work”")
    page.evaluate("""() => { for (const words of ['privacy', 'circle', 'advantage']) {
        document.getElementById('q').value = words; document.getElementById('q').form.requestSubmit(); } }""")
    assert status(page, "advantage") == "3 results for “advantage”"
    page.wait_for_timeout(500)
    assert page.get_by_role("status").inner_text() == "3 results for “advantage”"
    assert titles(page)[0] == "A fair advantage?"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("address", ["/search/", "/search/?q=work", "/search/?q=work&kind=Post&tag=networks", "/search/?q=zzyzx"])
@pytest.mark.sample(5)
def test_it_is_open_to_everybody_and_fits_the_screen(chromium, strict_server, axe, view, address):
    """With the filters open, too. Axe is put in past the policy, as a reader’s own tools are."""
    context = chromium.new_context(**VIEWS[view], bypass_csp=True)
    page = context.new_page()
    page.goto(strict_server + address, wait_until="networkidle")
    if "?" in address:
        status(page, "result|Nothing")
    page.evaluate("document.getElementById('search-refine').open = true")
    assert axe(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= VIEWS[view]["viewport"]["width"]
    small = """() => [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
        .filter(e => e.checkVisibility() && !e.closest('p:not(.see-also), .search-result, .archive-month, .archive-year > h2'))
        .map(e => (e.closest('label.checkbox') ?? e).getBoundingClientRect().height && [e.outerHTML.slice(0, 60), (e.closest('label.checkbox') ?? e).getBoundingClientRect()])
        .filter(([, box]) => box.height < 44).map(([html, box]) => `${html}: ${box.height}`)"""
    assert page.evaluate(small) == []
    context.close()


def test_without_javascript_it_says_so_and_leads_on(chromium, strict_server):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{strict_server}/")
    page.get_by_role("searchbox").fill("advantage")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=advantage")
    assert "Searching needs JavaScript" in page.locator("main").inner_text()
    for group in ("By year and month", "By contributor", "By programme", "By tag"):
        assert page.get_by_role("group", name=group).get_by_role("link").count() > 1
    assert page.get_by_role("link", name="A fair advantage?").is_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert not page.locator("#search-output").is_visible()
    page.get_by_role("link", name="July 3 posts").click()
    page.wait_for_url("**/2014/07/")
    assert [url for url in fetched if "/pagefind/" in url] == []
    context.close()


def test_the_program_of_ours_is_small(built_site):
    (script,) = (built_site / "theme" / "search").glob("search*.js")
    assert len(gzip.compress(script.read_bytes())) < 5_000
