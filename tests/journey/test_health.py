"""What asks `/health` learns that a timer does not run, and that a job fails."""

import json

LATER = """
from datetime import timedelta
from django.utils import timezone
from desk.models import JobRun
JobRun.objects.filter(name="{name}").update(**{{field: timezone.now() - timedelta(hours={hours}) for field in ("first", "started")}})
JobRun.objects.filter(name="{name}").exclude(succeeded=None).update(succeeded=timezone.now() - timedelta(hours={hours}))
"""


def test_a_timer_that_never_ran_and_a_job_that_fails_are_alarms_until_they_run_well(desk):
    def later(name: str, hours: int) -> None:
        assert desk.run("shell", "-c", LATER.format(name=name, hours=hours)).returncode == 0

    assert desk.get("/health").status == 200  # it was just started
    later("serve", 2)
    assert desk.get("/health").status == 503
    assert desk.run("digest").returncode == 0
    told = json.loads(desk.get("/health").text)
    assert told["well"] and told["last_digest"] and told["last_tidy"] == ""
    later("serve", 72)
    assert desk.get("/health").status == 503
    assert desk.run("tidy").returncode == 0 and desk.get("/health").status == 200

    posts = desk.site / "posts.json"
    whole = posts.read_bytes()
    posts.write_bytes(b'{"version": 1, "posts": []}')
    assert desk.run("digest").returncode == 1
    answer = desk.get("/health")
    assert answer.status == 503 and "posts" not in answer.text.replace("posts_in_doubt", "")
    posts.write_bytes(whole)
    assert desk.run("digest").returncode == 0 and desk.get("/health").status == 200
    later("digest", 2)
    assert desk.get("/health").status == 503
