"""Whatever a mail server does, nobody loses a digest, nobody who is refused stops the others, and a copy has the name of the first.

SLOW_SECONDS=90 in the environment makes the slow answer as slow as is promised.
"""

import json
import os
from collections.abc import Callable

import pytest

from testing.desks import Desk
from testing.difficult_smtp import HANG_UP, HANG_UP_AFTER_TAKING, SLOW, DifficultServer, difficult
from tests.fault.due import put_due, states

FOLLOWERS = 40


@pytest.fixture
def server():
    with difficult(float(os.environ.get("SLOW_SECONDS") or 1)) as made:
        yield made


@pytest.fixture
def due(desk, server) -> Desk:
    """A digest is due for all of them."""
    put_due(desk, FOLLOWERS)
    desk.environment |= {"EMAIL_URL": f"smtp://user:password@127.0.0.1:{server.port}", "DESK_MAIL_CLAIM_TIMEOUT": "0"}
    return desk


def later(desk: Desk) -> None:
    """What was put off is due now."""
    ran = desk.run(
        "shell",
        "-c",
        "from desk.digests.models import Delivery; from django.utils import timezone; Delivery.objects.update(due=timezone.now())",
    )
    assert ran.returncode == 0, ran.stderr


def everybody() -> set[str]:
    return {f"p{number}@example.org" for number in range(FOLLOWERS)}


@pytest.mark.parametrize("lines", ["1", "4"])
@pytest.mark.sample(1)
def test_each_gets_what_its_own_answers_say_and_stops_nobody(due, server, lines):
    for_good = {"p1": "550 5.1.1 no such user", "p2": "552 5.2.2 full", "p3": "DATA: 554 5.7.1 not wanted", "p4": "501 5.1.3 odd address"}
    for_now = {
        "p5": ["450 4.2.0 greylisted"],
        "p6": ["DATA: 451 4.3.0 later", "DATA: 451 4.3.0 later"],
        "p7": ["421 4.3.2 closing"],
        "p8": [HANG_UP],
        "p9": [HANG_UP_AFTER_TAKING],
        "p10": [SLOW],
    }
    server.plan |= {f"{name}@example.org": [answer] for name, answer in for_good.items()} | {
        f"{name}@example.org": list(answers) for name, answers in for_now.items()
    }
    due.environment["MAIL_CONNECTIONS"] = lines
    due.run(
        "shell",
        "-c",
        "from desk.follows.models import Follower; Follower.objects.filter(email='p0@example.org').update(email='p0@example.org\\nBcc: eve@example.org')",
    )

    ran = due.run("send")
    assert ran.returncode == 0, ran.stderr
    put_off = {f"p{number}@example.org" for number in (5, 6, 7, 8, 9)}
    refused = {f"p{number}@example.org" for number in (1, 2, 3, 4)}
    assert states(due) == {"refused": 4, "held": 1, "waiting": 5, "sent": FOLLOWERS - 10}  # p0 is held: it cannot be written down
    assert set(server.taken) - put_off == everybody() - put_off - refused - {"p0@example.org"}
    for _ in range(2):
        later(due)
        assert due.run("send").returncode == 0
    assert states(due) == {"refused": 4, "held": 1, "sent": FOLLOWERS - 5}
    assert {address for address, names in server.taken.items() if names} == everybody() - refused - {"p0@example.org"}
    copies = {address: names for address, names in server.taken.items() if len(names) > 1}
    assert list(copies) == ["p9@example.org"] and len(copies["p9@example.org"]) == 2 and len(set(copies["p9@example.org"])) == 1
    assert all(server.tries[address] == 1 for address in refused | {"p10@example.org"})
    assert due.run("send").stdout == "0 sent.\n"


def no_greeting(server: DifficultServer) -> None:
    server.greeting = "554 5.7.1 we do not know you"


def no_login(server: DifficultServer) -> None:
    server.to_login = "535 5.7.8 wrong password"


def no_sender(server: DifficultServer) -> None:
    server.to_mail = "550 5.7.1 you may not send from there"


@pytest.mark.parametrize("refusal", [no_greeting, no_login, no_sender, "no TLS"])
@pytest.mark.sample(2)
def test_a_server_that_wants_none_of_us_loses_nothing_and_health_says_so(due, server, refusal: Callable | str):
    address = due.environment["EMAIL_URL"]
    if refusal == "no TLS":
        due.environment["EMAIL_URL"] = address.replace("smtp:", "smtp+tls:")
    else:
        refusal(server)
    ran = due.run("send")
    assert ran.returncode == 1 and "Nothing is lost" in ran.stderr, ran.stderr
    assert "Traceback" not in ran.stderr and "password" not in ran.stderr.replace("wrong password", "")
    assert states(due) == {"waiting": FOLLOWERS} and not server.taken
    assert due.get("/health").status == 503
    server.greeting = server.to_login = server.to_mail = ""
    due.environment["EMAIL_URL"] = address
    later(due)
    assert due.run("send").stdout == f"{FOLLOWERS} sent.\n"
    assert {len(names) for names in server.taken.values()} == {1}
    assert json.loads(due.get("/health").text)["deliveries_waiting"] == 0
