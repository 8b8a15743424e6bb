"""The job that is enqueued when traces of an address cannot be removed from the disk at once."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from desk import traces

AGAIN_AFTER = timedelta(minutes=1)


@task()
def wipe_traces() -> bool:
    """Remove them; when another program still reads the database, try again in a minute, for as long as it takes."""
    done = traces.wipe(traces.JOB_PATIENCE)
    if not done and wipe_traces.get_backend().supports_defer:
        wipe_traces.using(run_after=timezone.now() + AGAIN_AFTER).enqueue()
    return done
