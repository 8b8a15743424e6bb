"""What keeps a desk in order: settings that are refused, what is thrown away, what editors see."""

import os
import re
import runpy
import subprocess
import sys
from datetime import timedelta

import environ
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, load_command_class
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from environ.fileaware_mapping import FileAwareMapping

from desk import environment
from desk.checks import dangerous, doubtful
from desk.environment import RENAMED_VARIABLES, key_of_this_machine
from desk.follows import deciding
from desk.follows.models import Consent, Follow, Follower, Stopped
from desk.guard.models import Attempt
from desk.mails.models import TransactionalMail
from desk.published import Published
from desk.tidying import tidy
from testing.newsroom import ROOT

GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
SAFE = {
    "PREVIEW": False,
    "SECRET_KEY": "k" * 40,
    "SITE_URL": "https://blog.example.org",
    "DESK_URL": "https://desk.example.org",
    "MAIL_FROM": "The blog <blog@example.org>",
    "EMAIL": "smtp://mail.example.org",
}


@pytest.fixture
def production(settings):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def ids() -> list[str]:
    return [error.id for error in dangerous(None)]


def test_a_safe_desk_may_start(production):
    assert ids() == []


@pytest.mark.parametrize(
    "name, value, found",
    [
        ("SECRET_KEY", "missing", "desk.E001"),
        ("SECRET_KEY", "k" * 39, "desk.E001"),
        ("DEBUG", True, "desk.E002"),
        ("SITE_URL", "http://blog.example.org", "desk.E003"),
        ("DESK_URL", "", "desk.E003"),
        ("MAIL_FROM", "", "desk.E004"),
        ("EMAIL", "inbox:", "desk.E004"),
        ("SITE_FOLDER", "/nowhere", "desk.E005"),
        ("SITE_URL", "https://other.example", "desk.E005"),
        ("DIGEST_HOUR", 25, "desk.E009"),
        ("MAIL_CONNECTIONS", 0, "desk.E009"),
        ("MAIL_CLAIM_TIMEOUT", -3, "desk.E009"),
        ("BOUNCE_ADDRESS", "two@a.example, b@c.example", "desk.E010"),
    ],
)
def test_what_is_dangerous_is_refused_by_name_with_a_cure(production, name, value, found):
    setattr(production, name, value)
    (error,) = dangerous(None)
    assert error.id == found
    assert error.hint or "Build and publish the site" in error.msg
    with pytest.raises(CommandError, match="does not start like this") as refused:
        call_command("serve")
    assert found in str(refused.value)


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("DIGEST_HOUR", "seven", "DIGEST_HOUR is “seven”"),
        ("DESK_TRUSTED_PROXIES", "x", "DESK_TRUSTED_PROXIES is “x”"),
        ("EMAIL_URL", "smtp+foo://x", "EMAIL_URL cannot be understood"),
        ("MAIL_RETURN", "bounces@example.org", "MAIL_RETURN is now called BOUNCE_ADDRESS"),
        ("EMAIL_URL", "smtp://h:port", "EMAIL_URL cannot"),
    ],
)
def test_a_setting_that_cannot_be_read_stops_every_command_by_name(name, value, said):
    ran = subprocess.run(
        [sys.executable, "-m", "desk", "check"],
        cwd=ROOT,
        env=os.environ | {name: value},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1
    assert said in ran.stderr and "Traceback" not in ran.stderr


@pytest.mark.parametrize("suffix", ["", "_FILE"])
@pytest.mark.parametrize("old, new", RENAMED_VARIABLES.items())
def test_a_variable_under_its_old_name_is_refused_with_the_new_one(monkeypatch, old, new, suffix):
    monkeypatch.setenv(f"{old}{suffix}", "")
    with pytest.raises(ImproperlyConfigured, match=f"^Rename in the environment: {old}{suffix} is now called {new}{suffix}.$"):
        settings_read()


def settings_read() -> dict[str, object]:
    """What desk/settings.py makes of the environment as it is now."""
    return {name: value for name, value in runpy.run_path(str(ROOT / "desk" / "settings.py")).items() if name.isupper()}


@pytest.fixture
def unset(monkeypatch):
    """An environment in which no setting of the guide stands; their names."""
    names = [name for name in re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.M)]
    for name in {*names, *(name for name in os.environ if name.startswith(("DESK", "ANYMAIL")))}:
        monkeypatch.delenv(name, raising=False)
    return names


def test_what_is_not_set_is_as_the_guide_says(unset, tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    read = settings_read()
    said = dict(re.findall(r"^\| `(\w+)` \|[^|]*?([^\s`]+)`? unless set \|", GUIDE, re.M))
    assert said == {
        "DIGEST_HOUR": str(read["DIGEST_HOUR"]),
        "DESK_MAIL_CLAIM_TIMEOUT": str(read["MAIL_CLAIM_TIMEOUT"]),
        "MAIL_CONNECTIONS": str(read["MAIL_CONNECTIONS"]),
        "MAIL_PER_SECOND": {0: "none"}[read["MAIL_PER_SECOND"]],
        "DATABASE_URL": {str(read["PLACE"] / "desk.sqlite3"): "DESK_DATA_DIR"}[read["DATABASES"]["default"]["NAME"]],
        "DESK_DATA_DIR": read["PLACE"].relative_to(tmp_path).as_posix(),
        "DESK_PROOF_OF_WORK": {False: "off"}[read["PROOF_OF_WORK"]],
        "DESK_TRUSTED_PROXIES": str(read["TRUSTED_PROXIES"]),
    }
    assert read["MAIL_RETRY_CLAIMED"] and not read["PREVIEW"] and not read["DEBUG"]


VALUES = {
    "DESK_SECRET_KEY": "k" * 40,
    "DESK_SECRET_KEY_FALLBACKS": "one,two",
    "SITE_URL": "https://blog.example.org",
    "DESK_URL": "https://desk.example.org",
    "SITE_FOLDER": "/srv/blog/current",
    "MAIL_FROM": "The blog <blog@example.org>",
    "BOUNCE_ADDRESS": "bounces@example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DIGEST_HOUR": "8",
    "DESK_MAIL_CLAIM_TIMEOUT": "900",
    "DESK_MAIL_RETRY_CLAIMED": "0",
    "MAIL_CONNECTIONS": "2",
    "MAIL_PER_SECOND": "14",
    "DATABASE_URL": "postgres://desk:password@127.0.0.1:5432/desk",
    "DESK_PROOF_OF_WORK": "1",
    "DESK_TRUSTED_PROXIES": "1",
}


def test_each_value_can_be_given_in_a_file(unset, tmp_path, monkeypatch):
    assert {name for name in unset if not name.startswith("ANYMAIL")} == {*VALUES, "DESK_DATA_DIR"}
    monkeypatch.setattr(environ.FileAwareEnv, "ENVIRON", FileAwareMapping(cache=False))
    monkeypatch.setenv("DESK_DATA_DIR", str(tmp_path / "desk"))
    with monkeypatch.context() as plain:
        for name, value in VALUES.items():
            plain.setenv(name, value)
        expected = settings_read()
    for name, value in VALUES.items():
        (tmp_path / name).write_text(value, encoding="utf-8")
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / name))
    assert settings_read() == expected
    assert (expected["SECRET_KEY_FALLBACKS"], expected["EMAIL_HOST"], expected["EMAIL_USE_TLS"]) == (
        ["one", "two"],
        "mail.example.org",
        True,
    )
    assert (expected["DIGEST_HOUR"], expected["MAIL_CLAIM_TIMEOUT"], expected["MAIL_RETRY_CLAIMED"], expected["MAIL_CONNECTIONS"]) == (
        8,
        900,
        False,
        2,
    )
    assert (
        expected["MAIL_PER_SECOND"],
        expected["PROOF_OF_WORK"],
        expected["TRUSTED_PROXIES"],
        expected["DATABASES"]["default"]["HOST"],
    ) == (
        14,
        True,
        1,
        "127.0.0.1",
    )


def test_the_site_is_read_in_its_folder_or_asked_at_its_address(site, tmp_path):
    assert Published(str(tmp_path), "https://nobody.invalid").site() == site
    assert Published("", tmp_path.as_uri()).site() == site and Published("", tmp_path.as_uri()).posts() == {}


def test_it_listens_on_this_machine_alone():
    assert load_command_class("desk", "serve").create_parser("desk", "serve").parse_args([]).bind == "127.0.0.1:8100"


def test_each_step_of_an_upgrade_is_whole_or_not_at_all(transactional_db):
    ours = [each for (app, _), each in MigrationLoader(connection).disk_migrations.items() if type(each).__module__.startswith("desk.")]
    assert ours and connection.features.can_rollback_ddl
    assert [each for each in ours if not each.atomic] == []


def test_while_its_tables_cannot_be_brought_up_to_date_it_does_not_listen(production, monkeypatch):
    def fails(name, *_, **__):
        assert name == "migrate"
        raise OSError("disk full")

    started = []
    monkeypatch.setattr("desk.management.commands.serve.call_command", fails)
    monkeypatch.setattr(os, "execv", lambda *words: started.append(words))
    with pytest.raises(OSError, match="disk full"):
        call_command("serve")
    assert started == []


def test_a_database_that_others_can_read_is_refused(production, tmp_path, monkeypatch):
    file = tmp_path / "desk.sqlite3"
    file.write_bytes(b"")
    monkeypatch.setitem(production.DATABASES["default"], "NAME", str(file))
    file.chmod(0o600)
    assert ids() == []
    file.chmod(0o644)
    assert ids() == ["desk.E006"]


def test_a_desk_that_is_tried_out_needs_no_settings(settings):
    settings.SECRET_KEY = "missing"
    assert ids() == []


def test_the_key_of_a_machine_is_made_once_and_is_its_owner_s(tmp_path):
    key = key_of_this_machine(tmp_path)
    assert len(key) >= 48 and key_of_this_machine(tmp_path) == key
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_trying_out_is_not_for_production(production):
    with pytest.raises(CommandError, match="in production it is `serve`"):
        call_command("try")


def test_what_was_never_confirmed_is_gone_after_a_week(ask):
    ask()
    assert tidy().unconfirmed == 0
    Consent.objects.update(asked=timezone.now() - timedelta(days=6))
    Follower.objects.update(since=timezone.now() - timedelta(days=6))
    tidy()
    assert Follower.objects.exists()
    Consent.objects.update(asked=timezone.now() - timedelta(days=8))
    Follower.objects.update(since=timezone.now() - timedelta(days=8))
    tidy()
    assert (
        not Follower.objects.exists()
        and not Follow.objects.exists()
        and not TransactionalMail.objects.exists()
        and not Stopped.objects.exists()
    )


def test_who_left_is_forgotten_after_a_month_and_not_brought_back(following):
    deciding.leave(following)
    assert tidy().left == 0 and Follower.objects.exists()
    Follow.objects.update(ended=timezone.now() - timedelta(days=31))
    assert tidy().left == 1
    assert not Follower.objects.exists() and Stopped.objects.count() == 1


def test_who_follows_stays_for_ever(following):
    for model, field in ((Follower, "since"), (Consent, "asked"), (TransactionalMail, "written")):
        model.objects.update(**{field: timezone.now() - timedelta(days=999)})
    Consent.objects.update(confirmed=timezone.now() - timedelta(days=999))
    tidy()
    assert Follow.objects.get().status == "confirmed" and Consent.objects.exists() and not TransactionalMail.objects.exists()


def test_attempts_are_kept_for_an_hour(ask):
    ask()
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=61))
    tidy()
    assert not Attempt.objects.exists()


def test_commands_say_what_they_did(following, capsys):
    call_command("tidy")
    call_command("send")
    assert capsys.readouterr().out == "Gone: 0 that were never confirmed, 0 that left a month ago.\n0 sent.\n"


def test_editors_see_masked_addresses_and_no_words_of_letters(following, client):
    get_user_model().objects.create_superuser("editor", password="a long one, for a test")
    client.login(username="editor", password="a long one, for a test", request=client.get("/admin/login/").wsgi_request)
    for path in ("follows/follower/", f"follows/follower/{following.pk}/change/", "mails/transactionalmail/"):
        page = client.get(f"/admin/{path}")
        assert page.status_code == 200, path
        assert "ada@example.org" not in page.content.decode(), path
    assert "a•••@example.org" in client.get("/admin/follows/follower/").content.decode()
    assert client.get("/admin/follows/follower/add/").status_code == 403


def test_who_guesses_passwords_is_slowed(client, transactional_db):
    answers = [client.post("/admin/login/", {"username": "editor", "password": str(number)}).status_code for number in range(6)]
    assert answers[:4] == [200] * 4 and answers[5] == 429


def test_an_editor_releases_and_holds_a_run(client, transactional_db):
    from desk.digests.models import Delivery, Run
    from desk.follows.models import Follower

    get_user_model().objects.create_superuser("editor", password="a long one, for a test")
    client.force_login(get_user_model().objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    run = Run.objects.create(frequency="weekly", key="2026-W23", held="It is due for 6 days.")
    ada = Follower.objects.create(email="ada@example.org", mailbox="ada@example.org")
    delivery = Delivery.objects.create(run=run, follower=ada, content="c", message_id="<1@example.org>", status="held")
    page = client.get("/admin/digests/run/")
    assert "It is due for 6 days." in page.content.decode()
    client.post("/admin/digests/run/", {"action": "release", "_selected_action": run.pk})
    run.refresh_from_db()
    delivery.refresh_from_db()
    assert run.held == "" and delivery.status == "waiting"
    client.post("/admin/digests/run/", {"action": "hold", "_selected_action": run.pk})
    run.refresh_from_db()
    delivery.refresh_from_db()
    assert run.held == "Held by editor." and delivery.status == "held"
    client.post("/admin/digests/delivery/", {"action": "release", "_selected_action": delivery.pk})
    delivery.refresh_from_db()
    assert delivery.status == "held"  # its run still is
    Run.objects.update(held="")
    client.post("/admin/digests/delivery/", {"action": "release", "_selected_action": delivery.pk})
    delivery.refresh_from_db()
    assert delivery.status == "waiting"
    assert client.get("/admin/digests/delivery/").status_code == 200


def test_without_a_postal_address_there_is_a_warning_and_the_desk_starts(production, site, tmp_path, client, transactional_db):
    from dataclasses import replace

    from newsroom.site_json import to_json

    (warning,) = doubtful(None)
    assert warning.id == "desk.W001" and "MAIL_FOOTER" in warning.msg and "MAIL_FOOTER" in warning.hint and ids() == []
    get_user_model().objects.create_superuser("editor", password="a long one, for a test")
    client.force_login(get_user_model().objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert "MAIL_FOOTER is empty" in client.get("/admin/").content.decode()
    (tmp_path / "site.json").write_text(to_json(replace(site, sender="The blog, 1 High Street, London")), encoding="utf-8")
    assert doubtful(None) == [] and "MAIL_FOOTER" not in client.get("/admin/").content.decode()
