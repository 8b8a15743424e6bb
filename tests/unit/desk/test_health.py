"""What says that a person should look, and what does not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk import health, jobs
from desk.bounces.models import Bounce
from desk.digests.holds import drop
from desk.digests.models import Delivery, Run, Source
from desk.follows.models import Closing, Follower
from desk.health import Figures
from desk.keeping import forget_restored, note_restored
from desk.mails.models import Halt
from desk.models import JobRun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """On the disk, whatever the machine has."""
    monkeypatch.setattr(health.shutil, "disk_usage", lambda place: SimpleNamespace(free=50, total=100))


@pytest.fixture
def deliver():
    """Deliveries of one run, with a status and an age."""

    def do(number: int, status: str, age: timedelta = timedelta()) -> Follower:
        moment = timezone.now() - age
        run, _ = Run.objects.get_or_create(frequency="immediately", key="k")
        people = Follower.objects.bulk_create(
            Follower(email=f"{status}{n}@example.org", mailbox=f"{status}{n}@example.org") for n in range(number)
        )
        rows = (
            Delivery(run=run, follower=each, content="c", status=status, message_id=f"<{each.mailbox}>", written=moment, due=moment)
            for each in people
        )
        Delivery.objects.bulk_create(rows)
        return people[0]

    return do


@pytest.fixture
def planned():
    """All that is due is planned, so that only what a test does can be wrong."""
    for frequency in ("daily", "weekly", "monthly"):
        period, _ = health.latest(frequency, timezone.now(), "Europe/London", 7)
        Run.objects.create(frequency=frequency, key=period.key)


def alarms() -> str:
    now = timezone.now()
    return " ".join(health.alarms(now, health.figures(now)))


def test_it_tells_numbers_and_moments_and_nothing_of_anybody(client, deliver, planned):
    deliver(2, "waiting")
    deliver(3, "held")
    Run.objects.filter(key="k").update(held="Due for too long.")
    told = client.get("/health").json()
    assert set(told) == {"well", "alarms", *Figures.__dataclass_fields__}
    assert (told["deliveries_waiting"], told["letters_waiting"], told["mails_held"], told["runs_held"], told["digests_late"]) == (
        2,
        0,
        3,
        1,
        0,
    )
    assert not [
        value
        for name, value in told.items()
        if isinstance(value, str) and name not in ("feeds_read", "last_run", "last_digest", "last_tidy", "last_backup")
    ]


def test_a_run_that_is_held_for_nobody_any_more_is_none(deliver, planned):
    deliver(2, "held")
    Run.objects.filter(key="k").update(held="Due for too long.")
    assert "wait for a person" in alarms()
    drop(Run.objects.filter(key="k"))
    assert alarms() == "" and Run.objects.get(key="k").held == ""
    assert set(Delivery.objects.values_list("status", "answer")) == {("refused", "A person decided that it never goes.")}


@pytest.mark.parametrize("hours, said", [(0.9, ""), (1.1, "feeds were last read more than an hour ago")])
def test_feeds_that_nobody_reads_are_an_alarm_until_following_ends(planned, hours, said):
    Source.objects.create(target="everything", url="u", looked=timezone.now() - timedelta(hours=hours))
    assert said in alarms() and bool(alarms()) == bool(said)
    Closing.objects.create()
    assert alarms() == ""


def test_it_costs_no_more_with_more_mails(client, deliver, planned, django_assert_max_num_queries):
    deliver(500, "sent")
    deliver(500, "waiting")
    with django_assert_max_num_queries(30):
        client.get("/health")


def test_a_new_desk_is_well(client):
    answer = client.get("/health")
    assert answer.status_code == 200 and answer.json()["well"] and answer.json()["last_run"] == ""


def test_a_mail_that_waits_for_an_hour_is_an_alarm_and_one_that_was_put_off_is_none(client, deliver, planned):
    deliver(1, "waiting", timedelta(minutes=50))
    deliver(1, "sent", timedelta(days=2))
    assert client.get("/health").status_code == 200
    Delivery.objects.filter(status="waiting").update(due=timezone.now() - timedelta(minutes=61))
    answer = client.get("/health")
    assert answer.status_code == 503 and "example.org" not in answer.content.decode()
    Delivery.objects.filter(status="waiting").update(due=timezone.now() + timedelta(hours=3))
    assert client.get("/health").status_code == 200


def test_a_server_that_takes_nothing_is_named_with_its_words(client, planned):
    Halt.objects.create(why="535 wrong password")
    assert "535 wrong password" in alarms()
    answer = client.get("/health")
    assert answer.status_code == 503 and "535" not in answer.content.decode()


def test_what_waits_for_a_person_is_an_alarm(deliver, planned):
    deliver(1, "held")
    assert "wait for a person" in alarms()


@pytest.mark.parametrize("kind, number, said", [("hard", 2, ""), ("hard", 3, "come back"), ("complaint", 1, "complains")])
def test_rates_count_from_a_hundred_mails_on(deliver, planned, kind, number, said):
    whose = deliver(99, "sent")
    for each in range(number):
        Bounce.objects.create(follower=whose, kind=kind, digest=str(each))
    assert alarms() == ""
    run = Run.objects.get(key="k")
    Delivery.objects.create(
        run=run,
        follower=Follower.objects.create(email="x@example.org", mailbox="x@example.org"),
        content="c",
        status="sent",
        message_id="<x>",
    )
    assert said in alarms() and bool(alarms()) == bool(said)


def test_a_digest_that_nobody_planned_is_an_alarm(planned):
    assert alarms() == ""
    Run.objects.filter(frequency="monthly").delete()
    now = timezone.now().replace(day=20)
    assert [said for said in health.alarms(now, health.figures(now)) if "monthly digest is more than an hour late" in said]


def test_a_full_disk_and_a_feed_that_cannot_be_read_are_alarms(monkeypatch, planned):
    Source.objects.create(target="everything", url="u", problem="not JSON")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda place: SimpleNamespace(free=9, total=100))
    assert "disk is nearly full" in alarms() and "1 of the site's feeds" in alarms()


def test_editors_see_it_on_the_first_page(client, planned):
    get_user_model().objects.create_superuser("editor", password="a long one, for a test")
    client.force_login(get_user_model().objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    assert "All is well." in client.get("/admin/").content.decode()
    Halt.objects.create(why="535 wrong password")
    page = client.get("/admin/").content.decode()
    assert "535 wrong password. Nothing is lost" in page and "Look at this:" in page and "All is well." not in page
    for name in Figures.__dataclass_fields__:
        assert f"<dt>{name.replace('_', ' ')}</dt>" in page
    assert "<dt>last backup</dt> <dd>never</dd>" in page


@pytest.fixture
def served(settings):
    """In production, since so long; and each job last ended well before so long."""

    def do(since: timedelta, **ago: timedelta) -> None:
        settings.PREVIEW = False
        now = timezone.now()
        JobRun.objects.create(name="serve", first=now - since)
        for name, past in ago.items():
            JobRun.objects.create(name=name, first=now - since, started=now - past, succeeded=now - past)

    return do


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    "since, ago, said",
    [
        (0.9 * HOUR, {}, ""),
        (1.1 * HOUR, {}, "has never run since the desk was started"),
        (1.9 * DAY, {"digest": 0.1 * HOUR}, ""),
        (2.1 * DAY, {"digest": 0.1 * HOUR}, "`desk tidy` has not run well for 2 days, so that more is kept"),
        (9 * DAY, {"digest": 1.1 * HOUR, "tidy": DAY}, "`desk digest` was last started on"),
        (9 * DAY, {"digest": 0.1 * HOUR, "tidy": 2.1 * DAY}, "`desk tidy` has not run well for 2 days"),
        (9 * DAY, {"digest": 0.1 * HOUR, "tidy": 1.9 * DAY}, ""),
        (9 * DAY, {"digest": 0.1 * HOUR, "tidy": DAY, "backup": 2.1 * DAY}, "`desk backup` has made no copy for 2 days"),
        (9 * DAY, {"digest": 0.1 * HOUR, "tidy": DAY, "backup": 1.9 * DAY}, ""),
    ],
)
def test_a_job_that_does_not_run_is_an_alarm_with_what_to_do(planned, served, since, ago, said):
    served(since, **ago)
    assert said in alarms() and bool(alarms()) == bool(said)
    Closing.objects.create()
    assert alarms() == ""


def test_a_job_that_fails_is_an_alarm_in_its_own_words_with_no_address_in_them(planned, served):
    served(9 * DAY, tidy=DAY)
    with pytest.raises(OSError), jobs.noted("digest"):
        raise OSError("ada@example.org could not be reached")
    assert "`desk digest` does not succeed: a•••@example.org could not be reached" in alarms()
    with jobs.noted("digest"):
        pass
    assert alarms() == ""
    with pytest.raises(OSError), jobs.noted("tidy"):
        raise OSError("disk full")
    assert alarms() == ""  # it ended well a day ago
    JobRun.objects.filter(name="tidy").update(succeeded=timezone.now() - 3 * DAY)
    assert "`desk tidy` has not run well for 3 days: disk full" in alarms()


def test_a_job_that_is_killed_each_time_is_an_alarm(planned, served):
    served(9 * DAY, tidy=DAY)
    JobRun.objects.create(name="digest", first=timezone.now() - 2 * HOUR, started=timezone.now())
    assert "is killed before its end" in alarms()


def test_a_desk_that_is_tried_out_has_no_timers(planned, settings):
    assert settings.PREVIEW
    JobRun.objects.create(name="serve", first=timezone.now() - 9 * DAY)
    assert alarms() == ""


@pytest.mark.parametrize("command", ["tidy", "backup"])
def test_each_command_notes_that_it_ran(transactional_db, tmp_path, command):
    call_command(command, *([str(tmp_path / "copy.sqlite3")] if command == "backup" else []))
    assert JobRun.objects.get(name=command).succeeded
    if command == "backup":
        with pytest.raises(CommandError):
            call_command(command, str(tmp_path / "copy.sqlite3"))
        assert "is there already" in JobRun.objects.get(name=command).problem


def test_a_worker_that_takes_no_job_is_an_alarm(planned, served):
    served(9 * DAY, digest=0.1 * HOUR, tidy=DAY)
    job = DBTaskResult.objects.create(
        status="READY",
        args_kwargs={"args": [], "kwargs": {}},
        task_path="desk.mails.tasks.send_letters",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )
    assert alarms() == ""
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(minutes=16))
    assert "does `desk db_worker` run" in alarms()
    DBTaskResult.objects.filter(pk=job.pk).update(status="SUCCESSFUL")
    assert alarms() == ""


@pytest.mark.parametrize("number, sent, said", [(2, 0, False), (3, 0, True), (3, 149, True), (3, 151, False)])
def test_mails_that_were_refused_are_an_alarm_and_those_of_who_left_are_not(deliver, planned, number, sent, said):
    deliver(sent, "sent") if sent else None
    deliver(number, "refused")
    Delivery.objects.filter(status="refused").update(answer="554 5.7.1 we do not want this")
    assert ("were refused" in alarms()) is said
    Delivery.objects.filter(status="refused").update(answer="They left before it was sent.")
    assert alarms() == ""


def test_a_copy_that_was_put_back_is_an_alarm_until_digests_are_planned_again(planned):
    note_restored()
    assert "put back from a copy" in alarms()
    forget_restored()
    assert alarms() == ""


def test_a_feed_that_disagrees_with_the_list_of_posts_for_an_hour_is_an_alarm(planned):
    source = Source.objects.create(target="everything", url="u", looked=timezone.now(), disagrees_since=timezone.now() - 0.9 * HOUR)
    assert alarms() == ""
    Source.objects.filter(pk=source.pk).update(disagrees_since=timezone.now() - 1.1 * HOUR)
    assert "posts that posts.json lacks" in alarms()
