"""Returned mails that somebody wrote to do harm: to keep the desk busy, to fill its disk, to raise its alarm. Inputs of which the old patterns would have taken hours."""

import base64
import contextlib
import quopri

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk.bounces import parser, unreadable
from desk.follows import deciding
from desk.follows.csv_file import read_table
from desk.follows.models import Follow, Follower
from desk.health import alarms, figures
from desk.mails.models import TransactionalMail
from desk.management.commands import returned
from desk.management.commands.returned import read
from desk.masking import without_addresses
from newsroom import time_limit

LONG = 900_000
EVE = "eve@example.org"


@pytest.fixture
def ours(following) -> bytes:
    return TransactionalMail.objects.get().message_id.encode()


@pytest.fixture
def endless(monkeypatch):
    """A parser that never ends for what has `poison` in it, whatever it catches on the way."""

    def parse(mail):
        while b"poison" in mail.as_bytes():
            with contextlib.suppress(Exception):
                sum(range(100_000))
        return set(), {"ada@example.org"}

    monkeypatch.setattr(parser, "all_failures", parse)
    monkeypatch.setattr(returned, "COMPUTING_SECONDS", 0.05)


@pytest.fixture
def poison(monkeypatch):
    """A parser that breaks at once, whatever it reads."""

    def parse(_):
        raise IndexError("poison")

    monkeypatch.setattr(parser, "all_failures", parse)


def plain(ours: bytes, hostile: bytes) -> bytes:
    """A failure as a server without reports writes it, with something hostile on the next line."""
    return (
        b"From: MAILER-DAEMON@mx.example.org\nSubject: failure notice\n\n"
        + b"The users mailbox is unknown.\nMessage-ID: "
        + ours
        + b"\n"
        + hostile
        + b"\n"
    )


HOSTILE = {
    "dashes": b"-" * LONG,
    "dashes and copies": b"--" + b"cop" * (LONG // 3),
    "many lines of dashes": (b"-" * 990 + b"\n") * 900,
    "names without an end": b"Message-ID: <" + b"a" * LONG,
    "names on lines of their own": b"Message-ID:" + b"\n" * LONG,
    "names in names": b"Message-ID: <" * (LONG // 13),
    "semicolons": b"; " * (LONG // 2),
    "codes": b"5.1." * (LONG // 4),
    "a status without an end": b"Status:" + b" " * LONG,
    "what was said without an end": b"Diagnostic-Code:" + b"\n " * (LONG // 2),
    "commas and at": b"," * (LONG // 2) + b"@" * (LONG // 2),
    "at and dots": b"@." * (LONG // 2),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_line_keeps_the_reading_busy(ours, kind):
    assert read(plain(ours, HOSTILE[kind])) == ("", None)  # no parser knows such a report: it is read, and is nothing


@pytest.mark.parametrize(
    "subject",
    [b"=?a?q?x" * (LONG // 7), b"leave" + b" \n " * (LONG // 3), b"leave " + b"a." * (LONG // 2), b"=?" * (LONG // 2)],
    ids=["encoded words", "white space", "a word", "beginnings"],
)
def test_no_subject_keeps_the_reading_busy(ours, subject):
    assert read(b"Subject: " + subject + b"\n\nText\n") == ("", None)


def test_what_takes_too_long_is_set_aside_and_what_is_behind_it_is_read(ours, endless, tmp_path, capsys):
    (tmp_path / "maildir" / "new").mkdir(parents=True)
    for name, mail in (("1", plain(ours, b"poison")), ("2", plain(ours, b""))):
        (tmp_path / "maildir" / "new" / name).write_bytes(mail)
    with pytest.raises(CommandError, match="1 could not be read"):
        call_command("returned", "--maildir", str(tmp_path / "maildir"))
    assert "One bounce, hard." in capsys.readouterr().out and Follow.objects.get().status == "ended"
    assert "TimeLimitExceeded" in next(unreadable.folder().glob("*.txt")).read_text(encoding="utf-8")


def test_a_limit_that_was_not_reached_leaves_no_timer_behind():
    import signal

    with time_limit.time_limit(1000):
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.parametrize(
    "words",
    ["a" * 200_000, "@." * 50_000, "a%4" * 50_000, "a@[" + "1" * 100_000],
    ids=["letters", "at and dots", "half a sign", "a bracket"],
)
def test_no_words_of_a_server_keep_the_masking_busy(words):
    assert without_addresses(f"{words} ada@example.org").endswith("a•••@example.org")


def test_no_cell_keeps_an_import_busy(tmp_path):
    (tmp_path / "list.csv").write_text('email\n"' + "a" * 60_000 + "\n" + "a" * 60_000 + '"\nada@example.org\n', encoding="utf-8")
    assert [cells for _, cells in read_table(tmp_path / "list.csv").rows][-1] == ("ada@example.org",)


# What names no mail of ours


@pytest.mark.parametrize(
    "named",
    [b"", b"Message-ID: <confirm.20260101.000000000000000000000000@example.org>\n", b"Message-ID: <1@x>\n" * 200],
    ids=["none", "a guess", "many"],
)
def test_what_names_no_mail_of_ours_is_not_kept_and_raises_no_alarm(ours, poison, settings, named):
    before = alarms(timezone.now(), figures(timezone.now()))
    assert read(b"Subject: poison\n\n" + named + b"x" * LONG) == ("", None)
    assert not unreadable.folder().exists() and alarms(timezone.now(), figures(timezone.now())) == before


def test_headers_that_cannot_be_read_and_name_no_mail_of_ours_are_not_kept(ours, monkeypatch):
    def breaks(*_, **__):
        raise RecursionError("poison")

    monkeypatch.setattr(parser, "decode_header", breaks)
    assert read(b"Subject: poison\n\nText\n") == ("", None) and not unreadable.folder().exists()
    assert read(plain(ours, b""))[1].exists()


def test_only_so_many_are_set_aside_and_the_rest_is_counted(ours, poison):
    for number in range(unreadable.MOST_FILES + 7):
        assert read(plain(ours, b"%d" % number))[1].exists()
    assert len(list(unreadable.folder().glob("*.eml"))) == unreadable.MOST_FILES and unreadable.number() == unreadable.MOST_FILES + 7
    read(plain(ours, b"0"))  # one that is there already
    assert unreadable.number() == unreadable.MOST_FILES + 7
    now = timezone.now()
    assert [said for said in alarms(now, figures(now)) if f"{unreadable.MOST_FILES + 7} returned mails could not be read" in said]
    unreadable.delete()
    assert unreadable.number() == 0


def test_only_so_much_is_set_aside(ours, poison, monkeypatch):
    monkeypatch.setattr(unreadable, "MOST_BYTES", 2_500_000)
    for number in range(5):
        read(plain(ours, b"%d" % number + b"x" * 900_000))
    assert len(list(unreadable.folder().glob("*.eml"))) == 2 and unreadable.number() == 5


def test_the_count_of_the_rest_takes_no_room_without_end(ours, poison, monkeypatch):
    monkeypatch.setattr(unreadable, "MOST_FILES", 0)
    monkeypatch.setattr(unreadable, "MOST_COUNTED", 10)
    for number in range(15):
        read(plain(ours, b"%d" % number))
    assert unreadable.number() == 10


# What is erased

FORMS = {
    "plain": EVE.encode(),
    "capitals": b"EVE@Example.ORG",
    "quoted": b"eve=40example.org",
    "small hexadecimal": b"%65ve%40example%2eorg",
    "VERP": b"<bounces+eve=example.org@lists.example.net>",
    "quoted-printable": b"".join(b"=%02X" % letter for letter in EVE.encode()),
    "a soft break": quopri.encodestring(b"x" * 70 + b" " + EVE.encode()).replace(b"eve@", b"eve=\n=40"),
    "a fold": b"eve@exam\n ple.org",
    "base64": base64.encodebytes(b"To the owner: Eve@example.org, who is gone"),
    "base64 with one letter before": base64.b64encode(b"x" + EVE.encode()),
    "base64 of UTF-16": base64.b64encode("To: eve@example.org".encode("utf-16")),
    "base64 for addresses": base64.urlsafe_b64encode(b"\xff\xfe\xff?" + EVE.encode() + b"\xff\xff"),
    "an encoded word": b"=?utf-8?B?" + base64.b64encode(b"Eve <eve@example.org>") + b"?=",
    "base64 of quoted-printable": base64.encodebytes(b"To: eve=40example.org"),
    "an entity": b"eve&#64;example.org",
    "a hexadecimal entity": b"eve&#x40;example.org",
}


@pytest.mark.parametrize("form", FORMS)
def test_after_forget_me_no_mail_set_aside_holds_the_address_in_any_form(ours, poison, follow, form):
    eve = follow(EVE)
    read(plain(ours, b"About another: " + FORMS[form]))
    read(plain(ours, b"About nobody but Ada"))
    assert len(list(unreadable.folder().glob("*.eml"))) == 2
    deciding.erase(eve)
    (left,) = unreadable.folder().glob("*.eml")
    assert b"nobody but Ada" in left.read_bytes() and left.with_suffix(".txt").exists()


def test_what_is_about_a_mail_to_who_is_erased_goes_whatever_it_quotes(ours, poison, follow):
    read(plain(ours, b"no address at all"))
    TransactionalMail.objects.all().delete()  # tidied since
    deciding.erase(Follower.objects.get(mailbox="ada@example.org"))
    assert not list(unreadable.folder().iterdir())


def test_what_was_set_aside_without_saying_whose_it_is_goes_too(ours, poison, follow):
    eve = follow(EVE)
    read(plain(ours, b""))
    (report,) = unreadable.folder().glob("*.txt")
    report.write_text("By a desk that is older.\n", encoding="utf-8")
    deciding.erase(eve)
    assert not list(unreadable.folder().iterdir())
