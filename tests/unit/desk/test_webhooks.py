"""What providers tell over HTTP counts when it is theirs and about a mail of ours, and once."""

import base64
import hashlib
import hmac
import importlib
import json
import time
from datetime import timedelta

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.urls import clear_url_caches
from django.utils import timezone

from desk import urls
from desk.bounces import urls as hooks
from desk.bounces.models import Bounce
from desk.follows.models import Follow
from desk.mails.models import TransactionalMail

SECRET = "desk:a secret for tests, long enough"
SIGNING_KEY = "a key that Mailgun signs with"


def read_addresses_again() -> None:
    for module in (hooks, urls):
        importlib.reload(module)
    clear_url_caches()


@pytest.fixture
def choose(settings):
    """Let that provider be the one of the desk."""

    def do(provider: str, **more: str) -> None:
        settings.EMAIL, settings.PROVIDER = "anymail:", provider
        settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_API_KEY": "key", "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY} | more
        read_addresses_again()

    yield do
    settings.EMAIL, settings.PROVIDER, settings.ANYMAIL = "inbox:", "", {}
    read_addresses_again()


@pytest.fixture
def ours(following) -> str:
    """What the provider was given of a mail to Ada."""
    return TransactionalMail.objects.get().message_id.strip("<>").partition("@")[0]


@pytest.fixture
def tell(client):
    """Post an event to the address of a provider; the status that comes back."""

    def do(provider: str, body: dict, secret: str | None = SECRET) -> int:
        headers = {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}
        return client.post(f"/anymail/{provider}/tracking/", json.dumps(body), content_type="application/json", headers=headers).status_code

    return do


def mailgun(ours: str, event: str = "failed", key: str = SIGNING_KEY, **more: object) -> dict:
    """As Mailgun posts it: an event, and a signature over a moment and a random word."""
    moment, token = str(int(time.time())), "0123456789" * 5
    signature = hmac.new(key.encode(), f"{moment}{token}".encode(), hashlib.sha256).hexdigest()
    data = {
        "event": event,
        "id": "G9Bn5sl1TC6nu79C8C0bwg",
        "timestamp": time.time(),
        "log-level": "error",
        "recipient": "ada@example.org",
        "recipient-domain": "example.org",
        "user-variables": {"delivery": ours},
        "tags": [],
        "message": {
            "headers": {"to": "ada@example.org", "from": "blog@example.org", "message-id": f"{ours}@example.org", "subject": "S"},
            "size": 512,
        },
    }
    return {"signature": {"timestamp": moment, "token": token, "signature": signature}, "event-data": data | more}


def failed(said: str, code: int = 550, severity: str = "permanent", reason: str = "bounce") -> dict:
    return {
        "severity": severity,
        "reason": reason,
        "delivery-status": {"code": code, "message": said, "description": "", "attempt-no": 1, "session-seconds": 0.4},
    }


def postmark(ours: str, record: str = "Bounce", kind: str = "HardBounce", **more: object) -> dict:
    """As Postmark posts it: it keeps to its own name of a mail, and gives back what it was given."""
    common = {
        "RecordType": record,
        "MessageStream": "outbound",
        "ServerID": 23,
        "MessageID": "00000000-0000-0000-0000-000000000000",
        "Metadata": {"delivery": ours},
        "Tag": "",
    }
    bounce = {
        "ID": 692560173,
        "Type": kind,
        "TypeCode": 1,
        "Name": "Hard bounce",
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": "smtp;550 5.1.1 The email account does not exist.",
        "Email": "ada@example.org",
        "From": "blog@example.org",
        "BouncedAt": "2026-06-03T16:33:54Z",
        "Inactive": True,
        "CanActivate": True,
        "Subject": "S",
    }
    return common | (bounce if record in ("Bounce", "SpamComplaint") else {}) | more


def state() -> tuple[str, list[str]]:
    return Follow.objects.get().status, list(Bounce.objects.order_by("pk").values_list("kind", flat=True))


FULL = "The mailbox is full"
SOFT_OF_POSTMARK = {
    "Description": "Unable to temporarily deliver message (i.e. mailbox full, account disabled).",
    "Details": "smtp;452 mailbox full",
}


@pytest.mark.parametrize(
    "event, more, expected",
    [
        ("failed", failed("5.1.1 The email account that you tried to reach does not exist"), ("ended", ["hard"])),
        ("failed", failed("Not delivering to previously bounced address", 605, reason="suppress-bounce"), ("ended", ["hard"])),
        ("failed", failed("5.7.1 Message rejected as spam"), ("confirmed", ["sender"])),
        ("failed", failed("554 Your server is listed at dnsbl.example", 554), ("confirmed", ["sender"])),
        ("failed", failed("4.4.7 timed out", 550), ("confirmed", ["soft"])),
        ("failed", failed("4.1.1 mailbox not found just now", 550), ("confirmed", ["soft"])),
        ("failed", failed("5.2.2 " + FULL, 552), ("confirmed", ["soft"])),
        ("failed", failed("Too old", 602, reason="old"), ("confirmed", ["soft"])),
        ("failed", failed("4.2.2 " + FULL, 452, "temporary", "generic"), ("confirmed", ["soft"])),
        ("complained", {}, ("ended", ["complaint"])),
        ("unsubscribed", {}, ("ended", [])),
        ("rejected", {"reject": {"reason": "Sandbox", "description": ""}}, ("confirmed", ["soft"])),
        ("opened", {}, ("confirmed", [])),
        ("delivered", {}, ("confirmed", [])),
        ("something new", {}, ("confirmed", [])),
    ],
)
def test_what_mailgun_tells_is_understood(choose, tell, ours, event, more, expected):
    choose("mailgun")
    assert tell("mailgun", mailgun(ours, event, **more)) == 200
    assert state() == expected


@pytest.mark.parametrize(
    "record, kind, more, expected",
    [
        ("Bounce", "HardBounce", {}, ("ended", ["hard"])),
        ("Bounce", "BadEmailAddress", {}, ("ended", ["hard"])),
        ("Bounce", "SoftBounce", SOFT_OF_POSTMARK, ("confirmed", ["soft"])),
        ("Bounce", "Transient", {}, ("confirmed", ["soft"])),
        ("Bounce", "Blocked", {}, ("confirmed", ["sender"])),
        ("Bounce", "DMARCPolicy", {}, ("confirmed", ["sender"])),
        ("Bounce", "SpamNotification", {}, ("ended", ["complaint"])),
        ("SpamComplaint", "SpamComplaint", {}, ("ended", ["complaint"])),
        ("Bounce", "AutoResponder", {}, ("confirmed", [])),
        ("Bounce", "SMTPApiError", {}, ("confirmed", [])),
        (
            "SubscriptionChange",
            "",
            {"SuppressSending": True, "SuppressionReason": "ManualSuppression", "Recipient": "ada@example.org"},
            ("ended", []),
        ),
        (
            "SubscriptionChange",
            "",
            {"SuppressSending": False, "SuppressionReason": None, "Recipient": "ada@example.org"},
            ("confirmed", []),
        ),
        ("Open", "", {"Recipient": "ada@example.org", "ReceivedAt": "2026-06-03T16:33:54Z"}, ("confirmed", [])),
    ],
)
def test_what_postmark_tells_is_understood(choose, tell, ours, record, kind, more, expected):
    choose("postmark")
    assert tell("postmark", postmark(ours, record, kind, **more)) == 200
    assert state() == expected


@pytest.mark.parametrize(
    "told, expected",
    [
        ({"event_type": "bounced", "reject_reason": "bounced", "description": "Transient: MailboxFull"}, ["soft"]),  # Amazon’s way
        (
            {
                "event_type": "bounced",
                "reject_reason": "bounced",
                "description": "Permanent: General",
                "mta_response": "smtp; 550 5.1.1 user unknown",
            },
            ["hard"],
        ),
        ({"event_type": "bounced", "reject_reason": "timed_out"}, ["soft"]),
        ({"event_type": "rejected", "reject_reason": "spam"}, ["soft"]),
        ({"event_type": "bounced", "reject_reason": "spam"}, ["sender"]),
        ({"event_type": "bounced", "reject_reason": "blocked", "mta_response": "550 go away"}, ["sender"]),
        ({"event_type": "bounced", "reject_reason": "bounced", "mta_response": "550 5.7.1 Client host blocked"}, ["sender"]),
        ({"event_type": "bounced", "reject_reason": "bounced", "mta_response": "smtp; 550 4.4.7 expired"}, ["soft"]),
        ({"event_type": "deferred", "mta_response": "451 4.7.1 on a block list"}, ["sender"]),
        ({"event_type": "rejected", "reject_reason": "unsubscribed"}, []),
        ({"event_type": "bounced", "reject_reason": "invalid", "mta_response": "a\0b\nc"}, ["hard"]),
        ({"event_type": "failed", "reject_reason": None}, []),
    ],
)
def test_the_words_of_all_providers_mean_the_same(ours, told, expected):
    for known in ({"metadata": {"delivery": ours}}, {"metadata": None, "tags": [ours, None]}):
        tracking.send(sender=object, event=AnymailTrackingEvent(**told, **known), esp_name="Any")
        assert state()[1] == expected
    assert all(bounce.said.isprintable() for bounce in Bounce.objects.all())


@pytest.mark.parametrize("secret", [None, "desk:wrong", "", SECRET + "x"])
def test_who_has_not_the_secret_is_refused_and_changes_nothing(choose, tell, ours, secret):
    choose("postmark")
    assert tell("postmark", postmark(ours), secret) == 400
    choose("mailgun")
    assert tell("mailgun", mailgun(ours, **failed("5.1.1 no")), secret) == 400
    assert state() == ("confirmed", [])


def test_where_a_provider_signs_the_secret_alone_is_not_enough(choose, tell, ours):
    choose("mailgun")
    assert tell("mailgun", mailgun(ours, "complained", key="another")) == 400
    unsigned = mailgun(ours, "complained")
    del unsigned["signature"]
    assert tell("mailgun", unsigned) == 400
    assert state() == ("confirmed", [])


@pytest.mark.parametrize(
    "body", [{}, {"RecordType": "Bounce"}, {"RecordType": "Bounce", "Type": "HardBounce", "Metadata": {"delivery": ["x"]}, "MessageID": 7}]
)
def test_what_names_no_mail_is_nothing(choose, tell, following, body):
    choose("postmark")
    assert tell("postmark", body) == 200
    assert state() == ("confirmed", [])


def test_what_is_told_twice_counts_once(choose, tell, ours):
    choose("mailgun")
    again = mailgun(ours, **failed("4.2.2 " + FULL, 452, "temporary", "generic"))
    later = mailgun(ours, **failed("4.2.2 " + FULL, 452, "temporary", "generic"), id="another")
    assert [tell("mailgun", each) for each in (again, again, later)] == [200] * 3
    assert state() == ("confirmed", ["soft"])
    hard = mailgun(ours, **failed("5.1.1 no such user"))
    assert [tell("mailgun", hard), tell("mailgun", hard)] == [200, 200]
    assert state() == ("ended", ["soft", "hard"])


def test_what_was_told_before_somebody_followed_again_ends_nothing(choose, tell, ours, ask, link, client):
    choose("postmark")
    tell("postmark", postmark(ours))
    ask()
    client.post(link())
    assert tell("postmark", postmark(ours)) == 200
    assert state()[0] == "confirmed"


@pytest.mark.parametrize("forged", ["confirm.20260101.000000000000000000000000", "", "%", "ada", "\0", "\ud800"])
def test_a_forged_name_is_nothing_though_the_address_is_right(choose, tell, following, forged):
    choose("mailgun")
    assert tell("mailgun", mailgun(forged, **failed("5.1.1 no such user"))) == 200
    choose("postmark")
    assert tell("postmark", postmark(forged)) == 200
    assert state() == ("confirmed", [])


def test_a_full_mailbox_gets_no_more_when_it_was_full_on_three_days(choose, tell, following):
    choose("mailgun")
    for day in (2, 1, 0):
        letter = TransactionalMail.objects.create(follower=following, kind="x", to="ada@example.org", message_id=f"<day{day}@example.org>")
        tell("mailgun", mailgun(letter.message_id.strip("<>").partition("@")[0], **failed("5.2.2 " + FULL, 552)))
        assert state()[0] == ("ended" if day == 0 else "confirmed")
        Bounce.objects.filter(at__gt=timezone.now() - timedelta(minutes=1)).update(at=timezone.now() - timedelta(days=day))


def test_a_mail_that_was_only_late_is_held_against_nobody(choose, tell, ours):
    choose("mailgun")
    tell("mailgun", mailgun(ours, **failed("4.7.1 greylisted", 451, "temporary", "generic")))
    tell("mailgun", mailgun(ours, **failed("4.2.0 greylisted", 451, "temporary", "generic"), id="another"))
    assert state() == ("confirmed", ["sender", "soft"])
    tell("mailgun", mailgun(ours, "delivered"))
    assert state() == ("confirmed", [])


def test_only_the_provider_that_is_set_has_an_address_and_only_with_a_secret(choose, tell, ours, client):
    assert tell("postmark", postmark(ours)) == 404
    choose("postmark", WEBHOOK_SECRET="")
    assert tell("postmark", postmark(ours)) == 404
    choose("postmark")
    assert tell("mailgun", mailgun(ours)) == client.post("/anymail/postmark/inbound/").status_code == 404
    assert client.get("/anymail/postmark/tracking/").status_code == 405
    choose("mandrill")
    assert client.head("/anymail/mandrill/").status_code == 200
    assert state() == ("confirmed", [])


MALFORMED = {
    "a list": b"[]",
    "words": b'"x"',
    "a number": b"1",
    "nothing": b"null",
    "half of it": b"{",
    "empty": b"",
    "no UTF-8": b'{"x": "\xff"}',
    "a list in a list": b"[[]]",
    "deep": b"[" * 100_000,
    "an object of others": b'{"a": 1}',
    "lists for words": b'{"event-data": [], "signature": [], "RecordType": [], "event": [], "MessageID": {}}',
}


@pytest.mark.parametrize("provider", ["mailgun", "postmark", "brevo"])
@pytest.mark.parametrize("kind", MALFORMED)
def test_what_is_not_in_the_form_of_a_provider_is_refused_and_is_no_fault_of_ours(choose, client, ours, provider, kind):
    choose(provider, BREVO_API_KEY="key", POSTMARK_SERVER_TOKEN="key")
    headers = {"Authorization": f"Basic {base64.b64encode(SECRET.encode()).decode()}"}
    client.raise_request_exception = False
    answer = client.post(f"/anymail/{provider}/tracking/", MALFORMED[kind], content_type="application/json", headers=headers)
    assert answer.status_code == 400 or (answer.status_code == 200 and kind in ("an object of others", "lists for words"))
    assert state() == ("confirmed", [])


@pytest.mark.parametrize("metadata", ["x", [], ["x"], 1, {"delivery": []}, {"delivery": None}])
def test_metadata_in_another_form_name_no_mail_of_ours(choose, tell, ours, metadata):
    choose("postmark")
    assert tell("postmark", postmark(ours, Metadata=metadata)) in (200, 400)
    assert state() == ("confirmed", [])


def test_a_fault_of_ours_is_answered_as_one_so_that_the_provider_tells_again(choose, client, tell, ours, monkeypatch):
    def breaks(*_):
        raise ValueError("ours")

    choose("mailgun")
    client.raise_request_exception = False
    monkeypatch.setattr("desk.bounces.webhooks.record", breaks)
    assert tell("mailgun", mailgun(ours, "complained")) == 500
