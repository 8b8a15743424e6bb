"""Whoever is erased is gone at once, from every place where the desk keeps or shows anything: `grep` finds nothing."""

import http.cookiejar
import json
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing

import psycopg
import pytest

from testing.desks import SITE, Desk, Mailbox

ADDRESS = "Ada.Byron@example.org"
# Server words that quote her: in a halted queue, in a job that failed, in the answer to another follower's mail, in a returned mail.
TRACES = """
from django_tasks_db.models import DBTaskResult
from django.utils import timezone
from desk.bounces.models import Bounce, Reply
from desk.bounces.parser import ParsedBounce
from desk.bounces.policy import record
from desk.digests.models import Delivery, Item, Run
from desk.follows.models import Follow, Follower
from desk.mails.models import Halt, TransactionalMail
from desk.mails.sender import QueuePaused
from desk.mails.tasks import send_letters
from desk.follows.models import Consent
ada = Follower.objects.get(mailbox="ada.byron@example.org")
said = "550 5.1.1 <Ada.Byron@example.org>: Recipient address rejected (ada.byron%40example.org)"
Halt.objects.update_or_create(pk=1, defaults={"why": f"The mail server lets us write to nobody: {said}"})
bo = Follower.objects.create(email="bo@example.org", mailbox="bo@example.org")
TransactionalMail.objects.create(follower=bo, kind="confirm", to=bo.email, message_id="<1@x>", status="refused", answer=said)
TransactionalMail.objects.update(answer=said)
run = Run.objects.create(frequency="weekly", key="2026-W01")
Delivery.objects.create(run=run, follower=ada, content="c", message_id="<2@x>", status="refused", answer=said)
record(ParsedBounce(ada, Bounce.Kind.SOFT, "d1", said)); record(ParsedBounce(bo, Bounce.Kind.HARD, "d2", said))
Reply.objects.create(sender="ada.byron@example.org", digest="r1", subject="Off", text="Take me off")
Reply.objects.create(sender="bo@example.org", digest="r2", subject="Fwd: Ada.Byron@example.org", text="Ada.Byron@example.org told me")
send_letters.enqueue()
job = DBTaskResult.objects.get(status="READY")
try:
    raise QueuePaused(said)
except QueuePaused as error:
    job.set_failed(error)
"""
EDITOR = """
from django.contrib.auth import get_user_model
get_user_model().objects.create_superuser("editor", "ed@example.net", "a long one, for a test")
"""


class Admin:
    """An editor's browser."""

    def __init__(self, desk: Desk):
        ran = desk.run("shell", "-c", EDITOR)
        assert ran.returncode == 0, ran.stderr
        self._at = f"http://127.0.0.1:{desk.port}"
        self._jar = http.cookiejar.CookieJar(_KeepsSecureCookies())
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self.post("/admin/login/", username="editor", password="a long one, for a test", next="/admin/")

    def get(self, path: str) -> str:
        with self._opener.open(self._request(path), timeout=60) as answer:
            return answer.read().decode()

    def status(self, path: str) -> int:
        """With which an address is answered."""
        try:
            with self._opener.open(self._request(path), timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))[1]
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        with self._opener.open(self._request(path, data), timeout=60) as answer:
            return answer.read().decode()

    def _request(self, path: str, data: bytes | None = None) -> urllib.request.Request:
        # As from the web server before the desk: cookies are marked for https alone.
        return urllib.request.Request(
            self._at + path,
            data,
            {"Referer": "https://desk.participle.example/", "Origin": "https://desk.participle.example", "Host": "desk.participle.example"},
        )

    def pages(self) -> dict[str, str]:
        """The first page, every list that it links, and every object of each."""
        first = self.get("/admin/")
        found = {"/admin/": first}
        for path in set(re.findall(r'href="(/admin/\w+/\w+/)"', first)):
            found[path] = self.get(path)
            for each in set(re.findall(rf'href="({path}[^/"]+/change/)[?"]', found[path])):
                found[each] = self.get(each)
        assert len(found) > 8
        return found


class _KeepsSecureCookies(http.cookiejar.DefaultCookiePolicy):
    def return_ok_secure(self, cookie, request):
        return True

    def return_ok_domain(self, cookie, request):
        return True

    def domain_return_ok(self, domain, request):
        return True


def everything(desk: Desk, admin: Admin) -> dict[str, bytes]:
    """Every byte that the desk keeps, and every page that it shows to editors, by where it stands."""
    found = {file.name: file.read_bytes() for file in desk.folder.rglob("*") if file.is_file() and "static" not in file.parts}
    if address := desk.environment.get("DATABASE_URL"):
        with psycopg.connect(address) as connection:
            tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
            found |= {name: str(connection.execute(f'SELECT * FROM "{name}"').fetchall()).encode() for name in tables}
    else:
        assert {"desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm"} <= set(found)
    return found | {path: page.encode() for path, page in admin.pages().items()}


def where(desk: Desk, admin: Admin) -> list[str]:
    """Where her address stands, in whatever capitals."""
    signs = (b"ada.byron@example.org", b"ada.byron%40example.org", b"ada.byron")
    return sorted(name for name, text in everything(desk, admin).items() if any(sign in text.lower() for sign in signs))


@pytest.fixture
def admin(desk) -> Admin:
    return Admin(desk)


@pytest.fixture
def ada(desk) -> Desk:
    """She follows, among many, and mail servers have said things of her."""
    desk.post("/follow/", email=ADDRESS, frequency="weekly", target="everything")
    worked(desk)
    assert desk.post(desk.link_to("confirm")).status == 302
    ran = desk.run("shell", "-c", TRACES)
    assert ran.returncode == 0, ran.stderr
    return desk


def worked(desk: Desk) -> str:
    ran = desk.run("db_worker", "--batch", "--interval", "0")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr


def test_after_forget_me_no_byte_of_an_address_is_left(ada, admin):
    assert "sqlite" in str(ada.environment.get("DATABASE_URL", "sqlite")) or "follows_follower" in where(ada, admin)
    ada.post("/follow/", email=ADDRESS, frequency="weekly", target="everything")
    worked(ada)
    assert where(ada, admin) != []
    assert "Your address is deleted" in ada.post(ada.link_to("yours"), erase="1").text
    assert where(ada, admin) == []


def test_after_an_operator_erased_somebody_neither(ada, admin):
    ran = ada.run("person", ADDRESS.upper(), "--erase", "--yes")
    assert ran.returncode == 0 and ran.stderr == "desk person: erased one follower\n"
    assert "erased" in ran.stdout and where(ada, admin) == []
    again = ada.run("person", ADDRESS, "--erase", "--yes")
    assert again.returncode == 3 and "Nobody" in again.stderr


def test_after_an_editor_erased_somebody_neither(ada, admin):
    (path,) = [
        each
        for each in re.findall(
            r'href="(/admin/follows/follower/\d+)/change/', admin.get("/admin/follows/follower/?q=ada.byron@example.org")
        )
    ][:1]
    page = admin.post(f"{path}/erase/", reason="She asked us by letter")
    assert "a•••@example.org" in page.lower() and "erased" in page.lower()
    assert where(ada, admin) == []
    assert "She asked us by letter" in ada.run("dumpdata", "admin.logentry").stdout


class Unwelcome(Mailbox):
    """A server that is no relay for us, and says so of an address that it quotes."""

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        return f"554 5.7.1 <{address}>: Relay access denied"


@pytest.fixture
def mailbox(request) -> Mailbox:
    return getattr(request, "param", Mailbox)()


@pytest.mark.parametrize("mailbox", [Unwelcome], indirect=True)
def test_what_the_worker_logs_and_the_commands_print_quotes_nobody(desk):
    desk.post("/follow/", email=ADDRESS)
    said = worked(desk)
    assert "lets us write to nobody" in said and "Ada.Byron" not in said
    ran = desk.run(
        "shell",
        "-c",
        "from desk.mails.models import TransactionalMail; from django.utils import timezone; TransactionalMail.objects.update(status='waiting', due=timezone.now())",
    )
    ran = desk.run("send")
    assert ran.returncode == 1 and "Relay access denied" in ran.stderr and "Ada.Byron" not in ran.stderr
    ran = desk.run("shell", "-c", f"raise ValueError('{ADDRESS} is odd')")
    assert (
        ran.returncode == 1 and "A•••@example.org is odd" in ran.stderr and "Ada.Byron" not in ran.stderr.replace(f"'{ADDRESS} is odd'", "")
    )


@pytest.mark.parametrize("database", ["SQLite"], indirect=True)
def test_while_another_reads_the_database_the_traces_go_as_soon_as_it_is_done(ada, admin):
    with closing(sqlite3.connect(ada.folder / "desk.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM follows_follower").fetchall()
        ran = ada.run("person", ADDRESS, "--erase", "--yes")
        assert ran.returncode == 0 and "another program is reading the database" in ran.stdout
    assert where(ada, admin) != []  # in the log of writes alone
    worked(ada)
    assert where(ada, admin) == []


@pytest.mark.parametrize("database", ["SQLite"], indirect=True)
def test_among_many_the_pages_of_the_database_are_clean_too(ada, admin):
    """A row that moves from one page of the file to another may leave a copy behind."""
    many = """
from random import Random
from desk.follows.models import Follow, Follower
order = list(range(800)); Random(7).shuffle(order)
people = Follower.objects.bulk_create([Follower(email=f"zz{n}.eve@example.org", mailbox=f"zz{n}.eve@example.org") for n in order], batch_size=50)
Follow.objects.bulk_create([Follow(follower=each, kind="everything", name="All", frequency="weekly", status="confirmed") for each in people], batch_size=50)
"""
    assert ada.run("shell", "-c", many).returncode == 0
    erase = """
from desk.follows import deciding
from desk.follows.models import Follower
from django.db import transaction
from desk.traces import wipe
with transaction.atomic():
    for each in Follower.objects.filter(email__endswith=".eve@example.org"):
        deciding.forget(each)
assert wipe(20)
"""
    assert ada.run("shell", "-c", erase).returncode == 0
    left = {name for name, text in everything(ada, admin).items() if b".eve@example.org" in text}
    assert left == set()
    assert json.loads((ada.folder / "followers.json").read_text()) == {"followers": 1} and SITE
