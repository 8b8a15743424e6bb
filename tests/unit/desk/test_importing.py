"""Followers are taken over with what they had agreed to, and every row is answered for."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from desk.follows import deciding
from desk.follows.models import Consent, Follow, Follower

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
    def do(text: str, name: str = "old.csv") -> list[str]:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        call_command("import_followers", str(file))
        return capsys.readouterr().out.splitlines()

    return do


def state() -> dict[str, str]:
    return {follow.follower.email: f"{follow.frequency} {follow.status}" for follow in Follow.objects.all()}


def test_each_row_is_answered_for(imported):
    assert imported(WORDPRESS) == [
        "old.csv:2: ada@example.org: follows now",
        "old.csv:3: Bo@Example.ORG: follows now",
        "old.csv:4: cy@example.org: asked by mail whether they want to",
        "old.csv:5: di@example.org: left out: had left there",
        "old.csv:6: nonsense: left out: no e-mail address",
        "old.csv:8: ada@example.org: was here already",
        "2 follows now, 1 asked by mail whether they want to, 1 left out: had left there, 1 left out: no e-mail address, 1 was here already",
    ]
    assert state() == {"ada@example.org": "weekly confirmed", "Bo@example.org": "immediately confirmed", "cy@example.org": "daily unconfirmed"}
    consent = Consent.objects.get(follow__follower__email="ada@example.org")
    assert (consent.wording, consent.how) == ("Taken over from old.csv, line 2, where it says “Confirmed”", "confirmed there")


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


@pytest.mark.parametrize("text", ["E-Mail;Status\nada@example.org;active\n", "\ufeffemail\tstatus\r\nada@example.org\tactive\r\n", 'status,"email"\nyes,"ada@example.org"\n'])
def test_other_signs_between_columns_do(imported, text):
    imported(text)
    assert state() == {"ada@example.org": "immediately confirmed"}


@pytest.mark.parametrize("text, words", [("", "names nothing"), ("name,age\nAda,36\n", "it names name, age"), (b"\xff\xfee\x00", "no CSV file in UTF-8")])
def test_what_is_no_list_of_followers_is_refused_with_a_word(imported, text, words):
    with pytest.raises(CommandError, match=words):
        imported(text)
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_followers", "/nowhere.csv")


def test_the_site_counts_them(imported, settings):
    imported(WORDPRESS)
    assert '"followers": 2' in (settings.PLACE / "followers.json").read_text()
