"""Followers are taken over with what they had agreed to, and every row is answered for."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.follows import deciding
from desk.follows.models import Consent, Follow, Follower
from desk.mails.outbox import Outbox
from testing.newsroom import ROOT

GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
WORDPRESS = """Email Address,Subscription Date,Status,Frequency
ada@example.org,2014-06-03,Confirmed,Weekly
Bo@Example.ORG,2014-06-04,confirmed,Instantly
cy@example.org,2014-06-05,pending,daily
di@example.org,2014-06-06,unsubscribed,daily
nonsense,2014-06-07,confirmed,daily

ada@example.org,2014-06-08,confirmed,daily
"""


@pytest.fixture
def imported(tmp_path, transactional_db, capsys):
    def do(text: str | bytes, *options: str, name: str = "old.csv") -> list[str]:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        call_command("import_followers", str(file), *options)
        return capsys.readouterr().out.splitlines()

    return do


def state() -> dict[str, str]:
    return {follow.follower.email: f"{follow.frequency} {follow.status}" for follow in Follow.objects.all()}


def test_each_row_is_answered_for(imported):
    assert imported(WORDPRESS) == [
        "old.csv:2: a•••@example.org: follows now",
        "old.csv:3: B•••@example.org: follows now",
        "old.csv:4: c•••@example.org: asked by mail whether they want to",
        "old.csv:5: d•••@example.org: left out: had left there (Status: unsubscribed)",
        "old.csv:6: left out: no e-mail address that can be written to",
        "old.csv:8: a•••@example.org: was here already",
        "2 follows now, 1 asked by mail whether they want to, 1 left out: had left there, 1 left out: no e-mail address that can be written to, 1 was here already",
    ]
    assert state() == {
        "ada@example.org": "weekly confirmed",
        "Bo@example.org": "immediately confirmed",
        "cy@example.org": "daily unconfirmed",
    }
    consent = Consent.objects.get(follow__follower__email="ada@example.org")
    assert (consent.wording, consent.how) == ("Taken over from old.csv, line 2, where it says “Status: Confirmed”", "confirmed there")


def test_who_is_not_known_to_have_agreed_is_asked_once(imported, link, client):
    imported("email\ncy@example.org\n")
    (letter,) = mail.outbox
    assert letter.subject == "The blog has moved: do you still want to follow?"
    imported("email\ncy@example.org\n")
    assert len(mail.outbox) == 1
    client.post(link())
    assert state() == {"cy@example.org": "immediately confirmed"}


def test_who_asked_to_be_forgotten_is_not_brought_back(imported, following):
    deciding.erase(following)
    assert imported("email,status\nADA@example.org,confirmed\n")[0].endswith("left out: asked to be forgotten here")
    assert not Follower.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "E-Mail;Status\nada@example.org;active\n",
        "\ufeffemail\tstatus\r\nada@example.org\tactive\r\n",
        'status,"email"\nyes,"ada@example.org"\n',
    ],
)
def test_other_signs_between_columns_do(imported, text):
    imported(text)
    assert state() == {"ada@example.org": "immediately confirmed"}


@pytest.mark.parametrize(
    "text, words",
    [("", "names nothing"), ("name,age\nAda,36\n", "It names “name”, “age”"), ("ada@example.org\n", "its first line is an address")],
)
def test_what_is_no_list_of_followers_is_refused_with_a_word(imported, text, words):
    with pytest.raises(CommandError, match=words):
        imported(text)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_followers", "/nowhere.csv")


def test_the_site_counts_them(imported, settings):
    imported(WORDPRESS)
    assert '"followers": 2' in (settings.PLACE / "followers.json").read_text()


SERVICES = sorted((Path(__file__).parent / "imports").glob("*.csv"))
BECAME = {"follows": "follows now", "asked": "asked by mail", "left": "left out: had left there"}


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_an_export_of_each_service_is_read_by_its_own_column_of_status(file, imported):
    """The first part of each address says what must become of it."""
    lines = [line for line in imported(file.read_bytes(), name=file.name) if line.startswith(f"{file.name}:")]
    rows = [line for line in file.read_text().splitlines() if "@" in line]
    expected = [next(what for what in BECAME if f"{what}." in row) for row in rows]
    assert [next(what for what, words in BECAME.items() if words in line) for line in lines] == expected
    written = {each.to[0].partition(".")[0] for each in mail.outbox}
    assert written <= {"asked"} and set(state()) == {row_address(row) for row in rows if "left." not in row}


def test_each_service_that_the_guide_names_has_an_export_here():
    named = re.search(r"It knows the columns of status of (.+?), and what a desk itself exports", " ".join(GUIDE.split()))[1]
    services = re.split(r", | and ", re.sub(r" \([^)]*\)|'s lists", "", named))
    assert len(services) == 21
    assert [name for name in services if not any(re.sub(r"\W", "-", name.lower()) in file.stem for file in SERVICES)] == []


def row_address(row: str) -> str:
    return next(cell for cell in row.replace(";", ",").split(",") if "@" in cell)


@pytest.mark.parametrize(
    "header, word, named",
    [
        ("Abo-Zustand", "abgemeldet", "Abo-Zustand"),
        ("Opt-in source", "fair", "Opt-in source"),
        ("mail_suppression_flag", "1", "mail_suppression_flag"),
        ("Do not contact", "yes", "Do not contact"),
        ("MailingActive", "N", "MailingActive"),
        ("is_unsubscribed", "t", "is_unsubscribed"),
        ("Désabonné", "oui", "Désabonné"),
        ("Last bounce", "2020", "Last bounce"),
    ],
)
def test_a_column_that_may_be_one_of_status_stops_the_import_with_both_ways_on(imported, header, word, named):
    text = f"email,{header}\nada@example.org,{word}\n"
    with pytest.raises(CommandError) as stopped:
        imported(text)
    assert f"“{named}”" in str(stopped.value) and f"“{word}”" in str(stopped.value)
    assert "--status-column" in str(stopped.value) and "--ignore-column" in str(stopped.value)
    assert not Follower.objects.exists() and not mail.outbox
    imported(text, "--ignore-column", header)
    assert state() == {"ada@example.org": "immediately unconfirmed"}


@pytest.mark.parametrize(
    "column, word",
    [
        ("status", "wobbly"),
        ("Status", "7"),
        ("subscriber_type", "sleeping"),
        ("state", "Ohio"),
        ("subscribed_to_emails", "perhaps"),
        ("email_disabled", "x"),
    ],
)
def test_a_word_that_is_not_known_stops_it_and_a_person_says_what_it_means(imported, column, word):
    text = f"email,{column}\nada@example.org,{word}\nbo@example.org,{word.upper()}\n"
    with pytest.raises(CommandError) as stopped:
        imported(text)
    assert f"line 2: “{word}” in the column “{column}”" in str(stopped.value) or f"line 2 and 1 more: “{word}”" in str(stopped.value)
    assert not Follower.objects.exists() and not mail.outbox
    imported(text, "--status-value", f"{word}=left")
    assert not Follower.objects.exists() and not mail.outbox
    imported(text, "--status-value", f"{word}=confirmed")
    assert set(state().values()) == {"immediately confirmed"}


def test_options_may_be_given_again(imported):
    text = "email,status,Zustand,Opt-in source\nada@example.org,ja,x,y\nbo@example.org,nein,x,y\ncy@example.org,weiss nicht,x,y\n"
    ignored = ("--ignore-column", "Zustand", "--ignore-column", "Opt-in source")
    imported(text, *ignored, "--status-value", "ja=confirmed", "--status-value", "nein=left", "--status-value", "weiss nicht=ask")
    assert state() == {"ada@example.org": "immediately confirmed", "cy@example.org": "immediately unconfirmed"}


def test_an_option_with_a_slip_changes_nothing(imported):
    for options, words in (
        (("--status-value", "x=yes"), "confirmed, ask or left"),
        (("--ignore-column", "Zip"), "no column “Zip”"),
        (("--status-column", "Zip"), "no column “Zip”"),
    ):
        with pytest.raises(CommandError, match=words):
            imported("email\nada@example.org\n", *options)
    assert not Follower.objects.exists()


def test_a_column_that_a_person_names_decides(imported):
    imported("email,Zustand\nada@example.org,active\nbo@example.org,unsubscribed\n", "--status-column", "Zustand")
    assert state() == {"ada@example.org": "immediately confirmed"}


def test_all_are_taken_as_confirmed_only_by_name_and_never_who_is_known_to_have_left(imported):
    text = "email,odd status,UNSUB_TIME\nada@example.org,?,\nbo@example.org,?,2020-01-01\n"
    imported(text, "--take-all-as", "confirmed")
    assert state() == {"ada@example.org": "immediately confirmed"} and not mail.outbox


@pytest.mark.parametrize(
    "name",
    [
        "unsubscribed_members_export_1.csv",
        "cleaned_members_export_1.csv",
        "nonsubscribed_members.csv",
        "Bounces.csv",
        "suppressions.csv",
        "blacklist.csv",
    ],
)
def test_a_file_of_those_who_left_is_not_taken_for_a_list_of_followers(imported, name):
    with pytest.raises(CommandError, match="these people have left"):
        imported("email,LEID\nada@example.org,1\n", name=name)
    assert not Follower.objects.exists() and not mail.outbox


def test_a_list_of_listmonk_that_hides_who_unsubscribed_is_not_taken(imported):
    text = "uuid,email,name,attributes,status,created_at\n1,ada@example.org,Ada,{},enabled,2023\n"
    with pytest.raises(CommandError, match="listmonk"):
        imported(text)
    imported(text, "--take-all-as", "confirmed")
    assert state() == {"ada@example.org": "immediately confirmed"}


@pytest.mark.parametrize("second", ["Ada@Example.org,unsubscribed", "ADA@example.org,bounced"])
def test_who_stands_there_twice_and_has_left_once_has_left(imported, second):
    assert "unsubscribed, in line 3" in imported("email,status\nada@example.org,active\nada@example.org,unsubscribed\n")[0]
    imported(f"email,status\nada@example.org,active\n{second}\n")
    assert not Follower.objects.exists()


def test_who_left_here_is_not_brought_back(imported, following):
    deciding.leave(following)
    assert imported("email,status\nADA@example.org,confirmed\n")[0].endswith("left out: had left here")
    assert Follow.objects.get().status == "ended"


def test_a_dry_run_counts_shows_ten_masked_and_changes_nothing(imported, monkeypatch):
    text = (
        "email,status\n"
        + "".join(f"p{number}@example.org,{'active' if number % 2 else 'pending'}\n" for number in range(30))
        + "x@example.org,bounced\n"
    )
    said = imported(text, "--dry-run")
    assert (
        len([line for line in said if line.startswith("old.csv:")]) == 10 and "p•••@example.org" in said[0] and "p0@" not in "".join(said)
    )
    assert "15 asked by mail whether they want to, 15 follows now, 1 left out: had left there" in said
    assert said[-3:] == [said[-3], "  1 had left by “status: bounced”", "Nothing was changed."]
    assert not Follower.objects.exists() and not mail.outbox


def test_it_is_all_or_nothing(imported, monkeypatch):
    """The last of many rows fails: nobody follows, nobody is written to."""
    write, written = Outbox.write, []

    def fails_late(*words, **fields):
        written.append(words)
        if len(written) == 700:
            raise RuntimeError("the disk is full")
        return write(*words, **fields)

    monkeypatch.setattr(Outbox, "write", fails_late)
    with pytest.raises(RuntimeError):
        imported("email\n" + "".join(f"p{number}@example.org\n" for number in range(800)))
    assert not Follower.objects.exists() and not Consent.objects.exists() and not mail.outbox


def test_our_own_export_comes_back_as_it_was(imported, following, tmp_path):
    from desk.follows.csv_export import write_followers

    other = Follower.objects.create(email="+bo@example.org", mailbox="+bo@example.org")
    Follow.objects.create(follower=other, kind="programme", slug="backr", name="Backr", frequency="weekly", status="unconfirmed")
    gone = Follower.objects.create(email="cy@example.org", mailbox="cy@example.org")
    Follow.objects.create(follower=gone, kind="everything", name="All", frequency="weekly", status="ended")
    Follow.objects.create(follower=following, kind="programme", slug="backr", name="Backr", frequency="daily", status="ended")
    Follow.objects.create(follower=other, kind="tag", slug="gone", name="Gone", frequency="daily", status="confirmed")
    before = Consent.objects.get(follow__follower=following)
    file = tmp_path / "export.csv"
    write_followers(file)
    Follower.objects.all().delete()
    said = imported(file.read_bytes())
    assert state() == {"ada@example.org": "immediately confirmed", "+bo@example.org": "weekly unconfirmed"}
    assert sum("nothing to follow under that name" in line for line in said if line.startswith("old.csv:")) == 1
    after = Consent.objects.get(follow__follower__email="ada@example.org")
    assert [(each.asked, each.confirmed, each.wording, each.page, each.how) for each in (after,)] == [
        (before.asked, before.confirmed, before.wording, before.page, before.how)
    ]
    assert Follow.objects.get(follower__email="+bo@example.org").target == "programme/backr"


OURS = {
    "of a desk": "email,status,target,frequency,asked,confirmed,ended,reason,wording,page,how",
    "of one that closed": "email,target,frequency,status,asked,wording,page,confirmed,how",
}
ASKED, CONFIRMED = "2026-01-02T10:00:00+00:00", "2026-01-02T10:05:00+00:00"


@pytest.mark.parametrize("columns", OURS.values(), ids=OURS)
def test_our_own_export_comes_back_with_targets_frequencies_and_consents(imported, columns):
    agreed = {
        "asked": ASKED,
        "confirmed": CONFIRMED,
        "wording": "First we send one e-mail.",
        "page": "https://blog.example.org/follow/",
        "how": "the button",
    }
    people = [
        {"email": "ada@example.org", "status": "confirmed", "target": "everything", "frequency": "monthly", **agreed},
        {"email": "ada@example.org", "status": "ended", "target": "programme/backr", "frequency": "daily", "reason": "left", **agreed},
        {
            "email": "'+bo@example.org",
            "status": "unconfirmed",
            "target": "programme/backr",
            "frequency": "weekly",
            "asked": ASKED,
            "wording": "First",
        },
        {
            "email": "cy@example.org",
            "status": "ended",
            "target": "everything",
            "frequency": "daily",
            "ended": CONFIRMED,
            "reason": "unsubscribed",
            **agreed,
        },
        {"email": "di@example.org", "status": "confirmed", "target": "tag/gone", "frequency": "daily", **agreed},
    ]
    text = "\n".join([columns, *(",".join(person.get(name, "") for name in columns.split(",")) for person in people)])
    said = imported(text)
    assert ["left" if "had left there" in line else line.split(": ", 2)[2] for line in said[:5]] == [
        "follows now",
        "left",
        "asked by mail whether they want to",
        "left",
        "left out: the site has nothing to follow under that name",
    ]
    assert state() == {"ada@example.org": "monthly confirmed", "+bo@example.org": "weekly unconfirmed"}
    assert Follow.objects.get(follower__email="+bo@example.org").target == "programme/backr"
    kept = Consent.objects.get(follow__follower__email="ada@example.org")
    assert {name: getattr(kept, name) for name in ("wording", "page", "how")} == {name: agreed[name] for name in ("wording", "page", "how")}
    assert (kept.asked.isoformat(), kept.confirmed.isoformat()) == (ASKED, CONFIRMED)
    assert [each.to for each in mail.outbox] == [["+bo@example.org"]]


ROWS = "email{0}name{0}status\r\nada@example.org{0}Ädä{0}active\r\n"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_however_excel_saved_it(imported, separator, encoding):
    text = ROWS.format(separator)
    data = text.encode(encoding)
    said = imported(b"\xfe\xff" + data if encoding == "utf-16-be" else data)
    assert state() == {"ada@example.org": "immediately confirmed"}
    assert ("read as Windows-1252" in said[0]) is (encoding == "cp1252")


def test_excel_s_hint_for_itself_and_its_way_to_keep_words_words_are_understood(imported):
    imported('sep=;\nemail;status\n="ada@example.org";active\n\'+bo@example.org;active\n')
    assert set(state()) == {"ada@example.org", "+bo@example.org"}


@pytest.mark.parametrize(
    "data, words",
    [
        (b"PK\x03\x04rest", "is an Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "is an Excel workbook"),
        (b"email\n\x81\x8d@example.org\n", "not a text in UTF-8"),
        (b"email\nada\x00@example.org\n", "not a text in UTF-8"),
        (
            b'email,name\na@example.org,"Ann\nb@example.org,Bo\nc@example.org,Cy\n',
            "line 2: a quote mark is opened and never closed, so that the",
        ),
        (b'email,name\na@example.org,"Ann\nb@example.org,Bo\nc@example.org,"Cy"\n', "line 2: a quote mark"),
        (
            b'email,name\na@example.org,"Ann\nb@example.org,Bo"\nc@example.org,Cy\n',
            "line 2: a quote mark is opened and closed 1 lines later",
        ),
        (b"email,name,status\na@example.org,Smith, Ann,unsubscribed\n", "line 2 has 4 cells, and the first line 3"),
        (b"email,name,status\na@example.org\n", "line 2 has 1 cells"),
        (b"email,email,status\na@example.org,b@example.org,active\n", "2 columns are called “email”"),
        (b"email,status,Status\na@example.org,active,unsubscribed\n", "2 columns are called “status”"),
    ],
)
def test_what_cannot_be_right_is_named_by_line_with_a_cure_and_nothing_is_taken(imported, data, words):
    with pytest.raises(CommandError, match=words):
        imported(data)
    assert not Follower.objects.exists() and not mail.outbox


def test_all_lines_that_cannot_be_right_are_named_at_once(imported):
    with pytest.raises(CommandError) as stopped:
        imported("email,name\n" + "a@example.org,x,y\n" * 30)
    assert str(stopped.value).count("cells") == 10 and "and 20 more" in str(stopped.value)


def test_a_note_over_several_lines_is_one_cell(imported):
    assert imported('email,note,status\nada@example.org,"one\ntwo",active\nbo@example.org,,active\n')[1].startswith("old.csv:4:")
    assert len(state()) == 2


def test_a_frequency_that_we_do_not_have_is_said(imported):
    assert (
        imported("email,status,frequency\nada@example.org,active,fortnightly\n")[0]
        == "“fortnightly” is not a frequency that we have (1 rows): every new post is meant."
    )


def test_many_rows_ask_the_database_as_often_as_few(imported, django_assert_max_num_queries):
    with django_assert_max_num_queries(100):
        imported("email,status\n" + "".join(f"p{number}@example.org,active\n" for number in range(2000)))
    assert Follow.objects.filter(status="confirmed").count() == 2000


def test_a_dry_run_keeps_nobody_else_from_writing(imported):
    with CaptureQueriesContext(connection) as asked:
        imported("email,status\nada@example.org,active\n", "--dry-run")
    assert not [query["sql"] for query in asked if query["sql"].startswith(("BEGIN", "INSERT", "UPDATE", "SAVEPOINT"))]
