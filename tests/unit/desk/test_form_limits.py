"""Nobody can have one mailbox, or one domain, filled with letters by writing its addresses into the form."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from desk.follows import form_limits
from desk.follows.addresses import inbox
from desk.follows.models import Follower
from desk.guard.models import Attempt
from desk.health import alarms, figures
from desk.mails.models import TransactionalMail


@pytest.fixture
def flood(ask):
    """Ask for all of these, each as if from another household."""

    def do(*addresses: str) -> None:
        for address in addresses:
            assert ask(address).status_code == 302
            Attempt.objects.all().delete()

    return do


SPELLINGS = {
    "tags": [f"victim+{number}@example.com" for number in range(12)],
    "quotes": ['"victim"@example.com', "victim@example.com", '"vic\\tim"@example.com', '"victim+x"@example.com', "VICTIM@EXAMPLE.com"],
    "dots where the provider ignores them": ["victim@gmail.com", "v.ictim@gmail.com", "vi.ctim+a@googlemail.com", "v.i.c.t.i.m@gmail.com"],
}


@pytest.mark.parametrize("kind", SPELLINGS)
def test_all_spellings_of_a_mailbox_share_its_limit(flood, kind):
    flood(*SPELLINGS[kind])
    assert len(mail.outbox) == form_limits.MOST_AN_HOUR
    TransactionalMail.objects.update(written=timezone.now() - timedelta(hours=2))
    flood(*SPELLINGS[kind])
    assert len(mail.outbox) == form_limits.MOST_A_DAY


def test_they_are_others_in_all_else_and_keep_nobody_else_from_following(flood, client, link):
    flood(
        "victim+1@example.com",
        "victim+2@example.com",
        "victim+3@example.com",
        "victi.m@example.com",
        "victim@example.org",
        "victims@example.com",
    )
    assert Follower.objects.count() == len(mail.outbox) == 6


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a+b+c@example.org", "a@example.org"),
        ("+a@example.org", "+a@example.org"),
        ('"a b"@example.org', "a b@example.org"),
        ('"a\\"b"@example.org', 'a"b@example.org'),
        ("A.b@Gmail.com", "ab@gmail.com"),
        ("a.b@example.org", "a.b@example.org"),
    ],
)
def test_an_inbox(address, expected):
    assert inbox(address) == expected


def test_one_domain_gets_so_many_letters_an_hour_that_nobody_has_answered(flood, ask, link, client, monkeypatch):
    monkeypatch.setattr(form_limits, "MOST_TO_A_DOMAIN", 3)
    flood(*(f"person{number}@example.com" for number in range(5)))
    assert len(mail.outbox) == 3
    now = timezone.now()
    assert [said for said in alarms(now, figures(now)) if "3 letters or more to one domain" in said]
    flood("person@example.net", *(f"person{number}@gmail.com" for number in range(4)))
    assert len(mail.outbox) == 8
    for letter in mail.outbox[:3]:
        mail.outbox.append(letter)
        client.post(link())
        mail.outbox.pop()
    flood("person8@example.com", "person9@example.com")  # who confirms makes room for others
    assert len(mail.outbox) == 10


def test_after_an_hour_a_domain_gets_letters_again(flood, monkeypatch):
    monkeypatch.setattr(form_limits, "MOST_TO_A_DOMAIN", 1)
    flood("a@example.com", "b@example.com")
    TransactionalMail.objects.update(written=timezone.now() - timedelta(hours=2))
    flood("c@example.com")
    assert len(mail.outbox) == 2
    now = timezone.now() + timedelta(hours=2)
    assert not [said for said in alarms(now, figures(now)) if "to one domain" in said]
