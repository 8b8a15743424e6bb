"""What a person’s browser needs: the built site on a loopback address, Chromium, and axe to judge what it shows."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands.lock import held
from testing.chromium import CHROMIUM, FLAGS
from testing.newsroom import copy_project
from tests.browser.kinds import STORY_FORMS
from tests.conftest import BUILD_MOMENT

ROOT = Path(__file__).resolve().parents[2]
# WCAG 2.2 AA and what axe counts as good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a plain web server would, with the site’s own page for what is not there."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format, *args):
        """Silent: requests are no news in a test."""


class QuietServer(http.server.ThreadingHTTPServer):
    """A page that is left before all of it has arrived is no news either."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def site_server(built_site) -> Iterator[str]:
    """The address of the built site, such as http://127.0.0.1:40123, without a slash at the end."""
    with serving(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def story_form_server(shared_folder) -> Iterator[str]:
    """As `site_server`, of a site whose callouts have a form: it posts to STORY_FORMS, as production would to a form service."""
    output = shared_folder / "site-with-a-story-form"
    with held(shared_folder / "site-with-a-story-form.lock", on_wait=lambda: None):
        if not output.exists():
            copy = copy_project(shared_folder / "project-with-a-story-form")
            with (copy / "publishconf.py").open("a", encoding="utf-8") as file:
                file.write(f'\nSUBMISSIONS = {{"endpoint": "{STORY_FORMS}", "email": "stories@participle.example"}}\n')
            command = [sys.executable, "-m", "invoke", "--search-root", str(copy), "build", "--output", str(output)]
            subprocess.run(command, env=os.environ | {"SOURCE_DATE_EPOCH": BUILD_MOMENT}, stdin=subprocess.DEVNULL, check=True, timeout=300)
    with serving(output) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder on loopback, without a slash at the end."""
    server = QuietServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium(lacks):
    """A Chromium, started once: Playwright’s Browser. Take a new context or page of it for each test."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not program:
        lacks("Chromium", "README.md names the packages that the browser tests need")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A new page of its own, 1280 pixels wide, that has kept nothing from other tests."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe(lacks) -> Callable[..., list[str]]:
    """Judges what a page shows: `axe(page)` gives a list of “rule: element”, empty if nothing is against WCAG 2.2 AA."""
    source = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        lacks("axe", "install npm, then start python3 tasks.py test again")
    script = source.read_text(encoding="utf-8")

    def judge(page) -> list[str]:
        page.evaluate(script + "; null")
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [f"{rule['id']}: {' '.join(map(str, node['target']))}: {rule['help']}" for rule in found for node in rule["nodes"]]

    return judge
