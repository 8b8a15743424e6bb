"""The outbox: each letter has its own failure, and none is lost or sent twice."""

import email
import email.policy
import importlib
import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from django.core import mail
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from desk import health
from desk.follows.models import Follow, Follower
from desk.mails import connections
from desk.mails import transactional as outbox
from desk.mails.models import Halt, TransactionalMail
from desk.mails.sender import Queue, QueuePaused, claim
from desk.mails.transactional import send_letters as send_due

WAITING, CLAIMED, HELD, SENT, REFUSED = (TransactionalMail.Status(each) for each in ("waiting", "claimed", "held", "sent", "refused"))


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
def server(monkeypatch, settings):
    """One connection to it, so that things happen in their order."""
    made, settings.MAIL_CONNECTIONS = Server(), 1
    monkeypatch.setattr(connections, "get_connection", lambda: made)
    return made


@pytest.fixture
def letters(transactional_db):
    """Five of them, due now."""

    def letter(number: int) -> TransactionalMail:
        address = f"p{number}@example.org"
        follower = Follower.objects.create(email=address, mailbox=address)
        return TransactionalMail.objects.create(
            follower=follower, kind="confirm", to=address, subject="S", text="T", html="<p>T", message_id=f"<{number}@example.org>"
        )

    return [letter(number) for number in range(5)]


def states() -> list[str]:
    return list(TransactionalMail.objects.order_by("pk").values_list("status", flat=True))


def test_all_that_is_due_goes_once(server, letters):
    assert send_due() == 5
    assert send_due() == 0
    assert [address for address, _ in server.taken] == [letter.to for letter in letters]
    assert states() == [SENT] * 5
    assert {(letter.text, letter.html) for letter in TransactionalMail.objects.all()} == {("", "")}


def test_what_is_not_due_yet_waits(server, letters):
    TransactionalMail.objects.update(due=timezone.now() + timedelta(hours=1))
    assert send_due() == 0


def test_one_sender_alone_has_a_letter(letters):
    now = timezone.now()
    queue = Queue("letters", TransactionalMail.objects.all(), outbox.message)
    assert claim(queue, letters[0], now) and states()[0] == CLAIMED
    assert not claim(queue, letters[0], now)


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"p2@example.org": (550, b"5.1.1 no such user")}),
        smtplib.SMTPDataError(554, b"5.7.1 not wanted"),
    ],
)
def test_what_is_refused_for_good_ends_with_its_reason_and_stops_nobody(server, letters, error):
    server.answers["p2@example.org"] = error
    assert send_due() == 4
    assert states() == [SENT, SENT, REFUSED, SENT, SENT]
    assert TransactionalMail.objects.get(pk=letters[2].pk).answer
    assert send_due(timezone.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    "code, said, kind, status",
    [
        (550, "5.1.1 <p2@example.org>: user unknown", "hard", "ended"),
        (550, "No such user here", "hard", "ended"),
        (552, "5.2.2 mailbox full", "soft", "confirmed"),
        (550, "5.7.1 relaying denied, no such user", "sender", "confirmed"),
        (550, "4.4.7 timed out", "soft", "confirmed"),
        (550, "4.1.1 no such user just now", "soft", "confirmed"),
        (554, "5.7.1 blocked using zen.example", "sender", "confirmed"),
        (550, "your IP 192.0.2.7 is on our blacklist", "sender", "confirmed"),
        (550, "Sender address does not exist", "sender", "confirmed"),
        (554, "go away", "", "confirmed"),
    ],
)
def test_what_a_server_says_of_an_address_is_held_against_it_and_of_us_is_not(server, letters, code, said, kind, status):
    follower = letters[2].follower
    Follow.objects.create(follower=follower, kind="everything", name="All", frequency="weekly", status="confirmed")
    server.answers["p2@example.org"] = smtplib.SMTPRecipientsRefused({"p2@example.org": (code, said.encode())})
    assert send_due() == 4
    kept = said.replace("p2@", "p•••@")
    assert [(each.kind, each.said) for each in follower.bounces.all()] == ([(kind, f"{code} {kept}")] if kind else [])
    follow = follower.follows.get()
    assert follow.status == status and (status == "confirmed" or kept in follow.reason)
    assert not Follower.objects.exclude(pk=follower.pk).filter(bounces__isnull=False).exists()


def test_a_server_that_is_no_relay_for_us_loses_nothing_and_is_not_asked_for_everybody(server, letters):
    server.answers = {
        f"p{number}@example.org": smtplib.SMTPRecipientsRefused({"x": (554, b"5.7.1 Relay access denied")}) for number in range(5)
    }
    with pytest.raises(QueuePaused, match="lets us write to nobody: 554 5.7.1 Relay access denied"):
        send_due()
    assert states() == [WAITING] * 5 and TransactionalMail.objects.filter(attempts=1).count() == 3
    assert Halt.objects.exists()
    server.answers.clear()
    assert send_due() == 2
    assert not Halt.objects.exists()
    assert send_due(timezone.now() + timedelta(minutes=10)) == 3


def test_an_address_by_which_a_server_takes_us_for_unwelcome_stops_nobody_else(server, letters):
    server.answers["p0@example.org"] = smtplib.SMTPRecipientsRefused({"x": (554, b"5.7.1 Relay access denied")})
    assert send_due() == 4
    assert states() == [WAITING, SENT, SENT, SENT, SENT] and not Halt.objects.exists()


def test_an_address_that_was_put_off_for_three_days_is_held_against_it_once_and_softly(server, letters):
    server.answers["p2@example.org"] = smtplib.SMTPRecipientsRefused({"p2@example.org": (450, b"4.2.1 try later")})
    send_due()
    assert not letters[2].follower.bounces.exists()
    send_due(timezone.now() + timedelta(days=4))
    assert [each.kind for each in letters[2].follower.bounces.all()] == ["soft"]
    assert states()[2] == REFUSED


def test_a_mail_that_is_not_wanted_says_nothing_of_the_address(server, letters):
    server.answers["p2@example.org"] = smtplib.SMTPDataError(554, b"5.1.1 not wanted")
    send_due()
    assert states()[2] == REFUSED and not letters[2].follower.bounces.exists()


@pytest.mark.parametrize("said", [b"5.7.1 not wanted", b"5.7.26 unauthenticated", b"your message looks like spam"])
def test_a_mail_that_is_turned_away_for_what_we_are_is_held_against_nobody_and_is_an_alarm(server, letters, said):
    Follow.objects.create(follower=letters[2].follower, kind="everything", name="All", frequency="weekly", status="confirmed")
    server.answers["p2@example.org"] = smtplib.SMTPDataError(554, said)
    send_due()
    assert [each.kind for each in letters[2].follower.bounces.all()] == ["sender"] and Follow.objects.get().status == "confirmed"
    now = timezone.now()
    assert "refused for what we are" in " ".join(health.alarms(now, health.figures(now)))


@pytest.mark.parametrize("said, alarm", [(b"4.7.1 Greylisting in action", []), (b"4.7.1 blocked using zen.example", ["sender"])])
def test_what_is_for_now_is_no_alarm_but_when_a_list_has_us(server, letters, said, alarm):
    server.answers["p2@example.org"] = smtplib.SMTPRecipientsRefused({"p2@example.org": (451, said)})
    send_due()
    assert [each.kind for each in letters[2].follower.bounces.all()] == alarm and states()[2] == WAITING
    send_due(timezone.now() + timedelta(days=4))
    assert [each.kind for each in letters[2].follower.bounces.all()] == ["sender"] and states()[2] == REFUSED


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
    put_off = TransactionalMail.objects.get(pk=letters[2].pk)
    assert put_off.status == WAITING and put_off.answer and put_off.text == "T"
    assert put_off.due > timezone.now() + timedelta(minutes=3)
    server.answers.clear()
    assert send_due() == 0
    assert send_due(timezone.now() + timedelta(minutes=10)) == 1
    assert server.taken[-1] == ("p2@example.org", "<2@example.org>")


def test_pauses_grow_to_four_hours_and_end_after_three_days(server, letters):
    server.answers["p2@example.org"] = smtplib.SMTPDataError(450, b"later")
    now, pauses = timezone.now(), []
    while (letter := TransactionalMail.objects.get(pk=letters[2].pk)).status == WAITING:
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
    with pytest.raises(QueuePaused, match="could not be used"):
        send_due()
    assert states() == [WAITING] * 5
    assert "could not be used" in Halt.objects.get().why
    server.opening = None
    assert send_due() == 5
    assert not Halt.objects.exists()


def test_a_server_that_refuses_us_and_not_a_reader_loses_nothing(server, letters):
    server.answers["p1@example.org"] = smtplib.SMTPSenderRefused(550, b"5.7.1 not allowed", "blog@example.org")
    with pytest.raises(QueuePaused, match="not allowed"):
        send_due()
    assert states() == [SENT, WAITING, WAITING, WAITING, WAITING]
    server.answers.clear()
    assert send_due(timezone.now() + timedelta(minutes=10)) == 4


def test_a_line_that_breaks_and_stays_broken_puts_one_off_and_the_rest_wait(server, letters):
    def breaks():
        server.opening = ConnectionRefusedError("gone")
        return smtplib.SMTPServerDisconnected("gone")

    server.send_messages = lambda messages: (_ for _ in ()).throw(breaks())
    with pytest.raises(QueuePaused, match="cannot be reached any more"):
        send_due()
    assert [letter.attempts for letter in TransactionalMail.objects.order_by("pk")] == [1, 0, 0, 0, 0]
    assert states() == [WAITING] * 5


def test_a_server_that_hangs_up_politely_is_called_again(server, letters):
    server.answers["p1@example.org"] = smtplib.SMTPDataError(421, b"4.3.2 closing")
    opened = []
    server.open = lambda: opened.append(True)
    assert send_due() == 4
    assert len(opened) == 2


def test_by_setting_what_a_killed_sender_left_waits_for_a_person(server, letters, settings):
    settings.MAIL_RETRY_CLAIMED = False
    now = timezone.now()
    claim(Queue("letters", TransactionalMail.objects.all(), outbox.message), letters[0], now)
    assert send_due(now + timedelta(minutes=21)) == 4
    held = TransactionalMail.objects.get(pk=letters[0].pk)
    assert held.status == HELD and held.text and "may have gone" in held.answer


@pytest.mark.parametrize("number", [1, 3])
def test_so_many_connections_are_opened_as_the_setting_says(server, letters, settings, number):
    settings.MAIL_CONNECTIONS = number
    opened = []
    server.open = lambda: opened.append(True)
    assert send_due() == 5 and len(opened) == number


def test_the_pace_is_kept(server, letters, settings, monkeypatch):
    """Of a clock that tests move."""
    settings.MAIL_PER_SECOND = 2
    clock = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr("time.sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
    sent_at = []
    server.send_messages = lambda messages: sent_at.append(clock[0])
    assert send_due() == 5
    assert sent_at == [100.0, 100.5, 101.0, 101.5, 102.0]


def test_what_a_sender_left_that_was_killed_goes_once_more_and_no_more(server, letters):
    now = timezone.now()
    claim(Queue("letters", TransactionalMail.objects.all(), outbox.message), letters[0], now)
    assert send_due(now + timedelta(minutes=5)) == 4
    assert send_due(now + timedelta(minutes=21)) == 1
    TransactionalMail.objects.filter(pk=letters[0].pk).update(status=CLAIMED, claimed=now)
    assert send_due(now + timedelta(minutes=21)) == 0
    assert TransactionalMail.objects.get(pk=letters[0].pk).status == HELD


def test_a_letter_has_one_recipient_both_forms_and_says_that_no_person_wrote_it(letters):
    made = outbox.message(letters[0]).message()
    assert made["To"] == "p0@example.org" and made["Message-ID"] == "<0@example.org>"
    assert made["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in made.get_payload()] == ["text/plain", "text/html"]
    assert not [name for name in made if name.startswith("List-")]


@pytest.mark.parametrize("words", ["Grüße – ein Knopf", "plain", "x" * 2000, "新しい記事"])
def test_a_letter_is_ascii_in_short_lines_for_servers_that_take_no_other_and_its_date_has_a_zone(letters, words):
    letters[0].text, letters[0].html, letters[0].subject = words, f"<p>{words}", words[:50]
    raw = outbox.message(letters[0]).message().as_bytes()
    assert raw.isascii() and max(map(len, raw.splitlines())) <= 998 and b"8bit" not in raw
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert [read.get_body((kind,)).get_content().strip() for kind in ("plain", "html")] == [words, f"<p>{words}"]
    assert read["Date"].endswith(" +0000") and read["Date"].datetime.utcoffset() == timedelta()


def test_mails_that_were_stored_under_old_names_of_kinds_get_the_new_ones_and_back(letters):
    migration = importlib.import_module("desk.mails.migrations.0004_kinds")
    then = MigrationLoader(connection).project_state([("mails", "0004_kinds")]).apps
    old = ["again", "already", "confirm", "goodbye", "goodbye taken back"]
    for number, kind in enumerate(old):
        TransactionalMail.objects.create(
            follower=letters[0].follower, kind=kind, to="a@example.org", message_id=f"<old.{number}@example.org>"
        )
    migration.rename(then, None)
    kinds = TransactionalMail.objects.filter(to="a@example.org").order_by("message_id").values_list("kind", flat=True)
    assert list(kinds.all()) == ["reconfirm", "already_following", "confirm", "shutdown", "shutdown taken back"]
    migration.rename_back(then, None)
    assert list(kinds.all()) == old


def test_an_address_with_a_line_break_reaches_nobody_else(server, letters):
    TransactionalMail.objects.filter(pk=letters[1].pk).update(to="p1@example.org\nBcc: eve@example.org")
    assert send_due() == 4
    assert states()[1] == HELD


def test_the_inbox_shows_what_would_have_been_sent(client, settings, ask, transactional_db):
    settings.EMAIL_BACKEND = "desk.mails.inbox.Inbox"
    assert "Nothing has come yet" in client.get("/inbox/").content.decode()
    ask()
    page = client.get("/inbox/").content.decode()
    assert "Confirm that you want to follow The blog" in page
    path = page.split('<a href="/inbox/')[1].split('"')[0]
    one, frame = client.get(f"/inbox/{path}"), client.get(f"/inbox/{path}html/")
    assert "Yes, I want to follow" in frame.content.decode() and "follow/confirm/" in one.content.decode()
    assert "default-src 'none'" in frame.headers["Content-Security-Policy"]
    assert client.get("/inbox/none/").status_code == client.get("/inbox/..%2f..%2fkey/").status_code == 404
    assert mail.outbox == []


@pytest.mark.parametrize(
    "error, state",
    [
        (AnymailRecipientsRefused("no such mailbox"), REFUSED),
        (AnymailAPIError("bad request", status_code=400, response=SimpleNamespace(reason="as it is")), WAITING),
        (AnymailAPIError("no answer", status_code=502, response=SimpleNamespace(reason="as it is")), WAITING),
    ],
)
def test_what_a_provider_says_of_one_mail_stops_nobody(server, letters, error, state):
    server.answers["p2@example.org"] = error
    assert send_due() == 4
    assert states()[2] == state


@pytest.mark.parametrize("status", [401, 403, 429, 503])
def test_what_a_provider_says_of_us_lets_the_queue_wait(server, letters, status):
    server.answers["p2@example.org"] = AnymailAPIError("no", status_code=status, response=SimpleNamespace(reason="as it is"))
    with pytest.raises(QueuePaused):
        send_due()
    assert states() == [SENT, SENT, WAITING, WAITING, WAITING]
