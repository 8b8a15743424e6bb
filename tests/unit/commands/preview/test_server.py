"""The preview's server, asked over the loopback address."""

import http.client
import threading
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from commands.preview.builds import Builds
from commands.preview.server import listen, safe_parts


@dataclass
class Answer:
    status: int
    headers: dict
    body: str


class Browser:
    """Asks for exactly the path it is given."""

    def __init__(self, port: int):
        self.port = port

    def ask(self, method: str, path: str, body=None, headers=None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace"))

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)


@pytest.fixture
def builds(tmp_path, pelican):
    pelican.files |= {
        "about/index.html": "<body>about</body>",
        "404.html": "<body>our own words</body>",
        "feed.xml": "<rss/>",
        "site.json": "{}",
        "mail.txt": "’",
        "a.avif": "",
        "b.webp": "",
        "style.css": "p{}",
    }
    (tmp_path / "secret.txt").write_text("secret")
    return Builds(tmp_path, 8000, pelican)


@pytest.fixture
def browser(builds):
    server = listen(0)
    server.builds = builds
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield Browser(server.server_port)
    builds.close()
    server.shutdown()
    server.server_close()


@pytest.fixture
def built(builds):
    builds.rebuild()


def test_until_there_is_a_site_every_page_waits_for_it(browser):
    for path in ("/", "/about/", "/nonsense"):
        assert browser.get(path).status == 503
        assert "reload.js" in browser.get(path).body


def test_a_folder_shows_its_index_with_the_reloading_script(browser, built):
    answer = browser.get("/about/?from=mail")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.body.startswith("<body><script src=")
    assert answer.body.endswith("about</body>")


def test_the_built_files_stay_as_they_were_built(browser, builds, built):
    browser.get("/about/")
    assert (builds.folder / "about" / "index.html").read_text() == "<body>about</body>"


def test_a_folder_without_its_slash_leads_to_it_on_this_machine(browser, built):
    for path in ("/about", "//about", "///about"):
        answer = browser.get(path)
        assert (answer.status, answer.headers["Location"]) == (302, "/about/")


def test_what_is_not_there_shows_the_site_s_own_page_with_status_404(browser, built):
    answer = browser.get("/nonsense/")
    assert answer.status == 404
    assert "our own words" in answer.body


def test_the_banner_is_on_the_page_for_what_is_not_there_too(browser, builds, pelican, problem):
    pelican.problems = [problem]
    builds.rebuild()
    for path in ("/", "/about/", "/nonsense/"):
        assert "content/articles/x.md:4" in browser.get(path).body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/site.json", "application/json; charset=utf-8"),
        ("/mail.txt", "text/plain; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/a.avif", "image/avif"),
        ("/b.webp", "image/webp"),
    ],
)
def test_files_have_the_right_media_type_and_are_never_cached(browser, built, path, kind):
    answer = browser.get(path)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (kind, "no-store")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/../../../secret.txt",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2f..%2f..%2fsecret.txt",
        "/about/..\\..\\secret.txt",
        "/%00",
        "/c:/secret.txt",
    ],
)
def test_nothing_outside_the_site_is_served(browser, built, path):
    answer = browser.get(path)
    assert answer.status == 404
    assert "secret" not in answer.body


def test_a_link_out_of_the_site_is_not_followed(browser, builds, built, tmp_path):
    (builds.folder / "way-out.txt").symlink_to(tmp_path / "secret.txt")
    assert browser.get("/way-out.txt").status == 404


def test_safe_parts_are_the_names_between_the_slashes():
    assert safe_parts("/2014/06//./a%20b/") == ["2014", "06", "a b"]
    assert safe_parts("/a/../b") is None


def test_head_answers_like_get_without_the_words(browser, built):
    answer = browser.ask("HEAD", "/about/")
    assert (answer.status, answer.body) == (200, "")


def test_a_form_is_shown_as_it_was_sent(browser, built):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = browser.ask("POST", "/__preview__/form", urlencode({"email": "ben@example.org", "x": "<b>"}), kind)
    assert answer.status == 200
    assert "ben@example.org" in answer.body and "&lt;b&gt;" in answer.body


def test_only_forms_are_taken_and_only_at_their_address(browser, built):
    assert browser.ask("POST", "/about/", "x=1").status == 404
    answer = browser.get("/__preview__/form")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


def test_the_preview_s_own_files_are_served_and_no_others(browser, built):
    assert "EventSource" in browser.get("/__preview__/reload.js").body
    assert browser.get("/__preview__/preview.css").status == 200
    assert browser.get("/__preview__/server.py").status == 404
    assert browser.get("/__preview__/../server.py").status == 404


def test_a_browser_that_listens_hears_of_each_build(browser, builds):
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=10)
    connection.request("GET", "/__preview__/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    assert stream.readline().decode() == f"data: {builds.state}\n"
    stream.readline()
    builds.rebuild()
    state = stream.readline().decode().removeprefix("data: ").strip()
    assert f'data-state="{state}"' in browser.get("/").body


def listening(browser, page):
    """The lines that a page is sent, one for each state."""
    connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=10)
    connection.request("GET", f"/__preview__/events?page={page}")
    stream = connection.getresponse()
    while line := stream.readline().decode():
        if line.startswith("data: "):
            yield line.removeprefix("data: ").strip()


def test_a_page_has_another_state_only_when_it_shows_something_else(browser, builds, built, pelican, problem):
    states = listening(browser, "/about/")
    first = next(states)
    assert f'data-state="{first}"' in browser.get("/about/").body
    builds.rebuild()
    assert next(states) == first
    pelican.files["about/index.html"] = "<body>other words</body>"
    builds.rebuild()
    second = next(states)
    assert second != first
    pelican.problems = [problem]
    builds.rebuild()
    third = next(states)
    assert third not in (first, second)
    assert f'data-state="{third}"' in browser.get("/about/").body


def test_a_page_with_a_program_has_another_state_after_every_build(browser, builds, built, pelican):
    pelican.files["about/index.html"] = '<body><script type="module" src="/search.js"></script></body>'
    builds.rebuild()
    states = listening(browser, "/about/")
    first = next(states)
    builds.rebuild()
    assert next(states) != first


def test_a_page_that_is_not_there_yet_has_the_state_of_what_is_shown_instead(browser, builds, built, pelican):
    states = listening(browser, "/new/")
    first = next(states)
    assert f'data-state="{first}"' in browser.get("/new/").body
    pelican.files["new/index.html"] = "<body>new</body>"
    builds.rebuild()
    assert next(states) != first


def test_a_taken_port_leads_to_the_next_free_one():
    first = listen(0)
    second = listen(first.server_port)
    assert first.server_port < second.server_port < first.server_port + 20
    first.server_close()
    second.server_close()
