"""The job that is enqueued with every letter."""

from django_tasks import task

from desk.mails import transactional


@task()
def send_letters() -> int:
    """Send what is due; how many went."""
    return transactional.send_letters()
