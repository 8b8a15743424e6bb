"""Somebody follows the real blog by mail, changes their mind, leaves and is forgotten: over HTTP, with mail from a real server."""

import json
from concurrent.futures import ThreadPoolExecutor

from testing.desks import DESK, SITE


def sent(desk) -> int:
    """Send what the form left to be sent; how many mails there are in all."""
    ran = desk.run("db_worker", "--batch", "--interval", "0")
    assert ran.returncode == 0, ran.stderr
    return len(desk.mailbox.mails)


def test_from_the_form_to_being_forgotten(desk):
    answer = desk.post("/follow/", email="Anna@Example.org", frequency="weekly", target="programme/backr")
    assert (answer.status, answer.headers["Location"]) == (302, f"{DESK}/follow/sent/")
    assert "Check your inbox" in desk.get("/follow/sent/").text
    assert desk.mailbox.mails == []  # a worker sends, not whoever fills in the form
    assert sent(desk) == 1
    recipients, mail = desk.mailbox.mails[0]
    assert recipients == ["Anna@example.org"]
    assert mail["From"] == "The Participle blog <blog@participle.example>" and mail["To"] == "Anna@example.org"
    assert mail["Subject"] == "Confirm that you want to follow Backr" and mail["Auto-Submitted"] == "auto-generated"
    assert not [name for name in mail if name.startswith("List-")]

    confirm = desk.link_to("confirm")
    page = desk.get(confirm)
    assert page.status == 200 and "You are not following <strong>Backr</strong> yet" in page.text and f'href="{SITE}/' in page.text
    assert desk.count == 0
    answer = desk.post(confirm)
    assert (answer.status, answer.headers["Location"]) == (302, f"{SITE}/welcome/")
    assert desk.count == 1
    assert "Already done" in desk.post(confirm).text

    desk.post("/follow/", email="anna@example.org", frequency="weekly", target="programme/backr")
    assert sent(desk) == 2 and desk.mailbox.mails[1][1]["Subject"] == "You already follow Backr"
    yours = desk.link_to("yours")
    assert "Backr" in desk.get(yours).text
    assert desk.post(yours, **{"frequency-1": "monthly"}).status == 302
    kept = json.loads(desk.get(f"{yours}data.json").text)
    assert (kept["address"], kept["follows"][0]["frequency"]) == ("Anna@example.org", "monthly")
    assert kept["follows"][0]["asked"][0]["page"] == f"{SITE}/follow/"

    assert "You are unsubscribed" in desk.post(yours, leave="1").text
    assert desk.count == 0
    assert "Your address is deleted" in desk.post(yours, erase="1").text
    assert desk.get(yours).status == 404
    assert desk.run("tidy").returncode == 0  # PostgreSQL's own tidying comes when it likes
    assert b"nna@" not in b"".join(file.read_bytes() for file in desk.folder.glob("desk.sqlite3*"))


def test_a_new_post_reaches_a_follower_once_and_one_press_ends_it(desk):
    assert "0 new posts, 0 mails sent." in desk.run("digest").stdout
    desk.post("/follow/", email="di@example.org", frequency="immediately")
    sent(desk)
    desk.post(desk.link_to("confirm"))
    assert "0 mails sent" in desk.run("digest").stdout  # what was there before is not news
    desk.publish("A kettle for everyone")
    assert "1 new posts, 1 mails sent." in desk.run("digest").stdout
    assert "0 mails sent" in desk.run("digest").stdout
    recipients, mail = desk.mailbox.mails[-1]
    assert (recipients, mail["Subject"]) == (["di@example.org"], "A kettle for everyone")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and mail["List-Id"].endswith("<follow.blog.participle.example>")
    leave = mail["List-Unsubscribe"].strip(" <>").removeprefix(DESK)
    assert desk.get(leave).status == 200 and desk.count == 1
    answer = desk.post(leave, **{"List-Unsubscribe": "One-Click"})
    assert answer.status == 200 and "Set-Cookie" not in answer.headers
    assert desk.count == 0
    desk.publish("Another kettle")
    assert "1 new posts, 0 mails sent." in desk.run("digest").stdout


def test_nobody_waits_for_a_mail_server_and_nothing_is_lost_by_one(desk):
    desk.mailbox.answer = "451 4.3.0 not now"
    assert desk.post("/follow/", email="bo@example.org").status == 302
    assert sent(desk) == 0
    desk.mailbox.answer = "250 OK"
    assert desk.run("send").stdout == "0 sent.\n"  # not due again yet
    due = "from desk.mails.models import TransactionalMail; from django.utils import timezone; TransactionalMail.objects.update(due=timezone.now())"
    desk.run("shell", "-c", due)
    assert desk.run("send").stdout == "1 sent.\n"
    assert len(desk.mailbox.mails) == 1


def test_an_address_that_is_typed_again_and_again_at_once_is_mailed_three_times(desk):
    with ThreadPoolExecutor(8) as many:
        statuses = {each.status for each in many.map(lambda _: desk.post("/follow/", email="gus@example.org"), range(16))}
    assert statuses == {302}
    assert sent(desk) == 3


def test_what_is_asked_for_is_kept_when_the_desk_is_ended_and_started_again(desk):
    desk.post("/follow/", email="cy@example.org")
    desk.stop()
    desk.start()
    assert sent(desk) == 1
    assert desk.post(desk.link_to("confirm")).status == 302
    assert desk.count == 1


def test_dangerous_settings_stop_the_start_by_name(desk):
    ran = desk.run("serve", DESK_URL="http://desk.example", DESK_SECRET_KEY="", SITE_FOLDER="/nowhere", MAIL_FROM="")
    assert ran.returncode != 0
    for found in (
        "DESK_SECRET_KEY is missing",
        "DESK_URL is “http://desk.example”",
        "MAIL_FROM or EMAIL_URL",
        "no site.json at /nowhere",
        "desk.E001",
        "desk.E005",
    ):
        assert found in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_database_and_the_folder_are_their_owner_s(desk):
    assert desk.folder.stat().st_mode & 0o077 == 0
    assert [
        file.name
        for file in desk.folder.iterdir()
        if file.is_file() and file.name != "log" and file.name.startswith("desk.") and file.stat().st_mode & 0o077
    ] == []
