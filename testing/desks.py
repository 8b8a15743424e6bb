"""A desk as operators run it: gunicorn, a database on the disk, a mail server that can be read."""

import contextlib
import email
import email.policy
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from commands.lock import held
from testing.newsroom import ROOT
from testing.ports import free_port
from testing.postgres import postgres, programs

SITE, DESK = "https://blog.participle.example", "https://desk.participle.example"


class Mailbox:
    """What an aiosmtpd server hands its mails to. `answer`: what it says to a mail."""

    def __init__(self):
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        """Keep it, if it is taken."""
        if self.answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return self.answer


@dataclass
class Answer:
    """What came back over HTTP; redirects are not followed."""

    status: int
    text: str
    headers: dict[str, str]


def environment_of(folder: Path, site: Path, mail_port: int) -> dict[str, str]:
    """What a desk in `folder` is started with."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("DESK", "DJANGO"))} | {
        "DESK_DATA_DIR": str(folder),
        "DESK_SECRET_KEY": "a key for tests alone and long enough for one",
        "DESK_URL": DESK,
        "SITE_URL": SITE,
        "SITE_FOLDER": str(site),
        "MAIL_FROM": "The Participle blog <blog@participle.example>",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
    }


class Desk:
    """One that runs. Addresses in mails lead to its public name; `path_of` makes them ours."""

    def __init__(self, folder: Path, site: Path, mailbox: Mailbox, mail_port: int):
        self.folder, self.site, self.mailbox = folder, site, mailbox
        self.port = free_port()
        self.environment = environment_of(folder, site, mail_port)
        self._running: subprocess.Popen | None = None

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess:
        """`python -m desk WORDS`"""
        command = [sys.executable, "-m", "desk", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment | more, capture_output=True, encoding="utf-8", timeout=120, check=False
        )

    def start(self) -> None:
        """Until it answers."""
        log = (self.folder / "log").open("w")
        command = [sys.executable, "-m", "desk", "serve", "--bind", f"127.0.0.1:{self.port}"]
        self._running = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while True:
            assert self._running.poll() is None, (self.folder / "log").read_text()
            try:
                if self.get("/health").status in (200, 503):
                    return
            except OSError:
                time.sleep(0.1)

    def stop(self) -> None:
        self._running.terminate()
        self._running.wait(timeout=30)

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask(
            urllib.request.Request(
                f"http://127.0.0.1:{self.port}{path}", urllib.parse.urlencode(fields).encode(), {"Referer": f"{SITE}/follow/"}
            )
        )

    def _ask(self, request: urllib.request.Request) -> Answer:
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode(), dict(error.headers))

    def link_to(self, place: str) -> str:
        """The path of a link in the newest mail."""
        body = self.mailbox.mails[-1][1].get_body(("plain",)).get_content()
        return re.search(rf"{DESK}(/follow/{place}/\S+?)>", body)[1]

    def publish(self, title: str) -> None:
        """A new post in the feed of everything and in posts.json."""
        slug, now = title.lower().replace(" ", "-"), datetime.now(UTC).isoformat()
        with self._edited("feed.json") as feed, self._edited("posts.json") as posts:
            item = feed["items"][0] | {
                "id": f"tag:new:{slug}",
                "title": title,
                "url": f"{SITE}/{slug}/",
                "date_published": now,
                "date_modified": now,
            }
            feed["items"] = [item, *feed["items"][:-1]]
            posts["posts"].insert(0, {"id": item["id"], "url": item["url"], "title": title, "published": now, "text_hash": title})

    def take_down(self, *titles: str, scrolled_out: bool = False) -> None:
        """No feed has them any more, nor has posts.json; where they only are `scrolled_out` of the feeds, that still has them."""
        for file in self.site.rglob("feed.json"):
            with self._edited(file.relative_to(self.site)) as feed:
                feed["items"] = [item for item in feed["items"] if item["title"] not in titles]
        if not scrolled_out:
            with self._edited("posts.json") as posts:
                posts["posts"] = [post for post in posts["posts"] if post["title"] not in titles]

    def change(self, post: str, **fields: object) -> None:
        """What feeds and posts.json say of the post with that title: `id`, `url`, `title`, `date_published`, which is `published` in posts.json; only there `summary`, `text_hash`, `aliases`."""
        both = {name: value for name, value in fields.items() if name in ("id", "url", "title", "date_published")}
        for file in self.site.rglob("feed.json"):
            with self._edited(file.relative_to(self.site)) as feed:
                feed["items"] = [item | both if item["title"] == post else item for item in feed["items"]]
        fields["published"] = fields.pop("date_published", None)
        with self._edited("posts.json") as posts:
            changes = {name: value for name, value in fields.items() if value}
            posts["posts"] = [each | changes if each["title"] == post else each for each in posts["posts"]]

    @contextlib.contextmanager
    def _edited(self, name: str | Path) -> Iterator[dict]:
        """What a JSON file of the site says; it is written again if that is changed."""
        file = self.site / name
        text = file.read_text(encoding="utf-8")
        said = json.loads(text)
        yield said
        if (new := json.dumps(said)) != json.dumps(json.loads(text)):
            file.write_text(new, encoding="utf-8")

    @property
    def count(self) -> int:
        """What it tells the site."""
        return json.loads((self.folder / "followers.json").read_text())["followers"]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def database() -> str:
    """Its address, as the desk takes it; "" for SQLite in the desk's folder."""
    return ""


def migrate(folder: Path, site: Path, database: str = "") -> None:
    """Make the tables of a desk in `folder`, in its SQLite or in `database`."""
    environment = environment_of(folder, site, 25) | ({"DATABASE_URL": database} if database else {})
    subprocess.run([sys.executable, "-m", "desk", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, timeout=120, check=True)


@pytest.fixture(scope="session")
def migrated_sqlite(shared_folder, built_site) -> Path:
    """A database with all tables and no rows; to migrate one for each test would take most of the time."""
    folder = shared_folder / "migrated-desk"
    with held(shared_folder / "migrated-desk.lock", on_wait=lambda: None):
        if not folder.exists():
            made = Path(tempfile.mkdtemp(dir=shared_folder))
            migrate(made, built_site)
            made.rename(folder)
    return folder / "desk.sqlite3"


@pytest.fixture(scope="session")
def new_postgres_database(lacks, tmp_path_factory, built_site) -> Iterator[Callable[[], str]]:
    """Gives addresses of databases with all tables and no rows, of a server that all tests of this process share."""
    with postgres(programs() or lacks("PostgreSQL", "install the package postgresql")) as server:
        migrate(tmp_path_factory.mktemp("migrated"), built_site, server.create("migrated"))
        numbers = itertools.count(1)
        yield lambda: server.create(f"test_{next(numbers)}", template="migrated")


@pytest.fixture
def desk(tmp_path, built_site, mailbox, database, migrated_sqlite) -> Iterator[Desk]:
    """Beside the feeds of the real site."""
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    site = tmp_path / "site"
    for file in (*built_site.rglob("feed.json"), *(built_site / name for name in ("site.json", "posts.json", "desk.txt"))):
        copied = site / file.relative_to(built_site)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copied)
    made = Desk(tmp_path / "desk", site, mailbox, server.port)
    if database:
        made.environment["DATABASE_URL"] = database
    made.folder.mkdir(mode=0o700)
    if not database:
        shutil.copy(migrated_sqlite, made.folder / "desk.sqlite3")
    made.start()
    yield made
    made.stop()
    server.stop()
