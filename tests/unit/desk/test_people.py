"""What operators and editors do for one follower who asks: hand out, unfollow, erase; and nothing of it happens by accident."""

import json
import stat

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from desk.bounces.models import Bounce
from desk.digests.models import Delivery, Item, Run
from desk.follows.addresses import digests
from desk.follows.models import Follow, Follower, Stopped
from desk.mails.models import Halt, TransactionalMail
from desk.masking import without_addresses

REASON = "She asked us by letter"


@pytest.fixture
def ada(following) -> Follower:
    """She had a digest, a mail came back, and an editor looked at her address."""
    from django.utils import timezone

    run = Run.objects.create(frequency="weekly", key="2026-W05")
    delivery = Delivery.objects.create(run=run, follower=following, content="c", message_id="<d@x>", status="sent")
    delivery.items.add(Item.objects.create(id="tag:1", title="A kettle for everyone", first_seen=timezone.now(), feed="{}"))
    Bounce.objects.create(follower=following, kind="soft", digest="b" * 64, said="452 mailbox full")
    return following


@pytest.fixture
def editor(client):
    def do(*permissions: str):
        user = get_user_model().objects.create_user("ed", "ed@example.com", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return user

    return do


def person(*words: str) -> None:
    call_command("person", *words)


def test_an_export_holds_all_that_is_kept(ada, capsys, editor):
    user = editor()
    from desk.follows.showing import shown

    shown(ada, user, REASON)
    person("ADA@example.org", "--export")
    kept = json.loads(capsys.readouterr().out)
    assert kept["address"] == "ada@example.org" and kept["follows"][0]["asked"][0]["confirmed"]
    (digest,) = kept["digests"]
    assert (digest["what"], digest["period"], digest["posts"], digest["what became of it"]) == (
        "weekly",
        "2026-W05",
        ["A kettle for everyone"],
        "sent",
    )
    assert kept["came back"][0]["what the mail server said"] == "452 mailbox full"
    assert kept["on the stop-list"] is False and kept["links"]["open questions"] == 0
    assert REASON in kept["editors"][0]["what"] and kept["mails"][0]["what"] == "confirm"


def test_every_column_that_holds_something_about_a_follower_is_in_the_export(ada, ask, capsys):
    """A new column, or a new table that points to followers, has to be thought of here."""
    in_export = {
        "follower": {"key", "email", "since"},
        "follow": {"kind", "slug", "name", "frequency", "status", "reason", "confirmed", "seen", "ended"},
        "consent": {"frequency", "asked", "wording", "page", "secret", "confirmed", "how"},
        "transactionalmail": {"kind", "written", "status", "answer", "attempts", "message_id"},
        "delivery": {"run", "items", "written", "status", "answer", "attempts", "message_id"},
        "bounce": {"kind", "at", "said"},
    }
    # The same said once more, how far the sender is with it, and what is empty once a mail is sent.
    no_more = {"id", "mailbox", "follower", "follow", "to", "subject", "text", "html", "due", "claimed", "crashes", "content", "digest"}
    found = {Follower}
    while more := {relation.related_model for model in found for relation in model._meta.related_objects if relation.one_to_many} - found:
        found |= more
    for model in found:
        names = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
        assert names - no_more == in_export[model._meta.model_name], model


def test_an_export_into_a_file_is_its_owner_s_alone_and_replaces_nothing(ada, tmp_path):
    file = tmp_path / "ada.json"
    person("ada@example.org", "--export", "--output", str(file))
    assert json.loads(file.read_text(encoding="utf-8"))["address"] == "ada@example.org"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        person("ada@example.org", "--export", "--output", str(file))
    assert file.read_text() == "mine"
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        person("ada@example.org", "--export", "--output", str(tmp_path / "no" / "ada.json"))
    with pytest.raises(CommandError, match="goes with --export"):
        person("ada@example.org", "--erase", "--output", str(file))


def test_an_operator_ends_what_somebody_follows(ada, capsys):
    person("ada@example.org", "--unfollow")
    assert "a•••@example.org follows nothing any more; 1 ended" in capsys.readouterr().out
    assert Follow.objects.get().status == "ended" and Follower.objects.exists()


@pytest.mark.parametrize("answer", ["", "no", "ada@example.org"])
def test_nobody_is_erased_without_a_yes(ada, monkeypatch, answer):
    monkeypatch.setattr("builtins.input", lambda _: answer)
    with pytest.raises(CommandError, match="Nothing was changed") as refused:
        person("ada@example.org", "--erase")
    assert refused.value.returncode == 1 and Follower.objects.exists() and not Stopped.objects.exists()


def test_nobody_is_erased_where_nobody_can_be_asked(ada, monkeypatch):
    def no_terminal(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", no_terminal)
    with pytest.raises(CommandError, match="say --yes"):
        person("ada@example.org", "--erase")
    assert Follower.objects.exists()


def test_an_operator_erases_and_the_stop_list_keeps_a_fingerprint(ada, monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda _: "Yes")
    person("ada@example.org", "--erase")
    assert not Follower.objects.exists() and not Delivery.objects.exists() and not Bounce.objects.exists()
    assert Stopped.objects.get().digest == digests("ada@example.org")[0]
    assert "is erased" in capsys.readouterr().out
    with pytest.raises(CommandError, match="was erased here before") as refused:
        person("ada@example.org", "--erase", "--yes")
    assert refused.value.returncode == 3


def test_an_editor_with_the_same_address_is_told_of(ada, capsys):
    get_user_model().objects.create_user("ed", "Ada@example.org")
    person("ada@example.org", "--erase", "--yes")
    assert "An editor’s account has the same address" in capsys.readouterr().out


@pytest.mark.parametrize("way", ["--export", "--unfollow", "--erase"])
@pytest.mark.parametrize("address", ["eve@example.org", "nonsense", ""])
def test_an_unknown_address_is_said_to_be_unknown(ada, way, address):
    with pytest.raises(CommandError, match="Nobody here has the address") as refused:
        person(address, way, *(["--yes"] if way == "--erase" else []))
    assert refused.value.returncode == 3 and Follow.objects.get().status == "confirmed"


def test_what_was_stored_before_words_were_masked_goes_too(ada, following):
    """By a desk that is older than the masking."""
    from django.db import connection

    said = "550 <Ada@Example.org> is unknown"
    bo = Follower.objects.create(email="bo@example.org", mailbox="bo@example.org")
    Halt.objects.create(why="x")
    TransactionalMail.objects.create(follower=bo, kind="confirm", to=bo.email, message_id="<l@x>")
    Bounce.objects.create(follower=bo, kind="hard", digest="h")
    DBTaskResult.objects.create(
        args_kwargs={}, task_path="t", backend_name="default", run_after=bo.since, exception_class_path="", traceback=""
    )
    columns = {"mails_halt": "why", "mails_letter": "answer", "bounces_bounce": "said", DBTaskResult._meta.db_table: "traceback"}
    with connection.cursor() as cursor:
        for table, column in columns.items():
            cursor.execute(f"UPDATE {table} SET {column} = %s", [said])
    person("ada@example.org", "--erase", "--yes")
    with connection.cursor() as cursor:
        for table, column in columns.items():
            kept = [value for (value,) in cursor.execute(f"SELECT {column} FROM {table}").fetchall()]
            assert kept == ["550 <A•••@Example.org> is unknown"], table


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("550 <ada@example.org>: no", "550 <a•••@example.org>: no"),
        ("rfc822;Ada.Byron+x@mail.example.org", "rfc822;A•••@mail.example.org"),
        ("see https://x.example/?a=ada%40example.org", "see https://x.example/?a=a•••@example.org"),
        ("ada=40example.org", "a•••@example.org"),
        ("root@[192.0.2.1] is not here", "r•••@[192.0.2.1] is not here"),
        ("jörg@bücher.example", "j•••@bücher.example"),
        ("550 5.1.1 no such user", "550 5.1.1 no such user"),
    ],
)
def test_addresses_in_the_words_of_servers_are_masked(said, masked):
    assert without_addresses(said) == masked


def test_words_of_servers_are_masked_however_they_are_stored(ada):
    said = "550 <ada@example.org> is unknown"
    Halt.objects.create(why=said)
    letter = TransactionalMail.objects.get()
    letter.answer = said
    letter.save()
    Delivery.objects.update(answer=said)
    Bounce.objects.bulk_create([Bounce(follower=ada, kind="hard", digest="x", said=said)])
    Follow.objects.update(reason=f"bounced: {said}")
    kept = [
        Halt.objects.get().why,
        TransactionalMail.objects.get().answer,
        Delivery.objects.get().answer,
        Bounce.objects.get(digest="x").said,
        Follow.objects.get().reason,
    ]
    assert all("ada@" not in words and "a•••@example.org is unknown" in words.replace("<", "").replace(">", "") for words in kept)


def path_of(ada: Follower, what: str) -> str:
    return f"/admin/follows/follower/{ada.pk}/{what}/"


NEEDED = {"export": "see_address", "unfollow": "change_follower", "erase": "delete_follower"}


@pytest.mark.parametrize("what", NEEDED)
def test_an_editor_without_the_permission_is_refused(ada, client, editor, what):
    editor("view_follower", *(set(NEEDED.values()) - {NEEDED[what]}))
    for answer in (client.get(path_of(ada, what)), client.post(path_of(ada, what), {"reason": REASON})):
        assert answer.status_code == 403
    page = client.get(path_of(ada, "change")).content.decode()
    assert path_of(ada, what) not in page
    assert Follow.objects.get().status == "confirmed" and not LogEntry.objects.exists()


@pytest.mark.parametrize("what", NEEDED)
@pytest.mark.parametrize("reason", ["", "because", "I look for ada@example.org"])
def test_without_a_reason_nothing_happens(ada, client, editor, what, reason):
    editor("view_follower", NEEDED[what])
    assert path_of(ada, what) in client.get(path_of(ada, "change")).content.decode()
    assert "Why do you need it?" in client.get(path_of(ada, what)).content.decode()
    assert "errorlist" in client.post(path_of(ada, what), {"reason": reason}).content.decode()
    assert Follow.objects.get().status == "confirmed" and not LogEntry.objects.exists()


def test_an_editor_exports(ada, client, editor):
    user = editor("view_follower", "see_address")
    answer = client.post(path_of(ada, "export"), {"reason": REASON})
    assert answer.headers["Content-Disposition"].startswith("attachment") and "no-store" in answer.headers["Cache-Control"]
    assert json.loads(answer.content)["digests"][0]["posts"] == ["A kettle for everyone"]
    entry = LogEntry.objects.get()
    assert entry.user == user and entry.get_change_message() == f"Exported all that is kept about {ada.key}: {REASON}"


def test_an_editor_stops_the_mails_of_somebody(ada, client, editor):
    editor("view_follower", "change_follower")
    client.post(path_of(ada, "unfollow"), {"reason": REASON})
    assert Follow.objects.get().status == "ended"
    assert REASON in client.get(path_of(ada, "history")).content.decode()


def test_an_editor_erases_and_the_stop_list_keeps_a_fingerprint(ada, client, editor):
    editor("view_follower", "delete_follower")
    page = client.post(path_of(ada, "erase"), {"reason": REASON}, follow=True).content.decode()
    assert "•••@example.org is erased" in page and "ada@example.org" not in page
    assert not Follower.objects.exists() and Stopped.objects.get().digest == digests("ada@example.org")[0]
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.action_flag) == ("a•••@example.org", 3) and REASON in entry.get_change_message()


def test_django_s_own_delete_is_gone(ada, client, editor):
    editor("view_follower", "delete_follower", "delete_delivery", "delete_transactionalmail")
    assert client.post(path_of(ada, "delete"), {"post": "yes"})["Location"] == path_of(ada, "erase")
    assert "delete_selected" not in client.get("/admin/follows/follower/").content.decode()
    client.post("/admin/follows/follower/", {"action": "delete_selected", "_selected_action": [ada.pk], "post": "yes"})
    assert Follower.objects.exists()
