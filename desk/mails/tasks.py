"""The background task that sends transactional mails."""

from django_tasks import task

from desk.mails import transactional


@task()
def send_letters() -> int:
    """Send the transactional mails that are due; return how many were sent."""
    return transactional.send_letters()
