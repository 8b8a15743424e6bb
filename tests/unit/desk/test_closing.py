"""The end of following: everybody hears of it once, and then nobody is left."""

import csv
import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk import closing, erasing
from desk.digests import holds
from desk.digests.deliveries import send_digests
from desk.digests.models import Delivery, Run
from desk.digests.planner import plan_due
from desk.follows import deciding
from desk.follows.models import Closing, Consent, Follow, Follower, Stopped
from desk.mails.models import TransactionalMail
from desk.mails.outbox import Outbox
from desk.tidying import tidy


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
    assert (
        sent.subject == "The last mail from The blog"
        and "Thank you & goodbye." in sent.body
        and "Thank you &amp; goodbye." in sent.alternatives[0][0]
    )
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    end()
    assert len(mail.outbox) == 2


def test_from_then_on_nobody_can_ask_or_confirm_and_nothing_is_planned(people, ask, client, link, capsys):
    ask("dee@example.org")
    path = link()
    end()
    mail.outbox.clear()
    answer = ask("eve@example.org")
    assert answer.status_code == 410 and "no longer be followed" in answer.content.decode()
    assert client.post(path).status_code == 410
    assert not Follower.objects.filter(email="eve@example.org").exists() and mail.outbox == []
    assert plan_due(timezone.now()) == []
    call_command("digest", dry_run=True)
    assert "nobody gets anything" in capsys.readouterr().out
    with pytest.raises(CommandError, match="has ended here"):
        call_command("import_followers", "list.csv")


def test_a_stop_in_between_is_made_up_for_and_nobody_gets_two(people, monkeypatch):
    write, written = Outbox.write, []

    def stops(outbox, follower, *words, **fields):
        if written:
            raise KeyboardInterrupt
        written.append(follower)
        return write(outbox, follower, *words, **fields)

    monkeypatch.setattr(closing, "_AT_ONCE", 1)
    monkeypatch.setattr(Outbox, "write", stops)
    with pytest.raises(KeyboardInterrupt):
        end()
    monkeypatch.setattr(Outbox, "write", write)
    end()
    assert sorted(each.to[0] for each in mail.outbox) == ["ada@example.org", "bo@example.org"]


@pytest.fixture
def planned(people):
    """A digest for Ada and one for Bo in each of these states."""

    def do(**states: dict) -> None:
        for state, fields in states.items():
            run = Run.objects.create(frequency="daily", key=state)
            for who in Follower.objects.filter(follows__status="confirmed"):
                Delivery.objects.create(
                    run=run,
                    follower=who,
                    content="c",
                    message_id=f"<{state}.{who.key}@example.org>",
                    status=fields.get("status", state),
                    claimed=fields.get("claimed"),
                )

    return do


def fates() -> dict[str, set]:
    found: dict[str, set] = {}
    for key, status, answer in Delivery.objects.values_list("run__key", "status", "answer"):
        found.setdefault(key, set()).add((status, answer))
    return found


def test_what_was_planned_goes_to_nobody_and_says_why(planned):
    now = timezone.now()
    planned(
        waiting={},
        held={},
        sent={},
        in_hand={"status": "claimed", "claimed": now},
        left_behind={"status": "claimed", "claimed": now - timedelta(days=1)},
    )
    TransactionalMail.objects.create(
        follower=Follower.objects.first(), kind="already_following", to="a@example.org", text="t", html="h", message_id="<l@example.org>"
    )
    end()
    ended = {("refused", "Following by e-mail has ended.")}
    assert fates() == {"waiting": ended, "held": ended, "left_behind": ended, "sent": {("sent", "")}, "in_hand": {("claimed", "")}}
    letter = TransactionalMail.objects.get(kind="already_following", message_id="<l@example.org>")
    assert (letter.status, letter.answer, letter.text) == ("refused", "Following by e-mail has ended.", "")
    Delivery.objects.filter(run__key="in_hand").update(status="waiting")  # put off by the mail server
    mail.outbox.clear()
    assert send_digests() == 0 and fates()["in_hand"] == ended and mail.outbox == []


def test_taken_back_it_is_as_it_was_for_who_has_not_left(planned, ask, client):
    planned(waiting={}, of_a_held_run={"status": "held"}, tried={"status": "waiting", "claimed": timezone.now()})
    Run.objects.filter(key="of_a_held_run").update(held="Held by an editor.")
    before = list(Follow.objects.order_by("pk").values())
    end()
    ada = Follower.objects.get(email="ada@example.org")
    deciding.leave(ada)
    TransactionalMail.objects.filter(kind="shutdown", to="bo@example.org").update(status="waiting")
    call_command("close", undo=True)
    assert not Closing.objects.exists() and list(Follow.objects.exclude(follower=ada).order_by("pk").values()) == before[1:]
    assert not ada.follows.filter(status="confirmed").exists()
    assert not TransactionalMail.objects.filter(to="bo@example.org", kind="shutdown").exists()
    holds.refuse_unsubscribed()
    bo = {delivery.run.key: delivery.status for delivery in Delivery.objects.filter(follower__email="bo@example.org")}
    assert bo == {"waiting": "waiting", "of_a_held_run": "held", "tried": "held"}
    assert set(Delivery.objects.filter(follower=ada).values_list("status", flat=True)) == {"refused"}
    assert ask("dee@example.org").status_code == 302
    mail.outbox.clear()
    end(words="This time for good.")
    assert [each.to[0] for each in mail.outbox] == ["bo@example.org"]


def test_taken_back_a_confirmation_that_waited_is_not_sent_and_a_link_that_was_sent_works_again(people, ask, client, link):
    ask("dee@example.org")
    path = link()
    ask("eve@example.org")
    TransactionalMail.objects.filter(to="eve@example.org").update(status="waiting")
    end()
    assert client.post(path).status_code == 410
    call_command("close", undo=True)
    mail.outbox.clear()
    call_command("send")
    assert mail.outbox == [] and TransactionalMail.objects.get(to="eve@example.org").status == "refused"
    assert client.post(path).status_code == 302


def test_who_had_the_last_mail_gets_another_only_when_it_ends_again(people):
    end()
    call_command("close", undo=True)
    mail.outbox.clear()
    end()
    assert sorted(each.to[0] for each in mail.outbox) == ["ada@example.org", "bo@example.org"]


def test_nothing_is_taken_back_while_a_last_mail_is_in_hand_and_none_once_all_are_erased(people):
    with pytest.raises(CommandError, match="nothing to take back"):
        call_command("close", undo=True)
    end()
    TransactionalMail.objects.filter(kind="shutdown", to="bo@example.org").update(status="claimed")
    with pytest.raises(CommandError, match="1 last mails are just going out"):
        call_command("close", undo=True)
    assert Closing.objects.exists()
    end(finish=True, anyway=True)
    with pytest.raises(CommandError, match="nothing brings them back"):
        call_command("close", undo=True)


def test_however_long_it_takes_tidying_makes_nobody_get_two(people):
    end()
    TransactionalMail.objects.update(written=timezone.now() - timedelta(days=60))
    tidy()
    mail.outbox.clear()
    end()
    assert mail.outbox == []
    end(finish=True)


def test_killed_before_the_disk_is_clean_it_goes_on_and_the_record_stays(people, tmp_path, monkeypatch):
    end()
    monkeypatch.setattr(erasing, "_clean_the_disk", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        end(finish=True)
    monkeypatch.undo()
    Closing.objects.update(erased=timezone.now() - timedelta(days=2))
    (folder,) = tmp_path.glob("closed-*")
    record = (folder / "record.json").read_text()
    folder.rename(tmp_path / f"closed-{timezone.now() - timedelta(days=2):%Y-%m-%d}")
    end(finish=True, export=True)
    (folder,) = tmp_path.glob("closed-*")
    assert (folder / "record.json").read_text() == record and not (folder / "followers.csv").exists()


def test_nobody_is_erased_before_the_last_mails_are_out(people, settings):
    with pytest.raises(CommandError, match="has not ended yet"):
        end(finish=True)
    end()
    TransactionalMail.objects.filter(kind="shutdown", to="bo@example.org").update(status="waiting")
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
    for model in (Follower, Follow, Consent, TransactionalMail, Stopped, LogEntry):
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
    assert file.stat().st_mode & 0o077 == 0 and file.parent.stat().st_mode & 0o077 == 0
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
    end()
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("close", finish=True)
    assert Follower.objects.count() == 3 and Closing.objects.get().erased is None
    monkeypatch.setattr("builtins.input", lambda _: "blog.example.org")
    call_command("close", finish=True)
    assert not Follower.objects.exists()
