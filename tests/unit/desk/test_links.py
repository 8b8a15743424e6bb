"""A link works as mail programs leave it; one that does not says so, and how to stop the mails nevertheless."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from desk.follows import deciding, links
from desk.follows.models import DeadLink, Follow
from desk.health import alarms, figures
from tests.unit.desk.conftest import DESK, URL

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def leave(following) -> str:
    return links.signed(links.LEAVE, following.key).removeprefix(DESK)


def ended() -> bool:
    return Follow.objects.get().status == "ended"


MANGLED = {
    "no slash": lambda path: path.rstrip("/"),
    "bracket": lambda path: path + ">",
    "bracket instead of the slash": lambda path: path.rstrip("/") + "%3E",
    "full stop": lambda path: path + ".",
    "full stop instead of the slash": lambda path: path.rstrip("/") + ".",
    "parenthesis and comma": lambda path: path + "),",
    "quotation mark": lambda path: path + "%E2%80%9D",
    "space": lambda path: path + "%20",
    "line break in it": lambda path: path[:40] + "%0D%0A%20" + path[40:],
    "quoted-printable line break": lambda path: path[:60] + "=%0D%0A" + path[60:],
    "soft hyphen and zero-width space": lambda path: path[:50] + "%C2%AD%E2%80%8B" + path[50:],
    "two slashes": lambda path: path + "/",
    "a word behind it": lambda path: path + "Thank",
    "the end is missing": lambda path: path.rstrip("/")[:-15],
    "as much is missing as may be": lambda path: path.rstrip("/")[:-21],
}


@pytest.mark.parametrize("mangled", MANGLED)
@pytest.mark.parametrize("body", [{}, ONE_CLICK])
def test_a_link_that_a_mail_program_has_mangled_works(following, leave, client, mangled, body):
    path = MANGLED[mangled](leave)
    assert "Unsubscribe: stop these mails" in client.get(path).content.decode() and not ended()
    answer = client.post(path, body)
    assert answer.status_code == 200 and "You are unsubscribed" in answer.content.decode() and ended()


@pytest.mark.parametrize("mangled", [each for each in MANGLED if "missing" not in each])
def test_so_do_those_to_confirm_and_to_one_s_own_page(ask, link, client, mangled):
    """Of the secret that confirms only a fingerprint is kept, so all of it is needed."""
    ask()
    path = MANGLED[mangled](link())
    assert "You are not following <strong>The blog</strong> yet" in client.get(path).content.decode()
    assert client.post(path).status_code == 302 and Follow.objects.get().status == "confirmed"
    yours = links.signed(links.YOURS, Follow.objects.get().follower.key).removeprefix(DESK)
    assert "What you follow" in client.get(MANGLED[mangled](yours)).content.decode()


BROKEN = [
    "/follow/leave/",
    "/follow/leave",
    "/follow/leave/nonsense/",
    "/follow/leave/a/b/c",
    "/follow/leave/%00/",
    "/follow/leave/" + "A" * 300,
]


@pytest.mark.parametrize("broken", [*BROKEN, "too short", "another signature", "another purpose"])
def test_a_link_that_cannot_be_read_says_so_and_how_to_stop(following, leave, client, settings, broken):
    settings.MAIL_FROM = "The blog <blog@example.org>"
    word = leave.split("/")[-2]
    path = {
        "too short": leave.rstrip("/")[:-22],
        "another signature": leave.replace(word, word[:-22] + "A" * 22),
        "another purpose": links.signed(links.YOURS, following.key).removeprefix(DESK).replace("yours", "leave"),
    }.get(broken, broken)
    # A mail program that is told 200 tells its reader that they are unsubscribed.
    for answer in (client.get(path), client.post(path), client.post(path, ONE_CLICK)):
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "This link does not work" in page and "Nothing was changed" in page
        assert "no more mails" not in page.lower() and "You are unsubscribed" not in page
        assert f"{URL}/follow/" in page and "mailto:blog@example.org" in page and "unsubscribe" in page
    assert not ended()


def dead_links() -> tuple[int, list[str]]:
    now = timezone.now()
    return figures(now).dead_links, [said for said in alarms(now, figures(now)) if "link that cannot be read" in said]


def test_mail_programs_that_cannot_unsubscribe_their_reader_are_an_alarm_when_there_are_several_in_a_day(
    following, leave, client, settings
):
    for number in range(1, DeadLink.SEVERAL):
        client.post(BROKEN[2], ONE_CLICK)
        assert dead_links() == (number, [])
    # People see the page, and scanners open what they find; a link that was ours works however often.
    for _ in range(DeadLink.SEVERAL):
        client.get(BROKEN[2])
        client.post(BROKEN[2])
        assert client.post(leave, ONE_CLICK).status_code == 200
    deciding.erase(following)
    assert client.post(leave, ONE_CLICK).status_code == 200
    assert dead_links() == (DeadLink.SEVERAL - 1, [])
    client.post(BROKEN[2], ONE_CLICK)
    number, (said,) = dead_links()
    assert number == DeadLink.SEVERAL and f"{number} times" in said and "DESK_SECRET_KEY_FALLBACKS" in said
    answer = client.get("/health")
    assert answer.status_code == 503 and answer.json()["dead_links"] == number
    DeadLink.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert dead_links() == (0, [])
    call_command("tidy")
    assert not DeadLink.objects.exists()


def test_no_more_dead_links_are_counted_than_say_anything(following, client, monkeypatch):
    monkeypatch.setattr(DeadLink, "MOST", 3)
    for _ in range(5):
        assert client.post(BROKEN[2], ONE_CLICK).status_code == 404
    assert DeadLink.objects.count() == 3


def test_who_was_erased_is_told_the_truth_by_their_old_link(following, leave, client):
    deciding.erase(following)
    for answer in (client.get(leave), client.post(leave), client.post(leave, ONE_CLICK)):
        assert answer.status_code == 200 and "no more mails will come" in answer.content.decode()


@pytest.mark.parametrize("length", range(22, 44))
def test_of_a_shortened_signature_every_letter_counts(following, length):
    word = links.word_of(links.signed(links.LEAVE, following.key))
    value, _, signature = word.rpartition(".")
    assert links.key_in(links.LEAVE, f"{value}.{signature[:length]}") == following.key
    for place in (0, length // 2, length - 1):
        other = "A" if signature[place] != "A" else "B"
        assert links.key_in(links.LEAVE, f"{value}.{signature[:place]}{other}{signature[place + 1 : length]}") is None
    assert links.key_in(links.LEAVE, f"{value}.{signature[:21]}") is None


def test_the_used_link_does_not_say_that_somebody_follows_who_has_left(ask, link, client):
    ask()
    path = link()
    client.post(path)
    assert "you follow <strong>The blog</strong>" in client.get(path).content.decode()
    deciding.leave(Follow.objects.get().follower)
    for answer in (client.get(path), client.post(path)):
        page = answer.content.decode()
        assert "You no longer follow this" in page and "no mails about it" in page and "you follow <strong>" not in page
    assert ended()


def test_a_form_with_a_mistake_says_error_in_its_title_and_at_the_field(client, transactional_db):
    page = client.post("/follow/", {"email": "nonsense", "frequency": "hourly"}).content.decode()
    assert "<title>Error: Follow by e-mail</title>" in page and "<h1>Follow by e-mail</h1>" in page
    assert 'aria-describedby="email-error"' in page and 'id="email-error"><strong>Error: ' in page
    assert 'aria-describedby="frequency-error"' in page and 'id="frequency-error"><strong>Error: ' in page


def test_the_first_page_leads_to_the_site_and_others_say_kindly_that_they_are_not_there(client, transactional_db):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}/")
    for path in ("/nowhere", "/follow/elsewhere/", "/favicon.ico", "/inbox-of-nobody/x/"):
        page = client.get(path)
        assert page.status_code == 404 and f'href="{URL}/"' in page.content.decode() and f"{URL}/follow/" in page.content.decode()


def test_where_the_site_cannot_be_read_either_the_page_is_plain(client, transactional_db, settings, tmp_path):
    settings.SITE_FOLDER = str(tmp_path / "elsewhere")
    page = client.get("/nowhere")
    assert page.status_code == 404 and "The blog itself is here" in page.content.decode()
