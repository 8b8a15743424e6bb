"""From the form to the first mail and out again: what each page says and what each press of a button does."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone

from desk.follows import deciding, links
from desk.follows.addresses import digests
from desk.follows.models import Consent, Follow, Follower, Stopped
from desk.mails.models import TransactionalMail
from desk.masking import masked
from tests.unit.desk.conftest import DESK, URL


def count(settings) -> int:
    return json.loads((settings.PLACE / "followers.json").read_text())["followers"]


def state() -> dict[str, str]:
    return {f"{follow.follower.email} {follow.target}": f"{follow.frequency} {follow.status}" for follow in Follow.objects.all()}


def test_the_form_sends_one_mail_and_nobody_follows_yet(ask):
    answer = ask(frequency="weekly", target="programme/backr")
    assert (answer.status_code, answer.url) == (302, f"{DESK}/follow/sent/")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ada@example.org"], "Confirm that you want to follow Backr")
    assert "asked to follow Backr, once a week" in " ".join(letter.body.split())
    assert state() == {"ada@example.org programme/backr": "weekly unconfirmed"}


def test_a_form_that_asks_for_no_more_than_the_address_means_every_post(ask):
    ask()
    assert state() == {"ada@example.org everything": "immediately unconfirmed"}


def test_opening_the_link_changes_nothing_and_the_button_does(ask, link, client, settings):
    ask()
    for _ in range(3):
        page = client.get(link())
        assert page.status_code == 200 and "You are not following <strong>The blog</strong> yet" in page.content.decode()
        client.head(link())
    assert state() == {"ada@example.org everything": "immediately unconfirmed"}
    answer = client.post(link())
    assert (answer.status_code, answer.url) == (302, f"{URL}/welcome/")
    assert state() == {"ada@example.org everything": "immediately confirmed"}
    assert count(settings) == 1


def test_a_second_press_says_that_it_is_done(ask, link, client):
    ask()
    client.post(link())
    for answer in (client.post(link()), client.get(link())):
        assert answer.status_code == 200 and "Already done" in answer.content.decode()


def test_two_presses_at_once_count_once(ask, link, client):
    ask()
    _, consent = deciding.consent_of(link().split("/")[3])
    assert deciding.confirm(consent) and not deciding.confirm(consent)


def test_a_link_that_is_too_old_says_so_and_leads_to_the_form(ask, link, client):
    ask()
    Consent.objects.update(asked=timezone.now() - timedelta(days=8))
    for answer in (client.get(link()), client.post(link())):
        assert answer.status_code == 404 and "too old" in answer.content.decode() and f"{URL}/follow/" in answer.content.decode()
    assert "unconfirmed" in state()["ada@example.org everything"]


@pytest.mark.parametrize("secret", ["x", "A" * 43, "..", "%00", "<script>"])
def test_a_link_of_nobody_is_told_kindly(client, transactional_db, secret):
    answer = client.get(f"/follow/confirm/{secret}/")
    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode()


def test_what_was_consented_to_is_kept(ask, link, client):
    client.defaults["HTTP_REFERER"] = f"{URL}/2014/06/03/a-fair-advantage/"
    ask(frequency="monthly")
    client.post(link())
    consent = Consent.objects.get()
    assert consent.page == f"{URL}/2014/06/03/a-fair-advantage/"
    assert "we use your address for nothing else" in consent.wording
    assert consent.confirmed and consent.how and consent.frequency == "monthly"


def test_the_form_says_on_which_page_it_stood(ask, client):
    client.defaults["HTTP_REFERER"] = f"{URL}/"
    ask(page="2014/06/03/a-fair-advantage/index.html")
    assert Consent.objects.get().page == f"{URL}/2014/06/03/a-fair-advantage/index.html"


@pytest.mark.parametrize("page", ["https://evil.example/", '"><script>', "x" * 400, "a b", "//evil.example"])
def test_what_is_no_page_of_the_site_is_not_kept(ask, page):
    ask(page=page)
    assert Consent.objects.get().page == ""


def test_while_the_site_cannot_be_read_people_are_told_kindly(ask, client, tmp_path):
    (tmp_path / "site.json").write_text("{")
    for answer in (ask(), client.get("/follow/"), client.get("/follow/confirm/x/")):
        assert answer.status_code == 503 and "Nothing was lost" in answer.content.decode()


def test_the_page_of_another_site_is_not_kept(ask, client):
    client.defaults["HTTP_REFERER"] = "https://elsewhere.example/<script>"
    ask()
    assert Consent.objects.get().page == ""


def test_the_wording_is_that_of_the_form(site):
    from desk.follows.asking import WORDING
    from desk.mails.outbox import TEMPLATES

    assert WORDING in (TEMPLATES / "follows" / "form.html").read_text(encoding="utf-8")


def test_the_form_of_the_desk_itself_promises_what_is_kept_as_consent(ask):
    form = ask("not an address").content.decode()
    ask()
    promises = [" ".join(html.unescape(words).split()) for words in re.findall(r'<p class="form-note">(.*?)</p>', form, re.S)]
    assert promises == [Consent.objects.get().wording]


def test_the_secret_itself_is_kept_nowhere_once_the_mail_is_sent(ask, link):
    ask()
    secret = link().split("/")[3]
    assert len(secret) == 43  # 256 bits
    letter, consent = TransactionalMail.objects.get(), Consent.objects.get()
    assert secret not in json.dumps([vars(letter), vars(consent)], default=str)


@pytest.mark.parametrize("known", ["nobody", "asked", "confirmed", "ended", "erased"])
def test_the_answer_is_the_same_whatever_is_known(ask, link, client, known):
    if known != "nobody":
        ask()
    if known in ("confirmed", "ended", "erased"):
        client.post(link())
        follower = Follower.objects.get()
        {"confirmed": lambda _: None, "ended": deciding.leave, "erased": deciding.erase}[known](follower)
    mail.outbox.clear()
    answer = ask()
    assert (answer.status_code, answer.url, answer.content) == (302, f"{DESK}/follow/sent/", b"")
    assert len(mail.outbox) == 1


def test_who_follows_already_gets_a_link_to_what_they_have(following, ask, link, client):
    ask("ADA@Example.ORG")
    assert mail.outbox[-1].subject == "You already follow The blog"
    assert "What you follow" in client.get(link()).content.decode()
    assert Follower.objects.count() == 1


def test_another_frequency_waits_for_the_button_too(following, ask, link, client):
    ask(frequency="monthly")
    assert state() == {"ada@example.org everything": "immediately confirmed"}
    client.post(link())
    assert state() == {"ada@example.org everything": "monthly confirmed"}


def test_no_more_than_three_mails_an_hour_and_five_a_day_to_one_address(ask):
    for _ in range(6):
        ask()
    assert len(mail.outbox) == 3
    TransactionalMail.objects.update(written=timezone.now() - timedelta(hours=2))
    for _ in range(6):
        assert ask().status_code == 302
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"email": ""}, "Write your e-mail address here."),
        ({"email": "nonsense"}, "This is not an e-mail address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "This is not an e-mail address."),
        ({"email": "a@example.org, b@example.org"}, "This is not an e-mail address."),
        ({"email": f"{'a' * 250}@example.org"}, "No e-mail address is that long."),
        ({"email": "a@example.org", "frequency": "hourly"}, "Choose how often from the list."),
        ({"email": "a@example.org", "target": "programme/gone"}, "This cannot be followed any more."),
        ({"email": "<script>alert(1)</script>"}, "This is not an e-mail address."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_sent(client, transactional_db, fields, words):
    answer = client.post("/follow/", fields)
    assert answer.status_code == 422
    assert words in answer.content.decode() and "<script>" not in answer.content.decode()
    assert mail.outbox == [] and not Follower.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(ask):
    assert ask(website="https://spam.example").status_code == 302
    assert mail.outbox == [] and not Follower.objects.exists()


def test_addresses_in_mails_come_from_the_settings(ask, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/follow/", {"email": "ada@example.org"}, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "evil" not in mail.outbox[-1].message().as_string()


def test_a_follower_changes_how_often(following, client):
    yours = links.signed(links.YOURS, following.key).removeprefix(DESK)
    follow = following.follows.get()
    answer = client.post(yours, {f"frequency-{follow.pk}": "weekly"})
    assert "Saved" in client.get(answer.url.removeprefix(DESK)).content.decode()
    assert state() == {"ada@example.org everything": "weekly confirmed"}
    client.post(yours, {f"frequency-{follow.pk}": "hourly"})
    assert state() == {"ada@example.org everything": "weekly confirmed"}
    client.post(yours, {f"frequency-{follow.pk}": ""})
    assert state() == {"ada@example.org everything": "weekly ended"}


def test_nobody_changes_what_another_follows(following, ask, link, client):
    ask("eve@example.org")
    client.post(link())
    eve = Follower.objects.get(email="eve@example.org")
    client.post(links.signed(links.YOURS, eve.key).removeprefix(DESK), {f"frequency-{following.follows.get().pk}": ""})
    assert state()["ada@example.org everything"] == "immediately confirmed"


def test_a_follower_takes_along_all_that_is_kept(following, client):
    answer = client.get(links.signed(links.YOURS, following.key).removeprefix(DESK) + "data.json")
    kept = json.loads(answer.content)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert kept["address"] == "ada@example.org"
    assert kept["follows"][0]["asked"][0]["wording"] and kept["mails"][0]["what"] == "confirm"


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_leaving_takes_one_post_with_no_cookie_and_no_redirect(following, client, settings, body):
    leave = links.signed(links.LEAVE, following.key).removeprefix(DESK)
    assert "stop these mails" in client.get(leave).content.decode()
    assert count(settings) == 1
    strict = type(client)(enforce_csrf_checks=True)
    for _ in range(2):
        answer = strict.post(leave, body)
        assert (answer.status_code, answer.cookies) == (200, {})
    assert state() == {"ada@example.org everything": "immediately ended"}
    assert count(settings) == 0


def test_leaving_takes_open_questions_back_too(following, ask, link, client):
    ask(target="programme/backr")
    open_question = link()
    deciding.leave(following)
    assert client.post(open_question).status_code == 404
    assert {status.split()[1] for status in state().values()} == {"ended"}


def test_being_forgotten_leaves_nothing_but_a_fingerprint(following, client, settings):
    answer = client.post(links.signed(links.YOURS, following.key).removeprefix(DESK), {"erase": "1"})
    assert "Your address is deleted" in answer.content.decode()
    assert not Follower.objects.exists() and not Consent.objects.exists() and not TransactionalMail.objects.exists()
    assert Stopped.objects.get().digest == digests("Ada@example.org")[0]
    assert count(settings) == 0
    assert client.get(links.signed(links.YOURS, following.key).removeprefix(DESK)).status_code == 404


def test_who_was_forgotten_may_come_back_by_the_button(following, ask, link, client):
    deciding.erase(following)
    ask()
    client.post(link())
    assert not Stopped.objects.exists()
    assert state() == {"ada@example.org everything": "immediately confirmed"}


@pytest.mark.parametrize("purpose, other", [(links.YOURS, links.LEAVE), (links.LEAVE, links.YOURS)])
def test_a_link_serves_one_purpose(following, client, purpose, other):
    word = links.signed(purpose, following.key).split("/")[-2]
    answer = client.post(f"/follow/{other}/{word}/", {"erase": "1"})
    assert answer.status_code in (404, 200)
    assert state() == {"ada@example.org everything": "immediately confirmed"}


def test_a_link_that_was_tampered_with_is_none(following, client):
    word = links.signed(links.YOURS, following.key).split("/")[-2]
    for place in range(0, len(word), 7):
        changed = word[:place] + ("A" if word[place] != "A" else "B") + word[place + 1 :]
        assert client.get(f"/follow/yours/{changed}/").status_code == 404


def test_links_outlive_a_change_of_the_key(following, client, settings):
    leave = links.signed(links.LEAVE, following.key).removeprefix(DESK)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key, as long as one has to be, and random"
    client.post(leave)
    assert state() == {"ada@example.org everything": "immediately ended"}
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(links.signed(links.YOURS, following.key).removeprefix(DESK)).status_code == 200
    assert links.key_in(links.LEAVE, leave.split("/")[-2]) is None


def test_to_leave_a_link_works_for_years_and_to_see_all_for_a_month(following, monkeypatch):
    import time

    words = {purpose: links.signed(purpose, following.key).split("/")[-2] for purpose in (links.LEAVE, links.YOURS)}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 2 * 365 * 86400)
    assert links.key_in(links.LEAVE, words[links.LEAVE]) == following.key
    assert links.key_in(links.YOURS, words[links.YOURS]) is None


def test_pages_wear_the_site_s_look_and_lead_to_it(client, transactional_db):
    page = client.get("/follow/sent/").content.decode()
    assert f'href="{URL}/theme/site.css"' in page and "<title>Check your inbox</title>" in page


def test_without_the_site_a_page_is_plain_and_works(client, transactional_db, settings, tmp_path):
    (tmp_path / "desk.txt").unlink()
    settings.SITE_FOLDER = str(tmp_path / "elsewhere")
    page = client.get("/follow/sent/")
    assert page.status_code == 200 and "Check your inbox" in page.content.decode()


def test_every_answer_has_a_strict_policy_and_is_kept_by_nobody(client, transactional_db):
    answer = client.get("/follow/sent/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_an_address_is_shown_masked():
    assert masked("ada@example.org") == "a•••@example.org"


def test_while_nothing_can_be_kept_the_form_says_so_kindly(ask, monkeypatch):
    def full(*_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("desk.follows.views.ask", full)
    answer = ask()
    assert answer.status_code == 503 and "please come back" in answer.content.decode()
