"""What the pages and the guide promise to people, kept over HTTP and by the commands, with both databases."""

import csv
import json
import os
import time

from testing.desks import DESK
from tests.journey.test_following import sent
from tests.journey.test_forgetting import Admin
from tests.journey.test_operating import ran

ADDRESS = "di@example.org"


def follow(desk, email: str = ADDRESS, **fields: str) -> None:
    desk.post("/follow/", email=email, **fields)
    sent(desk)
    assert desk.post(desk.link_to("confirm")).status == 302


def test_links_work_as_mail_programs_leave_them_and_others_say_how_to_stop(desk):
    ran(desk, "digest")
    follow(desk)
    desk.publish("A kettle for everyone")
    ran(desk, "digest")
    mail = desk.mailbox.mails[-1][1]
    leave = mail["List-Unsubscribe"].partition(">")[0].strip(" <").removeprefix(DESK)
    assert (
        "unsubscribe" in mail.get_body(("plain",)).get_content().lower() and "unsubscribe" in mail.get_body(("html",)).get_content().lower()
    )
    for broken in ("/follow/leave/", leave[:40], leave[:-30]):
        for answer in (desk.get(broken), desk.post(broken), desk.post(broken, **{"List-Unsubscribe": "One-Click"})):
            assert answer.status == 404 and "This link does not work" in answer.text and "blog@participle.example" in answer.text
            assert "no more mails" not in answer.text.lower()
    assert desk.count == 1
    answer = desk.post(leave.rstrip("/")[:-10] + "%3E.", **{"List-Unsubscribe": "One-Click"})
    assert answer.status == 200 and "You are unsubscribed" in answer.text and desk.count == 0
    assert desk.get("/").headers["Location"].startswith("https://blog.") and "The blog itself is here" in desk.get("/nowhere").text


def test_the_used_link_tells_the_truth_after_leaving(desk):
    desk.post("/follow/", email=ADDRESS)
    sent(desk)
    confirm = desk.link_to("confirm")
    desk.post(confirm)
    assert "you follow <strong>" in desk.get(confirm).text
    ran(desk, "person", ADDRESS, "--unfollow")
    assert "no mails about it" in desk.get(confirm).text and "you follow <strong>" not in desk.get(confirm).text


def test_who_asks_gets_all_that_is_kept(desk, tmp_path):
    ran(desk, "digest")
    follow(desk)
    desk.publish("A kettle for everyone")
    ran(desk, "digest")
    file = tmp_path / "di.json"
    ran(desk, "person", ADDRESS.upper(), "--export", "--output", str(file))
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert [(each["what"], each["posts"], each["what became of it"]) for each in kept["digests"]] == [
        ("immediately", ["A kettle for everyone"], "sent")
    ]
    assert kept["mails"][0]["what"] == "confirm" and kept["came back"] == [] and kept["on the stop-list"] is False
    assert json.loads(ran(desk, "person", ADDRESS, "--export")) == kept
    ran(desk, "person", ADDRESS, "--unfollow")
    assert desk.count == 0
    unknown = desk.run("person", "eve@example.org", "--export")
    assert unknown.returncode == 3 and "Nobody here has the address eve@example.org" in unknown.stderr and "Traceback" not in unknown.stderr


def test_the_list_goes_out_and_comes_back(desk, tmp_path):
    follow(desk, frequency="weekly", target="programme/backr")
    follow(desk, "+cy@example.org", frequency="monthly")
    file = tmp_path / "followers.csv"
    said = desk.run("export_followers", str(file))
    assert said.returncode == 0 and "2 follows written to" in said.stderr and file.stat().st_mode & 0o077 == 0
    rows = list(csv.DictReader(file.open(encoding="utf-8", newline="")))
    assert [(row["email"], row["target"], row["frequency"], row["status"]) for row in rows] == [
        ("di@example.org", "programme/backr", "weekly", "confirmed"),
        ("'+cy@example.org", "everything", "monthly", "confirmed"),
    ]
    ran(desk, "shell", "-c", "from desk.follows.models import Follower; Follower.objects.all().delete()")
    assert "2 follows now" in ran(desk, "import_followers", str(file))
    again = tmp_path / "again.csv"
    ran(desk, "export_followers", str(again))
    assert [(row["email"], row["target"], row["wording"], row["asked"]) for row in csv.DictReader(again.open(newline=""))] == [
        (row["email"], row["target"], row["wording"], row["asked"]) for row in rows
    ]


def test_no_list_in_the_admin_is_asked_for_a_part_of_an_address(desk):
    follow(desk)
    admin = Admin(desk)
    assert "d•••@example.org" in admin.get("/admin/follows/follower/?q=DI@example.org")
    assert "d•••@example.org" not in admin.get("/admin/follows/follower/?q=di@example")
    for question in (
        "follows/follower/?email__startswith=d",
        "mails/transactionalmail/?follower__email__regex=^d",
        "bounces/bounce/?follower__mailbox__lt=e",
        "digests/delivery/?follower__email__contains=i",
    ):
        assert admin.status(f"/admin/{question}") == 400, question


def test_old_copies_are_thrown_away(desk):
    copies, month = desk.folder / "copies", time.time() - 30 * 86400
    copies.mkdir(mode=0o700)
    for name in ("2026-01-01.sqlite3", "2026-01-01.dump", "2026-01-02.dump"):
        (copies / name).write_bytes(b"a copy")
        os.utime(copies / name, (month, month))
    os.utime(copies / "2026-01-02.dump")
    assert "2026-01-01.dump was older than 14 days and is deleted." in ran(desk, "tidy")
    assert [file.name for file in copies.iterdir()] == ["2026-01-02.dump"]
    if "DATABASE_URL" not in desk.environment:
        assert "whole" in ran(desk, "backup")
        assert all(file.stat().st_mode & 0o077 == 0 for file in copies.glob("*.sqlite3")) and len(list(copies.iterdir())) == 2
