"""What was taken down, renamed or edited on the site since the desk first saw it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from desk.digests.deliveries import send_digests
from desk.digests.holds import hold, release
from desk.digests.ingest import fetch_feeds, read_feeds
from desk.digests.models import Delivery, Item, ItemId, Source
from desk.digests.planner import plan, plan_due
from desk.digests.test_mail import newest_posts
from desk.digests.withdrawals import WITHDRAWN, PostsMissing
from newsroom.errors import SiteUnreadable
from newsroom.feeds.feed import Feed, to_json
from tests.unit.desk.conftest import NOW, URL, list_posts, post
from tests.unit.desk.test_digests import HOUR, go, got

WEEK = NOW + timedelta(days=5)  # Monday, when the digest of the week is due


@pytest.fixture
def site_has(tmp_path):
    """What is in the feed of everything, and in posts.json where that is not the same."""

    def do(*items, listed=None, aliases=None) -> None:
        (tmp_path / "feed.json").write_text(to_json(Feed("all", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", items)))
        list_posts(tmp_path, items if listed is None else listed, aliases)

    return do


OLD = (post("old"), post("old-backr"))


def test_a_post_that_is_gone_is_planned_no_more(old, publish, follow, site_has):
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea", "cake")
    site_has(*OLD, post("tea"))
    assert read_feeds(NOW + HOUR).changes.withdrawn == ("Cake",)
    assert go(WEEK) == {"ada@example.org": ["Week of 1 to 7 June 2026: Tea"]}


def test_a_post_that_only_left_the_feed_is_planned(old, publish, follow, site_has):
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea")
    site_has(*OLD, listed=(*OLD, post("tea")))
    assert read_feeds(NOW + HOUR).changes.withdrawn == ()
    assert go(WEEK) == {"ada@example.org": ["Week of 1 to 7 June 2026: Tea"]}


@pytest.mark.parametrize("held", [False, True])
def test_what_is_planned_already_goes_without_it_or_says_why_it_does_not(old, publish, follow, site_has, held):
    follow("ada@example.org", "weekly")
    follow("bo@example.org", "weekly", "programme", "backr")
    publish("old", "old-backr", "tea", "cup-backr")
    (run,) = plan_due(WEEK)
    if held:
        hold(type(run).objects.all(), "Look first.")
    site_has(*OLD, post("tea"))
    read_feeds(WEEK + HOUR)
    assert send_digests(WEEK + HOUR) == (0 if held else 1)
    assert got() == ({} if held else {"ada@example.org": ["Week of 1 to 7 June 2026: Tea"]})
    assert Delivery.objects.get(follower__email="bo@example.org").answer == WITHDRAWN
    if held:
        release(type(run).objects.all())
        send_digests(WEEK + HOUR)
        assert got() == {"ada@example.org": ["Week of 1 to 7 June 2026: Tea"]}


def test_a_mail_that_a_killed_sender_left_behind_does_not_go_with_it_either(old, publish, follow, site_has):
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    plan_due(NOW)
    Delivery.objects.update(status="claimed", claimed=NOW - timedelta(days=1))
    site_has(*OLD)
    assert send_digests(NOW + HOUR) == 0 and Delivery.objects.get().answer == WITHDRAWN


def test_what_went_stays_as_it_went_and_what_comes_back_goes_to_who_has_not_had_it(old, publish, follow, site_has):
    follow("ada@example.org")
    follow("bo@example.org", "weekly")
    follow("cy@example.org", "daily")
    publish("old", "old-backr", "tea")
    assert list(go(NOW)) == ["ada@example.org"]
    site_has(*OLD)
    read_feeds(NOW + HOUR)
    assert go(NOW + timedelta(days=1)) == {}  # the day of which it was
    site_has(*OLD, post("tea"))
    assert read_feeds(NOW + timedelta(days=2)).changes.returned == ("Tea",)
    assert go(NOW + timedelta(days=2)) == {}
    assert list(go(NOW + timedelta(days=3))) == ["cy@example.org"]
    assert list(go(WEEK)) == ["bo@example.org"]


def test_a_post_that_comes_back_within_four_weeks_is_news(old, publish, follow, site_has):
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea")
    site_has(*OLD)
    read_feeds(NOW + HOUR)
    site_has(*OLD, post("tea"))
    later = NOW + timedelta(days=27)
    assert read_feeds(later).changes.returned == ("Tea",)
    assert list(go(later + timedelta(days=7))) == ["ada@example.org"]


def test_a_post_that_comes_back_after_a_month_is_no_news_and_that_is_said(old, publish, follow, site_has):
    follow("ada@example.org", "daily")
    publish("old", "old-backr", "tea")
    site_has(*OLD)
    read_feeds(NOW + HOUR)
    site_has(*OLD, post("tea"))
    later = NOW + timedelta(days=29)
    assert read_feeds(later).changes.too_old == ("Tea",)
    Item.objects.filter(title="Tea").update(first_seen=NOW - timedelta(days=2))
    assert go(later + timedelta(days=1)) == {}


def test_what_was_there_before_the_desk_is_no_news_when_it_comes_back(old, publish, follow, site_has):
    follow("ada@example.org")
    site_has(OLD[0])
    read_feeds(NOW)
    site_has(*OLD)
    assert read_feeds(NOW + HOUR).changes.returned == () and go(NOW + HOUR) == {}


@pytest.mark.parametrize("text", ["", "{", '{"version": 9}', None])
def test_a_list_that_cannot_be_read_withdraws_nothing_and_stops_planning_and_sending(old, publish, follow, tmp_path, text):
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    plan_due(NOW)
    file = tmp_path / "posts.json"
    whole = file.read_text()
    file.unlink() if text is None else file.write_text(text)
    for act in (lambda: read_feeds(NOW + HOUR), lambda: send_digests(NOW + HOUR)):
        with pytest.raises(SiteUnreadable, match="posts.json"):
            act()
    assert not Item.objects.filter(on_site=False).exists() and got() == {}
    file.write_text(whole)
    read_feeds(NOW + HOUR)
    assert list(go(NOW + HOUR)) == ["ada@example.org"]


@pytest.mark.parametrize("known, gone, stops", [(10, 3, False), (10, 4, True), (60, 6, False), (60, 7, True), (2, 2, True), (1, 1, False)])
def test_many_at_once_stop_everything_until_a_person_says_that_it_is_meant(publish, site_has, known, gone, stops):
    names = [f"p{number}" for number in range(known)]
    publish(*names, at=NOW - timedelta(days=30))
    site_has(*(post(name) for name in names[gone:]))
    if stops:
        with pytest.raises(PostsMissing, match=f"{gone} of the {known} posts"):
            read_feeds(NOW)
        assert Item.objects.filter(on_site=True).count() == known
    assert len(read_feeds(NOW, accept_removals=stops).changes.withdrawn) == gone
    assert read_feeds(NOW).changes.withdrawn == ()


def test_a_feed_that_has_a_post_before_the_list_waits_for_it(old, publish, follow, site_has):
    follow("ada@example.org")
    site_has(*OLD, post("tea"), listed=OLD)
    reading = read_feeds(NOW)
    assert (reading.new, reading.waiting) == (0, ("Tea",)) and go(NOW) == {}
    assert Source.objects.get(target="everything").disagrees_since == NOW
    site_has(*OLD, post("tea"))
    assert read_feeds(NOW + HOUR).new == 1 and go(NOW + HOUR) == {"ada@example.org": ["Tea"]}
    assert Source.objects.get(target="everything").disagrees_since is None


def test_a_desk_that_begins_while_the_two_disagree_mails_nothing_that_was_there(follow, site_has, transactional_db, tmp_path):
    (tmp_path / "category" / "backr").mkdir(parents=True)
    (tmp_path / "category" / "backr" / "feed.json").write_text(to_json(Feed("b", "T", f"{URL}/", f"{URL}/feed.json", "D", "en-GB", ())))
    follow("ada@example.org")
    site_has(*OLD, post("tea"), listed=OLD)
    read_feeds(NOW - HOUR)
    site_has(*OLD, post("tea"))
    assert read_feeds(NOW).new == 0 and go(NOW) == {}


RENAMED = replace(post("tea"), id="tag:example.org,2014:renamed")


@pytest.mark.parametrize(
    "now_as, aliases",
    [
        (RENAMED, ()),
        (replace(RENAMED, title="Other words"), ()),
        (replace(RENAMED, url=f"{URL}/other/", title="Other words"), (f"{URL}/tea/",)),
        (replace(RENAMED, url="https://new.example/other/", title="Other words"), ("https://new.example/TEA",)),
        (replace(RENAMED, url=f"{URL}/other/"), ()),
        (replace(RENAMED, url=f"{URL}/other/", published=NOW + timedelta(days=1)), (f"{URL}/tea/",)),
    ],
    ids=[
        "file",
        "file and title",
        "file, slug and title, with an alias",
        "and host",
        "file and slug",
        "file, slug and date, with an alias",
    ],
)
def test_a_renamed_file_is_the_same_post(old, publish, follow, site_has, now_as, aliases):
    follow("ada@example.org")
    follow("bo@example.org", "weekly")
    publish("old", "old-backr", "tea")
    assert list(go(NOW)) == ["ada@example.org"]
    site_has(*OLD, now_as, aliases={now_as.id: aliases})
    reading = read_feeds(NOW + HOUR)
    assert (reading.new, reading.renamed, reading.changes.withdrawn) == (0, (now_as.title,), ())
    assert go(NOW + HOUR) == {}
    assert go(WEEK) == {"bo@example.org": [f"Week of 1 to 7 June 2026: {now_as.title}"]}


@pytest.mark.parametrize(
    "now_as, aliases",
    [
        (replace(RENAMED, url=f"{URL}/other/", title="Another"), ()),
        (replace(RENAMED, url=f"{URL}/other/", published=NOW + HOUR), ()),
        (replace(RENAMED, url=f"{URL}/other/", title="Another", published=NOW - timedelta(days=9)), (f"{URL}/tea/",)),
    ],
    ids=["another post", "the same title later", "an old post that took it in"],
)
def test_another_post_in_the_place_of_one_that_is_gone_is_another(old, publish, follow, site_has, now_as, aliases):
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    go(NOW)
    site_has(*OLD, now_as, aliases={now_as.id: aliases})
    assert read_feeds(NOW + HOUR).new == 1
    assert go(NOW + HOUR) == {"ada@example.org": [now_as.title]}


def test_two_posts_of_one_title_and_moment_are_two_also_when_one_is_renamed(old, publish, follow, site_has):
    follow("ada@example.org")
    twin = replace(post("tea"), id="tag:example.org,2014:twin", url=f"{URL}/twin/")
    publish("old", "old-backr", "tea")
    site_has(*OLD, post("tea"), twin)
    assert read_feeds(NOW + HOUR).new == 1  # nothing is gone, so nothing was renamed


def test_a_file_may_be_renamed_again_and_back(old, publish, follow, site_has):
    follow("ada@example.org")
    publish("old", "old-backr", "tea")
    go(NOW)
    for number, name in enumerate(("renamed", "again", "tea", "again")):
        site_has(*OLD, replace(post("tea"), id=f"tag:example.org,2014:{name}"))
        assert read_feeds(NOW + number * HOUR).new == 0
        assert go(NOW + number * HOUR) == {}
    assert ItemId.objects.count() == 2


def test_a_draft_that_is_renamed_before_it_is_published_again_is_the_same(old, publish, follow, site_has):
    follow("ada@example.org")
    follow("bo@example.org", "weekly")
    publish("old", "old-backr", "tea")
    go(NOW)
    site_has(*OLD)
    read_feeds(NOW + HOUR)
    site_has(*OLD, RENAMED)
    reading = read_feeds(NOW + 2 * HOUR)
    assert (reading.renamed, reading.changes.returned) == (("Tea",), ("Tea",))
    assert go(NOW + 2 * HOUR) == {} and list(go(WEEK)) == ["bo@example.org"]


def test_words_that_no_feed_has_any_more_are_not_mailed_as_they_were(old, publish, follow, site_has):
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea")
    changed = replace(post("tea"), title="Tea & <milk>", summary="It is <b>not</b> so.")
    site_has(*OLD, listed=(*OLD, changed))
    assert read_feeds(NOW + HOUR).changes.shortened == ("Tea & <milk>",)
    item = Item.objects.get(pk=changed.id).feed_item()
    assert (item.title, item.words_html.count("&lt;b&gt;"), "<p>tea</p>" in item.content_html) == ("Tea & <milk>", 1, False)
    assert go(WEEK) == {"ada@example.org": ["Week of 1 to 7 June 2026: Tea & <milk>"]}
    assert read_feeds(WEEK).changes.shortened == ()
    site_has(*OLD, changed)  # back in a feed, whole
    read_feeds(WEEK)
    assert "<p>tea</p>" in Item.objects.get(pk=changed.id).feed_item().content_html


def test_a_test_mail_shows_no_post_that_is_gone(old, publish, site_has):
    publish("old", "old-backr", "tea")
    site_has(*OLD)
    read_feeds(NOW)
    assert {each.title for each in newest_posts()} == {"Old", "Old-backr"}


def test_a_dry_run_reads_the_feeds_and_keeps_nothing(old, publish, follow, site_has, capsys):
    follow("ada@example.org")
    site_has(*OLD, post("tea"))
    before = list(Source.objects.order_by("pk").values())
    call_command("digest", "--dry-run")
    assert "immediately, a•••@example.org, who follows everything: Tea" in capsys.readouterr().out
    assert not Item.objects.filter(title="Tea").exists() and list(Source.objects.order_by("pk").values()) == before
    assert [each.target for each in fetch_feeds() if each.text is not None] == ["everything"]
    assert plan("immediately", "x", NOW, NOW) is None


def test_two_starts_that_leave_out_a_post_at_once_send_each_mail_once(old, publish, follow, site_has, monkeypatch):
    """One sender has planned mails in memory when another start finds that a post is gone."""
    for number in range(5):
        follow(f"p{number}@example.org", "weekly")
    publish("old", "old-backr", "tea", "cake")
    plan_due(WEEK)
    from desk.mails import sender

    claim, others = sender.claim, []

    def while_another_does_too(queue, mail, now):
        if not others:
            others.append(True)
            site_has(*OLD, post("tea"))
            send_digests(now)
        return claim(queue, mail, now)

    monkeypatch.setattr(sender, "claim", while_another_does_too)
    send_digests(WEEK)
    assert got() == {f"p{number}@example.org": ["Week of 1 to 7 June 2026: Tea"] for number in range(5)}


def test_an_edit_after_it_was_planned_goes_out_whole_though_nobody_has_read_the_feeds_since(old, publish, follow, site_has):
    follow("ada@example.org", "weekly")
    publish("old", "old-backr", "tea")
    plan_due(WEEK)
    site_has(*OLD, replace(post("tea"), title="Tea, corrected", content_html="<p>coffee</p>", words_html="<p>coffee</p>"))
    send_digests(WEEK)
    (sent,) = mail.outbox
    assert sent.subject == "Week of 1 to 7 June 2026: Tea, corrected"
    assert "coffee" in sent.body and "Read it as it stands now" not in sent.body
