"""An address in a domain with other letters than ASCII is one mailbox however it is spelt, gets its mails, and can leave; what no server takes is refused kindly."""

import email
import email.policy
import importlib
import unicodedata
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from desk.digests.deliveries import DigestWriter, send_digests
from desk.digests.models import Delivery, Item, Run
from desk.digests.planner import message_id
from desk.domains import with_ascii_domain
from desk.follows import deciding
from desk.follows.addresses import check_address, deliverable, digests, mailbox, tidied
from desk.follows.models import Follow, Follower, Stopped
from desk.mails import connections
from desk.mails.models import TransactionalMail
from desk.mails.providers import full_name
from desk.mails.transactional import message
from desk.published import published
from newsroom.feeds.feed import Feed, FeedItem, to_json
from tests.unit.desk.conftest import list_posts

URL = "https://blog.example.org"
BUECHER = "ann@xn--bcher-kva.example"
SPELLINGS = [
    "ann@bücher.example",
    "Ann@BÜCHER.example",
    unicodedata.normalize("NFD", "ann@bücher.example"),
    "ann@xn--bcher-kva.example",
    "ANN@XN--BCHER-KVA.EXAMPLE",
    "ann@bücher。example",
]
OTHERS = {
    "ann@例子.公司": "ann@xn--fsqu00a.xn--55qx5d",
    "ann@пример.рф": "ann@xn--e1afmkfd.xn--p1ai",
    "ann@straße.example": "ann@xn--strae-oqa.example",
    "ann@مثال.example": "ann@xn--mgbh0fb.example",
}


@pytest.mark.parametrize("typed", SPELLINGS)
def test_all_spellings_of_a_domain_are_one_mailbox(typed):
    assert mailbox(typed) == BUECHER and tidied(typed).lower() == BUECHER
    assert digests(typed) == digests(BUECHER)
    assert check_address(typed).lower() == BUECHER


@pytest.mark.parametrize("typed, sent", OTHERS.items())
def test_other_alphabets_are_written_as_servers_know_them(typed, sent):
    assert check_address(typed) == deliverable(typed) == sent


@pytest.mark.parametrize(
    "typed, words",
    [
        ("用户@例子.公司", "plain Latin letters"),
        ("müller@example.org", "plain Latin letters"),
        ("a@localhost", "on one computer or network alone"),
        ("a@LOCALHOST", "on one computer or network alone"),
        ("a@printer.local", "on one computer or network alone"),
        ("a@host.localdomain", "on one computer or network alone"),
        ("a@intranet", "on one computer or network alone"),
        ("root@[127.0.0.1]", "on one computer or network alone"),
        ("root@[IPv6:::1]", "on one computer or network alone"),
        ("root@127.0.0.1", "on one computer or network alone"),
        ("a@desk.invalid", "on one computer or network alone"),
        ("ann@bü cher.example", "not an e-mail address"),
        ("ann@-bücher.example", "not an e-mail address"),
        ("ann@ü..example", "not an e-mail address"),
        ("@bücher.example", "not an e-mail address"),
        (f"ann@{'ü' * 60}.example", "not an e-mail address"),
        (f"{'a' * 65}@example.org", "that long"),
        (f"{'a' * 64}@{'.'.join(['ü' * 30] * 5)}.example", "that long"),
    ],
)
def test_what_no_server_would_find_is_refused_by_the_form_with_a_cure(ask, typed, words):
    with pytest.raises(ValidationError, match=words):
        check_address(typed)
    answer = ask(typed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Follower.objects.exists()


@pytest.fixture
def raw(monkeypatch, settings):
    """What a server is told by SMTP, of each mail: the recipient and the bytes."""
    told = []

    class Smtp(EmailBackend):
        def open(self):
            self.connection = self
            return False  # none that has to be closed again at once

        def close(self):
            pass

        def sendmail(self, sender, to, data):
            for each in to:
                each.encode("ascii")
            told.append((to[0], bytes(data)))
            return {}

    monkeypatch.setattr(connections, "get_connection", Smtp)
    settings.BOUNCE_ADDRESS = "bounces@example.org"
    return told


def deliver(follower: Follower) -> Delivery:
    now = timezone.now()
    post = FeedItem("tag:x:tea", f"{URL}/tea/", "Tea", "About.", "<p>x", now, now, words_html="<p>x")
    list_posts(Path(settings.SITE_FOLDER), [post])
    item, _ = Item.objects.get_or_create(
        pk=post.id,
        defaults={"title": "Tea", "first_seen": now, "feed": to_json(Feed("all", "T", f"{URL}/", f"{URL}/f", "D", "en-GB", (post,)))},
    )
    run, _ = Run.objects.get_or_create(frequency="immediately", key="k")
    made = Delivery.objects.create(run=run, follower=follower, content="c", message_id=message_id(run, follower))
    made.items.add(item)
    return made


def test_from_the_form_to_the_digest_by_smtp(ask, link, client, raw):
    assert ask("ann@bücher.example").status_code == 302
    assert [to for to, _ in raw] == [BUECHER]
    TransactionalMail.objects.update(status="waiting")
    follower = Follower.objects.get()
    Follow.objects.update(status="confirmed")
    deliver(follower)
    assert send_digests() == 1
    to, data = raw[-1]
    assert to == BUECHER and data.isascii() and b"\r\nTo: ann@xn--bcher-kva.example\r\n" in data
    assert ask("ann@xn--bcher-kva.example").status_code == 302 and Follower.objects.count() == 1


def test_a_provider_and_a_letter_get_it_as_servers_know_it(transactional_db):
    follower = Follower.objects.create(email="ann@bücher.example", mailbox="ann@bücher.example")  # as it was kept before
    letter = TransactionalMail.objects.create(
        follower=follower, kind="confirm", to="ann@bücher.example", subject="S", text="T", html="<p>T", message_id="<1@x>"
    )
    assert message(letter).to == [BUECHER]
    assert DigestWriter(published().site())(deliver(follower)).mail().to == [BUECHER]


def test_what_was_kept_before_is_kept_as_one_mailbox(transactional_db):
    migration = importlib.import_module("desk.follows.migrations.0004_ascii_domains")
    before = timezone.now() - timezone.timedelta(days=3)

    def follower(address: str, *kinds: str) -> Follower:
        made = Follower.objects.create(email=address, mailbox=address.lower())
        for kind in kinds:
            Follow.objects.create(
                follower=made, kind=kind, name=kind, frequency="weekly", status="confirmed", confirmed=before, seen=before
            )
        return made

    alone, twice, plain = (
        follower("Bo@BÜCHER.example", "everything"),
        follower("ann@bücher.example", "everything", "callout"),
        follower("ada@example.org", "everything"),
    )
    follower("ann@xn--bcher-kva.example", "everything")
    migration.encode_domains(apps, None)
    assert (
        Follower.objects.get(pk=alone.pk).mailbox == "bo@xn--bcher-kva.example"
        and Follower.objects.get(pk=alone.pk).email == "Bo@xn--bcher-kva.example"
    )
    assert not Follower.objects.filter(pk=twice.pk).exists() and Follower.objects.get(pk=plain.pk).email == "ada@example.org"
    one = Follower.objects.get(mailbox=BUECHER)
    assert sorted(one.follows.values_list("kind", flat=True)) == ["callout", "everything"]


def test_who_was_erased_by_one_spelling_is_not_imported_by_another(transactional_db, tmp_path, capsys):
    Stopped.objects.create(digest=digests(BUECHER)[1])  # as it was kept before
    file = tmp_path / "old.csv"
    file.write_text(
        "email,status\nann@bücher.example,active\nann@xn--bcher-kva.example,active\nbo@bücher.example,active\nBO@BÜCHER.example,active\n",
        encoding="utf-8",
    )
    call_command("import_followers", str(file))
    assert list(Follower.objects.values_list("mailbox", flat=True)) == ["bo@xn--bcher-kva.example"]


@pytest.mark.parametrize("typed", ["用户@例子.公司", "a@localhost", "root@[127.0.0.1]"])
def test_what_the_form_refuses_is_not_imported_either(transactional_db, tmp_path, capsys, typed):
    file = tmp_path / "old.csv"
    file.write_text(f"email,status\n{typed},active\n", encoding="utf-8")
    call_command("import_followers", str(file))
    assert not Follower.objects.exists() and "old.csv:2: left out: no e-mail address" in capsys.readouterr().out


def test_who_is_erased_by_one_spelling_stays_out_by_the_other(transactional_db):
    deciding.erase(Follower.objects.create(email=BUECHER, mailbox=BUECHER))
    assert Stopped.objects.filter(digest__in=digests("ann@bücher.example")).exists()


def test_our_own_address_may_be_in_such_a_domain_too(settings, transactional_db, raw):
    assert with_ascii_domain("The blög <blog@bücher.example>") == "The blög <blog@xn--bcher-kva.example>"
    assert with_ascii_domain("blog@bücher.example") == "blog@xn--bcher-kva.example" and with_ascii_domain("") == ""
    assert with_ascii_domain("The blog <blog@example.org>") == "The blog <blog@example.org>"
    settings.MAIL_FROM = with_ascii_domain("The blög <blog@bücher.example>")
    settings.BOUNCE_ADDRESS = with_ascii_domain("back@bücher.example")
    follower = Follower.objects.create(email="ada@example.org", mailbox="ada@example.org")
    Follow.objects.create(follower=follower, kind="everything", name="All", frequency="immediately", status="confirmed")
    delivery = deliver(follower)
    assert send_digests() == 1
    data = raw[-1][1]
    read = email.message_from_bytes(data, policy=email.policy.default)
    assert (
        data.isascii()
        and read["From"] == "The blög <blog@xn--bcher-kva.example>"
        and "<mailto:back@xn--bcher-kva.example?subject=leave%20" in read["List-Unsubscribe"]
    )
    assert full_name(delivery.message_id.strip("<>").partition("@")[0]) == delivery.message_id == read["Message-ID"]
