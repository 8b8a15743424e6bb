"""Mails as they come back from servers, programs and people. The name of each file in `returned/` begins with what it means."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from desk.bounces.models import Bounce
from desk.bounces.reading import is_not_the_mailbox
from desk.follows.models import Follow
from desk.mails.models import Letter
from desk.management.commands.returned import taken

FILES = sorted((Path(__file__).parent / "returned").glob("*.eml"))
NOISE = bytes(range(256))
ALL = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
SOFT = pytest.mark.parametrize("file", [file for file in FILES if file.stem.startswith("soft")], ids=lambda file: file.stem)


@pytest.fixture(params=[b"\n", b"\r\n"], ids=["lf", "crlf"])
def read(request, following):
    """The bytes of a file, about the mail that Ada got, with the ends of lines that servers on both sides of the world have."""
    name = Letter.objects.get().message_id.encode()
    return lambda file: file.read_bytes().replace(b"\n", request.param).replace(b"{message_id}", name).replace(b"{noise}", NOISE)


def meaning(file: Path) -> str:
    return file.stem.partition("-")[0]


def state() -> tuple[str, list[str]]:
    return Follow.objects.get().status, list(Bounce.objects.order_by("pk").values_list("kind", flat=True))


def test_there_are_all_kinds():
    kinds = [meaning(file) for file in FILES]
    assert len(FILES) >= 17 and set(kinds) == {"hard", "soft", "complaint", "nothing"}
    assert kinds.count("hard") >= 7 and kinds.count("soft") >= 3 and kinds.count("nothing") >= 6


@ALL
def test_each_does_what_it_means_and_once(file, read):
    kind = meaning(file)
    said = "" if kind == "nothing" else f"One bounce, {kind}."
    expected = {"hard": ("ended", ["hard"]), "complaint": ("ended", ["complaint"]), "soft": ("confirmed", ["soft"]), "nothing": ("confirmed", [])}[kind]
    assert taken(read(file)) == said
    assert state() == expected
    assert taken(read(file)) == (said and "One that was read before.")
    assert state() == expected


@SOFT
def test_what_is_soft_stops_mail_on_the_third_day_and_not_before(file, read):
    for day in (2, 1, 0):
        for time in ("morning", "evening"):
            assert state()[0] == "confirmed"
            assert taken(f"X-Read: {day} {time}\n".encode() + read(file)) == "One bounce, soft."
            if day == 0:
                assert state()[0] == "ended" and "on 3 days" in Follow.objects.get().reason
                return
        Bounce.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).update(at=timezone.now() - timedelta(days=day))


@SOFT
def test_what_is_soft_and_long_ago_stops_nothing(file, read):
    for day in (40, 20, 0):
        taken(f"X-Read: {day}\n".encode() + read(file))
        Bounce.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).update(at=timezone.now() - timedelta(days=day))
    assert state() == ("confirmed", ["soft"] * 3)


@ALL
def test_none_that_is_cut_or_damaged_crashes(file, read):
    raw = read(file)
    for place in range(0, len(raw), 211):
        for damaged in (raw[:place], raw[:place] + NOISE + raw[place:], raw[place:]):
            assert taken(damaged) == "" or taken(damaged) in ("One left.", "One that was read before.")  # a second time it counts for nothing


def test_a_mail_with_more_names_than_a_database_takes_at_once_is_nothing(transactional_db):
    assert taken(b"".join(b"Message-ID: <%d@x>\n" % number for number in range(300_000))) == ""


@pytest.mark.parametrize("said", ["550 5.7.1 no", "552 5.2.2 full", "550-5.7.26 x", "(#5.2.2)", "Status: 5.4.1\r\n", "5.3.0."])
def test_a_code_that_is_not_about_the_mailbox_is_known(said):
    assert is_not_the_mailbox(said)


@pytest.mark.parametrize("said", ["550 5.1.1 no", "5.2.1", "[10.5.7.1]", "198.5.7.1", "5.7.1.12", "Django 5.2.22", "v5.7.1", ""])
def test_an_internet_address_or_a_version_is_no_code(said):
    assert not is_not_the_mailbox(said)
