"""The outbox: each letter has its own fate, and none is lost or sent twice."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from desk.follows.models import Follower
from desk.mails import letters as outbox
from desk.mails import sending
from desk.mails.letters import send_letters as send_due
from desk.mails.models import Letter
from desk.mails.sending import QueueWaits, claim

WAITING, CLAIMED, SENT, REFUSED = (Letter.Status(each) for each in ("waiting", "claimed", "sent", "refused"))


class Server:
    """A mail server. `answers`: what it does about an address, an exception or None."""

    def __init__(self, answers=None, opening=None):
        self.answers, self.opening, self.taken = answers or {}, opening, []

    def open(self):
        if self.opening:
            raise self.opening

    def close(self):
        pass

    def send_messages(self, messages):
        for each in messages:
            each.message()
            if error := self.answers.get(each.to[0]):
                raise error
            self.taken.append((each.to[0], each.extra_headers["Message-ID"]))


@pytest.fixture
def server(monkeypatch):
    made = Server()
    monkeypatch.setattr(sending, "get_connection", lambda: made)
    return made


@pytest.fixture
def letters(transactional_db):
    """Five of them, due now."""

    def letter(number: int) -> Letter:
        address = f"p{number}@example.org"
        follower = Follower.objects.create(email=address, mailbox=address)
        return Letter.objects.create(follower=follower, kind="confirm", to=address, subject="S", text="T", html="<p>T", message_id=f"<{number}@example.org>")

    return [letter(number) for number in range(5)]


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("status", flat=True))


def test_all_that_is_due_goes_once(server, letters):
    assert send_due() == 5
    assert send_due() == 0
    assert [address for address, _ in server.taken] == [letter.to for letter in letters]
    assert states() == [SENT] * 5
    assert {(letter.text, letter.html) for letter in Letter.objects.all()} == {("", "")}


def test_what_is_not_due_yet_waits(server, letters):
    Letter.objects.update(due=timezone.now() + timedelta(hours=1))
    assert send_due() == 0


def test_one_sender_alone_has_a_letter(letters):
    now = timezone.now()
    assert claim(Letter.objects.all(), letters[0].pk, now).status == CLAIMED
    assert claim(Letter.objects.all(), letters[0].pk, now) is None


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"p2@example.org": (550, b"5.1.1 no such user")}),
        smtplib.SMTPDataError(554, b"5.7.1 not wanted"),
        ValueError("a header that cannot be written"),
    ],
)
def test_what_is_refused_for_good_ends_with_its_reason_and_stops_nobody(server, letters, error):
    server.answers["p2@example.org"] = error
    assert send_due() == 4
    assert states() == [SENT, SENT, REFUSED, SENT, SENT]
    assert Letter.objects.get(pk=letters[2].pk).answer
    assert send_due(timezone.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"p2@example.org": (450, b"4.2.0 greylisted")}),
        smtplib.SMTPDataError(421, b"later"),
        smtplib.SMTPServerDisconnected("gone"),
        TimeoutError("slow"),
    ],
)
def test_what_is_put_off_goes_later_under_the_same_name(server, letters, error):
    server.answers["p2@example.org"] = error
    assert send_due() == 4
    put_off = Letter.objects.get(pk=letters[2].pk)
    assert put_off.status == WAITING and put_off.answer and put_off.text == "T"
    assert put_off.due > timezone.now() + timedelta(minutes=3)
    server.answers.clear()
    assert send_due() == 0
    assert send_due(timezone.now() + timedelta(minutes=10)) == 1
    assert server.taken[-1] == ("p2@example.org", "<2@example.org>")


def test_pauses_grow_to_four_hours_and_end_after_three_days(server, letters):
    server.answers["p2@example.org"] = smtplib.SMTPDataError(450, b"later")
    now, pauses = timezone.now(), []
    while (letter := Letter.objects.get(pk=letters[2].pk)).status == WAITING:
        now = max(now, letter.due)
        pauses.append(now - letter.written)
        send_due(now)
        assert len(pauses) < 40
    assert letter.status == REFUSED
    assert timedelta(days=3) < pauses[-1] < timedelta(days=3, hours=5)
    assert all(later - before <= timedelta(hours=4) * 1.2 for before, later in zip(pauses, pauses[1:], strict=False))


@pytest.mark.parametrize("error", [ConnectionRefusedError("no"), smtplib.SMTPAuthenticationError(535, b"bad password")])
def test_a_server_that_takes_nothing_loses_nothing(server, letters, error):
    server.opening = error
    with pytest.raises(QueueWaits, match="could not be used"):
        send_due()
    assert states() == [WAITING] * 5
    server.opening = None
    assert send_due() == 5


def test_what_a_sender_left_that_was_killed_goes_once_more_and_no_more(server, letters):
    now = timezone.now()
    claim(Letter.objects.all(), letters[0].pk, now)
    assert send_due(now + timedelta(minutes=5)) == 4
    assert send_due(now + timedelta(minutes=21)) == 1
    Letter.objects.filter(pk=letters[0].pk).update(status=CLAIMED, claimed=now)
    assert send_due(now + timedelta(minutes=21)) == 0
    assert Letter.objects.get(pk=letters[0].pk).status == REFUSED


def test_a_letter_has_one_recipient_both_forms_and_says_that_no_person_wrote_it(letters):
    made = outbox.message(letters[0]).message()
    assert made["To"] == "p0@example.org" and made["Message-ID"] == "<0@example.org>"
    assert made["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in made.get_payload()] == ["text/plain", "text/html"]
    assert not [name for name in made if name.startswith("List-")]


def test_an_address_with_a_line_break_reaches_nobody_else(server, letters):
    Letter.objects.filter(pk=letters[1].pk).update(to="p1@example.org\nBcc: eve@example.org")
    assert send_due() == 4
    assert states()[1] == REFUSED


def test_health_tells_when_mail_does_not_get_out(client, letters):
    assert client.get("/health").json() == {"well": True, "letters waiting": 5, "oldest, seconds": 0}
    Letter.objects.filter(pk=letters[0].pk).update(written=timezone.now() - timedelta(hours=2))
    answer = client.get("/health")
    assert answer.status_code == 503 and "example.org" not in answer.content.decode()


def test_the_inbox_shows_what_would_have_been_sent(client, settings, ask, transactional_db):
    settings.EMAIL_BACKEND = "desk.mails.inbox.Inbox"
    assert "Nothing has come yet" in client.get("/inbox/").content.decode()
    ask()
    page = client.get("/inbox/").content.decode()
    assert "One press, and you follow The blog" in page
    path = page.split('<a href="/inbox/')[1].split('"')[0]
    one, frame = client.get(f"/inbox/{path}"), client.get(f"/inbox/{path}html/")
    assert "Yes, I want to follow" in frame.content.decode() and "follow/confirm/" in one.content.decode()
    assert "default-src 'none'" in frame.headers["Content-Security-Policy"]
    assert client.get("/inbox/none/").status_code == client.get("/inbox/..%2f..%2fkey/").status_code == 404
    assert mail.outbox == []
