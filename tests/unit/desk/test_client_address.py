"""Where requests come from is told behind proxies too, and nobody can pretend to come from elsewhere."""

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.utils import timezone

from desk.guard.client import client_address, proxy_alarms
from desk.guard.models import ProxyMismatch
from desk.health import alarms, figures
from desk.tidying import tidy

PASSWORD = "a long one, for a test"
PROXY = "127.0.0.1"


def address(remote: str = PROXY, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory(REMOTE_ADDR=remote).get("/", headers=headers))


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "found"),
    [
        (0, "198.51.100.7", None, "198.51.100.7"),
        (0, "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (1, PROXY, "198.51.100.7", "198.51.100.7"),
        (1, PROXY, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (1, PROXY, "1.1.1.1,2.2.2.2 , 198.51.100.7 ", "198.51.100.7"),
        (2, PROXY, "203.0.113.9, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, PROXY, "198.51.100.7", PROXY),
        (1, PROXY, "198.51.100.7:52144", "198.51.100.7"),
        (1, PROXY, "[2001:db8:1:2::7]:443", "2001:db8:1:2::"),
        (1, PROXY, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, PROXY, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, PROXY, "unknown", PROXY),
        (1, PROXY, "'; DROP TABLE", PROXY),
        (1, PROXY, "", PROXY),
        (0, "", None, "0.0.0.0"),
        (1, "", "198.51.100.7", "198.51.100.7"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_added(transactional_db, settings, proxies, remote, forwarded, found):
    settings.TRUSTED_PROXIES = proxies
    assert address(remote, forwarded) == found


def log_in(client, forwarded: str, password: str, username: str = "editor", remote: str = PROXY):
    return client.post(
        "/admin/login/",
        {"username": username, "password": password, "next": "/admin/"},
        headers={"X-Forwarded-For": forwarded},
        REMOTE_ADDR=remote,
    ).status_code


@pytest.fixture
def editor(transactional_db, settings):
    settings.TRUSTED_PROXIES = 1
    return get_user_model().objects.create_superuser("editor", password=PASSWORD)


def test_who_guesses_a_password_locks_out_nobody_but_themselves(editor, client):
    assert [log_in(client, "203.0.113.9", str(number)) for number in range(6)] == [200] * 4 + [429] * 2
    assert log_in(client, "203.0.113.9", PASSWORD) == 429
    assert log_in(client, "203.0.113.9", "x", username="other") == 200
    assert log_in(client, "198.51.100.7", PASSWORD) == 302


def test_who_guessed_five_times_waits_for_an_hour(editor, client):
    from axes.models import AccessAttempt

    for number in range(5):
        log_in(client, "203.0.113.9", str(number))
    for minutes, answer in ((59, 429), (61, 302)):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=minutes))
        assert log_in(client, "203.0.113.9", PASSWORD) == answer


@pytest.mark.parametrize(
    "forged", ["{n}.2.3.4, 203.0.113.9", "198.51.100.{n},203.0.113.9", "2001:db8::{n}, 203.0.113.9", "nonsense-{n}, 203.0.113.9"]
)
def test_a_forged_header_gives_nobody_more_tries_nor_anybody_else_s(editor, client, forged):
    answers = [log_in(client, forged.format(n=number), str(number)) for number in range(1, 8)]
    assert answers == [200] * 4 + [429] * 3
    assert log_in(client, "198.51.100.7", PASSWORD) == 302


def test_a_household_with_ipv6_has_no_more_tries_than_one_machine(editor, client):
    assert [log_in(client, f"2001:db8:1:2::{number}", "x") for number in range(6)][-1] == 429
    assert log_in(client, "2001:db8:1:3::1", PASSWORD) == 302


def test_without_a_proxy_a_header_is_nothing(editor, client, settings):
    settings.TRUSTED_PROXIES = 0
    answers = [log_in(client, f"10.0.0.{number}", "x", remote="203.0.113.9") for number in range(6)]
    assert answers[-1] == 429
    assert log_in(client, "10.0.0.1", PASSWORD, remote="198.51.100.7") == 302
    assert proxy_alarms() == []  # a stranger's header says nothing of our proxies


def test_who_logs_in_begins_anew(editor, client):
    for password in ("x", "x", "x", "x", PASSWORD, "x", "x"):
        status = log_in(client, "203.0.113.9", password)
    assert status == 200


def test_a_proxy_that_the_settings_do_not_know_of_is_an_alarm(ask, client, settings):
    settings.TRUSTED_PROXIES = 0
    ask(headers={})
    assert proxy_alarms() == []
    client.post("/follow/", {"email": "bo@example.org"}, headers={"X-Forwarded-For": "198.51.100.7"})
    now = timezone.now()
    (said,) = [each for each in alarms(now, figures(now)) if "DESK_TRUSTED_PROXIES" in each]
    assert "Set DESK_TRUSTED_PROXIES=1" in said and client.get("/health").status_code == 503
    ProxyMismatch.objects.update(at=now - timezone.timedelta(days=2))
    assert proxy_alarms() == []
    tidy()
    assert not ProxyMismatch.objects.exists()


def test_a_proxy_that_adds_nothing_is_an_alarm(ask, settings):
    settings.TRUSTED_PROXIES = 1
    ask()
    (said,) = proxy_alarms()
    assert "a form came without X-Forwarded-For" in said


def test_a_proxy_as_the_settings_say_is_none(client, transactional_db, settings):
    settings.TRUSTED_PROXIES = 1
    client.post("/follow/", {"email": "bo@example.org"}, headers={"X-Forwarded-For": "forged, 198.51.100.7"})
    assert proxy_alarms() == [] and client.get("/health").status_code == 200


def test_wrong_passwords_are_kept_for_a_day(editor, client):
    from axes.models import AccessAttempt

    log_in(client, "203.0.113.9", "x")
    tidy()
    assert AccessAttempt.objects.count() == 1
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(days=2))
    tidy()
    assert not AccessAttempt.objects.exists()
