"""Mails as they come back from servers, programs and people. The name of each file in `returned/` begins with what it means."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from desk.bounces.classification import classify_bounce
from desk.bounces.models import Bounce
from desk.follows.models import Follow
from desk.health import alarms, figures
from desk.mails.models import TransactionalMail
from desk.management.commands.returned import read as take
from desk.management.commands.returned import taken

FILES = sorted((Path(__file__).parent / "returned").glob("*.eml"))
NOISE = bytes(range(256))
ALL = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
SOFT = pytest.mark.parametrize("file", [file for file in FILES if file.stem.startswith("soft")], ids=lambda file: file.stem)


@pytest.fixture(params=[b"\n", b"\r\n"], ids=["lf", "crlf"])
def read(request, following):
    """The bytes of a file, about the mail that Ada got, with the ends of lines that servers on both sides of the world have."""
    name = TransactionalMail.objects.get().message_id.encode()
    return lambda file: file.read_bytes().replace(b"\n", request.param).replace(b"{message_id}", name).replace(b"{noise}", NOISE)


def meaning(file: Path) -> str:
    return file.stem.partition("-")[0]


def state() -> tuple[str, list[str]]:
    return Follow.objects.get().status, list(Bounce.objects.order_by("pk").values_list("kind", flat=True))


def test_there_are_all_kinds():
    kinds = [meaning(file) for file in FILES]
    assert len(FILES) >= 30 and set(kinds) == {"hard", "soft", "complaint", "sender", "person", "nothing"}
    assert kinds.count("hard") >= 7 and kinds.count("soft") >= 10 and kinds.count("sender") >= 6 and kinds.count("nothing") >= 6


@ALL
def test_each_does_what_it_means_and_once(file, read):
    kind = meaning(file)
    said = {"nothing": "", "person": "One mail from a person."}.get(kind, f"One bounce, {kind}.")
    expected = {
        "hard": ("ended", ["hard"]),
        "complaint": ("ended", ["complaint"]),
        "soft": ("confirmed", ["soft"]),
        "sender": ("confirmed", ["sender"]),
        "nothing": ("confirmed", []),
        "person": ("confirmed", []),
    }[kind]
    assert take(read(file))[0] == said
    assert state() == expected
    assert take(read(file))[0] == (said and "One that was read before.")
    assert state() == expected


@SOFT
def test_what_is_soft_stops_mail_on_the_third_day_and_not_before(file, read):
    for day in (13, 6, 0):
        for time in ("morning", "evening"):
            assert state()[0] == "confirmed"
            assert taken(f"X-Read: {day} {time}\n".encode() + read(file)) == "One bounce, soft."
            if day == 0:
                assert state()[0] == "ended" and "on 3 days" in Follow.objects.get().reason
                return
        Bounce.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).update(at=timezone.now() - timedelta(days=day))


@SOFT
def test_what_is_soft_and_long_ago_stops_nothing(file, read):
    for day in (16, 15, 0):
        taken(f"X-Read: {day}\n".encode() + read(file))
        Bounce.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).update(at=timezone.now() - timedelta(days=day))
    assert state() == ("confirmed", ["soft"] * 3)


@ALL
def test_none_that_is_cut_or_damaged_crashes(file, read):
    raw = read(file)
    for place in range(0, len(raw), 211):
        for damaged in (raw[:place], raw[:place] + NOISE + raw[place:], raw[place:]):
            said, aside = take(damaged)
            assert said == "" or (
                not aside and take(damaged)[0] in ("One left.", "One that was read before.")
            )  # a second time it counts for nothing


@pytest.mark.parametrize("file", [file for file in FILES if meaning(file) == "sender"], ids=lambda file: file.stem)
def test_what_is_about_us_is_held_against_nobody_however_often_and_is_an_alarm(file, read):
    for day in range(5, -1, -1):
        assert taken(f"X-Read: {day}\n".encode() + read(file)) == "One bounce, sender."
        Bounce.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).update(at=timezone.now() - timedelta(days=day))
        assert state()[0] == "confirmed"
    assert {bounce.get_kind_display() for bounce in Bounce.objects.all()} == {"about us"}
    now = timezone.now()
    assert [said for said in alarms(now, figures(now)) if "1 of our mails were refused for what we are" in said]
    now += timedelta(days=2)
    assert not [said for said in alarms(now, figures(now)) if "for what we are" in said]


def test_a_mail_with_more_names_than_a_database_takes_at_once_is_nothing(transactional_db):
    assert taken(b"".join(b"Message-ID: <%d@x>\n" % number for number in range(300_000))) == ""


@pytest.mark.parametrize(
    "status, said, kind",
    [
        ("4.4.7", "", "soft"),
        ("4.1.1", "user unknown", "soft"),  # a code of that class is for now, whatever the words
        ("4.3.1", "552 disk full", "soft"),
        ("5.0.0", "450 4.2.1 try later", "soft"),
        ("", "552 5.2.2 full", "soft"),
        ("5.4.1", "", "soft"),
        ("5.3.0", "5.3.0.", "soft"),
        ("", "421 4.3.2 system shutting down", "soft"),
        ("4.7.0", "421 4.7.0 temporarily deferred", "sender"),
        ("", "550-5.7.26 unauthenticated", "sender"),
        ("", "554 Message rejected: it looks like spam", "sender"),
        ("5.0.0", "550 SPF check failed", "sender"),
        ("5.1.8", "Sender address rejected: Domain not found", "sender"),
        ("5.1.1", "550 5.1.1 no", "hard"),
        ("5.1.10", "", "hard"),
        ("5.2.1", "mailbox disabled", "hard"),
        ("5.0.0", "550 no such user", "hard"),
        ("", "[10.5.7.1] no such user", "hard"),
        ("", "[198.5.7.1]", ""),
        ("", "5.7.1.12", ""),
        ("", "Django 5.2.22", ""),
        ("", "Exim 4.94.2", ""),
        ("", "v5.7.1", ""),
        ("", "went away after 450 bytes", ""),
        ("", "", ""),
    ],
)
def test_a_status_and_the_words_of_a_server_say_what_it_is(status, said, kind):
    assert (classify_bounce(status, said, None) or "") == kind
    if kind:
        assert classify_bounce(status, said, Bounce.Kind.HARD) == kind
