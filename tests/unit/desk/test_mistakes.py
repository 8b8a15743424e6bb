"""A mistake of ours – in a template, in a post, in a program – loses nobody a mail: what it is about waits, people are told, and it goes when it is mended."""

import contextlib
import smtplib
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk import health
from desk.digests import deliveries, planner
from desk.digests.models import Delivery, Item, Run
from desk.follows import deciding
from desk.follows.models import Follow, Follower
from desk.mails import outbox
from desk.mails.models import Halt, TransactionalMail
from desk.mails.sender import QueuePaused
from desk.outbox import send_all
from newsroom.digests.digest import gather_posts
from newsroom.feeds.feed import Feed, FeedItem, to_json
from tests.unit.desk.conftest import list_posts

URL = "https://blog.example.org"
PEOPLE = 8
REAL = outbox.TEMPLATES


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Replace a template of the theme; with "" for its words, put back the theme's."""

    def put(name: str, words: str) -> None:
        file = tmp_path / "theme" / "templates" / "mail" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words) if words else file.unlink()

    for module in (outbox, deliveries):
        monkeypatch.setattr(module, "TEMPLATES", [tmp_path / "theme" / "templates", REAL])
    return put


@pytest.fixture
def read(tmp_path):
    """A post that the desk has seen, and that is on the site."""
    listed = []

    def do(name: str, **more) -> Item:
        now = timezone.now()
        fields = {"summary": "About.", "words_html": f"<p>{name}</p>"} | more
        post = FeedItem(f"tag:x:{name}", f"{URL}/{name}/", name, content_html="<p>x", published=now, updated=now, **fields)
        listed.append(post)
        list_posts(tmp_path, listed)
        feed = to_json(Feed("all", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", (post,)))
        return Item.objects.create(pk=post.id, title=name, first_seen=now, feed=feed)

    return do


@pytest.fixture
def due(transactional_db, read):
    """A digest for eight people, of one post."""
    return deliver(read("tea"), *(f"p{number}@example.org" for number in range(PEOPLE)))


def deliver(item: Item, *addresses: str, key: str = "k") -> list[Delivery]:
    run, made = Run.objects.get_or_create(frequency="immediately", key=key)[0], []
    for address in addresses:
        follower, _ = Follower.objects.get_or_create(email=address, mailbox=address)
        Follow.objects.get_or_create(follower=follower, kind="everything", name="All", frequency="immediately", status="confirmed")
        made.append(
            Delivery.objects.create(run=run, follower=follower, content=item.pk[-60:], message_id=planner.message_id(run, follower))
        )
        made[-1].items.add(item)
    return made


def states(model=Delivery) -> list[str]:
    return list(model.objects.order_by("pk").values_list("status", flat=True))


def alarms() -> str:
    now = timezone.now()
    return " ".join(health.alarms(now, health.figures(now)))


MISTAKES = [
    ("digest.html", "\n{{ nobody }}"),
    ("post.html", "\n{% macro posts( %}"),
    ("digest.txt", "\n{{ 1 // 0 }}"),
    ("digest.subject.txt", "\n{{ width|shout }}"),
]


@pytest.mark.parametrize("name, words", MISTAKES)
@pytest.mark.parametrize("command", ["send", "digest"])
def test_a_mistake_in_the_template_of_a_digest_lets_it_wait_with_an_alarm_and_it_goes_when_that_is_mended(
    due, broken, tmp_path, client, capsys, command, name, words
):
    (tmp_path / "feed.json").write_text(to_json(Feed("all", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", ())))
    broken(name, words)
    with pytest.raises(CommandError, match=rf"8 digests wait: theme/templates/mail/{name}, line 2: .*\n *Nothing is lost"):
        call_command(command)
    assert states() == ["waiting"] * PEOPLE and not mail.outbox
    assert set(Delivery.objects.values_list("attempts", "claimed")) == {(0, None)}  # nobody was claimed
    assert f"theme/templates/mail/{name}, line 2" in alarms() and client.get("/health").status_code == 503
    broken(name, "")
    send_all()
    assert states() == ["sent"] * PEOPLE and len(mail.outbox) == PEOPLE
    assert not Halt.objects.exists()


def test_what_is_not_about_the_broken_post_goes_all_the_same(due, read):
    """A post can break its own digest alone."""
    huge = read("cup")
    Item.objects.filter(pk=huge.pk).update(
        feed=huge.feed.replace('"title":"cup"', f'"title":"{"x" * 200_000}"').replace('"title": "cup"', f'"title": "{"x" * 200_000}"')
    )
    deliver(huge, "ada@example.org", "bo@example.org", key="other")
    with pytest.raises(Exception, match=r"2 digests wait: .*102,000") as stopped:
        send_all()
    assert stopped.value.sent == PEOPLE and states() == ["sent"] * PEOPLE + ["waiting"] * 2
    assert "2 digests wait" in Halt.objects.get().why


def test_something_unforeseen_while_a_digest_is_rendered_is_no_refusal(due, monkeypatch, caplog):
    monkeypatch.setattr(deliveries, "gather_posts", lambda *_: {}["what nobody thought of"])
    with pytest.raises(CommandError, match=r"8 digests wait: KeyError: 'what nobody thought of' \(test_mistakes.py, line \d+\)"):
        call_command("send")
    assert states() == ["waiting"] * PEOPLE and "KeyError" in alarms()
    monkeypatch.setattr(deliveries, "gather_posts", gather_posts)
    assert send_all() == PEOPLE


@pytest.mark.parametrize("place", [0, 3, PEOPLE - 1])
@pytest.mark.parametrize("email", ["p\u2028@example.org", "eve@example.org\nBcc: all@example.org", "用户@例子.example"])
def test_one_that_cannot_be_written_is_put_aside_with_its_reason_and_the_others_go(due, place, email):
    Follower.objects.filter(pk=due[place].follower_id).update(email=email)
    assert send_all() == PEOPLE - 1
    assert states() == ["sent"] * place + ["held"] + ["sent"] * (PEOPLE - 1 - place)
    assert Delivery.objects.get(status="held").answer
    assert "wait for a person" in alarms()


def test_three_poison_rows_in_front_stop_nobody_behind_them_for_longer_than_a_start(due, settings):
    settings.MAIL_CONNECTIONS = 1
    Follower.objects.filter(pk__in=[each.follower_id for each in due[:3]]).update(email="eve@example.org\nBcc: x@example.org")
    with pytest.raises(Exception, match="cannot be written or sent"):
        send_all()
    assert "held" not in states() and "refused" not in states() and Halt.objects.exists()
    assert not mail.outbox and send_all() == PEOPLE - 3 and not Halt.objects.exists()
    now = timezone.now()
    for _ in range(4):  # alone, and again and again
        now += timedelta(hours=5)
        with contextlib.suppress(QueuePaused):
            send_all(now)
    assert states() == ["held"] * 3 + ["sent"] * (PEOPLE - 3)


def test_a_fault_of_all_that_shows_with_each_one_is_retried_and_held_in_the_end(due, monkeypatch):
    monkeypatch.setattr(deliveries.links, "signed", lambda *_: {}["nothing"])
    now = timezone.now()
    for _ in range(4):
        with pytest.raises(Exception, match="cannot be written or sent: KeyError"):
            send_all(now)
        assert set(states()) == {"waiting"} and Halt.objects.exists()
        now += timedelta(hours=5)
    monkeypatch.undo()
    assert send_all(now) == PEOPLE and not Halt.objects.exists()


def test_a_library_that_fails_while_the_line_is_opened_loses_nothing(due, monkeypatch):
    from desk.mails import connections

    monkeypatch.setattr(connections, "get_connection", lambda: {}["no such library"])
    with pytest.raises(CommandError, match="could not be used"):
        call_command("send")
    assert states() == ["waiting"] * PEOPLE


@pytest.mark.parametrize("kind", ["confirm", "reconfirm", "already_following", "shutdown"])
def test_a_mistake_in_the_template_of_a_letter_is_an_alarm_before_anybody_asks(transactional_db, broken, kind):
    broken(f"{kind}.txt", "\n{{ nobody }}")
    with pytest.raises(CommandError, match=rf"No letter can be written: theme/templates/mail/{kind}.txt, line 2: 'nobody' is undefined"):
        call_command("send")
    assert f"mail/{kind}.txt, line 2" in alarms()
    broken(f"{kind}.txt", "")
    call_command("send")
    assert not Halt.objects.exists()


def test_a_form_that_meets_a_mistake_is_answered_kindly_and_nothing_of_it_is_kept(ask, broken):
    broken("confirm.subject.txt", "{{ nobody }}")
    answer = ask("new@example.org")
    assert answer.status_code == 503 and "come back" in answer.content.decode()
    assert not Follower.objects.exists() and "confirm.subject.txt, line 1" in alarms()
    broken("confirm.subject.txt", "")
    assert ask("new@example.org").status_code == 302
    assert send_all() == 0 and not Halt.objects.exists()


def test_a_letter_that_waits_goes_though_digests_cannot(due, broken):
    broken("digest.html", "{{ nobody }}")
    TransactionalMail.objects.create(
        follower=due[0].follower, kind="confirm", to="ada@example.org", subject="S", text="T", html="<p>T", message_id="<l@example.org>"
    )
    with pytest.raises(Exception, match="8 digests wait") as stopped:
        send_all()
    assert stopped.value.sent == 1 and [each.subject for each in mail.outbox] == ["S"]


@pytest.fixture
def editor(client):
    get_user_model().objects.create_superuser("editor", password="a long one, for a test")
    client.force_login(get_user_model().objects.get(), backend="django.contrib.auth.backends.ModelBackend")

    def act(action: str, model: str, *numbers: int) -> str:
        return client.post(f"/admin/{model}/", {"action": action, "_selected_action": numbers}, follow=True).content.decode()

    return act


def test_an_editor_has_a_digest_sent_again_that_was_refused_but_to_nobody_who_left(due, editor):
    Delivery.objects.update(status="refused", answer="554 5.7.1 not wanted", attempts=3, written=timezone.now() - timedelta(days=9))
    names = [each.message_id for each in due]
    assert f"{PEOPLE} will be sent again." in editor("send_again", "digests/delivery", *(each.pk for each in due))
    deciding.leave(due[0].follower)
    assert send_all() == PEOPLE - 1
    assert states() == ["refused"] + ["sent"] * (PEOPLE - 1)
    assert [each.extra_headers["Message-ID"] for each in mail.outbox] == names[1:]
    Delivery.objects.filter(pk=due[1].pk).update(status="refused")
    Run.objects.update(held="Looked at.")
    assert "0 will be sent again. The text of 1 is" in editor("send_again", "digests/delivery", due[1].pk)


def test_an_editor_releases_a_letter_that_is_held_or_says_that_it_never_goes(following, editor):
    fields = {
        "follower": following,
        "kind": "confirm",
        "to": "ada@example.org",
        "subject": "S",
        "text": "T",
        "html": "<p>T",
        "status": "held",
    }
    one, other = (TransactionalMail.objects.create(**fields, message_id=f"<{number}@example.org>") for number in (1, 2))
    editor("release", "mails/transactionalmail", one.pk)
    editor("drop", "mails/transactionalmail", other.pk)
    assert send_all() == 1 and states(TransactionalMail)[-2:] == ["sent", "refused"]
    assert "0 will be sent again." in editor("send_again", "mails/transactionalmail", other.pk)


def test_an_editor_has_a_letter_sent_again_that_was_refused_while_its_link_works(following, editor, monkeypatch):
    def letter(number: int, **more) -> TransactionalMail:
        fields = {
            "kind": "confirm",
            "to": "ada@example.org",
            "subject": "S",
            "text": "T",
            "html": "<p>T",
            "message_id": f"<{number}@example.org>",
        }
        return TransactionalMail.objects.create(follower=following, **fields | more)

    def refuse(self, messages):
        raise smtplib.SMTPDataError(554, b"no")

    first, old = letter(1), letter(2, status="refused", text="", html="")
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        send_all()
    assert TransactionalMail.objects.get(pk=first.pk).status == "refused"
    said = editor("send_again", "mails/transactionalmail", first.pk, old.pk)
    assert "1 will be sent again. The text of 1 is no longer stored" in said
    assert send_all() == 1 and mail.outbox[-1].extra_headers["Message-ID"] == "<1@example.org>"
    assert TransactionalMail.objects.get(pk=first.pk).text == ""
    TransactionalMail.objects.filter(pk=first.pk).update(status="refused", text="T", html="T", written=timezone.now() - timedelta(days=8))
    call_command("tidy")
    assert TransactionalMail.objects.get(pk=first.pk).text == ""
