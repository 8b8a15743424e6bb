"""The end of following: everybody hears of it once, and then nobody is left."""

import csv
import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk import closing
from desk.digests.planning import plan_due
from desk.follows.models import Closing, Consent, Follow, Follower, Stopped
from desk.mails.models import Letter


@pytest.fixture
def people(ask, link, client, following):
    """Ada follows, Bo does too, Cy never confirmed."""
    ask("bo@example.org")
    client.post(link())
    ask("cy@example.org")
    mail.outbox.clear()


def end(**options) -> None:
    call_command("close", yes=True, **options)


def test_everybody_who_follows_hears_of_it_once_with_the_editors_words(people):
    end(words="Thank you & goodbye.")
    assert sorted(each.to[0] for each in mail.outbox) == ["ada@example.org", "bo@example.org"]
    sent = mail.outbox[0]
    assert sent.subject == "The last mail from The blog" and "Thank you & goodbye." in sent.body and "Thank you &amp; goodbye." in sent.alternatives[0][0]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    end()
    assert len(mail.outbox) == 2


def test_from_then_on_nobody_can_ask_or_confirm_and_nothing_is_planned(people, ask, client, link):
    ask("dee@example.org")
    path = link()
    end()
    mail.outbox.clear()
    answer = ask("eve@example.org")
    assert answer.status_code == 410 and "no longer be followed" in answer.content.decode()
    assert client.post(path).status_code == 410
    assert not Follower.objects.filter(email="eve@example.org").exists() and mail.outbox == []
    assert plan_due(timezone.now()) == []
    with pytest.raises(CommandError, match="has ended here"):
        call_command("import_followers", "list.csv")


def test_a_stop_in_between_is_made_up_for_and_nobody_gets_two(people, monkeypatch):
    write, written = closing.write, []

    def stops(follower, *words, **fields):
        if written:
            raise KeyboardInterrupt
        written.append(follower)
        return write(follower, *words, **fields)

    monkeypatch.setattr(closing, "_AT_ONCE", 1)
    monkeypatch.setattr(closing, "write", stops)
    with pytest.raises(KeyboardInterrupt):
        end()
    monkeypatch.setattr(closing, "write", write)
    end()
    assert sorted(each.to[0] for each in mail.outbox) == ["ada@example.org", "bo@example.org"]


def test_nobody_is_erased_before_the_last_mails_are_out(people, settings):
    with pytest.raises(CommandError, match="has not ended yet"):
        end(finish=True)
    end()
    Letter.objects.filter(kind="goodbye", to="bo@example.org").update(status="waiting")
    with pytest.raises(CommandError, match="1 last mails are not out"):
        end(finish=True)
    assert Follower.objects.count() == 3
    end(finish=True, anyway=True)
    assert Follower.objects.count() == 0


def test_in_the_end_there_are_counts_and_nobody(people, tmp_path):
    Stopped.objects.create(digest="d" * 64)
    editor = get_user_model().objects.create_superuser("editor", password="a long one, for a test")
    LogEntry.objects.log_actions(editor.pk, Follower.objects.all(), CHANGE)
    end()
    end(finish=True)
    for model in (Follower, Follow, Consent, Letter, Stopped, LogEntry):
        assert not model.objects.exists()
    assert Closing.objects.get().erased
    (folder,) = tmp_path.glob("closed-*")
    record = (folder / "record.json").read_text()
    assert json.loads(record)["addresses"] == 3 and json.loads(record)["last mails"] == {"sent": 2}
    assert "example.org" not in record and not (folder / "followers.csv").exists()
    assert json.loads((tmp_path / "followers.json").read_text()) == {"followers": 0}
    end(finish=True)
    assert (folder / "record.json").read_text() == record


def test_who_must_keep_consents_can_and_no_cell_is_a_formula(people, tmp_path):
    Follower.objects.filter(email="bo@example.org").update(email="=cmd@example.org")
    end()
    end(finish=True, export=True)
    (file,) = tmp_path.glob("closed-*/followers.csv")
    assert file.stat().st_mode & 0o077 == 0
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert [(row["email"], row["status"], bool(row["confirmed"])) for row in rows] == [
        ("ada@example.org", "confirmed", True),
        ("'=cmd@example.org", "confirmed", True),
        ("cy@example.org", "unconfirmed", False),
    ]


def test_it_asks_for_the_name_of_the_site_first(people, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _: "yes")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("close")
    assert not Closing.objects.exists()
