"""Programs are kept out, and a school in which thirty people follow on one morning is not."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from desk.guard import verdict
from desk.guard.models import Attempt
from desk.guard.verdict import AGE, MANY, TOO_MANY, stamp


@pytest.fixture
def tried(ask):
    """So many attempts from one address before."""

    def make(number: int, ago: timedelta = timedelta(seconds=30)) -> None:
        ask("first@example.org")
        client = Attempt.objects.get().client
        Attempt.objects.bulk_create(Attempt(client=client, at=timezone.now() - ago) for _ in range(number - 1))
        mail.outbox.clear()

    return make


def test_thirty_people_in_one_house_may_follow(ask, tried):
    tried(30, timedelta(minutes=5))
    assert ask().status_code == 302 and len(mail.outbox) == 1


def test_after_many_the_form_is_shown_once_more_to_be_sent_by_hand(ask, tried, monkeypatch):
    tried(MANY + 1, timedelta(minutes=5))
    answer = ask(frequency="weekly")
    assert answer.status_code == 200 and "we have to ask once more" in answer.content.decode()
    assert 'value="ada@example.org"' in answer.content.decode() and mail.outbox == []
    stamped = stamp()
    assert ask(**{AGE: stamped}).status_code == 200  # quicker than a person
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 5)
    assert ask(**{AGE: stamped}).status_code == 302
    monkeypatch.setattr(time, "time", lambda: now + 7200)
    assert ask(**{AGE: stamped}).status_code == 200
    assert ask(**{AGE: "1:forged"}).status_code == 200
    assert len(mail.outbox) == 1


def test_who_tries_a_hundred_times_a_minute_is_slowed_and_others_are_not(ask, tried, client):
    tried(TOO_MANY + 1)
    assert ask().status_code == 429
    client.defaults["REMOTE_ADDR"] = "192.0.2.9"
    assert ask().status_code == 302


def test_no_internet_address_is_kept(ask, client):
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    ask()
    assert "192.0.2.7" not in str(list(Attempt.objects.values()))


@pytest.mark.parametrize(
    "proxies, forwarded, same",
    [(0, "198.51.100.1", True), (1, "198.51.100.1", False), (1, "forged, 198.51.100.1", False), (2, "198.51.100.1", True)],
)
def test_a_reader_behind_our_proxies_is_told_from_the_next(rf, settings, transactional_db, proxies, forwarded, same):
    settings.TRUSTED_PROXIES = proxies
    now = timezone.now()
    plain, through = rf.post("/"), rf.post("/", headers={"X-Forwarded-For": forwarded})
    assert (verdict._client(plain, now) == verdict._client(through, now)) is same
    assert verdict._client(through, now) != verdict._client(through, now + timedelta(days=1))
