"""Whether the jobs run that timers start: each notes when it began and how it ended, and what was not started or does not succeed is an alarm."""

import contextlib
from collections.abc import Iterator
from datetime import MAXYEAR, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from desk.models import JobRun

DIGEST, TIDY, BACKUP, SERVE = "digest", "tidy", "backup", "serve"
DIGEST_LATE = timedelta(hours=1)
DAILY_LATE = timedelta(days=2)
WORKER_LATE = timedelta(minutes=15)


@contextlib.contextmanager
def noted(name: str) -> Iterator[None]:
    """Note the start of a job, and its end: well, or with what it raised."""
    now = timezone.now()
    JobRun.objects.update_or_create(name=name, defaults={"started": now}, create_defaults={"first": now, "started": now})
    try:
        yield
    except Exception as error:
        # Where the database itself is the trouble this cannot be written either; that no success is noted is an alarm then.
        with contextlib.suppress(DatabaseError):
            JobRun.objects.filter(name=name).update(problem=str(error)[:500] or type(error).__name__)
        raise
    JobRun.objects.filter(name=name).update(succeeded=timezone.now(), problem="")


def note_installed() -> None:
    """The desk is served: from the first time on, its jobs are expected."""
    JobRun.objects.get_or_create(name=SERVE)


def last_successes() -> dict[str, datetime | None]:
    """When each job last ended well, by name."""
    return dict(JobRun.objects.values_list("name", "succeeded"))


def job_alarms(now: datetime, waits: int) -> list[str]:
    """What does not run as it should, each in a sentence with what to do; `waits`: what `worker_waits` says. A desk that is tried out has no timers."""
    if settings.PREVIEW:
        return []
    runs = {run.name: run for run in JobRun.objects.all()}
    installed = runs[SERVE].first if SERVE in runs else None
    return [
        *_digest(runs.get(DIGEST), installed, now),
        *_tidy(runs.get(TIDY), installed, now),
        *_backup(runs.get(BACKUP), now),
        *_worker(waits),
    ]


def worker_waits(now: datetime) -> int:
    """For how many seconds the oldest job of the worker waits; 0 when none does."""
    waiting = DBTaskResult.objects.filter(status="READY").order_by("enqueued_at").values_list("enqueued_at", "run_after")[:100]
    # A job for which no moment was named has one at the end of time.
    due = [run_after if run_after and run_after.year < MAXYEAR else enqueued for enqueued, run_after in waiting]
    return max(0, int((now - min(due, default=now)).total_seconds()))


def _digest(run: JobRun | None, installed: datetime | None, now: datetime) -> Iterator[str]:
    if run is None:
        if installed and now - installed > DIGEST_LATE:
            yield "The timer of `desk digest` has never run since the desk was started, so nobody gets a digest: enable it, as “Timers” in docs/operators.md says."
    elif now - run.started > DIGEST_LATE:
        yield f"`desk digest` was last started on {run.started:%d %B at %H:%M} UTC: does its timer run?"
    elif now - (run.succeeded or run.first) > DIGEST_LATE or run.problem:
        yield f"`desk digest` does not succeed: {run.problem or 'it is killed before its end, or still at work'}"


def _tidy(run: JobRun | None, installed: datetime | None, now: datetime) -> Iterator[str]:
    good = run.succeeded if run and run.succeeded else installed
    if good and now - good > DAILY_LATE:
        why = f": {run.problem}" if run and run.problem else ", so that more is kept than we promise: does its timer run?"
        yield f"`desk tidy` has not run well for {(now - good).days} days{why}"


def _backup(run: JobRun | None, now: datetime) -> Iterator[str]:
    """Only for those who make copies in this way: with PostgreSQL there are others, also where the note of a job came along from SQLite."""
    if run and connection.vendor == "sqlite" and now - (run.succeeded or run.first) > DAILY_LATE:
        why = f": {run.problem}" if run.problem else ": does its timer run?"
        yield f"`desk backup` has made no copy for {(now - (run.succeeded or run.first)).days} days{why}"


def _worker(waits: int) -> Iterator[str]:
    if waits > WORKER_LATE.total_seconds():
        yield "A job waits for more than a quarter of an hour: does `desk db_worker` run? Until it does, nobody gets the mail with which to confirm."
