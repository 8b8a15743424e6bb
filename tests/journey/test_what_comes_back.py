"""Mails that come back, and an address in a domain with other letters: over HTTP and SMTP, with both databases."""

import json
from pathlib import Path

from testing.desks import DESK, Desk

RETURNED = Path(__file__).resolve().parents[1] / "unit" / "desk" / "returned"
STATE = """
import json
from desk.bounces.models import Bounce
from desk.follows.models import Follow
print(json.dumps([list(Follow.objects.values_list("status", flat=True)), sorted(Bounce.objects.values_list("kind", flat=True))]))
"""
NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (each, each) for each in range(1000))


def sent(desk: Desk) -> None:
    ran = desk.run("db_worker", "--batch", "--interval", "0")
    assert ran.returncode == 0, ran.stderr


def state(desk: Desk) -> list[list[str]]:
    return json.loads(desk.run("shell", "-c", STATE).stdout.splitlines()[-1])


def test_a_domain_with_other_letters_from_the_form_to_the_digest_and_out_again(desk, tmp_path):
    desk.environment["BOUNCE_ADDRESS"] = "bounces@participle.example"
    desk.stop()
    desk.start()
    assert desk.run("digest").returncode == 0
    refused = desk.post("/follow/", email="用户@例子.公司")
    assert refused.status == 422 and "plain Latin letters" in refused.text
    assert desk.post("/follow/", email="Ann@Bücher.example").status == 302
    sent(desk)
    assert "Ann@bücher.example" in desk.get(desk.link_to("confirm")).text
    assert desk.post(desk.link_to("confirm")).status == 302 and desk.count == 1
    desk.publish("A kettle for everyone")
    assert "1 mails sent" in desk.run("digest").stdout
    recipients, mail = desk.mailbox.mails[-1]
    assert (
        recipients == ["Ann@xn--bcher-kva.example"]
        and mail["To"] == "Ann@xn--bcher-kva.example"
        and mail["Subject"] == "A kettle for everyone"
    )
    assert mail["Date"].endswith(" +0000")
    desk.post("/follow/", email="ann@xn--bcher-kva.example", frequency="immediately")
    sent(desk)
    assert "already" in desk.mailbox.mails[-1][1]["Subject"] and desk.count == 1

    word = mail["List-Unsubscribe"].split("<")[1].split(">")[0].removeprefix(DESK).rstrip("/").rpartition("/")[2]
    (tmp_path / "maildir" / "new").mkdir(parents=True)
    (tmp_path / "maildir" / "new" / "1").write_text(f"From: ann@xn--bcher-kva.example\nSubject: =?utf-8?q?Re=3A_LEAVE?= {word}\n\n")
    assert "One left." in desk.run("returned", "--maildir", str(tmp_path / "maildir")).stdout
    assert desk.count == 0


def test_one_mail_that_breaks_the_reading_keeps_nothing_from_being_read_and_4_x_x_ends_nothing(desk, tmp_path):
    desk.post("/follow/", email="ada@example.org")
    sent(desk)
    desk.post(desk.link_to("confirm"))
    name = desk.mailbox.mails[-1][1]["Message-ID"].encode()
    new = tmp_path / "maildir" / "new"
    new.mkdir(parents=True)
    (new / "0").write_bytes(b"Message-ID: " + name + b"\n" + NESTED)  # what names none of ours is not kept
    for file in (
        "soft-failed-timed-out",
        "soft-failed-over-quota",
        "soft-failed-greylisted",
        "soft-failed-no-name-server",
        "sender-failed-listed",
    ):
        (new / file).write_bytes((RETURNED / f"{file}.eml").read_bytes().replace(b"{message_id}", name))
    ran = desk.run("returned", "--maildir", str(new.parent))
    assert ran.returncode == 1 and "could not be read" in ran.stderr and "5 understood." in ran.stdout and "Traceback" not in ran.stderr, (
        ran.stderr
    )
    assert list(new.iterdir()) == [] and state(desk) == [["confirmed"], ["sender", "soft", "soft", "soft", "soft"]]
    assert len(list((desk.folder / "returned-unreadable").glob("*.eml"))) == 1 and desk.get("/health").status == 503
    (new / "last").write_bytes((RETURNED / "hard-postfix.eml").read_bytes().replace(b"{message_id}", name))
    assert desk.run("returned", "--maildir", str(new.parent)).returncode == 0
    assert state(desk)[0] == ["ended"]


def test_what_a_person_writes_to_the_return_address_reaches_a_person(desk, tmp_path):
    assert desk.run("digest").returncode == 0
    desk.post("/follow/", email="ada@example.org")
    sent(desk)
    desk.post(desk.link_to("confirm"))
    new = tmp_path / "maildir" / "new"
    new.mkdir(parents=True)
    (new / "1").write_bytes("From: Ada <Ada@example.org>\nSubject: Your letters\n\nPlease take me off. Grüße\0\n".encode())
    (new / "2").write_bytes(b"From: ada@example.org\nAuto-Submitted: auto-replied\nSubject: Away\n\nUnsubscribe\n")
    assert desk.get("/health").status == 200
    ran = desk.run("returned", "--maildir", str(new.parent))
    assert ran.returncode == 0 and "One mail from a person." in ran.stdout and "1 understood." in ran.stdout, ran.stderr
    assert [file.name for file in new.iterdir()] == ["2"] and (new.parent / "cur" / "1:2,").exists()
    answer = desk.get("/health")
    assert answer.status == 503 and json.loads(answer.text)["replies"] == 1 and desk.count == 1
    kept = json.loads(desk.run("person", "ada@example.org", "--export").stdout)["written to us"]
    assert [(each["subject"], each["text"]) for each in kept] == [("Your letters", "Please take me off. Grüße")]
    assert desk.run("person", "ada@example.org", "--erase", "--yes").returncode == 0
    assert desk.get("/health").status == 200
