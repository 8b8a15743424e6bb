"""Mail by a provider: each gets ours as they are, says what it thinks of them, and is refused when a setting is missing."""

import importlib
import importlib.util
import json
import re
import socket
import threading
from pathlib import Path
from urllib.parse import parse_qs

import anymail.backends
import environ
import pytest
import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailConfigurationError,
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailUnsupportedFeature,
)
from django.core import mail
from django.core.mail import get_connection
from django.utils import timezone

from desk.checks import dangerous
from desk.digests.deliveries import DigestWriter
from desk.digests.models import Delivery, Item, Run
from desk.environment import settings_of_provider
from desk.mails import providers, transactional
from desk.mails.models import TransactionalMail
from desk.mails.providers import NAMES, TAGS_ONLY, TOLD_NOT_TO_TRACK, to_smtp_answer
from newsroom.feeds.feed import Feed, to_json
from testing.newsroom import ROOT
from testing.ports import free_port
from tests.unit.desk.conftest import DESK, URL, post

KEYS = {
    "MAILGUN_API_KEY": "mg",
    "POSTMARK_SERVER_TOKEN": "pm",
    "MAILERSEND_API_TOKEN": "ms",
    "BREVO_API_KEY": "br",
    "REQUESTS_TIMEOUT": 0.2,
}
TAKEN = {
    "mailgun": {"id": "<1@example.org>", "message": "Queued. Thank you."},
    "postmark": {"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "ada@example.org"},
}


@pytest.fixture
def choose(settings):
    """Let mail go by a provider of that name."""

    def do(provider: str, **more: object) -> None:
        settings.EMAIL, settings.PROVIDER, settings.ANYMAIL = "anymail:", provider, KEYS | more
        settings.EMAIL_BACKEND = f"anymail.backends.{provider}.EmailBackend"

    return do


@pytest.fixture
def digest(following, site, settings):
    """A digest to Ada; what comes back goes elsewhere."""
    settings.BOUNCE_ADDRESS = "bounces@example.net"
    run = Run.objects.create(frequency="weekly", key="2026-W23")
    feed = to_json(Feed("all", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", (post("kettles"),)))
    item = Item.objects.create(id="tag:example.org,2014:kettles", title="Kettles", first_seen=timezone.now(), feed=feed)
    delivery = Delivery.objects.create(run=run, follower=following, message_id="<digest.0123@example.org>")
    delivery.items.add(item)
    return DigestWriter(site)(delivery).mail()


@pytest.fixture
def letter(following):
    """The one that Ada had to answer."""
    return transactional.message(TransactionalMail.objects.get())


class Line:
    """Where requests go instead of out: what was asked, and what is answered."""

    def __init__(self, status: int = 200, body: object = None):
        self.asked: list[requests.PreparedRequest] = []
        self.status, self.body = status, body

    def send(self, session, request, **_) -> requests.Response:
        self.asked.append(request)
        answer = requests.Response()
        answer.status_code, answer.reason, answer.request, answer.url = self.status, "Said", request, request.url
        answer.headers["Content-Type"] = "text/html"
        answer._content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        return answer


@pytest.fixture
def line(monkeypatch):
    made = Line()
    monkeypatch.setattr(requests.Session, "send", lambda session, request, **more: made.send(session, request, **more))
    return made


def send(message) -> None:
    get_connection().send_messages([message])


def error_of(message) -> Exception:
    with pytest.raises(AnymailError) as raised:
        send(message)
    return raised.value


def in_headers(found: dict[str, str], name: str) -> None:
    """All that mail programs and other servers need to know of a digest."""
    assert found["message-id"] == name
    assert found["list-unsubscribe"].startswith(f"<{DESK}/follow/leave/") and found["list-unsubscribe"].endswith(">")
    assert found["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert found["auto-submitted"] == "auto-generated"
    assert found["list-id"] == "The blog <follow.blog.example.org>"
    assert "from" not in found


def test_whatever_the_provider_a_mail_keeps_its_headers_and_goes_to_one(choose, settings, digest):
    choose("test")
    send(digest)
    told = mail.outbox[-1].anymail_test_params
    in_headers({name.lower(): value for name, value in told["extra_headers"].items()}, "<digest.0123@example.org>")
    assert [each.addr_spec for each in told["to"]] == ["ada@example.org"] and told["cc"] == told["bcc"] == []
    assert told["from"].address == settings.MAIL_FROM and "envelope_sender" not in told
    assert told["metadata"] == {"delivery": "digest.0123"} and not told["is_batch_send"]


def test_mailgun_gets_all_of_it_and_is_told_not_to_track(choose, settings, digest, line):
    choose("mailgun")
    line.body = TAKEN["mailgun"]
    send(digest)
    (asked,) = line.asked
    form = parse_qs(asked.body)
    assert asked.url == "https://api.mailgun.net/v3/example.org/messages"
    in_headers({name[2:].lower(): value for name, (value,) in form.items() if name.startswith("h:")}, "<digest.0123@example.org>")
    assert form["to"] == ["ada@example.org"] and form["from"] == [settings.MAIL_FROM] and not {"cc", "bcc"} & set(form)
    assert form["o:tracking-clicks"] == form["o:tracking-opens"] == ["no"]
    assert form["v:delivery"] == ["digest.0123"]
    assert "Kettles" in form["text"][0] and "Kettles" in form["html"][0]


def test_postmark_gets_all_of_it_and_is_told_not_to_track(choose, settings, digest, line):
    choose("postmark")
    line.body = TAKEN["postmark"]
    send(digest)
    (asked,) = line.asked
    told = json.loads(asked.body)
    headers = {each["Name"].lower(): each["Value"] for each in told["Headers"]}
    in_headers(headers, "<digest.0123@example.org>")
    assert headers["x-pm-keepid"] == "true"
    assert told["To"] == "ada@example.org" and told["From"] == settings.MAIL_FROM and not {"Cc", "Bcc"} & set(told)
    assert told["TrackOpens"] is False and told["TrackLinks"] == "None"
    assert told["Metadata"] == {"delivery": "digest.0123"}


def test_a_letter_goes_the_same_way(choose, letter, line):
    choose("postmark")
    line.body = TAKEN["postmark"]
    send(letter)
    told = json.loads(line.asked[0].body)
    assert {"Name": "Auto-Submitted", "Value": "auto-generated"} in told["Headers"]
    (known,) = told["Metadata"].values()
    assert len(known) <= 80 and providers.full_name(known) == TransactionalMail.objects.get().message_id


@pytest.mark.parametrize("provider, body", [("mailersend", b""), ("brevo", {"messageId": "<1@example.org>"})])
def test_who_cannot_be_told_all_of_it_gets_the_mail_all_the_same(choose, letter, line, provider, body):
    choose(provider)
    line.status, line.body = 202, body
    send(letter)
    told = json.loads(line.asked[0].body)
    assert (told.get("tags") is not None) == (provider in TAGS_ONLY)
    assert ("settings" in told) == (provider in TOLD_NOT_TO_TRACK)


def test_what_each_provider_can_be_told_is_what_anymail_says():
    """Its backends raise for what they cannot tell."""
    folder = Path(anymail.backends.__path__[0])
    code = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in NAMES}
    able = {
        feature: {name for name in NAMES if f"\n    def set_{feature}(" in code[name]}
        for feature in ("track_opens", "track_clicks", "metadata", "extra_headers")
    }
    assert able["track_opens"] == able["track_clicks"] == TOLD_NOT_TO_TRACK
    assert able["metadata"] == set(NAMES) - TAGS_ONLY
    assert able["extra_headers"] == set(NAMES)
    assert {"mailgun", "postmark", "sendgrid", "brevo", "amazon_ses"} <= set(NAMES) and not {"test", "console", "base"} & set(NAMES)


GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8").split("## A provider instead of a mail server")[1].split("\n## ")[0]


def test_the_guide_names_all_providers_and_those_that_cannot_be_told_not_to_track():
    named = re.search(r"speaks to: ([^.]+)\.", GUIDE)[1]
    assert set(re.findall(r"`(\w+)`", named)) == set(NAMES)
    told = re.search(r"^The desk asks for no tracking\. (.+?) cannot be asked mail by mail", GUIDE, re.M)[1]
    assert {name.lower() for name in re.split(r", | and ", told)} == {name.removesuffix("_ses") for name in set(NAMES) - TOLD_NOT_TO_TRACK}


@pytest.mark.parametrize("row", re.findall(r"^\| \w+ \| (`ANYMAIL_PROVIDER=.+) \|$", GUIDE, re.M))
def test_the_settings_in_the_guide_are_all_that_a_provider_asks_for(production, choose, settings, row):
    provider = re.search(r"ANYMAIL_PROVIDER=(\w+)", row)[1]
    if provider == "amazon_ses" and not importlib.util.find_spec("boto3"):
        pytest.skip("boto3 is not here")
    names = re.findall(r"`ANYMAIL_((?!PROVIDER|MAILGUN_API_URL)\w+)`", row)
    choose(provider)
    settings.ANYMAIL = dict.fromkeys(names, "0123") | {"WEBHOOK_SECRET": "desk:" + "0" * 40}
    assert dangerous(None) == []


@pytest.mark.parametrize(
    "status, code",
    [
        (400, 451),
        (401, 535),
        (402, 535),
        (403, 535),
        (404, 535),
        (408, 0),
        (409, 451),
        (413, 550),
        (422, 451),
        (429, 421),
        (500, 0),
        (502, 0),
        (503, 421),
        (504, 0),
    ],
)
def test_an_answer_over_http_becomes_one_of_a_mail_server(choose, letter, line, status, code):
    choose("mailgun")
    line.status, line.body = status, {"message": "No."}
    found, said = to_smtp_answer(error_of(letter))
    assert found == code and str(status) in said and "No." in said and "\n" not in said


def test_a_mail_that_was_taken_in_words_that_nobody_understands_may_have_been_taken(choose, letter, line):
    choose("mailgun")
    line.body = b"<html>"
    assert to_smtp_answer(error_of(letter))[0] == 0


def test_an_address_that_the_provider_refuses_is_refused_for_good(choose, letter, line):
    choose("postmark")
    line.status = 422
    line.body = {
        "ErrorCode": 406,
        "Message": "You tried to send to a recipient that has been marked as inactive.\nFound inactive addresses: ada@example.org.\nInactive recipients are …",
    }
    assert to_smtp_answer(error_of(letter))[0] == 550
    line.body = {"ErrorCode": 300, "Message": "Invalid 'To' address: 'ada@example.org'."}
    assert to_smtp_answer(error_of(letter))[0] == 550


def test_an_account_that_may_not_send_loses_no_mail(choose, letter, line):
    choose("postmark")
    line.status, line.body = 422, {"ErrorCode": 405, "Message": "Not allowed to send: out of credits."}
    code, said = to_smtp_answer(error_of(letter))
    assert code == 451 and "out of credits" in said


def test_a_provider_that_cannot_be_reached_has_taken_nothing(choose, letter, monkeypatch):
    choose("mailgun", MAILGUN_API_URL=f"http://127.0.0.1:{free_port()}/")
    assert to_smtp_answer(error_of(letter))[0] == 421

    def nobody(*_, **__):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert to_smtp_answer(error_of(letter))[0] == 421


@pytest.mark.parametrize("hangs", [True, False])
def test_of_a_line_that_breaks_after_the_mail_went_out_nothing_is_known(choose, letter, hangs):
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            one, _ = server.accept()
            with one:
                one.recv(100_000)
                done.wait(10 if hangs else 0)

        thread = threading.Thread(target=serve)
        thread.start()
        choose("mailgun", MAILGUN_API_URL=f"http://127.0.0.1:{server.getsockname()[1]}/")
        found = to_smtp_answer(error_of(letter))
        done.set()
        thread.join()
    assert found[0] == 0


def test_errors_that_are_about_no_answer_are_told_apart():
    assert to_smtp_answer(AnymailRecipientsRefused())[0] == 550
    assert to_smtp_answer(AnymailInvalidAddress("Invalid email address 'ada'"))[0] == 553
    assert to_smtp_answer(AnymailConfigurationError("no key"))[0] == 535
    assert to_smtp_answer(AnymailUnsupportedFeature("tags"))[0] == to_smtp_answer(AnymailError("else"))[0] == 451
    amazon = {"Error": {"Code": "TooManyRequestsException"}, "ResponseMetadata": {"HTTPStatusCode": 429}}
    assert to_smtp_answer(AnymailAPIError("Too many", response=amazon))[0] == 421
    assert to_smtp_answer(AnymailAPIError("EndpointConnectionError"))[0] == 451
    for error in (OSError("gone"), TimeoutError(), ValueError("x"), requests.ConnectionError("of no provider")):
        assert to_smtp_answer(error) is None


def test_settings_come_from_the_environment_and_from_files(tmp_path, monkeypatch):
    (tmp_path / "token").write_text("secret\n", encoding="utf-8")
    for name, value in {
        "ANYMAIL_PROVIDER": "postmark",
        "ANYMAIL_POSTMARK_SERVER_TOKEN_FILE": str(tmp_path / "token"),
        "ANYMAIL_POSTMARK_USE_BULK_API": "False",
        "ANYMAIL_MAILGUN_API_KEY": "",
        "ANYMAIL_REQUESTS_TIMEOUT": "20",
        "ANYMAIL_POSTMARK_SEND_DEFAULTS": '{"tags": ["blog"]}',
        "ANYMAIL_WEBHOOK_SECRET": "desk:0123",
    }.items():
        monkeypatch.setenv(name, value)
    assert settings_of_provider(environ.FileAwareEnv()) == {
        "POSTMARK_SERVER_TOKEN": "secret",
        "POSTMARK_USE_BULK_API": False,
        "REQUESTS_TIMEOUT": 20.0,
        "POSTMARK_SEND_DEFAULTS": {"tags": ["blog"]},
        "WEBHOOK_SECRET": "desk:0123",
    }


def test_the_address_of_a_provider_is_two_settings(monkeypatch):
    for name, value in {"EMAIL_URL": "anymail:", "ANYMAIL_PROVIDER": "postmark", "ANYMAIL_POSTMARK_SERVER_TOKEN": "secret"}.items():
        monkeypatch.setenv(name, value)
    from desk import settings as read

    try:
        importlib.reload(read)
        assert read.EMAIL_BACKEND == "anymail.backends.postmark.EmailBackend" and read.ANYMAIL == {"POSTMARK_SERVER_TOKEN": "secret"}
    finally:
        monkeypatch.undo()
        importlib.reload(read)


@pytest.fixture
def production(settings):
    settings.PREVIEW, settings.SECRET_KEY, settings.MAIL_FROM = False, "k" * 50, "The blog <blog@example.org>"


@pytest.mark.parametrize(
    "provider, more, found",
    [
        ("postmark", {}, []),
        ("scaleway", {"SCALEWAY_SECRET_KEY": "s", "SCALEWAY_PROJECT_ID": "p", "WEBHOOK_SECRET": ""}, []),  # it tells nothing
        ("postmork", {}, [("desk.E007", "ANYMAIL_PROVIDER is “postmork”", "postmark")]),
        ("", {}, [("desk.E007", "ANYMAIL_PROVIDER", "postmark")]),
        ("test", {}, [("desk.E007", "ANYMAIL_PROVIDER", "postmark")]),
        ("sparkpost", {}, [("desk.E007", "ANYMAIL_SPARKPOST_API_KEY is missing", "ANYMAIL_SPARKPOST_API_KEY_FILE")]),
        ("mailtrap", {"MAILTRAP_API_TOKEN": "t"}, []),
        (
            "postal",
            {"POSTAL_API_KEY": "k", "POSTAL_API_URL": "https://postal.example.org"},
            [("desk.E007", "ANYMAIL_POSTAL_WEBHOOK_KEY is missing", "_FILE")],
        ),
        ("postmark", {"WEBHOOK_SECRET": ""}, [("desk.E008", "ANYMAIL_WEBHOOK_SECRET is missing", "secrets.token_urlsafe")]),
        ("postmark", {"WEBHOOK_SECRET": "0" * 40}, [("desk.E008", "ANYMAIL_WEBHOOK_SECRET has no colon", "desk:")]),
        ("postmark", {"WEBHOOK_SECRET": "desk:1234"}, [("desk.E008", "too short", "desk:")]),
    ],
)
def test_a_provider_with_a_setting_amiss_is_refused_by_name_with_a_cure(production, choose, provider, more, found):
    choose(provider, **({"WEBHOOK_SECRET": "desk:" + "0" * 40} | more))
    errors = dangerous(None)
    assert [error.id for error in errors] == [each[0] for each in found]
    for error, (_, said, cure) in zip(errors, found, strict=True):
        assert said in error.msg and cure in error.hint


def test_a_provider_whose_package_is_not_here_is_refused(production, choose):
    if importlib.util.find_spec("boto3"):
        pytest.skip("boto3 is here")
    choose("amazon_ses", WEBHOOK_SECRET="desk:" + "0" * 40)
    (error,) = dangerous(None)
    assert error.id == "desk.E007" and "boto3" in error.msg and error.hint
