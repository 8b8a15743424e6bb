"""What a person writes to the return address reaches a person, does nothing by itself, and is held as briefly as everything else about anybody."""

import io
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk.bounces import replies
from desk.bounces.models import Reply
from desk.follows import deciding, links
from desk.follows.models import Follow, Follower
from desk.health import alarms, figures
from desk.management.commands.returned import taken
from desk.tidying import tidy

FROM_ADA = "From: Ada <Ada@Example.org>\nTo: bounces@example.org\nMessage-ID: <1@example.org>\n"
KEPT = "One mail from a person."
AUTOMATIC = {
    "an answer on a holiday": "Auto-Submitted: auto-replied\n",
    "another": "Auto-Submitted: Auto-Generated (vacation)\n",
    "an old program on a holiday": "Precedence: bulk\n",
    "another old program": "X-Autoreply: yes\n",
    "one that says so in its subject alone": "Subject: Automatic reply: The blog\n",
    "in German": "Subject: =?utf-8?q?Abwesenheitsnotiz=3A_Urlaub?=\n",
    "no sender on the envelope": "Return-Path: <>\n",
    "a mailing list": "List-Id: <all.example.org>\n",
    "a report": 'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\n',
    "spam": "X-Spam-Flag: YES\n",
}


def mail(head: str = "", text: str = "Please take me off your list.\n", start: str = FROM_ADA) -> bytes:
    return f"{start}{head}\n{text}".encode()


def told() -> tuple[int, str]:
    now = timezone.now()
    found = figures(now)
    return found.replies, " ".join(said for said in alarms(now, found) if "return address" in said)


def test_a_person_who_asks_to_be_taken_off_is_an_alarm_and_nothing_happens_by_itself(following, client):
    assert taken(mail("Subject: Your letters\n")) == KEPT
    number, said = told()
    assert number == 1 and "1 mail" in said and "1 of them asks to be taken off" in said and "ada" not in said.lower()
    assert client.get("/health").status_code == 503 and client.get("/health").json()["replies"] == 1
    assert Follow.objects.get().status == "confirmed"  # anybody can write From: ada@example.org
    reply = Reply.objects.get()
    assert (reply.sender, reply.subject, reply.text, reply.asks_to_leave) == (
        "ada@example.org",
        "Your letters",
        "Please take me off your list.",
        True,
    )
    assert taken(mail("Subject: Your letters\n")) == "One that was read before." and Reply.objects.count() == 1


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_what_a_program_wrote_is_nothing(following, kind):
    assert taken(mail(AUTOMATIC[kind])) == "" and told() == (0, "")


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@mx.example.org", "postmaster@mx.example.org", "no-reply@example.org", "", "nonsense"])
def test_what_nobody_could_be_answered_at_is_nothing(following, sender):
    assert taken(mail(start=f"From: {sender}\n" if sender else "")) == "" and told() == (0, "")


def test_what_says_that_a_mail_which_is_not_ours_could_not_be_delivered_is_nothing(following):
    text = "Hi. This is the qmail-send program at mx.example.org.\n\n<bo@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n"
    assert taken(mail(text=text, start="From: mail@mx.example.org\nSubject: failure notice\n")) == ""


@pytest.mark.parametrize(
    "subject, text, asks",
    [
        ("Unsubscribe", "", True),
        ("STOP", "", True),
        ("Re: The blog", "\nstop!\n\n> Stop here", True),
        ("Re: The blog", "Please stop sending me these mails", True),
        ("remove me", "", True),
        ("Re: The blog", "I liked it.\n> unsubscribe", False),
        ("Re: Stop the cuts", "I agree.", False),
        ("Hello", "The bus stop was cold.", False),
    ],
)
def test_a_plain_wish_to_leave_is_marked(following, subject, text, asks):
    assert taken(mail(f"Subject: {subject}\n", text)) == KEPT
    assert Reply.objects.get().asks_to_leave is asks


def test_the_mail_of_a_button_whose_word_cannot_be_read_reaches_a_person_too(following):
    word = links.word_of(links.signed(links.LEAVE, following.key))
    assert taken(mail(f"Subject: leave {word[:-30]}\n", "")) == KEPT and Reply.objects.get().asks_to_leave
    deciding.erase(following)
    assert taken(mail(f"Subject: leave {word}\n", "")) == "One left." and not Reply.objects.exists()


@pytest.mark.parametrize(
    "head, body, text",
    [
        (
            "Content-Type: text/html; charset=utf-8\n",
            "<style>p{}</style><p>Bitte <b>streichen</b> &amp; danke</p>",
            "Bitte streichen & danke",
        ),
        ("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n", "Gr=FC=DFe", "Grüße"),
        ("Content-Type: text/plain; charset=x-nobody\n", "Hello", "Hello"),
        ("", "nothing\0 that a database refuses\x1b", "nothing that a database refuses"),
        (
            'Content-Type: multipart/alternative; boundary="b"\n',
            "--b\nContent-Type: text/html\n\n<p>second\n--b\nContent-Type: text/plain\n\nfirst\n--b--\n",
            "first",
        ),
        ("", "x" * 100_000, "x" * replies.MAX_CHARACTERS),
        ("", "words\n" * 9_000, None),
    ],
    ids=["html", "quoted-printable", "no such charset", "control characters", "alternatives", "a long line", "a long mail"],
)
def test_its_words_are_read_in_any_form_and_no_more_of_them_than_a_person_reads(following, head, body, text):
    assert taken(mail(head, body)) == KEPT
    kept = Reply.objects.get().text
    assert kept == text if text is not None else len(kept) == replies.MAX_CHARACTERS


def test_when_nobody_reads_them_further_ones_stay_with_the_mail_server_and_bounces_still_count(following, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(replies, "MOST", 1)
    assert taken(mail()) == KEPT and taken(mail()) == "One that was read before."
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(mail("Subject: 2\n"))))
    with pytest.raises(CommandError, match="under Replies") as error:
        call_command("returned")
    assert error.value.returncode == 75
    (tmp_path / "new").mkdir()
    word = links.word_of(links.signed(links.LEAVE, following.key))
    (tmp_path / "new" / "1").write_bytes(mail("Subject: 2\n"))
    (tmp_path / "new" / "2").write_bytes(mail(f"Subject: leave {word}\n"))
    with pytest.raises(CommandError, match="1: .*under Replies"):
        call_command("returned", "--maildir", str(tmp_path))
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["1"] and Follow.objects.get().status == "ended"
    Reply.objects.all().delete()
    call_command("returned", "--maildir", str(tmp_path))
    assert (tmp_path / "cur" / "1:2,").exists() and Reply.objects.count() == 1  # unread, for whoever opens the mailbox


@pytest.fixture
def editor(client):
    def do(*permissions: str) -> None:
        get_user_model().objects.all().delete()
        user = get_user_model().objects.create_user("ed", "ed@example.com", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    return do


def test_an_editor_reads_it_goes_to_the_follower_and_deletes_it(following, client, editor):
    taken(mail("Subject: <b>Off</b>\n", "Take me off, and my sister bo@example.org, too. <script>"))
    reply = Reply.objects.get()
    pages = ("/admin/bounces/reply/", f"/admin/bounces/reply/{reply.pk}/change/")
    editor("view_reply", "view_follower")
    for page in pages:
        said = client.get(page).content.decode()
        assert (
            "a•••@example.org" in said and "ada@example.org" not in said.lower() and "bo@example.org" not in said and "<script>" not in said
        )
        assert "&lt;b&gt;Off" in said
    assert f"/admin/follows/follower/{following.pk}/change/" in client.get(pages[1]).content.decode()
    editor("view_reply", "see_address")  # whoever has to answer somebody that follows with another address
    said = client.get(pages[1]).content.decode()
    assert "ada@example.org" in said and "bo@example.org" in said and "/admin/follows/follower/" not in said
    editor("view_reply")
    client.post(f"/admin/bounces/reply/{reply.pk}/delete/", {"post": "yes"})
    assert told()[0] == 1
    editor("view_reply", "delete_reply")
    client.post(f"/admin/bounces/reply/{reply.pk}/delete/", {"post": "yes"})
    assert told() == (0, "")


def test_the_sender_of_another_address_is_shown_as_nobody_who_follows(following, client, editor):
    taken(mail(start="From: bo@example.org\n"))
    editor("view_reply", "view_follower")
    assert "nobody follows with this address" in client.get(f"/admin/bounces/reply/{Reply.objects.get().pk}/change/").content.decode()


def test_it_is_in_the_export_and_goes_with_whom_it_is_from(following, follow, capsys):
    taken(mail("Subject: Off\n"))
    taken(mail("Subject: A friend\n", "It was ADA@example.org who told me.", "From: bo@example.org\n"))
    call_command("person", "ada@example.org", "--export")
    (kept,) = json.loads(capsys.readouterr().out)["written to us"]
    assert kept["subject"] == "Off" and kept["text"] == "Please take me off your list." and kept["when"]
    call_command("person", "ada@example.org", "--erase", "--yes")
    (left,) = Reply.objects.all()
    assert left.sender == "bo@example.org" and "ada@" not in left.text.lower() and "who told me" in left.text


def test_who_follows_nothing_and_wrote_is_exported_and_erased_too(transactional_db, capsys):
    taken(mail("Subject: Off\n"))
    call_command("person", "Ada@example.org", "--export")
    assert [each["subject"] for each in json.loads(capsys.readouterr().out)["written to us"]] == ["Off"]
    with pytest.raises(CommandError, match=r"(?s)Nobody here has the address.*1 mail.*deleted") as error:
        call_command("person", "ada@example.org", "--erase", "--yes")
    assert error.value.returncode == 3 and not Reply.objects.exists() and not Follower.objects.exists()


def test_it_is_gone_after_thirty_days_and_when_following_ends(following):
    taken(mail("Subject: 1\n"))
    Reply.objects.update(at=timezone.now() - timedelta(days=29))
    tidy()
    assert Reply.objects.exists()
    Reply.objects.update(at=timezone.now() - timedelta(days=31))
    tidy()
    assert not Reply.objects.exists()
    taken(mail("Subject: 2\n"))
    call_command("close", "--yes")
    call_command("close", "--finish", "--anyway", "--yes")
    assert not Reply.objects.exists()
