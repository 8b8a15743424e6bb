"""What was on its way when a copy was made has perhaps gone since: after it is put back, nobody gets it before a person says so."""

import json

from testing.desks import Desk

ON_ITS_WAY = """
from django.utils import timezone
from desk.digests.models import Delivery, Item
from desk.digests.planner import plan
from desk.digests.ingest import read_feeds
from desk.follows.models import Follow, Follower
from desk.mails.models import TransactionalMail
now = timezone.now()
read_feeds(now)
Item.objects.filter(pk=Item.objects.filter(sources__target="everything").first().pk).update(baseline=False, first_seen=now)
before = now - timezone.timedelta(days=1)
for number in range(12):
    each = Follower.objects.create(email=f"p{number}@example.org", mailbox=f"p{number}@example.org")
    Follow.objects.create(follower=each, kind="everything", name="All", frequency="weekly", status="confirmed", confirmed=before, seen=before)
    if number < 6:
        TransactionalMail.objects.create(follower=each, kind="confirm", to=each.email, subject="S", text="T", html="<p>T", message_id=f"<l{number}@example.org>", status="claimed" if number < 2 else "waiting", claimed=before)
plan("weekly", "2026-W01", now, now)
Delivery.objects.filter(pk__in=Delivery.objects.values("pk")[:3]).update(status="claimed", claimed=before)
"""
STATES = """
import json
from collections import Counter
from desk.digests.models import Delivery
from desk.mails.models import TransactionalMail
print(json.dumps([Counter(model.objects.values_list("status", flat=True)) for model in (TransactionalMail, Delivery)]))
"""
RELEASE = """
from desk.digests.models import Run
from desk.digests.holds import release
from desk.mails.models import TransactionalMail
print(release(Run.objects.all()), TransactionalMail.objects.filter(status="held").update(status="waiting"))
"""


def ran(desk: Desk, *words: str) -> str:
    done = desk.run(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def states(desk: Desk) -> list[dict[str, int]]:
    return json.loads(ran(desk, "shell", "-c", STATES).splitlines()[-1])


def test_what_waited_in_a_copy_waits_for_a_person_when_it_is_put_back(desk, database, tmp_path):
    ran(desk, "shell", "-c", ON_ITS_WAY)
    assert states(desk) == [{"claimed": 2, "waiting": 4}, {"claimed": 3, "waiting": 9}]
    if database:  # as pg_restore leaves it: the rows are those of the copy
        desk.stop()
        said = ran(desk, "restore", "--done")
    else:
        copy = tmp_path / "copy.sqlite3"
        ran(desk, "backup", str(copy))
        assert ran(desk, "send") and len(desk.mailbox.mails) == 18
        desk.stop()
        said = ran(desk, "restore", str(copy))
    assert "Runs and Letters" in said
    desk.environment["DESK_MAIL_CLAIM_TIMEOUT"] = "0"
    desk.start()
    before = len(desk.mailbox.mails)
    for command in (("send",), ("db_worker", "--batch", "--interval", "0"), ("digest",)):
        ran(desk, *command)
    assert len(desk.mailbox.mails) == before and states(desk) == [{"held": 6}, {"held": 12}]
    assert desk.get("/health").status == 503

    ran(desk, "shell", "-c", RELEASE)
    assert ran(desk, "send") == "18 sent.\n"
    names = [mail["Message-ID"] for _, mail in desk.mailbox.mails]
    assert len(set(names)) == 18 and len(names) == before + 18
