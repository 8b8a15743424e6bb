"""What happens to a mail when a post is taken down, renamed or edited between the day it came and the day the digest goes."""

import json

import pytest

from testing.desks import SITE, Desk

FOLLOWING = """
from django.utils import timezone
from desk.follows.models import Follow, Follower
before = timezone.now() - timezone.timedelta(days=1)
for name, frequency in {people}.items():
    each = Follower.objects.create(email=f"{{name}}@example.org", mailbox=f"{{name}}@example.org")
    Follow.objects.create(follower=each, kind="everything", name="All", frequency=frequency, status="confirmed", confirmed=before, seen=before)
"""
# As if the timer ran on the first of the month, a few minutes after it last did.
PLAN = """
from django.utils import timezone
from desk.digests.planner import plan
now = timezone.now()
plan("weekly", "2026-W{number:02}", now, now)
plan("monthly", "2026-{number:02}", now, now)
"""


def ran(desk: Desk, *words: str, **more: str) -> str:
    done = desk.run(*words, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def followed(desk):
    """Followed by one person at each frequency; what was there before the desk is not news."""
    ran(desk, "digest")
    ran(desk, "shell", "-c", FOLLOWING.format(people={"ada": "immediately", "bo": "weekly", "cy": "monthly"}))
    return desk


def plan(desk: Desk, number: int = 1) -> None:
    """The digests of the week and the month of that number."""
    ran(desk, "shell", "-c", PLAN.format(number=number))


def subjects(desk: Desk) -> dict[str, list[str]]:
    """By address, and forget them."""
    found: dict[str, list[str]] = {}
    for recipients, mail in desk.mailbox.mails:
        found.setdefault(recipients[0].partition("@")[0], []).append(mail["Subject"])
    desk.mailbox.mails.clear()
    return found


def texts(desk: Desk) -> str:
    """All parts of all mails."""
    return "\n".join(part.get_content() for _, mail in desk.mailbox.mails for part in mail.walk() if part.get_content_maintype() == "text")


def test_a_post_that_was_taken_down_is_neither_planned_nor_sent(followed):
    followed.publish("A mistake")
    ran(followed, "digest")
    plan(followed)
    followed.publish("A second mistake")
    followed.publish("A kettle")
    ran(followed, "digest", "--dry-run")
    followed.take_down("A mistake")
    said = ran(followed, "digest")
    assert "“A mistake” is not on the site any more" in said and "2 new posts, 1 mails sent." in said
    assert subjects(followed) == {"ada": ["A mistake", "A kettle and 1 more"]}  # what she has had she has had
    answers = {each["fields"]["answer"] for each in json.loads(ran(followed, "dumpdata", "digests.delivery"))}
    assert answers == {"", "All that was in it has been taken off the site."}
    plan(followed, 2)
    followed.take_down("A second mistake")
    ran(followed, "send")
    said = texts(followed)
    assert "A kettle" in said and "A mistake" not in said and "A second mistake" not in said
    assert set(subjects(followed)) == {"bo", "cy"}


def test_what_scrolled_out_of_the_feeds_still_goes_and_an_edit_goes_out_as_it_stands(followed):
    for title in ("A kettle", "A cup", "A spoon"):
        followed.publish(title)
    ran(followed, "digest")
    subjects(followed)
    followed.change("A kettle", title="A kettle, corrected", text_hash="2")
    followed.take_down("A cup", "A spoon", scrolled_out=True)
    followed.change("A cup", text_hash="3", summary="The cup was blue after all.")
    said = ran(followed, "digest")
    assert "“A cup” was changed after it had left the feeds" in said and "not on the site" not in said
    plan(followed)
    ran(followed, "send")
    said = texts(followed)
    for words in ("A kettle, corrected", "The cup was blue after all.", "Read it as it stands now", "A spoon"):
        assert words in said
    assert set(subjects(followed)) == {"bo", "cy"}


def test_a_renamed_file_is_not_mailed_again_and_goes_once_to_who_has_not_had_it(followed):
    followed.publish("A kettle")
    ran(followed, "digest")
    assert subjects(followed) == {"ada": ["A kettle"]}
    followed.change("A kettle", id="tag:new:renamed", url=f"{SITE}/renamed/", aliases=[f"{SITE}/a-kettle/"])
    said = ran(followed, "digest")
    assert "0 new posts, 0 mails sent." in said and "“A kettle” has another id now" in said
    plan(followed)
    ran(followed, "send")
    assert set(subjects(followed)) == {"bo", "cy"}


def test_a_site_that_cannot_be_asked_has_withdrawn_nothing_and_one_that_lost_many_posts_waits_for_a_person(followed):
    followed.publish("A kettle")
    ran(followed, "digest")
    subjects(followed)
    plan(followed)
    file = followed.site / "posts.json"
    whole = file.read_bytes()
    for broken in (whole[: len(whole) // 2], b'{"version": 1, "posts": []}'):
        file.write_bytes(broken)
        done = followed.run("send")
        assert done.returncode == 1 and "Traceback" not in done.stderr and subjects(followed) == {}
    file.write_bytes(whole)
    followed.take_down(*(post["title"] for post in json.loads(whole)["posts"][1:]))
    done = followed.run("digest")
    assert done.returncode == 1 and "gone from the site all at once" in done.stderr and "--accept-removals" in done.stderr
    assert subjects(followed) == {}
    ran(followed, "digest", "--accept-removals")
    assert set(subjects(followed)) == {"bo", "cy"}
