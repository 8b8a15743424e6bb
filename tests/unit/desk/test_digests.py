"""Who gets which posts when: each once, together, at the hour, whatever the clock and the machine did in between."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk.digests import planner
from desk.digests.deliveries import send_digests
from desk.digests.holds import release
from desk.digests.ingest import read_feeds
from desk.digests.models import Delivery, Item, Run, Source
from desk.digests.planner import plan, plan_due
from desk.follows import deciding, links
from desk.follows.models import Follow
from newsroom.feeds.feed import Feed, to_json
from tests.unit.desk.conftest import DESK, NOW, URL, list_posts, post

HOUR = timedelta(hours=1)


def got() -> dict[str, list[str]]:
    """Subjects by address, and forget them."""
    found: dict[str, list[str]] = {}
    for each in mail.outbox:
        found.setdefault(each.to[0], []).append(each.subject)
    mail.outbox.clear()
    return found


def go(now: datetime) -> dict[str, list[str]]:
    plan_due(now)
    send_digests(now)
    return got()


def test_what_was_there_before_the_desk_is_never_mailed(old, publish, follow):
    follow("ada@example.org")
    publish("old", "old-backr", at=NOW)
    assert go(NOW + HOUR) == {}
    assert Item.objects.filter(baseline=True).count() == 2


def test_a_post_that_is_published_later_than_its_date_is_in_the_next_digest(old, publish, follow):
    """The feed had not changed for long, but the desk had looked at it all the while."""
    follow("ada@example.org", "daily")
    publish("old", "old-backr", "tea", at=NOW, published=NOW)
    next_day = NOW.replace(hour=7) + timedelta(days=1)
    assert go(next_day)["ada@example.org"]
    read_feeds(next_day)
    publish("old", "old-backr", "tea", "cup", at=next_day + HOUR, dated={"cup": next_day - HOUR})
    assert go(next_day + timedelta(days=1)) != {}


def test_a_feed_that_can_be_read_again_has_no_problem_though_it_is_as_before(old, publish, tmp_path):
    file = tmp_path / "feed.json"
    aside = file.rename(tmp_path / "aside.json")
    assert read_feeds(NOW).problems and Source.objects.exclude(problem="").count() == 1
    assert Source.objects.get(target="everything").looked == NOW - timedelta(days=30)
    aside.rename(file)
    assert read_feeds(NOW + HOUR).changed == 0
    assert not Source.objects.exclude(problem="").exists()
    assert set(Source.objects.values_list("looked", flat=True)) == {NOW + HOUR}


def test_a_new_post_goes_once_to_who_wants_it_at_once(old, publish, follow):
    follow("ada@example.org")
    assert publish("old", "old-backr", "tea").new == 1
    assert go(NOW + HOUR) == {"ada@example.org": ["Tea"]}
    assert go(NOW + 2 * HOUR) == {}
    publish("old", "old-backr", "tea", at=NOW + 3 * HOUR)
    assert go(NOW + 3 * HOUR) == {}


def test_a_post_that_a_slow_start_finds_after_a_quick_one_has_planned_is_not_passed_over(old, publish, follow):
    follow("ada@example.org")
    quick, slow = NOW + HOUR, NOW + HOUR - timedelta(seconds=9)
    publish("old", "old-backr", "tea", at=quick)
    assert go(quick) == {"ada@example.org": ["Tea"]}
    publish("old", "old-backr", "tea", "cake", at=slow)
    assert go(slow) == {}
    assert go(NOW + 2 * HOUR) == {"ada@example.org": ["Cake"]}


def test_a_clock_that_was_years_ahead_for_one_run_keeps_no_post_from_others(old, publish, follow):
    Run.objects.create(frequency="daily", key="2031-01-01", planned=NOW + timedelta(days=1700))
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    assert go(NOW + HOUR) == {"ada@example.org": ["Tea"]}


def test_a_post_that_is_dated_back_is_news_all_the_same(old, publish, follow):
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea", published=NOW - timedelta(days=400))
    assert go(datetime(2026, 6, 8, 8, tzinfo=UTC)) == {"ada@example.org": ["Week of 1 to 7 June 2026: Tea"]}


def test_who_begins_to_follow_gets_what_comes_after(old, publish, follow):
    publish("old", "old-backr", "tea", at=NOW - HOUR)
    follow("ada@example.org", since=NOW)
    assert go(NOW + HOUR) == {}


def test_all_that_one_follows_comes_in_one_mail_and_each_post_once(old, publish, follow):
    follow("ada@example.org", "weekly")
    follow("ada@example.org", "weekly", "programme", "backr")
    follow("bo@example.org", "weekly", "programme", "backr")
    publish("old", "old-backr", "tea", "new-backr")
    assert go(datetime(2026, 6, 8, 8, tzinfo=UTC)) == {
        "ada@example.org": ["Week of 1 to 7 June 2026: New-backr and 1 more"],
        "bo@example.org": ["Week of 1 to 7 June 2026: New-backr"],
    }


def test_what_came_at_once_does_not_come_again_with_the_week(old, publish, follow):
    follow("ada@example.org", "immediately", "programme", "backr")
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea", "new-backr")
    assert go(NOW + HOUR) == {"ada@example.org": ["New-backr"]}
    assert go(datetime(2026, 6, 8, 8, tzinfo=UTC)) == {"ada@example.org": ["Week of 1 to 7 June 2026: Tea"]}


@pytest.mark.parametrize("frequency, due", [("daily", (2026, 6, 4)), ("weekly", (2026, 6, 8)), ("monthly", (2026, 7, 1))])
def test_each_period_ends_at_seven_in_london_and_brings_one_digest(old, publish, follow, frequency, due):
    follow("ada@example.org", frequency)
    assert go(NOW - HOUR) == {}
    publish("old", "old-backr", "tea")
    moment = datetime(*due, 6, tzinfo=UTC)  # seven o'clock, British Summer Time
    assert go(moment - timedelta(minutes=1)) == {}
    assert list(go(moment)) == ["ada@example.org"]
    for later in (timedelta(), timedelta(minutes=5), HOUR, timedelta(hours=12)):
        assert go(moment + later) == {}


def test_they_are_due_at_the_hour_of_the_setting(old, publish, follow, settings):
    settings.DIGEST_HOUR = 9
    follow("ada@example.org", "daily")
    publish("old", "old-backr", "tea")
    nine = datetime(2026, 6, 4, 8, tzinfo=UTC)  # British Summer Time
    assert go(nine - timedelta(minutes=1)) == {} and list(go(nine)) == ["ada@example.org"]


def test_nothing_new_is_no_mail(old, follow):
    follow("ada@example.org", "daily")
    for day in range(10):
        assert go(NOW + timedelta(days=day)) == {}


def test_five_mails_a_day_and_the_rest_together(old, publish, follow):
    follow("ada@example.org")
    names = ["old", "old-backr"]
    for number in range(8):
        names.append(f"p{number}")
        publish(*names, at=NOW + number * HOUR)
        assert go(NOW + number * HOUR) == ({"ada@example.org": [f"P{number}"]} if number < 5 else {})
    # Each time that an old one is a day away, all that waits goes together.
    assert go(NOW + timedelta(hours=24, minutes=1)) == {"ada@example.org": ["P5 and 2 more"]}


def test_posts_that_come_at_once_come_in_one_mail(old, publish, follow):
    follow("ada@example.org")
    publish("old", "old-backr", "a", "b", "c")
    assert go(NOW + HOUR) == {"ada@example.org": ["A and 2 more"]}


def test_after_three_days_of_silence_there_is_one_digest_with_all(old, publish, follow):
    follow("ada@example.org", "daily")
    go(NOW)
    back = NOW + timedelta(days=3)
    publish("old", "old-backr", "p0", at=NOW + HOUR, published=NOW + HOUR)
    while_away = {name: back - ago * HOUR for name, ago in (("p1", 50), ("p2", 10), ("p3", 1))}
    publish("old", "old-backr", "p0", *while_away, at=back, published=NOW + HOUR, dated=while_away)
    assert go(back) == {"ada@example.org": ["Friday 5 June 2026: P2 and 2 more"]}
    assert go(back + timedelta(days=1)) == {"ada@example.org": ["Saturday 6 June 2026: P3"]}


def test_a_run_that_is_planned_twice_is_planned_once(old, publish, follow):
    follow("ada@example.org", "daily")
    publish("old", "old-backr", "tea")
    now = NOW + timedelta(days=1)
    assert plan("daily", "2026-06-03", now, now) and plan("daily", "2026-06-03", now, now) is None
    assert Delivery.objects.count() == 1


def test_two_that_send_at_once_send_each_mail_once(old, publish, follow, monkeypatch):
    for number in range(5):
        follow(f"p{number}@example.org")
    publish("old", "old-backr", "tea")
    plan_due(NOW + HOUR)
    from desk.mails import sender

    claim, others = sender.claim, []

    def while_another_does_too(queue, mail, now):
        if not others:
            others.append(True)
            send_digests(now)
        return claim(queue, mail, now)

    monkeypatch.setattr(sender, "claim", while_another_does_too)
    send_digests(NOW + HOUR)
    assert {address: len(subjects) for address, subjects in got().items()} == {f"p{number}@example.org": 1 for number in range(5)}


def test_who_leaves_between_planning_and_sending_gets_nothing(old, publish, follow):
    ada = follow("ada@example.org")
    publish("old", "old-backr", "tea")
    plan_due(NOW + HOUR)
    deciding.leave(ada)
    send_digests(NOW + HOUR)
    assert got() == {} and Delivery.objects.get().answer == "They left before it was sent."


def test_who_is_erased_between_planning_and_sending_gets_nothing(old, publish, follow):
    ada = follow("ada@example.org")
    publish("old", "old-backr", "tea")
    plan_due(NOW + HOUR)
    deciding.erase(ada)
    send_digests(NOW + HOUR)
    assert got() == {} and not Delivery.objects.exists()


def test_a_database_that_was_put_back_waits_for_a_person(old, publish, follow, tmp_path):
    follow("ada@example.org", "daily")
    publish("old", "old-backr", "tea")
    now = NOW + timedelta(days=1)
    assert list(go(now)) == ["ada@example.org"]
    Run.objects.all().delete()
    Follow.objects.update(seen=NOW - HOUR)
    assert go(now + HOUR) == {}
    run = Run.objects.get(frequency="daily")
    assert "restored from a copy" in run.held
    release(Run.objects.filter(pk=run.pk))
    send_digests(now + HOUR)
    assert list(got()) == ["ada@example.org"]


def test_what_is_due_for_too_long_waits_for_a_person(old, publish, follow):
    follow("ada@example.org", "monthly")
    publish("old", "old-backr", "tea")
    assert go(datetime(2026, 7, 28, tzinfo=UTC)) == {}
    assert "due for 26 days" in Run.objects.get(frequency="monthly").held


def test_a_run_with_nothing_in_it_waits_for_nobody(old, publish, follow):
    follow("ada@example.org", "monthly")
    assert go(datetime(2026, 7, 28, tzinfo=UTC)) == {}
    assert Run.objects.get(frequency="monthly").held == ""


def test_a_digest_has_both_ways_out_and_the_name_of_its_list(old, publish, follow):
    ada = follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea")
    plan_due(datetime(2026, 6, 8, 8, tzinfo=UTC))
    send_digests(datetime(2026, 6, 8, 8, tzinfo=UTC))
    (sent,) = mail.outbox
    made = sent.message()
    leave = re.fullmatch(rf"<({DESK}/follow/leave/\S+)>", made["List-Unsubscribe"])[1]
    assert links.key_in(links.LEAVE, leave.split("/")[-2]) == ada.key
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert made["List-Id"] == "The blog <follow.blog.example.org>"
    assert made["To"] == "ada@example.org" and re.fullmatch(r"<digest\.[0-9a-f]{24}@example\.org>", made["Message-ID"])
    markup = sent.alternatives[0][0]
    for body in (markup, sent.body):
        assert "/follow/leave/" in body and "/follow/yours/" in body and "invalid" not in body
        assert "change what you get" in body.lower() and "ada@example.org" not in body


def test_followers_of_the_same_posts_get_the_same_words_but_for_their_links(old, publish, follow):
    for name in ("ada", "bo"):
        follow(f"{name}@example.org")
    publish("old", "old-backr", "tea")
    go_at = NOW + HOUR
    plan_due(go_at)
    send_digests(go_at)
    one, other = (re.sub(rf"{DESK}/follow/\S+?/[^/\"\s]+/", "LINK", each.alternatives[0][0]) for each in mail.outbox)
    assert one == other


def test_a_copy_after_a_crash_has_the_same_name(old, publish, follow):
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    plan_due(NOW)
    name = Delivery.objects.get().message_id
    Delivery.objects.update(status="claimed", claimed=NOW)
    send_digests(NOW + HOUR)
    assert mail.outbox[0].extra_headers["Message-ID"] == name


def test_a_feed_that_cannot_be_read_is_named_and_stops_no_other(old, publish, follow, tmp_path):
    (tmp_path / "category" / "backr" / "feed.json").write_text("{")
    reading = read_feeds(NOW)
    assert list(reading.problems) == ["programme/backr"] and "not JSON" in reading.problems["programme/backr"]
    (tmp_path / "category" / "backr" / "feed.json").unlink()
    assert "programme/backr" in read_feeds(NOW).problems


def test_a_feed_that_has_not_changed_is_not_read_again(old):
    assert read_feeds(NOW).changed == 0


def test_a_post_that_is_corrected_before_it_is_sent_goes_as_corrected(old, publish, follow, tmp_path):
    follow("ada@example.org", "daily")
    publish("old", "old-backr", "tea")
    items = tuple(replace(post(name), title="Tea, corrected" if name == "tea" else name) for name in ("old", "old-backr", "tea"))
    (tmp_path / "feed.json").write_text(to_json(Feed("all", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", items)))
    list_posts(tmp_path, items)
    assert read_feeds(NOW + HOUR).changed == 1
    assert go(NOW + timedelta(days=1)) == {"ada@example.org": ["Wednesday 3 June 2026: Tea, corrected"]}


def test_the_command_does_it_all_and_shows_it_first(old, publish, follow, capsys, tmp_path):
    follow("ada@example.org", since=timezone.now() - HOUR)
    follow("bo@example.org", "weekly", "programme", "backr", since=timezone.now() - HOUR)
    publish("old", "old-backr", "tea", "new-backr", at=timezone.now(), published=timezone.now())
    call_command("digest", "--dry-run")
    shown = capsys.readouterr().out
    assert "immediately, a•••@example.org, who follows everything: New-backr; Tea" in shown
    assert "weekly, b•••@example.org, who follows programme/backr: New-backr" in shown
    assert not Delivery.objects.exists()
    call_command("digest", "--dry-run", "--as", "Ada@Example.org")
    shown = capsys.readouterr().out
    assert "immediately, Ada@Example.org" in shown and "weekly" not in shown
    with pytest.raises(CommandError, match="Nobody follows as eve@example.org"):
        call_command("digest", "--dry-run", "--as", "eve@example.org")
    call_command("digest")
    assert "1 mails sent." in capsys.readouterr().out and list(got()) == ["ada@example.org"]
    (tmp_path / "site.json").unlink()
    with pytest.raises(CommandError, match="no site.json"):
        call_command("digest")


def test_send_neither_reads_nor_plans(old, publish, follow):
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    looked = list(Source.objects.values_list("target", "looked"))
    call_command("send")
    assert got() == {} and not Run.objects.exists() and list(Source.objects.values_list("target", "looked")) == looked
    plan_due(NOW)
    call_command("send")
    assert got() == {"ada@example.org": ["Tea"]}


def test_planning_asks_the_database_as_often_for_many_as_for_few(old, publish, follow, django_assert_max_num_queries):
    for number in range(150):
        follow(f"p{number}@example.org")
    publish("old", "old-backr", "tea")
    with django_assert_max_num_queries(25):
        assert plan("immediately", "x", NOW, NOW).deliveries.count() == 150
    assert planner.MAX_PER_DAY == 5
