"""The pages and mails of following say what holds for the person who opens them, and promise nothing that may not come."""

from dataclasses import replace

import pytest
from django.core import mail

from desk.follows import deciding, form_limits, links
from desk.follows.models import Consent, Follow
from newsroom.site_json import SiteTarget, to_json
from tests.unit.desk.conftest import DESK


@pytest.fixture
def page(client):
    """The words of a page, in one line."""
    return lambda path: " ".join(client.get(path).content.decode().split())


@pytest.fixture
def yours(following) -> str:
    return links.signed(links.YOURS, following.key).removeprefix(DESK)


@pytest.fixture
def leave(following) -> str:
    return links.signed(links.LEAVE, following.key).removeprefix(DESK)


@pytest.fixture
def callout(site, tmp_path) -> str:
    target = SiteTarget("callout", "when", "When did the lights go out?", f"{site.url}/callout/when/", f"{site.url}/callout/when/feed.json")
    (tmp_path / "site.json").write_text(to_json(replace(site, targets=(*site.targets, target))), encoding="utf-8")
    return "callout/when"


def words(letter) -> str:
    return " ".join(letter.body.split())


@pytest.mark.parametrize("known", ["nobody", "had enough", "follows"])
def test_the_page_after_the_form_promises_no_mail_that_may_not_come(ask, link, client, page, known):
    for _ in range(form_limits.MOST_AN_HOUR + 1 if known == "had enough" else 1):
        ask()
    if known == "follows":
        client.post(link())
        ask()
    said = page("/follow/sent/")
    assert "We have sent you" not in said and "within a few minutes" not in said and "simply fill in the form again" not in said
    assert "If this address may be written to, an e-mail is on its way" in said
    assert f"at most {form_limits.MOST_AN_HOUR} an hour and {form_limits.MOST_A_DAY} a day" in said and "wait an hour" in said


@pytest.mark.parametrize("frequency, asked", [("weekly", "every new post"), ("immediately", "once a month"), ("daily", "once a week")])
def test_a_follower_who_asks_for_another_frequency_is_not_told_that_they_do_not_follow(ask, link, client, page, frequency, asked):
    names = {"every new post": "immediately", "once a month": "monthly", "once a week": "weekly"}
    ask(frequency=frequency)
    client.post(link())
    ask(frequency=names[asked])
    said = page(link())
    assert "not following" not in said and "You follow <strong>The blog</strong>" in said and f"Change to {asked}?" in said
    client.post(link())
    assert Follow.objects.get().frequency == names[asked]


def test_who_follows_one_thing_and_asks_for_another_does_not_follow_that_one_yet(following, ask, link, page):
    ask(target="programme/backr")
    assert "You are not following <strong>Backr</strong> yet" in page(link())


def test_a_change_that_was_made_meanwhile_has_nothing_left_to_do(following, ask, link, client, page):
    ask(frequency="weekly")
    deciding.change(following, {following.follows.get().pk: "weekly"})
    said = page(link())
    assert "nothing left to do" in said and "you follow <strong>The blog</strong>, once a week" in said


@pytest.mark.parametrize("known", ["nobody", "follows"])
def test_the_mail_does_not_say_that_the_address_of_a_follower_is_forgotten(ask, link, client, known):
    if known == "follows":
        ask()
        client.post(link())
    ask(frequency="weekly")
    for text in (words(mail.outbox[-1]), " ".join(mail.outbox[-1].alternatives[0].content.split())):
        assert "the address is forgotten" not in text
        assert "we forget the request in 7 days, and your address with it if we keep it for nothing else" in text


def test_the_list_of_what_is_kept_says_what_holds_now(following, client, page, yours):
    client.post(yours, {f"frequency-{following.follows.get().pk}": "monthly"})
    kept = page(yours).split('id="personal-data"')[1]
    assert "<strong>The blog</strong>: once a month<" in kept
    assert "Asked for every new post on" in kept and "immediately" not in kept


@pytest.mark.parametrize("frequency", ["immediately", "weekly"])
def test_asking_again_adds_no_second_follow_to_the_list(following, ask, page, yours, frequency):
    ask(frequency=frequency)
    kept = page(yours).split('id="personal-data"')[1]
    assert kept.count("<strong>") == 1 and "<strong>The blog</strong>: every new post<" in kept
    assert ("which you had already" in kept) == (frequency == "immediately")
    assert ("not confirmed" in kept) == (frequency == "weekly")


def test_what_is_not_confirmed_yet_is_shown_as_that(following, ask, page, yours):
    ask(target="programme/backr")
    assert "<strong>Backr</strong>: not confirmed yet" in page(yours)


def test_who_has_left_is_offered_no_second_way_out(following, page, yours, leave):
    deciding.leave(following)
    said = page(leave)
    assert "You are unsubscribed" in said and "<form" not in said and "stop these mails" not in said
    own = page(yours)
    assert "You follow nothing just now" in own and "Unsubscribe: stop all mails" not in own and "Forget me" in own
    assert "<strong>The blog</strong>: you no longer follow this" in own


def test_who_has_left_and_asked_again_can_take_that_back(following, ask, link, client, page, yours, leave):
    deciding.leave(following)
    ask()
    question = link()
    assert "Take back what is not confirmed yet" in page(yours) and "<form" in page(leave)
    client.post(leave)
    assert "You unsubscribed after this mail" in page(question) and "<form" not in page(leave)
    assert client.post(question).status_code == 404 and Follow.objects.get().status == "ended"


@pytest.mark.parametrize("target", ["everything", "programme/backr"])
def test_an_open_link_says_that_its_owner_has_left(following, ask, link, client, page, target):
    ask(target=target, frequency="weekly")
    question = link()
    deciding.leave(following)
    said = page(question)
    assert "You unsubscribed after this mail was sent" in said and "broke the link" not in said and "/follow/" in said
    assert client.post(question).status_code == 404 and not Follow.objects.exclude(status="ended").exists()
    assert "taken back when you unsubscribed" in page(links.signed(links.YOURS, following.key).removeprefix(DESK))


def test_a_press_that_comes_while_its_owner_leaves_changes_nothing(following, ask, link):
    ask(frequency="weekly")
    _, consent = deciding.consent_of(link().split("/")[3])
    deciding.leave(following)
    assert not deciding.confirm(consent) and Follow.objects.get().status == "ended"


def test_who_left_and_follows_again_is_told_so_by_an_older_link(following, ask, link, client, page):
    ask(frequency="weekly")
    older = link()
    deciding.leave(following)
    ask(frequency="daily")
    client.post(link())
    assert "you follow <strong>The blog</strong>, once a day" in page(older)
    assert Consent.objects.filter(how=deciding.WITHDRAWN).count() == 1


def test_what_is_taken_back_is_no_open_question(following, ask, client, yours):
    ask(frequency="weekly")
    assert client.get(f"{yours}data.json").json()["links"]["open questions"] == 1
    deciding.leave(following)
    assert client.get(f"{yours}data.json").json()["links"]["open questions"] == 0


def test_what_one_has_already_leaves_no_open_question(following, ask, client, page, yours, leave):
    ask()
    assert client.get(f"{yours}data.json").json()["links"]["open questions"] == 0
    client.post(yours, {f"frequency-{following.follows.get().pk}": ""})
    assert "Take back" not in page(yours) and "<form" not in page(leave)


def test_who_is_erased_hears_how_long_copies_stay_as_the_privacy_page_says(following, client, yours):
    said = " ".join(client.post(yours, {"erase": "1"}).content.decode().split())
    assert "after fourteen days; only the newest stays until there is a newer one" in said


def test_a_callout_is_followed_by_its_answers(callout, ask, link, client, page):
    ask(target=callout)
    answers = "answers to “When did the lights go out?”"
    assert mail.outbox[-1].subject == f"Confirm that you want to follow {answers}" and answers in words(mail.outbox[-1])
    assert f"not following <strong>{answers}</strong> yet" in page(link())
    client.post(link())
    assert f"you follow <strong>{answers}</strong>" in page(link())
    ask(target=callout)
    assert mail.outbox[-1].subject == f"You already follow {answers}"
    assert "Answers to “When did the lights go out?”</label>" in page(link())
