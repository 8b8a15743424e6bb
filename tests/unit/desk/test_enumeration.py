"""Nobody learns from the form who follows: neither from what is answered, nor from how much is done for it. Work is counted, since no test may depend on a clock."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.bounces import policy
from desk.bounces.models import Bounce
from desk.bounces.parser import ParsedBounce
from desk.follows import deciding, form_limits
from desk.follows.models import Follow, Follower, Stopped
from desk.mails.outbox import Outbox

CASES = ("unknown", "asked", "follows", "follows otherwise", "ended", "bounced", "stop-listed", "had enough")


@pytest.fixture
def known(ask, link, client):
    """An address of which so much is known."""

    def make(case: str) -> str:
        email = f"{case.replace(' ', '-')}@example.org"
        for _ in range({"unknown": 0, "had enough": form_limits.MOST_AN_HOUR}.get(case, 1)):
            ask(email, frequency="weekly" if case == "follows otherwise" else "immediately")
        if case in ("follows", "follows otherwise", "ended", "bounced", "stop-listed"):
            client.post(link())
        follower = Follower.objects.filter(email=email).first()
        if case == "ended":
            deciding.leave(follower)
        elif case == "bounced":
            policy.record(ParsedBounce(follower, Bounce.Kind.HARD, "digest", "550 no such mailbox"))
        elif case == "stop-listed":
            deciding.erase(follower)
        return email

    return make


@pytest.fixture
def work(ask, monkeypatch, settings):
    """What an address is answered, and what is done for it: as in production, where a worker sends the letters."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "ENQUEUE_ON_COMMIT": True}}
    letters = []
    write = Outbox.write
    monkeypatch.setattr(
        Outbox, "write", lambda self, follower, kind, **fields: letters.append(kind) or write(self, follower, kind, **fields)
    )

    def measure(email: str) -> dict:
        letters.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = ask(email)
        words = [query["sql"].split(" ", 1)[0] for query in queries]
        done = [word for word in words if word not in ("COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")]
        return {
            "status": answer.status_code,
            "headers": dict(answer.headers),
            "body": answer.content,
            "cookies": dict(answer.cookies),
            "letters": len(letters),
            "queries": sorted(done),
        }

    return measure


def test_the_answer_and_the_work_are_the_same_whatever_is_known_of_an_address(known, work, settings):
    worker, in_request = (
        settings.TASKS,
        {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "ENQUEUE_ON_COMMIT": True}},
    )
    seen = {}
    for case in CASES:
        settings.TASKS = in_request
        email = known(case)
        settings.TASKS = worker
        seen[case] = work(email)
    assert seen["unknown"]["status"] == 302 and seen["unknown"]["letters"] == 1
    assert seen["unknown"]["queries"].count("INSERT") == 6  # the attempt, who, what, the question, the letter, the job
    for case in CASES:
        assert seen[case] == seen["unknown"], case


def test_the_cases_are_what_they_are_called(known):
    for case in CASES:
        known(case)
    status = {follow.follower.email.split("@")[0]: f"{follow.frequency} {follow.status} {follow.reason}" for follow in Follow.objects.all()}
    assert status == {
        "asked": "immediately unconfirmed ",
        "follows": "immediately confirmed ",
        "follows-otherwise": "weekly confirmed ",
        "ended": "immediately ended left",
        "bounced": "immediately ended bounced: 550 no such mailbox",
        "had-enough": "immediately unconfirmed ",
    }
    assert Stopped.objects.count() == 1


def test_who_had_enough_mails_gets_no_more_and_nothing_is_left_of_the_asking(known, ask):
    email = known("had enough")
    mail.outbox.clear()
    follower = Follower.objects.get(email=email)
    before = list(follower.follows.values()), follower.letters.count(), follower.follows.get().consents.count()
    ask(email)
    assert mail.outbox == []
    assert before == (list(follower.follows.values()), follower.letters.count(), follower.follows.get().consents.count())
