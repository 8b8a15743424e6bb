"""What comes back is understood, and nothing else counts."""

import base64
import contextlib
import io
import os
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from desk.bounces import unreadable
from desk.bounces.models import Bounce
from desk.bounces.parser import ParsedBounce, UnsubscribeRequest, parse
from desk.bounces.policy import lift, record
from desk.follows import deciding, links
from desk.follows.models import Follow
from desk.health import alarms, figures
from desk.mails.models import TransactionalMail
from desk.management.commands.returned import taken

DSN = """From: MAILER-DAEMON@mx.example.org
To: bounces@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <{own}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ada@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: message/rfc822

From: The blog <blog@example.org>
To: ada@example.org
Subject: One press
Message-ID: {message_id}

Words.
--b--
"""
COMPLAINT = """From: feedback@provider.example
To: bounces@example.org
Subject: Complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is a complaint.
--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1.0
Version: 1

--b
Content-Type: message/rfc822

To: ada@example.org
Message-ID: {message_id}

Words.
--b--
"""
ON_HOLIDAY = """From: ada@example.org
To: blog@example.org
Subject: Out of office
Auto-Submitted: auto-replied
In-Reply-To: {message_id}

I am away. You wrote:
> Message-ID: {message_id}
"""


@pytest.fixture
def ours(following) -> str:
    """The name of a mail that Ada got."""
    return TransactionalMail.objects.get().message_id


def dsn(message_id: str, action="failed", status="5.1.1", said="550 5.1.1 no such user", own="1") -> bytes:
    return DSN.format(message_id=message_id, action=action, status=status, said=said, own=own).encode()


def state() -> tuple[str, str]:
    follow = Follow.objects.get()
    return follow.status, follow.reason


@pytest.mark.parametrize(
    "parts, kind",
    [
        ({}, "hard"),
        ({"status": "5.1.10", "said": "550 5.1.10 RecipientNotFound"}, "hard"),
        ({"status": "5.2.1", "said": "550 5.2.1 mailbox disabled"}, "hard"),
        ({"status": "5.2.2", "said": "552 5.2.2 mailbox full"}, "soft"),
        ({"status": "5.7.1", "said": "550 5.7.1 looks like spam"}, "sender"),
        ({"action": "delayed", "status": "4.4.1", "said": "connection timed out"}, "soft"),
    ],
)
def test_each_kind_of_failure_is_told_from_the_others(ours, parts, kind):
    found = parse(dsn(ours, **parts))
    assert isinstance(found, ParsedBounce) and found.kind == kind and found.follower.email == "ada@example.org"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00 nonsense",
        b"Subject: Hello\n\nI liked the post about kettles.\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x--",
        b"Subject: leave nobody.at.all\n\n",
    ],
)
def test_what_is_not_about_a_mail_of_ours_is_nothing(transactional_db, raw):
    assert parse(raw) is None and taken(raw) == ""


def test_a_forged_failure_is_nothing(following):
    assert parse(dsn("<confirm.20260101.000000000000000000000000@example.org>")) is None


def test_an_answer_on_a_holiday_is_nothing(ours):
    assert parse(ON_HOLIDAY.format(message_id=ours).encode()) is None


def test_a_mailbox_that_is_not_there_gets_no_more(ours, settings):
    assert taken(dsn(ours)) == "One bounce, hard."
    assert state() == ("ended", "bounced: smtp; 550 5.1.1 no such user")
    assert '"followers": 0' in (settings.PLACE / "followers.json").read_text()


def test_the_same_mail_read_twice_counts_once(ours):
    full = dsn(ours, status="5.2.2", said="552 5.2.2 full")
    assert (taken(full), taken(full)) == ("One bounce, soft.", "One that was read before.")
    assert Bounce.objects.count() == 1


def test_a_full_mailbox_gets_no_more_when_it_was_full_on_three_days(ours):
    for number in range(10):
        record(parse(dsn(ours, status="5.2.2", said="552 5.2.2 full", own=str(number))))
    assert state()[0] == "confirmed"  # ten in one day are one
    for day in (1, 2):
        Bounce.objects.filter(pk=Bounce.objects.order_by("pk")[day].pk).update(at=timezone.now() - timedelta(days=day))
    record(parse(dsn(ours, status="5.2.2", said="552 5.2.2 full", own="last")))
    assert state() == ("ended", "bounced: smtp; 552 5.2.2 full, on 3 days")


def test_who_complains_gets_no_more_at_once(ours):
    assert taken(COMPLAINT.format(kind="abuse", message_id=ours).encode()) == "One bounce, complaint."
    assert state()[0] == "ended" and "unwanted" in state()[1]


def test_a_report_that_is_no_complaint_is_nothing(ours):
    assert taken(COMPLAINT.format(kind="not-spam", message_id=ours).encode()) == ""


def test_who_follows_again_after_a_bounce_can(ours, ask, link, client):
    taken(dsn(ours))
    ask()
    client.post(link())
    assert state() == ("confirmed", "")


def test_an_editor_lets_it_go_on_with_what_comes_from_now(ours):
    taken(dsn(ours))
    follow = Follow.objects.get()
    assert lift(follow.follower) == 1
    assert state() == ("confirmed", "") and not Bounce.objects.exists()
    assert Follow.objects.get().seen > timezone.now() - timedelta(minutes=1)


def test_a_mail_with_the_word_of_a_button_ends_it(following):
    word = links.signed(links.LEAVE, following.key).split("/")[-2]
    assert isinstance(parse(f"From: x@example.org\nSubject: leave {word}\n\n".encode()), UnsubscribeRequest)
    assert taken(f"Subject: leave {word}\n\n".encode()) == "One left."
    assert state() == ("ended", "left")


@pytest.mark.parametrize(
    "subject",
    [
        "leave {}",
        "Leave {}",
        "LEAVE {}",
        "Re: Leave {}",
        "=?utf-8?B?{base64}?=",
        "=?iso-8859-1?Q?Re=3A_Leave_{quoted}?=",
        "=?utf-8?q?leave?= {}",
        "Fwd:  leave\n {}",
        "AW: leave {}.",
    ],
)
def test_the_word_of_a_button_counts_however_a_mail_program_writes_it(following, subject):
    word = links.word_of(links.signed(links.LEAVE, following.key))
    written = (
        subject.replace("{base64}", base64.b64encode(f"Leave {word}".encode()).decode())
        .replace("{quoted}", word.replace("_", "=5F"))
        .format(word)
    )
    assert taken(f"From: x@example.org\nSubject: {written}\n\n".encode()) == "One left."
    assert state() == ("ended", "left")


def nested(depth: int) -> bytes:
    begin = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (each, each) for each in range(depth))
    return begin + b"\nText\n"


HARD_TO_READ = {
    "a thousand parts in each other": nested(1000),
    "five thousand": nested(5000),
    "a character set that nobody knows": b"Content-Type: text/plain; charset=x-nobody\nSubject: =?x-nobody?B?leave?=\n\nText\n",
    "base64 that is none": b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n%%%\n--b--\n',
    "null bytes": b"Subject: \0\0leave \0\n\n" + b"\0" * 10_000,
    "a header without end": b"Subject: " + b"a" * 2_000_000,
    "a hundred thousand headers": b"X-A: b\n" * 100_000 + b"\nText\n",
    "a boundary in itself": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n" * 20_000,
    "letters that are none in the subject": b"Subject: =?utf-8?B?/////w==?= \xff\xfe\n\n",
    "a header folded for ever": b"Subject: leave\n" + b" \n" * 50_000 + b"\n\n",
}


@pytest.mark.parametrize("kind", HARD_TO_READ)
def test_no_mail_keeps_those_behind_it_from_being_read(ours, tmp_path, capsys, kind):
    maildir = tmp_path / "maildir"
    (maildir / "new").mkdir(parents=True)
    (maildir / "new" / "1").write_bytes(HARD_TO_READ[kind])
    (maildir / "new" / "2").write_bytes(dsn(ours))
    with contextlib.suppress(CommandError):
        call_command("returned", "--maildir", str(maildir))
    assert "One bounce, hard." in capsys.readouterr().out and state()[0] == "ended"
    assert [kind for kind in Bounce.objects.values_list("kind", flat=True)] == ["hard"]


@pytest.fixture
def broken_parser(monkeypatch):
    """Whatever it is that breaks it."""

    def breaks(mail):
        if b"poison" in mail.as_bytes():
            raise IndexError("an address like eve@example.org")
        return set(), {b"ada@example.org"}

    monkeypatch.setattr("desk.bounces.parser.all_failures", breaks)


def test_a_mail_that_cannot_be_read_is_set_aside_with_a_report_and_an_alarm_and_says_so(ours, settings, tmp_path, broken_parser):
    maildir = tmp_path / "maildir"
    (maildir / "new").mkdir(parents=True)
    poison = dsn(ours) + b"poison"
    (maildir / "new" / "1").write_bytes(poison)
    (maildir / "new" / "2").write_bytes(dsn(ours))
    (maildir / "new" / "3").mkdir()  # what is no file at all
    with pytest.raises(CommandError, match=r"(?s)1 could not be read, and is now .*returned-unreadable.*3: .*All others were read"):
        call_command("returned", "--maildir", str(maildir))
    assert state()[0] == "ended" and [file.name for file in (maildir / "new").iterdir()] == ["3"]
    folder = settings.PLACE / "returned-unreadable"
    (kept,), (report,) = folder.glob("*.eml"), folder.glob("*.txt")
    assert kept.read_bytes() == poison and "IndexError in test_bounces.py, line" in report.read_text() and "eve" not in report.read_text()
    assert folder.stat().st_mode & 0o077 == kept.stat().st_mode & 0o077 == 0
    now = timezone.now()
    assert [said for said in alarms(now, figures(now)) if "1 returned mails could not be read" in said]
    unreadable.delete_about("bo@example.org", "key")
    assert kept.exists()
    old = (now - timedelta(days=31)).timestamp()
    os.utime(kept, (old, old))
    call_command("tidy")
    assert not list(folder.glob("*.eml")) and not [said for said in alarms(now, figures(now)) if "could not be read" in said]


def test_one_mail_by_a_pipe_is_set_aside_too_and_the_mail_server_is_told_that_all_is_well(
    ours, settings, monkeypatch, broken_parser, capsys
):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(dsn(ours) + b"poison")))
    call_command("returned")
    assert "could not be read" in capsys.readouterr().err and len(list((settings.PLACE / "returned-unreadable").glob("*.eml"))) == 1
    deciding.erase(Follow.objects.get().follower)
    assert not list((settings.PLACE / "returned-unreadable").iterdir())


def test_a_mail_server_tries_again_when_the_database_can_keep_nothing(ours, monkeypatch):
    def full(*_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(dsn(ours))))
    monkeypatch.setattr("desk.management.commands.returned.record", full)
    with pytest.raises(CommandError, match="Nothing can be kept just now") as error:
        call_command("returned")
    assert error.value.returncode == 75


def test_a_maildir_is_read_and_what_is_not_understood_stays(ours, tmp_path, capsys):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(dsn(ours))
    (tmp_path / "new" / "2").write_bytes(b"Subject: Hello\n\nKettles!")
    call_command("returned", "--maildir", str(tmp_path))
    assert capsys.readouterr().out == "One bounce, hard.\n1 understood.\n"
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["2"]
    assert [file.name for file in (tmp_path / "cur").iterdir()] == ["1:2,S"]
    with pytest.raises(CommandError, match="is no Maildir"):
        call_command("returned", "--maildir", str(tmp_path / "none"))


def test_mails_say_where_failures_go(following, ask, settings):
    settings.BOUNCE_ADDRESS = "bounces@example.org"
    ask(target="programme/backr")
    made = mail.outbox[-1]
    assert made.from_email == "bounces@example.org"
    assert made.message()["From"] == settings.MAIL_FROM
