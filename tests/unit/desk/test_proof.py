"""Where a proof of work is asked for, only a form with one passes, once; and who has no JavaScript is not shut out."""

import html
import json
import re
import time
from datetime import timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.core import mail
from django.utils import timezone

from desk.guard import proof
from desk.guard.models import Attempt, Spent
from desk.guard.proof import GOOD_FOR, PROOF
from desk.guard.verdict import AGE, BY_HAND_WITHIN, MANY, MOST_BY_HAND, stamp
from desk.tidying import tidy

PROGRAM = "/static/desk/proof.js"


@pytest.fixture
def on(settings, monkeypatch):
    """With sums that are quickly done."""
    settings.PROOF_OF_WORK = True
    monkeypatch.setattr(proof, "COST", 1)


@pytest.fixture
def later(monkeypatch):
    """Let so many seconds go by."""
    now = time.time()
    return lambda seconds: monkeypatch.setattr(time, "time", lambda: now + seconds)


def solved(challenge: str) -> str:
    """What a browser sends for it."""
    parsed = Challenge.from_dict(json.loads(challenge))
    return Payload(parsed, solve_challenge(parsed)).to_base64()


def asked(answer) -> bool:
    """Whether the form is shown once more and nothing was sent."""
    return answer.status_code == 200 and PROGRAM in answer.content.decode() and mail.outbox == []


def test_it_is_off_unless_it_is_switched_on(ask, client):
    assert ask().status_code == 302 and len(mail.outbox) == 1
    wrong = client.post("/follow/", {"email": "nonsense"})
    assert wrong.status_code == 422 and PROGRAM not in wrong.content.decode()
    assert "script-src" not in wrong.headers["Content-Security-Policy"]


def test_a_form_without_a_proof_is_shown_once_more_with_what_was_filled_in(on, ask):
    answer = ask(frequency="weekly")
    text = answer.content.decode()
    assert asked(answer) and "your browser does a small sum" in text and "as without JavaScript" in text
    assert 'value="ada@example.org"' in text and '<option value="weekly" selected>' in text


def test_the_challenge_on_the_page_is_one_that_passes(on, ask):
    challenge = html.unescape(re.search(r'data-challenge="([^"]+)"', ask().content.decode())[1])
    assert ask(**{PROOF: solved(challenge)}).status_code == 302
    assert len(mail.outbox) == 1


def test_only_the_page_with_the_sum_runs_programs_and_only_the_desk_s_own(on, ask, client):
    policy = dict(rule.split(" ", 1) for rule in ask().headers["Content-Security-Policy"].split("; "))
    assert (policy["script-src"], policy["worker-src"], policy["default-src"]) == ("'self'", "'self'", "'none'")
    assert "script-src" not in client.get("/follow/sent/").headers["Content-Security-Policy"]


def test_a_proof_counts_once(on, ask):
    used = solved(proof.challenge())
    ask(**{PROOF: used})
    mail.outbox.clear()
    assert asked(ask("eve@example.org", **{PROOF: used}))


def test_a_proof_that_is_too_old_counts_for_nothing(on, ask, later):
    old = solved(proof.challenge())
    later(GOOD_FOR.total_seconds() + 1)
    assert asked(ask(**{PROOF: old}))


def test_a_challenge_that_is_not_ours_counts_for_nothing(on, ask, settings):
    settings.SECRET_KEY, ours = "a key of somebody else, and long enough for one", settings.SECRET_KEY
    forged = solved(proof.challenge())
    settings.SECRET_KEY = ours
    assert asked(ask(**{PROOF: forged}))


@pytest.mark.parametrize("change", [{"keyPrefix": ""}, {"keyPrefix": "", "keySignature": None}, {"expiresAt": 9_999_999_999}])
def test_a_challenge_that_was_made_easier_counts_for_nothing(on, ask, change):
    made = json.loads(proof.challenge())
    made["parameters"] |= change
    assert asked(ask(**{PROOF: solved(json.dumps(made))}))


def test_a_wrong_solution_counts_for_nothing(on, ask):
    first, other = (Payload.from_base64(solved(proof.challenge())) for _ in range(2))
    assert asked(ask(**{PROOF: Payload(first.challenge, other.solution).to_base64()}))
    assert not Spent.objects.exists()


@pytest.mark.parametrize(
    "nonsense", ["", "x", "e30=", "bnVsbA==", "W10=", "é", "eyJjaGFsbGVuZ2UiOiB7fSwgInNvbHV0aW9uIjoge319", "A" * 50_000]
)
def test_nonsense_is_answered_with_the_form(on, ask, nonsense):
    assert asked(ask(**{PROOF: nonsense}))


def test_a_challenge_that_was_signed_with_the_key_before_still_counts(on, ask, settings):
    before = solved(proof.challenge())
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key for tests alone, and long enough for one"
    assert ask(**{PROOF: before}).status_code == 302


def test_a_mistake_is_said_beside_the_field_and_the_page_has_a_new_sum(on, ask):
    used = solved(proof.challenge())
    answer = ask("nonsense", **{PROOF: used})
    assert answer.status_code == 422 and "This is not an e-mail address." in answer.content.decode() and PROGRAM in answer.content.decode()
    assert asked(ask(**{PROOF: used}))


def test_a_whole_school_may_follow_with_proofs(on, ask):
    for number in range(MANY + 2):
        assert ask(f"{number}@example.org", **{PROOF: solved(proof.challenge())}).status_code == 302


def test_without_javascript_one_waits_a_little_and_sends_it_by_hand(on, ask, later):
    stamped = stamp()
    assert asked(ask(**{AGE: stamped}))  # quicker than a person
    later(5)
    assert ask(**{AGE: stamped}).status_code == 302
    assert len(mail.outbox) == 1


def test_by_hand_it_passes_five_times_in_ten_minutes_from_one_place(on, ask, later, client):
    assert (5, timedelta(minutes=10)) == (MOST_BY_HAND, BY_HAND_WITHIN)
    stamped = stamp()
    later(5)
    for number in range(MOST_BY_HAND):
        assert ask(f"{number}@example.org", **{AGE: stamped}).status_code == 302
    mail.outbox.clear()
    assert asked(ask(**{AGE: stamped}))
    assert ask("with-a-proof@example.org", **{PROOF: solved(proof.challenge())}).status_code == 302
    client.defaults["REMOTE_ADDR"] = "192.0.2.9"
    assert ask("elsewhere@example.org", **{AGE: stamped}).status_code == 302
    del client.defaults["REMOTE_ADDR"]
    Attempt.objects.update(at=timezone.now() - BY_HAND_WITHIN)
    assert ask("after-ten-minutes@example.org", **{AGE: stamped}).status_code == 302


def test_what_was_spent_is_thrown_away_when_it_would_be_too_old_anyway(on, ask):
    ask(**{PROOF: solved(proof.challenge())})
    tidy()
    assert Spent.objects.count() == 1
    Spent.objects.update(at=timezone.now() - GOOD_FOR - timedelta(seconds=1))
    tidy()
    assert Spent.objects.count() == 0
