"""The job that is enqueued with every letter."""

from django_tasks import task

from desk.mails import letters


@task()
def send_letters() -> int:
    """Send what is due; how many went."""
    return letters.send_letters()
