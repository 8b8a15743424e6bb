"""Mail servers and programs open every link that they see, some of them more than once and with all that is on the page: nothing comes of it."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.serializers import serialize

from desk.bounces.models import Bounce
from desk.digests.deliveries import send_digests
from desk.digests.models import Delivery
from desk.digests.planner import plan_due
from desk.follows.models import Consent, Follow, Follower, Stopped
from desk.mails.models import TransactionalMail
from tests.unit.desk.conftest import DESK, NOW

KEPT = (Follower, Follow, Consent, Stopped, TransactionalMail, Delivery, Bounce)


def kept() -> list[str]:
    return [serialize("json", model.objects.order_by("pk")) for model in KEPT]


@pytest.fixture
def links(ask, client, link, old, publish, follow) -> set[str]:
    """All links to the desk in one mail of each kind, and all on the pages behind them."""
    ask()
    confirm = link()
    found = {confirm}
    client.post(confirm)
    ask()  # already
    ask("bo@example.org")
    publish("old", "old-backr", "tea", at=NOW)
    follow("cy@example.org")
    plan_due(NOW)
    send_digests(NOW)
    call_command("close", yes=True)
    for each in mail.outbox:
        for body in (each.body, each.alternatives[0][0], *each.extra_headers.values()):
            found |= set(re.findall(rf"{DESK}(/[^\s\">]+)", body))
    return found


def test_opening_every_link_again_and_again_changes_nothing(links, client):
    assert {path.split("/")[2] for path in links} == {"confirm", "yours", "leave"}
    before = kept()
    for _ in range(2):
        for path in sorted(links):
            for method in (client.get, client.head, client.options):
                assert method(path).status_code < 500
            page = client.get(path).content.decode()
            for further in re.findall(r'(?:href|src)="(?:https://desk\.example\.org)?(/follow/[^"]+)"', page):
                client.get(further)
    assert kept() == before


def test_another_host_in_the_request_leads_nobody_astray(client, ask):
    answer = client.post("/follow/", {"email": "ada@example.org"}, headers={"host": "evil.example"})
    assert answer.status_code == 400 and mail.outbox == []
    ask()
    for name in ("X-Forwarded-Host", "Forwarded", "X-Original-URL"):
        client.post("/follow/", {"email": "bo@example.org"}, headers={name: "evil.example"})
    assert "evil.example" not in "".join(each.body + each.alternatives[0][0] for each in mail.outbox)


@pytest.mark.parametrize("name", ["next", "redirect", "return", "url", "page", "r"])
def test_nobody_is_sent_to_another_site(client, ask, name):
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = ask(**{name: elsewhere})
        assert answer.status_code == 302 and answer.headers["Location"] == f"{DESK}/follow/sent/"
        assert client.get("/follow/", {name: elsewhere}).headers["Location"].startswith("https://blog.example.org/")
