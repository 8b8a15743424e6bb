"""What editors may see and send: a whole address for a reason that is kept, and a digest to themselves alone."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.test import Client

from desk.bounces.models import Bounce
from desk.digests.models import Delivery, Item, Run
from desk.digests.test_mail import newest_posts
from desk.follows.models import Follow, Follower
from desk.mails.models import TransactionalMail
from newsroom.feeds.feed import Feed, FeedItem, to_json
from newsroom.site_json import to_json as site_to_json
from tests.unit.desk.conftest import URL

SEEN = datetime(2026, 6, 3, 12, tzinfo=UTC)
WHOLE = "ada@example.org"
REASON = "She wrote that nothing comes"
LIST, TEST = "/admin/digests/run/", "/admin/digests/run/test/"


@pytest.fixture
def editor(client, transactional_db):
    """Log somebody in who may do so much; their account."""

    def do(*permissions: str, email: str = "ed@example.com"):
        user = get_user_model().objects.create_user("ed", email, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return user

    return do


@pytest.fixture
def ada(transactional_db) -> Follower:
    return Follower.objects.create(email=WHOLE, mailbox=WHOLE)


@pytest.fixture
def posts(transactional_db):
    """So many, seen one an hour; or all at once, and published one a day."""

    def do(number: int, at_once: bool = False) -> None:
        for each in range(number):
            published = SEEN + timedelta(days=each if at_once else -each)
            post = FeedItem(f"tag:{each}", f"{URL}/post-{each}/", f"Post {each}", "S.", "<p>S.</p>", published, published, "<p>S.</p>")
            text = to_json(Feed("all", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", (post,)))
            Item.objects.create(id=post.id, title=post.title, first_seen=SEEN if at_once else SEEN + timedelta(hours=each), feed=text)

    return do


@pytest.fixture
def port_of_nobody() -> int:
    """Where nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def said(client) -> str:
    """What the list of runs says above everything else."""
    return " ".join(str(each) for each in client.get(LIST).context["messages"])


def address_of(follower: Follower) -> str:
    return f"/admin/follows/follower/{follower.pk}/address/"


def test_lists_and_pages_never_hold_a_whole_address_and_lead_to_the_page_that_does(editor, client, ada):
    editor("view_follower", "change_follower", "see_address")
    for path in ("", f"{ada.pk}/change/", f"{ada.pk}/history/"):
        page = client.get(f"/admin/follows/follower/{path}").content.decode()
        assert WHOLE not in page and "a•••@example.org" in page
    assert address_of(ada) in client.get(f"/admin/follows/follower/{ada.pk}/change/").content.decode()


def test_what_a_mail_server_said_is_shown_with_addresses_masked(editor, client, ada):
    editor("view_follower", "view_bounce", "view_delivery", "view_transactionalmail")
    said = f"550 5.1.1 <{WHOLE}>: no such user; {WHOLE}, rejected"
    run = Run.objects.create(frequency="daily", key="2026-06-03")
    rows = {
        "follows/follower": (
            ada,
            Follow.objects.create(
                follower=ada, kind="everything", name="All", frequency="daily", status="ended", reason=f"bounced: {said}"
            ),
        ),
        "bounces/bounce": (Bounce.objects.create(follower=ada, kind="hard", digest="d", said=said),),
        "digests/delivery": (
            Delivery.objects.create(run=run, follower=ada, content="c", message_id="<1@x>", status="refused", answer=said),
        ),
        "mails/transactionalmail": (
            TransactionalMail.objects.create(follower=ada, kind="confirm", to=WHOLE, message_id="<2@x>", status="refused", answer=said),
        ),
    }
    for path, (row, *_) in rows.items():
        for page in ("", f"{row.pk}/change/"):
            shown = client.get(f"/admin/{path}/{page}").content.decode()
            assert WHOLE not in shown and "a•••@example.org" in shown, path


def test_of_held_mails_an_editor_decides_that_they_go_or_never_do(editor, client, ada):
    editor("view_transactionalmail", "change_transactionalmail", "view_delivery", "change_delivery", "view_run", "change_run")
    letters = [
        TransactionalMail.objects.create(follower=ada, kind="confirm", to=WHOLE, text="t", html="h", message_id=f"<{n}@x>", status=status)
        for n, status in enumerate(("held", "held", "sent"))
    ]
    for action, which in (("release", letters[:1]), ("drop", letters[1:])):
        client.post("/admin/mails/transactionalmail/", {"action": action, "_selected_action": [each.pk for each in which]})
    assert list(TransactionalMail.objects.order_by("pk").values_list("status", "text")) == [
        ("waiting", "t"),
        ("refused", ""),
        ("sent", "t"),
    ]
    runs = [Run.objects.create(frequency="daily", key=f"2026-06-0{n}", held=held) for n, held in enumerate(("", "Too late."))]
    made = [Delivery.objects.create(run=run, follower=ada, content="c", message_id=f"<d{run.key}@x>", status="held") for run in runs]
    client.post("/admin/digests/delivery/", {"action": "drop", "_selected_action": [each.pk for each in made]})
    assert [Delivery.objects.get(pk=each.pk).status for each in made] == ["refused", "held"]
    client.post(LIST, {"action": "drop", "_selected_action": [each.pk for each in runs]})
    assert Delivery.objects.get(pk=made[1].pk).status == "refused" and not Run.objects.exclude(held="").exists()


def test_who_may_only_look_decides_nothing(editor, client, ada):
    editor("view_transactionalmail", "view_run")
    letter = TransactionalMail.objects.create(follower=ada, kind="confirm", to=WHOLE, message_id="<1@x>", status="held")
    client.post("/admin/mails/transactionalmail/", {"action": "drop", "_selected_action": [letter.pk]})
    assert TransactionalMail.objects.get().status == "held"


def test_the_page_asks_first_and_shows_nothing(editor, client, ada):
    editor("view_follower", "see_address")
    page = client.get(address_of(ada))
    assert page.status_code == 200 and WHOLE not in page.content.decode() and 'name="reason"' in page.content.decode()
    assert "no-store" in page["Cache-Control"] and not LogEntry.objects.exists()


@pytest.mark.parametrize("reason", [None, "", "   ", "because", "she wrote", f"I look for {WHOLE}", "long words " * 30])
def test_without_a_reason_nothing_is_shown_and_nothing_logged(editor, client, ada, reason):
    editor("view_follower", "see_address")
    page = client.post(address_of(ada), {} if reason is None else {"reason": reason})
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert WHOLE not in page.content.decode().replace(f'value="{reason}"', "") and not LogEntry.objects.exists()


def test_with_a_reason_it_is_logged_and_shown_once(editor, client, ada):
    user = editor("view_follower", "change_follower", "see_address")
    page = client.post(address_of(ada), {"reason": f"  {REASON}\n"})
    assert WHOLE in page.content.decode() and "no-store" in page["Cache-Control"]
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.object_repr) == (user, str(ada.pk), "a•••@example.org")
    assert entry.get_change_message() == f"Saw the whole address of {ada.key}: {REASON}"
    assert WHOLE not in client.get(address_of(ada)).content.decode()
    assert REASON in client.get(f"/admin/follows/follower/{ada.pk}/history/").content.decode()


@pytest.mark.parametrize("permissions", [(), ("view_follower", "change_follower", "delete_follower"), ("see_address",)])
def test_who_may_not_see_addresses_is_refused_whatever_the_reason(editor, client, ada, permissions):
    editor(*permissions)
    for answer in (client.get(address_of(ada)), client.post(address_of(ada), {"reason": REASON})):
        assert answer.status_code == 403 and WHOLE not in answer.content.decode()
    assert not LogEntry.objects.exists()
    assert "whole address" not in client.get(f"/admin/follows/follower/{ada.pk}/change/").content.decode()


def test_a_stranger_is_asked_to_log_in_and_a_follower_that_is_gone_is_not_found(editor, client, ada):
    assert client.post(address_of(ada), {"reason": REASON})["Location"].startswith("/admin/login/")
    editor("view_follower", "see_address")
    ada.delete()
    assert client.get("/admin/follows/follower/1234/address/").status_code == 404


def test_neither_page_takes_a_form_from_another_site(editor, ada):
    user = editor("view_follower", "see_address", "change_run")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(address_of(ada), {"reason": REASON}).status_code == 403
    assert strict.post(TEST, {"frequency": "weekly"}).status_code == 403
    assert not LogEntry.objects.exists() and not mail.outbox


@pytest.mark.parametrize("frequency", ["immediately", "daily", "weekly", "monthly"])
def test_a_test_mail_goes_to_the_editor_alone(editor, client, ada, posts, frequency):
    editor("change_run")
    posts(7)
    answer = client.post(TEST, {"frequency": frequency})
    assert answer.status_code == 302 and answer["Location"] == LIST
    (sent,) = mail.outbox
    assert sent.recipients() == ["ed@example.com"] and sent.subject.startswith("Test: ")
    headers = sent.message()
    assert headers["Auto-Submitted"] == "auto-generated" and "List-Unsubscribe" not in headers and "List-Unsubscribe-Post" not in headers
    assert headers["Message-ID"].endswith("@example.org>")
    for form in (sent.body, sent.alternatives[0].content):
        assert f"{URL}/follow/" in form and "desk.example.org" not in form
        assert [number for number in range(7) if f"Post {number}" in form] == [2, 3, 4, 5, 6]
    assert not Delivery.objects.exists() and not Run.objects.exists()
    assert f"“{sent.subject}” is on its way to ed@example.com." in said(client)


def test_the_form_stands_on_the_list_of_runs_for_who_may_change_them(editor, client):
    user = editor("change_run")
    assert f'action="{TEST}"' in client.get(LIST).content.decode()
    user.user_permissions.set(Permission.objects.filter(codename="view_run"))
    assert f'action="{TEST}"' not in client.get(LIST).content.decode()


def test_who_may_not_change_runs_sends_nothing(editor, client, posts):
    editor("view_run")
    posts(1)
    assert client.get(TEST).status_code == 403 and client.post(TEST, {"frequency": "weekly"}).status_code == 403
    assert not mail.outbox


def test_an_address_that_is_only_opened_sends_nothing(editor, client, posts):
    editor("change_run")
    posts(1)
    assert client.get(TEST)["Location"] == LIST and not mail.outbox


def test_an_editor_without_an_address_is_told_so(editor, client, posts):
    editor("change_run", email="")
    posts(1)
    client.post(TEST, {"frequency": "weekly"})
    assert "Nothing was sent. Your account has no e-mail address" in said(client) and not mail.outbox


@pytest.mark.parametrize("fields", [{}, {"frequency": "hourly"}])
def test_a_frequency_that_there_is_not_is_asked_for_again(editor, client, posts, fields):
    editor("change_run")
    posts(1)
    client.post(TEST, fields)
    assert "Nothing was sent. Choose how often" in said(client) and not mail.outbox


def test_without_posts_there_is_nothing_to_send(editor, client):
    editor("change_run")
    client.post(TEST, {"frequency": "daily"})
    assert "Nothing was sent. The desk knows no posts yet" in said(client) and not mail.outbox


def test_a_mail_server_that_is_away_is_told_of(editor, client, posts, settings, port_of_nobody):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port_of_nobody
    editor("change_run")
    posts(1)
    assert client.post(TEST, {"frequency": "weekly"}).status_code == 302
    assert "Nothing was sent. The mail server did not take it" in said(client)


def test_a_site_that_cannot_be_read_is_told_of(editor, client, posts, tmp_path):
    editor("change_run")
    posts(1)
    (tmp_path / "site.json").unlink()
    client.post(TEST, {"frequency": "weekly"})
    assert "Nothing was sent. There is no site.json" in said(client) and not mail.outbox


def test_a_fault_of_ours_is_not_blamed_on_the_mail_server(editor, client, posts, monkeypatch):
    editor("change_run")
    posts(1)
    monkeypatch.setattr("desk.digests.test_mail.get_connection", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.post(TEST, {"frequency": "weekly"})


def test_a_site_without_a_page_on_following_has_no_link_to_one(editor, client, posts, site, tmp_path):
    (tmp_path / "site.json").write_text(site_to_json(replace(site, pages=())), encoding="utf-8")
    editor("change_run")
    posts(1)
    client.post(TEST, {"frequency": "weekly"})
    assert f"{URL}/follow/" not in mail.outbox[0].body


def test_of_what_was_seen_at_one_moment_the_newest_is_what_was_published_last(posts):
    posts(7, at_once=True)
    assert [post.title for post in newest_posts()] == [f"Post {number}" for number in (6, 5, 4, 3, 2)]


def test_the_migrations_say_what_the_models_do(transactional_db):
    call_command("makemigrations", "follows", "digests", check=True, dry_run=True, verbosity=0)
