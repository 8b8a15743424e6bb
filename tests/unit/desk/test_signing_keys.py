"""A desk that has another key than the one that signed the links of its database says so; one whose key was changed as it should be does not."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk.checks import other_key
from desk.follows import links
from desk.health import alarms, figures
from desk.models import SigningKey
from desk.signing_keys import note_keys

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (f"the {number} key of these tests, long enough for one" for number in ("first", "second", "third"))


@pytest.fixture
def keys(settings):
    """Start the desk with these keys, the one in use first; what is said of them everywhere."""

    def do(current: str, *old: str) -> str:
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = current, list(old)
        note_keys()
        now = timezone.now()
        found = figures(now)
        said = [each for each in alarms(now, found) if "DESK_SECRET_KEY_FALLBACKS" in each]
        assert bool(said) == bool(found.keys_missing) == bool(other_key(None))
        return " ".join(said)

    return do


def test_the_first_start_and_any_with_the_same_key_say_nothing(keys):
    assert keys(FIRST) == "" and keys(FIRST) == ""
    (kept,) = SigningKey.objects.values_list("fingerprint", flat=True)
    assert len(kept) == 64 and FIRST not in kept


def test_another_key_is_an_alarm_with_the_cure_however_often_the_desk_starts(keys, client):
    keys(FIRST)
    word = links.word_of(links.signed(links.LEAVE, "k" * 22))
    for _ in range(2):
        said = keys(SECOND)
        assert "to unsubscribe" in said and "Add it to DESK_SECRET_KEY_FALLBACKS" in said and "accept_key" in said
        assert FIRST not in said and links.key_in(links.LEAVE, word) is None
    answer = client.get("/health")
    assert answer.status_code == 503 and answer.json()["keys_missing"] == 1
    assert keys(FIRST) == ""  # it was a mistake


def test_a_key_that_is_changed_as_it_should_be_is_no_alarm_and_is_noted_once(keys):
    keys(FIRST)
    assert keys(SECOND, FIRST) == "" and keys(SECOND, FIRST) == ""
    assert SigningKey.objects.count() == 2
    assert keys(THIRD, SECOND, FIRST) == "" and SigningKey.objects.count() == 3
    # Links of both that were in use before work only while both are there.
    assert figures(timezone.now()).keys_missing == 0
    assert "DESK_SECRET_KEY_FALLBACKS" in keys(THIRD, SECOND)


def test_an_alarm_ends_when_the_earlier_key_is_added(keys):
    keys(FIRST)
    assert keys(SECOND)
    assert keys(SECOND, FIRST) == "" and SigningKey.objects.count() == 2


def test_a_desk_that_had_an_earlier_key_before_this_was_noted_misses_it_too(keys):
    assert keys(SECOND, FIRST) == ""
    assert keys(SECOND)


def test_a_copy_from_before_the_change_of_the_key_is_no_alarm_and_one_from_after_it_is_where_the_key_is_the_old(keys):
    keys(FIRST)
    before = list(SigningKey.objects.all())
    keys(SECOND, FIRST)
    after = list(SigningKey.objects.all())
    for copy, told in ((before, ("", "")), (after, ("", "alarm"))):
        for current, expected in zip(((SECOND, FIRST), (FIRST,)), told, strict=True):
            SigningKey.objects.all().delete()
            SigningKey.objects.bulk_create(copy)
            assert bool(keys(*current)) == bool(expected)


def test_a_key_that_is_lost_or_was_retired_is_accepted_by_a_person(keys, capsys):
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("accept_key")
    keys(FIRST)
    keys(SECOND)
    call_command("accept_key")
    assert "1 key" in capsys.readouterr().out
    assert keys(SECOND) == "" and SigningKey.objects.count() == 1 and keys(FIRST)


def test_the_commands_note_the_key_and_serve_says_what_is_wrong(settings, monkeypatch, capsys):
    monkeypatch.setattr("os.execv", lambda *_: None)
    settings.SECRET_KEY = FIRST
    call_command("serve")
    assert SigningKey.objects.count() == 1 and "DESK_SECRET_KEY_FALLBACKS" not in capsys.readouterr().err
    settings.SECRET_KEY = SECOND
    call_command("serve")
    assert "Add it to DESK_SECRET_KEY_FALLBACKS" in capsys.readouterr().err
    SigningKey.objects.all().delete()
    call_command("digest")
    assert SigningKey.objects.count() == 1
