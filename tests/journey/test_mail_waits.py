"""What keeps a mail from going – a server that is away, a mistake in a template – is got over by what docs/operators.md sets up, and by nothing else."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from testing.desks import Desk
from testing.newsroom import ROOT
from testing.webservers import free_port

GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
FOLLOWING = """
from django.utils import timezone
from desk.follows.models import Follow, Follower
before = timezone.now() - timezone.timedelta(days=1)
for number in range(20):
    each = Follower.objects.create(email=f"p{number}@example.org", mailbox=f"p{number}@example.org")
    Follow.objects.create(follower=each, kind="everything", name="All", frequency="immediately", status="confirmed", confirmed=before, seen=before)
"""
FIVE_MINUTES_LATER = """
from django.db.models import F
from django.utils import timezone
from desk.mails.models import TransactionalMail
TransactionalMail.objects.update(due=F("due") - timezone.timedelta(minutes=5), written=F("written") - timezone.timedelta(minutes=5))
"""
STATES = "import json; from collections import Counter; from desk.{app}.models import {model}; print(json.dumps(Counter({model}.objects.values_list('status', flat=True))))"


def command_of(unit: str) -> str:
    """What the guide's unit of that name starts; `desk@digest.service` is `desk@.service` for `digest`."""
    name, sign, job = unit.removesuffix(".service").partition("@")
    section = GUIDE.split(f"# {name}{sign}.service\n")[1].split("```")[0]
    return re.search(r"ExecStart=\S+ -m desk (\S+)", section)[1].replace("%i", job)


def states(desk: Desk, app: str, model: str) -> dict[str, int]:
    return json.loads(desk.run("shell", "-c", STATES.format(app=app, model=model)).stdout.splitlines()[-1])


@pytest.mark.parametrize("reason", ["450 4.2.0 greylisted", "421 4.3.2 closing", "away"])
@pytest.mark.sample(1)
def test_a_confirmation_that_was_put_off_goes_within_the_hour_by_the_timers_of_the_guide_alone(desk, reason):
    assert re.search(r"# desk@digest\.timer\n[^`]*OnCalendar=\*:0/5", GUIDE) and "*/5 * * * *  desk" in GUIDE
    address = desk.environment["EMAIL_URL"]
    if reason == "away":
        desk.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"
    else:
        desk.mailbox.answer = reason
    assert desk.post("/follow/", email="bo@example.org").status == 302
    desk.run(command_of("desk-worker.service"), "--batch", "--interval", "0")
    assert states(desk, "mails", "TransactionalMail") == {"waiting": 1} and not desk.mailbox.mails
    desk.mailbox.answer, desk.environment["EMAIL_URL"] = "250 OK", address
    ticks = 0
    while not desk.mailbox.mails and ticks < 12:
        desk.run("shell", "-c", FIVE_MINUTES_LATER)
        ran = desk.run(command_of("desk@digest.service"))
        assert ran.returncode == 0, ran.stderr
        ticks += 1
    assert states(desk, "mails", "TransactionalMail") == {"sent": 1}
    assert [recipients for recipients, _ in desk.mailbox.mails] == [["bo@example.org"]]
    assert desk.post(desk.link_to("confirm")).status == 302 and desk.count == 1


class Copied:
    """The desk of a copy of the project, whose templates can be broken, with the same database and mail server."""

    def __init__(self, folder: Path, desk: Desk):
        self.folder, self._desk = folder, desk
        for room in ("desk", "newsroom", "theme/templates/mail"):
            shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))

    def run(self, *words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "desk", *words]
        return subprocess.run(
            command, cwd=self.folder, env=self._desk.environment, capture_output=True, encoding="utf-8", timeout=120, check=False
        )

    def broken(self, name: str, words: str) -> None:
        with (self.folder / "theme" / "templates" / "mail" / name).open("a", encoding="utf-8") as template:
            template.write(words)

    def mended(self, name: str) -> None:
        shutil.copy2(ROOT / "theme" / "templates" / "mail" / name, self.folder / "theme" / "templates" / "mail" / name)


@pytest.mark.parametrize("name, words", [("digest.html", "{{ nobody }}"), ("post.html", "{% endmacro %}"), ("digest.txt", "{{ 1 // 0 }}")])
@pytest.mark.sample(1)
def test_a_mistake_in_a_template_lets_the_digest_wait_says_where_and_goes_by_itself_when_it_is_mended(desk, tmp_path, name, words):
    assert desk.run("digest").returncode == 0
    assert desk.run("shell", "-c", FOLLOWING).returncode == 0
    desk.publish("Something new")
    copied = Copied(tmp_path / "copied", desk)
    copied.broken(name, words)
    for _ in range(2 if name == "post.html" else 1):
        ran = copied.run("digest")
        assert ran.returncode == 1 and "Traceback" not in ran.stderr, ran.stderr
        assert (
            re.search(rf"20 digests wait: theme/templates/mail/{re.escape(name)}, line \d+: ", ran.stderr)
            and "Nothing is lost" in ran.stderr
        )
        assert states(desk, "digests", "Delivery") == {"waiting": 20} and not desk.mailbox.mails
    assert desk.get("/health").status == 503
    copied.mended(name)
    ran = copied.run("digest")
    assert ran.returncode == 0 and "20 mails sent" in ran.stdout, ran.stderr
    assert len(desk.mailbox.mails) == 20 and states(desk, "digests", "Delivery") == {"sent": 20}
    assert (
        desk.run("shell", "-c", "from desk.mails.models import Halt; print('halts', Halt.objects.count())")
        .stdout.strip()
        .endswith("halts 0")
    )


def test_one_that_cannot_be_written_stops_none_of_the_others(desk):
    assert desk.run("digest").returncode == 0
    assert desk.run("shell", "-c", FOLLOWING).returncode == 0
    poison = "from desk.follows.models import Follower; Follower.objects.filter(email='p7@example.org').update(email='p7@example.org\\nBcc: eve@example.org')"
    desk.run("shell", "-c", poison)
    desk.publish("Something new")
    assert "19 mails sent" in desk.run("digest").stdout
    assert states(desk, "digests", "Delivery") == {"sent": 19, "held": 1} and len(desk.mailbox.mails) == 19
